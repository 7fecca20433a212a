import { address } from '../../kube/endpoint';
import type { HostAddress } from '../../text/address';
import { addresses, isTrue, pathsOf, truth, wholeNumber, WrongValue } from './convert';
import {
  by,
  changed,
  mapped,
  type Option,
  type Options,
  type Reading,
  type Setting,
  set,
  type Target,
  unneeded,
  type Values,
} from './option';

/** A server that the chart can also take from outside. */
interface ExternalServer {
  /** The section of the chart, such as `kafka`. */
  readonly section: 'zookeeper' | 'kafka' | 'redis' | 'etcd' | 'db' | 'elasticsearch';
  /** The options of the section that may have its address, the first that is written first. */
  readonly addressIn: readonly ('connect_string' | 'host')[];
  /** The component of the platform. */
  readonly component: 'zookeeper' | 'kafka' | 'redis' | 'etcd' | 'couchdb' | 'activationStore.elasticsearch';
  /** The path of several servers in the platform file. @default - there is one */
  readonly hosts?: Target;
  /** The option of the section that has its port. @default port */
  readonly portIn?: string;
  /** Why there is no need of it at all. @default - there always is. */
  readonly unused?: (values: Values) => string | undefined;
}

/** Addresses of an external server: from the first option that has one. */
function addressesOf({ section, addressIn, portIn = 'port' }: ExternalServer, { get }: Values): HostAddress[] {
  const written = addressIn.map((key) => get(`${section}.${key}`)).find((value) => value !== undefined && value !== '');
  const port = get(`${section}.${portIn}`);
  return (written === undefined ? [] : addresses(written)).map((server) => ({
    ...(port === undefined ? {} : { port: wholeNumber(port) }),
    ...server,
  }));
}

/** A server as the platform file lists it. */
function listed({ host, port }: HostAddress): string {
  return port === undefined ? host : address({ host, port });
}

/** The options of a section for an external server and its address. */
export function externalOptions(server: ExternalServer): Options {
  const { section, addressIn, component, hosts, portIn = 'port', unused = () => undefined } = server;
  const hostPath = `openwhisk.${component}.external.host` as const satisfies Target;
  const portPath = `openwhisk.${component}.external.port` as const satisfies Target;
  const targets = [hostPath, ...(hosts ? [hosts] : []), portPath];
  const isExternal = ({ get }: Values): boolean => isTrue(get(`${section}.external`));
  const whereUsed = (targets: readonly Target[], read: (value: unknown, values: Values) => Reading): Option =>
    by(targets, (value, values) => {
      const reason = unused(values);
      return reason ? unneeded(reason) : read(value, values);
    });

  const settings = ([first, ...others]: readonly HostAddress[]): Setting[] => {
    if (!first) return [];
    if (hosts && others.length > 0) return [set(hosts, [first, ...others].map(listed))];
    return [set(hostPath, first.host), ...(first.port === undefined ? [] : [set(portPath, first.port)])];
  };

  const external = whereUsed(targets, (value, values) => {
    if (!truth(value)) return unneeded('the platform makes it, unless an address is given');
    const servers = addressesOf(server, values);
    if (servers.length === 0) {
      const allowed = `true with ${addressIn.map((key) => `${section}.${key}`).join(' or ')}`;
      throw new WrongValue({ problem: 'true has no address with it', allowed, fix: 'add the address of your server' });
    }
    return mapped(...settings(servers));
  });

  const written = whereUsed(targets, (value, values) => {
    if (value === '') return unneeded('empty: there is none');
    if (!isExternal(values)) return unneeded(`not used: ${section}.external is false`);
    const servers = addressesOf(server, values);
    const names = addresses(value).map(({ host }) => host);
    if (names.join() !== servers.map(({ host }) => host).join())
      return unneeded(`the address comes from ${section}.${addressIn[0]}`);
    const lost = [
      ...(hosts || names.length === 1
        ? []
        : [`only the first of ${names.length} servers is named; a DNS name with all of them would reach the others`]),
      ...pathsOf(value).map((path) => `without the path ${path}, which the platform has no option for`),
    ];
    return lost.length === 0 ? mapped(...settings(servers)) : changed(lost.join('; '), ...settings(servers));
  });

  const port = whereUsed([portPath, ...(hosts ? [hosts] : [])], (value, values) => {
    if (!isExternal(values)) return unneeded('the ports of the servers that the platform makes are their usual ones');
    const servers = addressesOf(server, values);
    const number = wholeNumber(value);
    if (servers.length > 0 && !servers.some((one) => one.port === number))
      return unneeded(`the port comes from ${section}.${addressIn[0]}`);
    return mapped(...(servers.length > 1 && hosts ? settings(servers) : [set(portPath, number)]));
  });

  return {
    [`${section}.external`]: external,
    ...Object.fromEntries(addressIn.map((key) => [`${section}.${key}`, written])),
    [`${section}.${portIn}`]: port,
  };
}
