import { runChecks } from '../../lib/checks/all';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const several = Manifests.of(`
openwhisk:
  scheduler: {enabled: true}
  metrics: {userEvents: {enabled: true}}
  zookeeper: {external: {hosts: [z1.example.com, z2.example.com, 'z3.example.com:2182']}}
  kafka: {external: {hosts: [k1.example.com, 'k2.example.com:9093', '[fd00::7]:9094'], port: 9095}}
  etcd: {external: {hosts: [e1.example.com, e2.example.com], existingSecret: my-etcd}}
`);

const script = (component: string, wait: string): string =>
  JSON.stringify(several.pod(component).initContainers?.find(({ name }) => name === wait));

interface Policy {
  readonly spec: {
    readonly egress: readonly { readonly to?: unknown; readonly ports?: { readonly port: number }[] }[];
  };
}

/** Ports of external servers that the network policy of a component opens. */
const opened = (component: string): number[] =>
  several
    .get<Policy>('NetworkPolicy', component)
    .spec.egress.flatMap(({ to, ports = [] }) => (to === undefined ? ports.map(({ port }) => port) : []))
    .filter((port) => port > 2000 && port < 10_000 && port !== 6443);

describe('external stores with several servers', () => {
  test('are known to every program by all their addresses', () => {
    for (const name of ['controller', 'invoker', 'scheduler', 'user-events']) {
      expect(several.env(name)['KAFKA_HOSTS']).toBe('k1.example.com:9095,k2.example.com:9093,[fd00::7]:9094');
    }
    for (const name of ['invoker', 'scheduler']) {
      expect(several.env(name)['ZOOKEEPER_HOSTS']).toBe('z1.example.com:2181,z2.example.com:2181,z3.example.com:2182');
    }
    for (const name of ['controller', 'invoker', 'scheduler']) {
      expect(several.env(name)['CONFIG_whisk_etcd_hosts']).toBe('e1.example.com:2379,e2.example.com:2379');
    }
  });

  test('are waited for until one server is ready', () => {
    const wait = script('controller', 'wait-for-kafka');
    for (const [host, port] of [
      ['k1.example.com', 9095],
      ['k2.example.com', 9093],
      ['fd00::7', 9094],
    ]) {
      expect(wait).toContain(`HOST='${host}' PORT='${port}'`);
    }
    expect(script('controller', 'wait-for-etcd')).toContain('etcd at e1.example.com:2379 or e2.example.com:2379');
  });

  test('are reachable on the port of each server', () => {
    expect(opened('controller').sort()).toEqual([2379, 5984, 9093, 9094, 9095].filter((port) => port !== 5984));
    expect(opened('scheduler').sort()).toEqual([2379, 9093, 9094, 9095]);
    expect(opened('user-events').sort()).toEqual([9093, 9094, 9095]);
  });

  test('have no findings', () => {
    expect(runChecks(several.synthesis)).toEqual([]);
  });
});

test('an external etcd with a user is accessed with the credentials of the Secret', () => {
  for (const name of ['controller', 'invoker', 'scheduler']) {
    expect(several.env(name)).toMatchObject({
      CONFIG_whisk_etcd_username: 'Secret my-etcd/username',
      CONFIG_whisk_etcd_password: 'Secret my-etcd/password',
    });
  }
});

describe('an external server', () => {
  test.each([
    [
      'no host',
      '{port: 9092}',
      ':3 openwhisk.kafka.external: an external server without an address',
      'add host or hosts',
    ],
    [
      'both forms of host',
      '{host: a, hosts: [b, c]}',
      ':3 openwhisk.kafka.external.hosts: hosts is not possible together with host',
      'list all servers in hosts, and remove host',
    ],
  ])('with %s is refused', (_, external, problem, fix) => {
    expect(messageAbout(`openwhisk:\n  kafka:\n    external: ${external}`)).toBe(
      oneMistake(problem, 'host for one server, or hosts for several', fix),
    );
  });

  test.each([
    ['zookeeper', "'http://z1'", 2181],
    ['kafka', "'k1:99999'", 9092],
    ['etcd', "'e1:2379/path'", 2379],
  ])('of %s with the address %s is refused', (store, server, port) => {
    expect(messageAbout(`openwhisk:\n  ${store}:\n    external:\n      hosts:\n        - ${server}`)).toBe(
      oneMistake(
        `:5 openwhisk.${store}.external.hosts[0]: ${server} has the wrong form`,
        `host or host:port without a scheme, such as server-1.example.org:${port}`,
        'write it in this form',
      ),
    );
  });

  test.each(['zookeeper', 'etcd', 'redis'])(
    'of %s with TLS is refused, which no OpenWhisk program supports',
    (store) => {
      expect(messageAbout(`openwhisk: {${store}: {external: {host: a, tls: {}}}}`)).toContain("unknown key 'tls'");
    },
  );
});
