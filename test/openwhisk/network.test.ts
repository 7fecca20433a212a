import { Manifests } from '../support/platform';

interface Peer {
  podSelector?: { matchLabels?: Record<string, string> };
  namespaceSelector?: { matchLabels?: Record<string, string> };
  ipBlock?: { cidr: string; except?: string[] };
}
interface Policy {
  spec: {
    podSelector: object;
    ingress?: { from?: Peer[]; ports?: { port: number }[] }[];
    egress?: { to?: Peer[]; ports?: { port: number }[] }[];
  };
}

const COMPONENT = 'app.kubernetes.io/component';
const standard = Manifests.of('profile: standard');
const policy = (name: string, manifests = standard): Policy['spec'] =>
  manifests.get<Policy>('NetworkPolicy', name).spec;
const who = (peers: Peer[] | undefined): string[] =>
  peers?.map(({ podSelector, ipBlock }) => podSelector?.matchLabels?.[COMPONENT] ?? ipBlock?.cidr ?? 'actions') ?? [
    'anyone',
  ];

/** Who may connect to a component, as `port ← peers`. */
const admits = (name: string, manifests = standard): string[] =>
  (policy(name, manifests).ingress ?? []).map(
    ({ from, ports }) => `${ports?.map(({ port }) => port).join(',')} ← ${who(from).sort().join(', ')}`,
  );

test('all undeclared connections are denied', () => {
  expect(policy('default-deny')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  const workloads = ['Deployment', 'StatefulSet', 'Job'].flatMap((kind) => standard.names(kind));
  const deny = ['default-deny', 'default-deny'];
  expect(standard.names('NetworkPolicy')).toEqual([...workloads, 'actions', ...deny].sort());
  const namespaces = standard
    .kind('NetworkPolicy')
    .flatMap(({ metadata }) => (metadata.name === 'owdev-default-deny' ? [metadata.namespace] : []));
  expect(namespaces.sort()).toEqual(['openwhisk', 'openwhisk-actions']);
});

test('the stores admit only their clients', () => {
  expect(admits('zookeeper')).toEqual(['2181 ← invoker, kafka']);
  expect(admits('kafka')).toEqual(['9092 ← controller, invoker, kafka']);
  expect(admits('couchdb')).toEqual([
    '5984 ← actions, alarmprovider, controller, init-couchdb, install-packages, invoker, kafkaprovider, wskadmin',
  ]);
  expect(admits('redis')).toEqual(['6379 ← apigateway']);
});

test('only nginx accepts outside traffic', () => {
  const open = standard.names('NetworkPolicy').filter((name) => admits(name).some((rule) => rule.endsWith('anyone')));
  expect(open).toEqual(['nginx']);
  expect(admits('nginx')).toEqual(['8080,10443 ← anyone', '8081 ← actions']);
});

test('behind an Ingress, only nginx accepts outside traffic, too', () => {
  const ingress = Manifests.of('openwhisk: {ingress: {type: Standard, apiHost: {name: ow.example.org}}}');
  const open = ingress
    .names('NetworkPolicy')
    .filter((name) => admits(name, ingress).some((rule) => rule.endsWith('anyone')));
  expect(open).toEqual(['nginx']);
  expect(admits('nginx', ingress)).toContain('8080 ← anyone');
});

test('behind an Ingress whose controller is named, nginx admits the pods of the controller and no other', () => {
  const named = Manifests.of(
    [
      'cluster: { ingressController: { namespace: ingress-nginx, podLabels: { app: controller } } }',
      'openwhisk: { ingress: { type: Standard, apiHost: { name: ow.example.org } } }',
      'monitoring: { grafana: { host: grafana.example.org } }',
    ].join('\n'),
  );
  const anyone = named
    .names('NetworkPolicy')
    .filter((name) => admits(name, named).some((rule) => rule.endsWith('anyone')));
  // The API server calls the webhook of the operator.
  expect(anyone).toEqual(['prometheus-operator']);
  for (const name of ['nginx', 'grafana']) {
    expect((policy(name, named).ingress ?? []).flatMap(({ from }) => from ?? [])).toContainEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
      podSelector: { matchLabels: { app: 'controller' } },
    });
  }
});

