import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';

type OpenWhiskInput = NonNullable<PlatformInput['openwhisk']>;

/** Hosts of servers outside of the platform that a random platform may name. */
export const EXTERNAL_HOSTS = ['zookeeper', 'kafka', 'couchdb', 'redis', 'etcd', 'es', 'api', 'triggers'].map(
  (name) => `${name}.example.org`,
);

/** Names of the Secrets that a random platform may say are the user's. */
export const USERS_SECRETS = ['whisk', 'couchdb', 'redis', 'es', 'tls', 'pull', 'triggers', 'kafka', 'kafka-ca'].map(
  (name) => `my-${name}`,
);

const some = <T>(value: T): fc.Arbitrary<T | undefined> => fc.option(fc.constant(value), { nil: undefined });
const external = (name: string) => some({ host: `${name}.example.org` });
const auth = (name: string) => fc.record({ existingSecret: some(`my-${name}`) });
const toggle = fc.record({ enabled: fc.boolean() });
const members = fc.constantFrom(1, 3, 5);
const pods = (max: number) => fc.integer({ min: 1, max });

/** What runs actions: a lean controller, or invokers with the scheduler or without. */
const mode: fc.Arbitrary<Pick<OpenWhiskInput, 'lean' | 'controller' | 'scheduler' | 'metrics'>> = fc.oneof(
  fc.constant({ lean: true, controller: { replicas: 1 } }),
  fc.record({
    lean: fc.constant(false),
    controller: fc.record({ replicas: pods(3) }),
    scheduler: fc.record({ enabled: fc.boolean(), replicas: pods(3) }),
    metrics: fc.record({ prometheus: fc.boolean(), userEvents: toggle }),
  }),
);

const ingress: fc.Arbitrary<OpenWhiskInput['ingress']> = fc.record({
  type: fc.constantFrom('NodePort', 'LoadBalancer', 'Standard', 'None'),
  apiHost: fc.record({ name: fc.constant('api.example.org'), protocol: fc.constantFrom('http', 'https') }),
  useInternally: fc.boolean(),
  annotations: fc.constantFrom<Record<string, string>[]>({}, { 'example.org/a': 'b' }),
  className: some('nginx.internal'),
  tls: fc.record({ existingSecret: some('my-tls'), terminatedUpstream: fc.boolean() }),
});

const activationStore: fc.Arbitrary<OpenWhiskInput['activationStore']> = fc.constantFrom(
  { backend: 'CouchDB' },
  { backend: 'Elasticsearch', elasticsearch: { replicas: 3, virtualMemory: 'initContainer' } },
  { backend: 'Elasticsearch', elasticsearch: { external: { host: 'es.example.org', existingSecret: 'my-es' } } },
  {
    backend: 'Elasticsearch',
    elasticsearch: { external: { host: 'es.example.org', version: 6, protocol: 'http', existingSecret: 'my-es' } },
  },
);

/** A CouchDB of the user has an administrator of its own. */
const couchdb: fc.Arbitrary<OpenWhiskInput['couchdb']> = fc
  .tuple(
    fc.oneof(
      fc.record({ auth: auth('couchdb') }),
      fc.constant({ external: { host: 'couchdb.example.org' }, auth: { existingSecret: 'my-couchdb' } }),
    ),
    fc.record({ init: fc.boolean(), wipe: fc.boolean() }),
  )
  .map(([server, rest]) => ({ ...server, ...rest }));

/** A Kafka of the user, in every way in which it can be spoken to. */
const kafka = fc.record({
  host: fc.constant('kafka.example.org'),
  tls: fc.option(fc.record({ caSecret: some('my-kafka-ca') }), { nil: undefined }),
  sasl: fc.option(
    fc.record({
      mechanism: fc.constantFrom('PLAIN' as const, 'SCRAM-SHA-256' as const, 'SCRAM-SHA-512' as const),
      existingSecret: fc.constant('my-kafka'),
    }),
    { nil: undefined },
  ),
});

const parts: fc.Arbitrary<OpenWhiskInput> = fc.record({
  actorSystem: fc.constantFrom('akka', 'pekko'),
  auth: auth('whisk'),
  ingress,
  activationStore,
  invoker: fc.record({
    replicas: pods(4),
    actionConcurrency: fc.boolean(),
    containerFactory: fc.constantFrom('kubernetes', 'docker'),
  }),
  nginx: fc.record({ replicas: pods(3) }),
  apigateway: fc.record({ replicas: pods(3) }),
  zookeeper: fc.record({ external: external('zookeeper'), replicas: members }),
  kafka: fc.record({ external: fc.option(kafka, { nil: undefined }), replicas: pods(5) }),
  couchdb,
  redis: fc.record({ external: external('redis'), auth: auth('redis') }),
  etcd: fc.record({ external: external('etcd'), replicas: members }),
  providers: fc.record({
    alarm: toggle,
    kafka: toggle,
    db: fc.record({ external: some({ host: 'triggers.example.org', existingSecret: 'my-triggers' }) }),
  }),
  packages: toggle,
  actions: fc.record({ isolated: fc.boolean(), egress: some([{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }]) }),
  loadTest: toggle,
  wskadmin: toggle,
  tests: toggle,
});

/** Any platform file without a mistake, as far as its switches go. */
export const platformInput: fc.Arbitrary<PlatformInput> = fc.record({
  profile: fc.constantFrom('lean', 'standard', 'production'),
  name: fc.constantFrom('owdev', 'a', 'twenty-letters-or-so'),
  namespace: fc.constantFrom('openwhisk', 'other'),
  cluster: fc.record({ domain: fc.constantFrom('cluster.local', 'k8s.example.org') }),
  images: fc.record({
    registry: some('registry.example.org:5000/mirror'),
    pullSecrets: fc.constantFrom([], ['my-pull']),
  }),
  placement: fc.record({ affinity: fc.boolean(), tolerations: fc.boolean() }),
  persistence: fc.record({ enabled: fc.boolean(), storageClassName: some('fast.example.org') }),
  networkPolicies: fc.boolean(),
  launchOrder: fc.record({ argocdSyncWaves: fc.boolean() }),
  openwhisk: fc.tuple(mode, parts).map(([chosen, rest]) => ({ ...rest, ...chosen })),
});
