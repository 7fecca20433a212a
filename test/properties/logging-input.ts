import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';
import { some, toggle } from './arbitraries';
import { componentScaling } from './autoscaling-input';

type LoggingInput = NonNullable<PlatformInput['logging']>;
type Stores = Pick<LoggingInput, 'elasticsearch' | 'kibana'>;

const kibana = fc.record({
  host: fc.constant('kibana.example.org'),
  basePath: some('/kibana'),
  ingressClassName: some('nginx.internal'),
  tlsSecret: some('my-kibana-tls'),
});

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
      external: { host: 'logs.example.org', existingSecret: 'my-logs', kibanaSecret: 'my-logs-kibana' },
    },
    kibana: { replicas: 2 },
  },
  {
    elasticsearch: {
      external: { host: 'logs.example.org', kind: 'opensearch', existingSecret: 'my-logs', caSecret: 'my-logs-ca' },
    },
    kibana: { enabled: false },
  },
);

const rest: fc.Arbitrary<LoggingInput> = fc.record({
  namespace: fc.constantFrom('logging', 'logs'),
  indices: fc.record({ prefix: fc.constantFrom('logstash', 'faas'), retentionDays: fc.integer({ min: 1, max: 10 }) }),
  fluentd: fc.record({
    runtime: fc.constantFrom('cri', 'docker-json', 'auto'),
    nodeReadyLabel: some('example.org/fluentd-ready=true'),
    systemLogs: fc.boolean(),
    journal: fc.constantFrom('persistent', 'none'),
    exceptions: fc.subarray(['java', 'python', 'go', 'js'], { minLength: 1 }),
  }),
  exporter: toggle,
});

/** Any logging without a mistake. */
export const logging: fc.Arbitrary<LoggingInput> = fc
  .tuple(toggle, fc.oneof(own, external), rest)
  // A part that is off cannot be scaled.
  .map(([{ enabled }, stores, others]) => (enabled ? { enabled, ...stores, ...others } : { ...others }));