test('behind a Gateway, nginx admits the data plane that the routes name and no other', () => {
  const gateway = (from: string): Manifests =>
    Manifests.of(
      `openwhisk: { ingress: { type: Gateway, apiHost: { name: ow.example.org }, gateway: { className: envoy${from} } } }`,
    );
  expect(admits('nginx', gateway(''))).toContain('8080 ← anyone');
  const named = gateway(', from: { namespace: envoy-gateway-system, podLabels: { app: envoy } }');
  expect(admits('nginx', named)).not.toContain('8080 ← anyone');
  expect((policy('nginx', named).ingress ?? []).flatMap(({ from }) => from ?? [])).toContainEqual({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
    podSelector: { matchLabels: { app: 'envoy' } },
  });
});

test('48: action pods admit the invoker only, and reach the API host and the public internet', () => {
  const actions = policy('actions');
  expect(actions.podSelector).toEqual({ matchLabels: { 'user-action-pod': 'true', release: 'owdev' } });
  expect(admits('actions')).toEqual(['8080 ← invoker']);
  const blocks = (actions.egress ?? [])
    .flatMap(({ to, ports }) => (ports ? [] : (to ?? [])))
    .flatMap(({ ipBlock }) => ipBlock ?? []);
  expect(blocks.map(({ cidr }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
  // A cloud's metadata service, and the ranges in which an API server lives.
  expect(blocks[0]?.except).toEqual(
    expect.arrayContaining(['169.254.0.0/16', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
  );
  expect((actions.egress ?? []).map(({ to }) => who(to))).toContainEqual(['nginx']);
});

test('the actions of the system packages reach the gate of the API gateway only, and the feeds their database', () => {
  const reached = (yaml: string): string[] =>
    (policy('actions', Manifests.of(yaml)).egress ?? []).slice(1).flatMap(({ to, ports }) => {
      const peers = to ? who(to).filter((peer) => /^[a-z]/.test(peer)) : [''];
      return (ports ?? []).flatMap(({ port }) => peers.map((peer) => `${peer}:${port}`));
    });
  expect(admits('apigateway')).toEqual(['8080 ← nginx', '9000 ← nginx']);
  expect(reached('profile: standard')).toEqual(['nginx:8080', 'nginx:8081', 'couchdb:5984']);
  const noFeeds = 'openwhisk: {providers: {alarm: {enabled: false}, kafka: {enabled: false}}}';
  expect(reached(noFeeds)).toEqual(['nginx:8080', 'nginx:8081']);
  const noPackages = 'openwhisk: {packages: {enabled: false}}';
  expect(reached(noPackages)).toEqual(['nginx:8080']);
  expect(admits('apigateway', Manifests.of(noPackages))).toEqual(['8080 ← nginx']);
  const elsewhere = 'openwhisk: {providers: {db: {external: {host: db.example.com, existingSecret: s}}}}';
  expect(reached(elsewhere)).toEqual(['nginx:8080', 'nginx:8081', ':5984']);
});

test('with the Docker container factory, whose containers no policy can name, the gate is open to callers with its key', () => {
  const docker = Manifests.of('openwhisk: {invoker: {containerFactory: docker}}');
  expect(admits('nginx', docker)).toEqual(['8080,10443,8081 ← anyone']);
});

test('no component reaches the metadata service of a cloud, whatever servers its users choose', () => {
  const users = Manifests.of(
    'openwhisk: { providers: { kafka: { enabled: true } } }\nmonitoring: { enabled: true, blackbox: { enabled: true } }',
  );
  const open: string[] = [];
  for (const { metadata, spec } of users.kind('NetworkPolicy') as unknown as ({
    metadata: { name: string };
  } & Policy)[]) {
    for (const { to, ports } of spec.egress ?? []) {
      const blocks = (to ?? []).flatMap(({ ipBlock }) => ipBlock ?? []);
      const anywhere = to === undefined && !ports;
      const metadataIsOpen = blocks.some(
        ({ cidr, except = [] }) => cidr === '0.0.0.0/0' && !except.includes('169.254.0.0/16'),
      );
      if (anywhere || metadataIsOpen) open.push(metadata.name);
    }
  }
  expect(open).toEqual([]);
  const [blocks] = (policy('kafkaprovider', users).egress ?? []).flatMap(({ to, ports }) => (to && !ports ? [to] : []));
  expect(blocks).toEqual([
    { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
    { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] } },
    { namespaceSelector: {} },
  ]);
});

describe('with the external API host used internally', () => {
  const used = (host: string): Manifests =>
    Manifests.of(`openwhisk: {ingress: {type: NodePort, useInternally: true, apiHost: {name: "${host}"}}}`);
  const egress = (name: string, manifests: Manifests): string[] =>
    (policy(name, manifests).egress ?? []).map(
      ({ to, ports }) => `${to ? who(to).join() : 'any'}:${ports?.map(({ port }) => port).join() ?? 'all'}`,
    );

  test('actions reach the TLS port of nginx, and an address at its port only', () => {
    expect(egress('actions', used('192.168.49.2'))).toEqual(
      expect.arrayContaining(['nginx:10443', '192.168.49.2/32:31001']),
    );
    expect(egress('actions', used('fd00::2'))).toContain('fd00::2/128:31001');
    const named = egress('actions', used('ow.example.org'));
    expect(named).toContain('nginx:10443');
    expect(named.filter((rule) => rule.startsWith('any:'))).toEqual([]);
  });

  test.each(['apigateway', 'install-packages', 'smoke-test'])('%s reaches it, translated and not', (name) => {
    expect(egress(name, used('ow.example.org'))).toEqual(expect.arrayContaining(['any:31001', 'nginx:10443']));
  });
});

test('48: action pods without isolation may connect to anything', () => {
  const open = Manifests.of('openwhisk: {actions: {isolated: false}}');
  expect(policy('actions', open)).toMatchObject({ ingress: [{}], egress: [{}] });
});

test('the ranges that actions may reach can be chosen', () => {
  const own = Manifests.of('openwhisk: {actions: {egress: [{cidr: 10.1.0.0/16}]}}');
  const blocks = (policy('actions', own).egress ?? [])
    .flatMap(({ to, ports }) => (ports ? [] : (to ?? [])))
    .flatMap(({ ipBlock }) => ipBlock ?? []);
  expect(blocks).toEqual([{ cidr: '10.1.0.0/16' }]);
});

/** The peers of the rules for port 53 or 5353, in every policy except those that deny everything. */
function dnsPeers(manifests: Manifests, port = 53): unknown[] {
  const policies = manifests.kind('NetworkPolicy').filter(({ metadata }) => !metadata.name.endsWith('-default-deny'));
  expect(policies.length).toBeGreaterThan(5);
  return policies.map(
    ({ spec }) => (spec as Policy['spec']).egress?.find(({ ports }) => ports?.[0]?.port === port)?.to,
  );
}

const inNamespace = (name: string): object => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const atAddress = (cidr: string): object => ({ ipBlock: { cidr } });

test('every pod may query the DNS of the cluster and its cache on the node, over both protocols, and no other server', () => {
  const expected = [inNamespace('kube-system'), atAddress('169.254.20.10/32')];
  for (const peers of dnsPeers(standard)) expect(peers).toEqual(expected);
  for (const name of ['actions', 'nginx']) {
    expect(policy(name).egress?.[0]?.ports).toEqual([
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ]);
  }
  // An action without any range would otherwise have every port 53 as a channel.
  const closed = policy('actions', Manifests.of('openwhisk: {actions: {egress: []}}')).egress ?? [];
  expect(closed.filter(({ to }) => !to?.length)).toEqual([]);
});

test('another DNS of the cluster, and addresses of DNS servers, are open instead', () => {
  const cluster =
    'cluster: {dnsService: dns-default.openshift-dns, dnsPorts: [5353], dnsAddresses: [10.96.0.10, "fd00::a"]}';
  const expected = [inNamespace('openshift-dns'), atAddress('10.96.0.10/32'), atAddress('fd00::a/128')];
  for (const peers of dnsPeers(Manifests.of(cluster), 5353)) expect(peers).toEqual(expected);
});

test('action pods with DNS servers of their own may query these, too', () => {
  const own = Manifests.of(
    'openwhisk: {actions: {dns: {inheritInvokerConfig: false, nameservers: [10.0.0.2, 169.254.20.10]}}}',
  );
  const usual = [inNamespace('kube-system'), atAddress('169.254.20.10/32')];
  expect(policy('actions', own).egress?.[0]?.to).toEqual([...usual, atAddress('10.0.0.2/32')]);
  expect(policy('nginx', own).egress?.[0]?.to).toEqual(usual);
});

test('policies of every namespace open the ports of the DNS pods and of the API server that the platform file names', () => {
  const parts = 'monitoring: {enabled: true}, logging: {enabled: true}';
  const cluster = 'cluster: {dnsPorts: [5353], apiServerPorts: [443, 16443]}';
  const egress = (yaml: string): number[] =>
    Manifests.of(yaml)
      .kind('NetworkPolicy')
      .flatMap(({ spec }) => (spec as Policy['spec']).egress ?? [])
      .flatMap(({ ports = [] }) => ports.map(({ port }) => port));
  const usual = egress(`{${parts}}`);
  const moved = egress(`{${parts}, ${cluster}}`);
  const times = (ports: readonly number[], port: number): number => ports.filter((one) => one === port).length;
  expect(times(usual, 53)).toBeGreaterThan(40);
  expect(times(moved, 53)).toBe(0);
  expect(times(moved, 5353)).toBe(times(usual, 53));
  expect(times(usual, 6443)).toBeGreaterThan(5);
  expect(times(moved, 6443)).toBe(0);
  expect(times(moved, 16443)).toBe(times(usual, 6443));
});

test('controllers that form a cluster reach each other', () => {
  const production = Manifests.of('profile: production');
  expect(admits('controller', production)).toEqual(
    expect.arrayContaining(['25520 ← controller', '19999 ← controller']),
  );
});

test('controllers and schedulers send each other messages, and several schedulers form a cluster', () => {
  const scheduled = (replicas: number): Manifests =>
    Manifests.of(`openwhisk: {scheduler: {enabled: true, replicas: ${replicas}}}`);
  expect(admits('controller', scheduled(2))).toContain('25520 ← scheduler');
  expect(admits('scheduler', scheduled(2))).toEqual(
    expect.arrayContaining(['25520 ← controller, scheduler', '19999 ← scheduler', '13001 ← invoker, scheduler']),
  );
  const egress = (policy('controller', scheduled(2)).egress ?? []).filter(({ ports }) => ports?.[0]?.port === 25520);
  expect(egress.map(({ to }) => who(to))).toEqual([['scheduler']]);
  expect(admits('scheduler', scheduled(1)).join()).not.toContain('19999');
});

test('without network policies there is none', () => {
  expect(Manifests.of('networkPolicies: false').names('NetworkPolicy')).toEqual([]);
});

test('components that write activations to Elasticsearch may reach it', () => {
  const es = Manifests.of(`
openwhisk:
  scheduler: { enabled: true }
  activationStore: { backend: Elasticsearch, elasticsearch: { external: { host: es.example.com, version: 6, existingSecret: my-es } } }
`);
  for (const name of ['controller', 'invoker', 'scheduler']) {
    expect(policy(name, es).egress).toContainEqual({ ports: [{ port: 9200, protocol: 'TCP' }] });
  }
});
