import { finding, type Check, type Finding } from '../finding';
import type { ContainerManifest } from '../read/manifests';
import { configFiles, type ConfigFile, type Mount } from '../read/mounted-files';
import { findObject, objectsOfKind, type Subject } from '../subject';
import { readNginx, type NginxDirective } from '../../formats/nginx-syntax';
import { nearest } from '../../text/nearest';

const RULE = 'FS-505';

/** Files that nginx' images bring along, and that add no server. */
const WITHOUT_SERVERS = /(mime\.types|_params|fastcgi\.conf)$/;

/** Checks the surroundings of a configuration of nginx: the ports of probes, and Services behind it. */
export const nginxContext: Check = (subject) =>
  configFiles(subject).flatMap((file) => {
    const mounts = file.mounts.filter(
      ({ path, container }) => /\/nginx\.conf$/.test(path) && /nginx/.test(container.image),
    );
    if (mounts.length === 0) return [];
    const { directives, problems } = readNginx(file.text);
    if (problems.length > 0) return [];
    return [...mounts.flatMap((mount) => probes(directives, mount)), ...services(subject, directives, file)];
  });

/** Probes of ports without a `listen`; unknown where other files may add servers. */
function probes(directives: readonly NginxDirective[], { owner, container }: Mount): Finding[] {
  const http = directives.filter(({ name }) => name === 'http' || name === 'stream');
  const added = [...directives, ...http.flatMap(({ block = [] }) => block)].some(
    ({ name, args: [path = ''] }) => name === 'include' && !WITHOUT_SERVERS.test(path),
  );
  const ports = new Set(within(directives, 'listen').flatMap(({ args: [address = ''] }) => listenPort(address)));
  if (added || ports.size === 0 || ports.has(undefined)) return [];
  const { livenessProbe, readinessProbe, startupProbe } = container;
  const probed = Object.entries({ livenessProbe, readinessProbe, startupProbe }).flatMap(([name, probe]) => {
    const port = portNumber(container, probe?.httpGet?.port ?? probe?.tcpSocket?.port);
    return port === undefined || ports.has(port) ? [] : [{ name, port }];
  });
  return probed.map(({ name, port }) => {
    const problem = `${name} of container '${container.name}' uses port ${port}, and its nginx.conf has no 'listen' for it`;
    return finding(RULE, owner.object, problem, `use one of ${[...ports].join(', ')}`);
  });
}

/** Port of a `listen`; undefined where it is a variable, none for a socket in the file system. */
function listenPort(address: string): (number | undefined)[] {
  if (address.startsWith('unix:')) return [];
  if (address.includes('$')) return [undefined];
  if (/^\d+$/.test(address)) return [Number(address)];
  const [, port] = /:(\d+)$/.exec(address) ?? [];
  return [port === undefined ? 80 : Number(port)];
}

function portNumber({ ports = [] }: ContainerManifest, port: string | number | undefined): number | undefined {
  if (typeof port !== 'string') return port;
  return ports.find(({ name }) => name === port)?.containerPort;
}

/** Addresses of Services that lack the port, or exist under a similar name only. */
function services(
  subject: Subject,
  directives: readonly NginxDirective[],
  { object, field, key }: ConfigFile,
): Finding[] {
  const own = object.manifest.metadata.namespace ?? 'default';
  const upstreams = new Set(within(directives, 'upstream').map(({ args: [name = ''] }) => name));
  const servers = within(directives, 'upstream').flatMap(({ block = [] }) =>
    block.filter(({ name }) => name === 'server'),
  );
  const addresses = [
    ...servers.map(({ args: [address = ''], line }) => ({ address, line, standard: 80 })),
    ...within(directives, 'proxy_pass').flatMap(({ args: [url = ''], line }) => {
      const [, scheme, address] = /^(https?):\/\/([^/$]+)(\/.*)?$/.exec(url) ?? [];
      return address === undefined ? [] : [{ address, line, standard: scheme === 'https' ? 443 : 80 }];
    }),
  ];
  return addresses.flatMap(({ address, line, standard }): Finding[] => {
    const [, name = '', namespace = own, number] =
      /^([a-z][a-z0-9-]*)(?:\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+?)?\.?)?)?(?::(\d+))?$/.exec(address) ?? [];
    if (name === '' || upstreams.has(address) || upstreams.has(name)) return [];
    const at = [field, key];
    const service = serviceOf(subject, name, namespace);
    if (!service) {
      const names = objectsOfKind(subject, 'Service')
        .filter(({ manifest: { metadata } }) => (metadata.namespace ?? 'default') === namespace)
        .map(({ manifest }) => manifest.metadata.name);
      const meant = name.length > 4 ? nearest(name, names) : undefined;
      if (meant === undefined) return [];
      const problem = `'${key}', line ${line}: Service '${name}' of namespace '${namespace}' is not there`;
      return [finding(RULE, object, problem, `did you mean '${meant}'?`, at)];
    }
    const { ports = [], type } = service.manifest['spec'] as {
      readonly type?: string;
      readonly clusterIP?: string;
      readonly ports?: readonly { readonly port: number; readonly targetPort?: unknown }[];
    };
    const port = Number(number ?? standard);
    const headless = (service.manifest['spec'] as { readonly clusterIP?: string }).clusterIP === 'None';
    if (type === 'ExternalName' || headless || ports.some((one) => one.port === port)) return [];
    const problem = `'${key}', line ${line}: Service '${name}' has no port ${port}`;
    return [finding(RULE, object, problem, `use one of ${ports.map((one) => one.port).join(', ')}`, at)];
  });
}

function serviceOf(subject: Subject, name: string, namespace: string): ReturnType<typeof findObject> {
  return (
    findObject(subject, 'Service', name, namespace) ??
    (namespace === 'default' ? findObject(subject, 'Service', name) : undefined)
  );
}

/** All directives of a name, in blocks, too. */
function within(directives: readonly NginxDirective[], name: string): NginxDirective[] {
  return directives.flatMap((directive) => [
    ...(directive.name === name ? [directive] : []),
    ...within(directive.block ?? [], name),
  ]);
}
