import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';

import { external, externalCluster, members, pods, some, toggle } from './arbitraries';
import { autoscaling, componentScaling } from './autoscaling-input';
import { logging } from './logging-input';
import { mysql, withoutVolumes } from './mysql-input';
import { monitoring, withoutClaims } from './monitoring-input';
import { functionsOf, openfaas } from './openfaas-input';
import { tracingOf } from './tracing-input';

type OpenWhiskInput = NonNullable<PlatformInput['openwhisk']>;

/** Hosts of servers outside of the platform that a random platform may name. */
export const EXTERNAL_HOSTS = [
  'zookeeper',
  'zookeeper-2',
  'kafka',
  'kafka-2',
  'couchdb',
  'chart',
  'redis',
  'etcd',
  'etcd-2',
  'es',
  'api',
  'triggers',
  'logs',
  'mysql',
  'traces',
].map((name) => `${name}.example.org`);

/** Names of the Secrets that a random platform may say are the user's. */
export const USERS_SECRETS = [
  ...['whisk', 'couchdb', 'redis', 'es', 'tls', 'pull', 'triggers', 'kafka', 'kafka-ca', 'chart', 'etcd'],
  ...[
    'monitoring-tls',
    'node-exporter-tls',
    'grafana',
    'grafana-tls',
    'ldap',
    'users',
    'store',
    'loki',
    'alerts',
    'logs',
    'logs-kibana',
    'logs-ca',
    'snapshots',
  ],
  ...['kibana-tls', 'autoscaling-tls', 'internal-tls', 'functions', 'functions-tls', 'function', 'license'],
  ...['logs-jaeger', 'logs-grafana', 'traces', 'traces-ca', 'jaeger-users', 'jaeger-tls'],
  ...['mysql', 'mysql-ca', 'mysql-exporter', 'mysql-root', 'mysql-backup', 'mysql-tls'],
].map((name) => `my-${name}`);

const auth = (name: string) => fc.record({ existingSecret: some(`my-${name}`) });

/** What runs actions: a lean controller, or invokers with the scheduler or without. */
const mode: fc.Arbitrary<Pick<OpenWhiskInput, 'lean' | 'controller' | 'scheduler' | 'invoker' | 'metrics'>> = fc.oneof(
  fc.record({
    lean: fc.constant(true),
    controller: fc.record({ replicas: fc.constant(1), blockingWaitSeconds: fc.integer({ min: 1, max: 3600 }) }),
  }),
  fc
    .record({
      controller: fc.record({ replicas: pods(3), autoscaling: componentScaling }),
      scheduler: fc.record({ enabled: fc.boolean(), replicas: pods(3) }),
      invoker: fc.oneof(
        fc.record({ containerFactory: fc.constant('docker' as const) }),
        fc.record({ replicas: pods(4), autoscaling: componentScaling }),
      ),
      userEvents: fc.oneof(
        fc.constant({ enabled: false }),
        fc.record({ enabled: fc.constant(true), autoscaling: componentScaling }),
      ),
      prometheus: fc.boolean(),
      kamonTags: fc.boolean(),
      scraperNamespace: some('observability'),
      exporters: fc.record({ kafka: fc.boolean(), redis: fc.boolean(), nginx: fc.boolean(), couchdb: fc.boolean() }),
    })
    .map(({ userEvents, prometheus, kamonTags, scraperNamespace, exporters, ...rest }) => ({
      lean: false,
      ...rest,
      metrics: { prometheus, kamonTags, scraperNamespace, exporters, userEvents },
    })),
);

/** Routes to existing Gateways, or to one that the platform creates. */
const gateway = fc
  .tuple(
    fc.constantFrom<NonNullable<OpenWhiskInput['ingress']>['gateway'][]>(
      { parentRefs: [{ name: 'shared' }] },
      { parentRefs: [{ name: 'shared', namespace: 'infra', sectionName: 'https' }, { name: 'other' }] },
      { className: 'envoy' },
      { className: 'envoy', annotations: { 'example.org/a': 'b' } },
    ),
    fc.record({
      timeouts: fc.boolean(),
      extensionRefs: fc.constantFrom<{ group: string; kind: string; name: string }[][]>(
        [],
        [{ group: 'traefik.io', kind: 'Middleware', name: 'body' }],
      ),
      from: some({ namespace: 'infra', podLabels: { app: 'proxy' } }),
    }),
  )
  .map(([where, options]) => ({ ...options, ...where }));

/** Kinds of the entry point, with a protocol that it speaks, and internal use where its address is known. */
const entrance: fc.Arbitrary<
  Pick<NonNullable<OpenWhiskInput['ingress']>, 'type' | 'apiHost' | 'useInternally' | 'gateway'>
