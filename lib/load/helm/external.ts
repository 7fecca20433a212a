import { addresses, isTrue, truth, wholeNumber, WrongValue } from './convert';
import {
  by,
  changed,
  mapped,
  type Option,
  type Options,
  type Reading,
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
  /** The option of the section that has its port. @default port */
  readonly portIn?: string;
  /** Why there is no need of it at all. @default - there always is. */
  readonly unused?: (values: Values) => string | undefined;
}

/** Address of an external server: from the first option that has one. */
function addressOf(
  { section, addressIn, portIn = 'port' }: ExternalServer,
  { get }: Values,
): { host: string; port?: number } | undefined {
  const written = addressIn.map((key) => get(`${section}.${key}`)).find((value) => value !== undefined && value !== '');
  const [first] = written === undefined ? [] : addresses(written);
  const port = get(`${section}.${portIn}`);
  return first && { ...(port === undefined ? {} : { port: wholeNumber(port) }), ...first };
}

/** The options of a section for an external server and its address. */
export function externalOptions(server: ExternalServer): Options {
  const { section, addressIn, component, portIn = 'port', unused = () => undefined } = server;
  const hostPath = `openwhisk.${component}.external.host` as const satisfies Target;
  const portPath = `openwhisk.${component}.external.port` as const satisfies Target;
  const isExternal = ({ get }: Values): boolean => isTrue(get(`${section}.external`));
  const whereUsed = (targets: readonly Target[], read: (value: unknown, values: Values) => Reading): Option =>
    by(targets, (value, values) => {
      const reason = unused(values);
      return reason ? unneeded(reason) : read(value, values);
    });

  const external = whereUsed([hostPath, portPath], (value, values) => {
    if (!truth(value)) return unneeded('the platform makes it, unless an address is given');
    const address = addressOf(server, values);
    if (!address) {
      const allowed = `true with ${addressIn.map((key) => `${section}.${key}`).join(' or ')}`;
      throw new WrongValue({ problem: 'true has no address with it', allowed, fix: 'add the address of your server' });
    }
    const { host, port } = address;
    return mapped(set(hostPath, host), ...(port === undefined ? [] : [set(portPath, port)]));
  });

  const address = whereUsed([hostPath, portPath], (value, values) => {
    if (value === '') return unneeded('empty: there is none');
    if (!isExternal(values)) return unneeded(`not used: ${section}.external is false`);
    const used = addressOf(server, values);
    const [first, ...others] = addresses(value);
    if (!used || !first || first.host !== used.host)
      return unneeded(`the address comes from ${section}.${addressIn[0]}`);
    const settings = [set(hostPath, used.host), ...(used.port === undefined ? [] : [set(portPath, used.port)])];
    if (others.length === 0) return mapped(...settings);
    return changed(
      `only the first of ${others.length + 1} servers is named; a DNS name with all of them would reach the others`,
      ...settings,
    );
  });

  const port = whereUsed([portPath], (value, values) => {
    if (!isExternal(values)) return unneeded('the ports of the servers that the platform makes are their usual ones');
    const used = addressOf(server, values)?.port ?? wholeNumber(value);
    if (used !== wholeNumber(value)) return unneeded(`the port comes from ${section}.${addressIn[0]}`);
    return mapped(set(portPath, used));
  });

  return {
    [`${section}.external`]: external,
    ...Object.fromEntries(addressIn.map((key) => [`${section}.${key}`, address])),
    [`${section}.${portIn}`]: port,
  };
}
