import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';
import { some } from './arbitraries';

type TracingInput = NonNullable<PlatformInput['tracing']>;
type Jaeger = NonNullable<TracingInput['jaeger']>;

const collector: fc.Arbitrary<TracingInput['collector']> = fc
  .record({
    replicas: fc.integer({ min: 1, max: 3 }),
    spanMetrics: fc.boolean(),
    memoryLimitPercentage: fc.integer({ min: 50, max: 90 }),
    queueSpans: fc.integer({ min: 1000, max: 100_000 }),
    tailSampling: some({ decisionWaitSeconds: 10, share: 0 }),
    pods: fc.constantFrom({}, { labels: { team: 'traces' } }),
  })
  .map(({ tailSampling, replicas, ...rest }) => ({ ...rest, tailSampling, replicas: tailSampling ? 1 : replicas }));

const node = fc.record({
  apiServer: some({}),
  kubelet: some({ samplingRatePerMillion: 0 }),
  etcd: some({ version: '3.6' as const }),
  containerd: some({ version: '1.7' as const }),
});
/** Programs of the nodes are traced only where collectors take their spans. */
const agent: fc.Arbitrary<TracingInput['agent']> = fc.oneof(
  fc.constant({ enabled: false }),
  fc.record({ enabled: fc.constant(true), namespace: some('span-collectors'), node }),
);

const ingress: fc.Arbitrary<Jaeger['ingress']> = fc.constantFrom<Jaeger['ingress'][]>(
  undefined,
  { host: 'traces.example.org', usersSecret: 'my-jaeger-users', tlsSecret: 'my-jaeger-tls' },
  { host: 'traces.example.org', usersSecret: 'my-jaeger-users', tlsTerminatedUpstream: true, className: 'nginx' },
);

const jaegerOn = (logs: boolean): fc.Arbitrary<Jaeger> =>
  fc.oneof(
    fc.record({
      storage: fc.record({ type: fc.constant('memory' as const), memory: fc.record({ traces: fc.constant(1000) }) }),
      ingress,
    }),
    fc.record({ storage: fc.constant({ type: 'badger' as const, badger: { retentionDays: 2 } }), ingress }),
    ...(logs
      ? [
          fc.record({
            replicas: fc.integer({ min: 1, max: 3 }),
            storage: fc.constant({
              type: 'elasticsearch' as const,
              elasticsearch: { gibPerDay: 0.01, retentionDays: 2, shards: 2 },
            }),
            ingress,
          }),
        ]
      : []),
  );

const external: fc.Arbitrary<NonNullable<TracingInput['external']>> = fc.constantFrom<
  NonNullable<TracingInput['external']>[]
>(
  { url: 'http://traces.example.org:4317' },
  { url: 'https://traces.example.org', protocol: 'http', caSecret: 'my-traces-ca' },
  { url: 'https://traces.example.org:4317', headers: ['Authorization'], headersSecret: 'my-traces' },
);

/** Tracing of a platform. @param logs - whether an Elasticsearch may store the traces */
export function tracingOf(logs: boolean): fc.Arbitrary<TracingInput> {
  const backends = fc.oneof(
    fc.record({ jaeger: jaegerOn(logs), external: fc.option(external, { nil: undefined }) }),
    fc.record({ jaeger: fc.constant({ enabled: false }), external }),
  );
  return fc
    .record({
      enabled: fc.boolean(),
      namespace: fc.constantFrom('tracing', 'spans'),
      collector,
      agent,
      grafana: fc.record({ logs: fc.boolean() }),
      openwhisk: fc.record({
        enabled: fc.boolean(),
        sampleRate: fc.constantFrom(0, 0.01, 1),
        url: some('http://traces.example.org:9411'),
      }),
      backends,
    })
    .map(({ backends: chosen, ...rest }) => ({ ...rest, ...chosen }));
}