> = fc.oneof(
  fc.record({
    type: fc.constantFrom('NodePort' as const, 'LoadBalancer' as const),
    apiHost: fc.record({
      name: fc.constantFrom('api.example.org', '192.0.2.7', '2001:db8::7'),
      protocol: fc.constant('https' as const),
    }),
    useInternally: fc.boolean(),
  }),
  fc.record({
    type: fc.constantFrom('Standard' as const, 'None' as const),
    apiHost: fc.record({
      name: fc.constant('api.example.org'),
      protocol: fc.constantFrom('http' as const, 'https' as const),
    }),
  }),
  fc.record({
    type: fc.constant('Gateway' as const),
    apiHost: fc.record({
      name: fc.constant('api.example.org'),
      protocol: fc.constantFrom('http' as const, 'https' as const),
    }),
    gateway,
  }),
);

const entranceOptions = fc.record({
  annotations: fc.constantFrom<Record<string, string>[]>({}, { 'example.org/a': 'b' }),
  className: some('nginx.internal'),
  tls: fc.record({ existingSecret: some('my-tls'), terminatedUpstream: fc.boolean() }),
});

const ingress: fc.Arbitrary<OpenWhiskInput['ingress']> = fc
  .tuple(entrance, entranceOptions)
  .map(([kind, options]) => ({ ...options, ...kind }));

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
    fc.oneof(
      fc.record({ init: fc.boolean(), wipe: fc.boolean() }),
      fc.constant({ migrateFrom: { host: 'chart.example.org', existingSecret: 'my-chart' } }),
    ),
  )
  .map(([server, rest]) => ({ ...server, ...rest }));

/** A Kafka of the user, in every way in which it can be spoken to. */
const kafkaAccess = fc.record({
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
  enabled: fc.oneof({ arbitrary: fc.constant(true), weight: 9 }, fc.constant(false)),
  actorSystem: fc.constantFrom('akka', 'pekko'),
  imageTag: some('1.2.3'),
  timezone: fc.constantFrom('UTC', 'Europe/Paris'),
  clusterName: fc.constantFrom('whisk', 'blue'),
  limits: fc.record({
    actionsInvokesPerMinute: fc.integer({ min: 1, max: 1000 }),
    activationPayloadMaxBytes: fc.integer({ min: 1024, max: 50 * 2 ** 20 }),
  }),
  loadBalancer: fc.record({
    timeoutFactor: fc.integer({ min: 1, max: 9 }),
    blackboxFraction: fc.constantFrom('0%', '30%', '100%'),
    managedFraction: some('100%'),
  }),
  auth: auth('whisk'),
  ingress,
  activationStore,
  nginx: fc.record({ replicas: pods(3), autoscaling: componentScaling }),
  apigateway: fc.record({ replicas: pods(3), autoscaling: componentScaling }),
  zookeeper: fc.record({ external: externalCluster('zookeeper', 2181), replicas: members }),
  kafka: fc.record({
    external: externalCluster('kafka', 9092, kafkaAccess),
    replicas: pods(5),
    size: fc.constant('20Gi'),
  }),
  couchdb,
  redis: fc.record({ external: external('redis'), auth: auth('redis') }),
  etcd: fc.record({
    external: externalCluster('etcd', 2379, fc.record({ existingSecret: some('my-etcd') })),
    replicas: members,
  }),
  providers: fc.record({
    alarm: toggle,
    kafka: toggle,
    db: fc.record({ external: some({ host: 'triggers.example.org', existingSecret: 'my-triggers' }) }),
  }),
  packages: toggle,
  actions: fc.record({
    namespace: some('runners'),
    quota: fc.record({ pods: some(500), ephemeralStorage: some('1Ti') }),
    isolated: fc.boolean(),
    egress: some([{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }]),
    userImagesRegistry: some('registry.example.org/users'),
    containers: fc.record({ idleTimeout: fc.constantFrom('1 minute', '10 minutes') }),
    prewarm: fc.record({ promotion: fc.boolean(), expirationLimit: fc.integer({ min: 1, max: 100 }) }),
  }),
  loadTest: toggle,
  wskadmin: toggle,
  tests: toggle,
});

/** Concurrency within containers: the limit and its switch. */
const concurrency: fc.Arbitrary<Pick<OpenWhiskInput, 'limits' | 'invoker'>> = fc.constantFrom(
  {},
  { limits: { concurrency: { max: 9 } }, invoker: { actionConcurrency: true } },
);

const openwhisk: fc.Arbitrary<OpenWhiskInput> = fc
  .tuple(mode, parts, concurrency)
  .map(([chosen, rest, { limits, invoker }]) => ({
    ...rest,
    ...chosen,
    limits: { ...rest.limits, ...limits },
    invoker: { ...chosen.invoker, ...invoker },
  }));

