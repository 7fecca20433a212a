import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';
import { some, toggle } from './arbitraries';
import { componentScaling } from './autoscaling-input';

type LoggingInput = NonNullable<PlatformInput['logging']>;
type Stores = Pick<LoggingInput, 'elasticsearch' | 'kibana'>;

const kibana = fc
  .record({
    host: fc.constant('kibana.example.org'),
    basePath: some('/kibana'),
    ingressClassName: some('nginx.internal'),
    ingressAnnotations: fc.constantFrom<Record<string, string>>({}, { 'cert-manager.io/cluster-issuer': 'example' }),
    tls: fc.constantFrom({}, { tlsSecret: 'my-kibana-tls' }, { tlsTerminatedUpstream: true }),
  })
  .map(({ tls, ...rest }) => ({ ...rest, ...tls }));

/** Nodes of the platform's own. */
const own: fc.Arbitrary<Stores> = fc.record({
  elasticsearch: fc.record({
    replicas: fc.constantFrom(1, 3),
    virtualMemory: fc.constantFrom('initContainer', 'disableMmap', 'preset'),
    snapshots: some({ type: 's3' as const, settings: { bucket: 'logs' }, credentialsSecret: 'my-snapshots' }),
  }),
  kibana: fc
    .tuple(kibana, fc.boolean(), componentScaling)
    .map(([rest, enabled, autoscaling]) => ({ ...rest, enabled, ...(enabled ? { autoscaling } : {}) })),
});

/** A server of the user's own. */
const external: fc.Arbitrary<Stores> = fc.constantFrom<Stores>(
  {
    elasticsearch: {
      external: {
        host: 'logs.example.org',
        existingSecret: 'my-logs',
        kibanaSecret: 'my-logs-kibana',
        jaegerSecret: 'my-logs-jaeger',
        grafanaSecret: 'my-logs-grafana',
      },
    },
    kibana: { replicas: 2 },
  },
  {
    elasticsearch: {
      external: {
        host: 'logs.example.org',
        kind: 'opensearch',
        existingSecret: 'my-logs',
        caSecret: 'my-logs-ca',
        jaegerSecret: 'my-logs-jaeger',
      },
    },
    kibana: { enabled: false },
  },
);

const fluentd: fc.Arbitrary<LoggingInput['fluentd']> = fc
  .record({
    namespace: some('log-collectors'),
    runtime: fc.constantFrom('cri', 'docker-json', 'auto'),
    nodeReadyLabel: some('example.org/fluentd-ready=true'),
    controlPlane: fc.boolean(),
    runAsUser: fc.constantFrom(0, 1000),
    supplementalGroups: fc.subarray([4, 101]),
    systemLogs: fc.boolean(),
    journal: fc.constantFrom('persistent', 'none'),
    units: fc.subarray(['etcd', 'ssh.service', 'getty@tty1']),
    files: fc.subarray([
      { name: 'audit', path: '/var/log/kubernetes/audit/*.log', format: 'json' as const },
      { name: 'auth', path: '/var/log/auth.log' },
    ]),
    exclude: fc.record({
      namespaces: fc.subarray(['team-*', 'kube-system']),
      pods: fc.subarray(['debug-*']),
      containers: fc.subarray(['istio-proxy', 'istio-*']),
    }),
    podAnnotations: fc.boolean(),
    jsonNamespaces: fc.subarray(['shop', 'openwhisk']),
    stripColors: fc.boolean(),
    exceptions: fc.subarray(['java', 'python', 'go', 'js'] as const, { minLength: 1 }),
  })
  // Units need a journal.
  .map((input) => (input.systemLogs && input.journal === 'persistent' ? input : { ...input, units: [] }));

const rest: fc.Arbitrary<LoggingInput> = fc.record({
  namespace: fc.constantFrom('logging', 'logs'),
  indices: fc.record({ prefix: fc.constantFrom('logstash', 'faas'), retentionDays: fc.integer({ min: 1, max: 10 }) }),
  fluentd,
  exporter: toggle,
});

/** Any logging without a mistake. */
export const logging: fc.Arbitrary<LoggingInput> = fc
  .tuple(toggle, fc.oneof(own, external), rest)
  // A part that is off cannot be scaled.
  .map(([{ enabled }, stores, others]) => (enabled ? { enabled, ...stores, ...others } : { ...others }));