/** What a platform file has besides its parts. */
const basics: fc.Arbitrary<PlatformInput> = fc.record({
  profile: fc.constantFrom('lean', 'standard', 'production'),
  name: fc.constantFrom('owdev', 'a', 'twenty-letters-or-so'),
  namespace: fc.constantFrom('openwhisk', 'other'),
  images: fc.record({
    registry: some('registry.example.org:5000/mirror'),
    pullPolicy: fc.constantFrom('Always', 'IfNotPresent', 'Never'),
    pullSecrets: fc.constantFrom([], ['my-pull']),
    overrides: fc.constantFrom<Record<string, string>[]>({}, { redis: 'registry.example.org/redis:7' }),
    digests: fc.constantFrom<Record<string, string>[]>(
      {},
      { 'docker.io/library/nginx:1.28.0': `sha256:${'0'.repeat(64)}` },
    ),
  }),
  placement: fc.record({
    affinity: fc.boolean(),
    tolerations: fc.boolean(),
    nodeLabel: fc.constantFrom('openwhisk-role', 'example.org/role'),
    roles: fc.constantFrom({}, { core: 'stores', invoker: 'actions' }),
    spread: fc.constantFrom(undefined, [], [{ topologyKey: 'example.org/rack', maxSkew: 2 }]),
  }),
  persistence: fc.record({ enabled: fc.boolean(), storageClassName: some('fast.example.org') }),
  networkPolicies: fc.boolean(),
  security: fc.constantFrom(
    {},
    { internalTLS: false, fixedUsers: false },
    { userNamespaces: true, appArmor: true },
    { internalTLS: true },
    { internalTLS: true, certificates: { existingSecret: 'my-internal-tls' } },
    { internalTLS: true, certificates: { certManager: { issuer: 'my-issuer' } } },
  ),
  launchOrder: fc.record({
    tryTimeoutSeconds: fc.integer({ min: 1, max: 9 }),
    intervalSeconds: fc.integer({ min: 1, max: 9 }),
    deadlineSeconds: fc.integer({ min: 100, max: 999 }),
    argocdSyncWaves: fc.boolean(),
  }),
});

const cluster = fc.record({
  version: fc.constantFrom('1.34', '1.35', '1.36', '1.37'),
  domain: fc.constantFrom('cluster.local', 'k8s.example.org'),
  dnsMetrics: fc.boolean(),
  dnsService: fc.constantFrom('kube-dns.kube-system', 'coredns.kube-system'),
  controlPlane: fc.constantFrom('managed' as const, 'kubeadm' as const),
  kubeletCertificates: fc.constantFrom('self-signed' as const, 'cluster' as const),
  ipFamilies: fc.constantFrom<('IPv4' | 'IPv6')[]>(['IPv4'], ['IPv4', 'IPv6']),
  dnsPorts: some([5353]),
  dnsAddresses: some(['10.96.0.10', '169.254.20.10']),
  ingressController: some({ namespace: 'ingress-nginx' }),
  apiServerPorts: some([443, 8443]),
});

/** From Kubernetes 1.36 on. */
const HARDENING = { seccomp: true, userNamespaces: true };

/** Keys of a scaler that need more than it has: Kubernetes 1.35, or a Prometheus. */
const needless = ({ version, monitored }: { version: string; monitored: boolean }): string[] => [
  ...(version === '1.34' ? ['tolerance'] : []),
  ...(monitored ? [] : ['metrics']),
];

/** A value without some keys of the scalers in it. */
function withoutInScalers<T>(value: T, keys: readonly string[], inScaler = false): T {
  if (Array.isArray(value)) return value.map((one: unknown) => withoutInScalers(one, keys, inScaler)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => !inScaler || !keys.includes(key))
    .map(([key, inner]: [string, unknown]) => {
      return [key, withoutInScalers(inner, keys, inScaler || key === 'autoscaling' || key === 'scalers')];
    });
  return Object.fromEntries(entries) as T;
}

/** Any platform file without a mistake, as far as its switches go, with monitoring or without. */
export function platformInput({ monitored }: { readonly monitored: boolean }): fc.Arbitrary<PlatformInput> {
  return fc
    .tuple(basics, cluster, openwhisk, monitored ? monitoring : fc.constant({}), logging, openfaas, mysql)
    .chain(([rest, where, whisk, watch, logs, functions, database]) => {
      const { version } = where;
      const watched = { ...(rest.persistence?.enabled ? watch : withoutClaims(watch)), enabled: monitored };
      const hardened = version === '1.34' || version === '1.35' ? {} : { hardening: HARDENING };
      return fc
        .tuple(
          autoscaling(where.kubeletCertificates === 'self-signed', monitored),
          fc.boolean(),
          tracingOf(logs?.enabled === true),
        )
        .map(([scaling, enabled, tracing]) =>
          withoutInScalers<PlatformInput>(
            {
              ...rest,
              cluster: where,
              openwhisk: {
                ...whisk,
                enabled: whisk?.enabled || !functions?.enabled,
                actions: { ...whisk.actions, ...hardened },
              },
              monitoring: watched,
              logging: logs,
              openfaas: functions,
              functions: functionsOf(
                functions,
                whisk,
                watched,
                database?.enabled === true && (!database.external?.tls || database.external.tls.caSecret !== undefined),
              ),
              mysql: rest.persistence?.enabled ? database : withoutVolumes(database),
              autoscaling: { ...scaling, enabled },
              tracing,
            },
            needless({ version, monitored }),
          ),
        );
    });
}
