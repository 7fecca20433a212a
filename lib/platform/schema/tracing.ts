import { z } from 'zod';
import {
  count,
  dnsLabel,
  dnsName,
  enabled,
  httpUrl,
  objectName,
  ownNamespace,
  probes,
  resources,
  volumeSize,
} from './common';
import { pods, severalPods, storageClassName } from './pods';
import { protectedIngress } from './protected-ingress';

/** A ratio of requests or traces. */
const ratio = () => z.number().min(0).max(1);

/** A URL that a program extends by a path of its own. */
const baseUrl = () =>
  httpUrl('remove both, and name a Secret with the header Authorization in headersSecret').refine(
    (url) => !url.endsWith('/'),
    {
      error: 'a URL without a slash at its end, such as https://traces.example.org',
      params: {
        problem: 'ends in a slash, and the path that is appended begins with one',
        fix: 'remove the slash at the end',
      },
    },
  );

const tailSampling = z
  .strictObject({
    decisionWaitSeconds: count(1, 600)
      .default(30)
      .describe('Time from the first span of a trace to the decision, in seconds: longer than a trace takes.'),
    traces: count(100, 10_000_000)
      .default(50_000)
      .describe('Traces that wait for the decision at once, in memory. The oldest one is dropped for one more.'),
    slowMilliseconds: count(1, 3_600_000).default(1000).describe('Duration of a slow trace, in milliseconds.'),
    share: ratio()
      .default(0.1)
      .describe('Ratio of the other traces that is kept, 0 to 1. Slow and failed traces are always kept.'),
  })
  .optional()
  .describe(
    'Decide on whole traces: keep slow and failed traces, and a share of the rest. One pod of the collector has to see all spans of a trace. Default: keep every trace that was sampled at its start.',
  );

const collectorSchema = z
  .strictObject({
    replicas: count(1, 20).default(1).describe('Number of pods.'),
    pods: severalPods(),
    memoryLimitPercentage: count(50, 90)
      .default(80)
      .describe('Share of the memory limit beyond which spans are refused, in percent; their senders try again.'),
    queueSpans: count(1000, 10_000_000)
      .default(50_000)
      .describe('Spans that wait for each backend, in memory. More are dropped while the backend is away.'),
    from: z
      .array(dnsLabel().describe('Name of a namespace.'))
      .default([])
      .describe(
        'Namespaces whose pods may send spans by OTLP, at the ports 4317 and 4318; network policies admit them.',
      ),
    tailSampling,
    spanMetrics: enabled(
      'Count and time the spans of each service and operation, before any sampling of whole traces, as metrics for Prometheus.',
      false,
    ),
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('OpenTelemetry Collector: takes the spans of all programs, and sends them to the backends.');

/** Spans per million requests, for programs that begin traces of their own. */
const perMillion = () =>
  count(0, 1_000_000)
    .default(1000)
    .describe('Requests per million that begin a trace. A request that belongs to a trace follows its decision.');

const nodeSchema = z
  .strictObject({
    apiServer: z
      .strictObject({ samplingRatePerMillion: perMillion() })
      .optional()
      .describe('Trace the API server. Default: no file for it.'),
    kubelet: z
      .strictObject({ samplingRatePerMillion: perMillion() })
      .optional()
      .describe('Trace the kubelet. Default: no file for it.'),
    etcd: z
      .strictObject({
        version: z.enum(['3.5', '3.6', '3.7']).describe('Minor version, which decides on the names of the flags.'),
        samplingRatePerMillion: perMillion(),
      })
      .optional()
      .describe('Trace the etcd of the control plane. Default: no flags for it.'),
    containerd: z
      .strictObject({
        version: z
          .enum(['1.7', '2'])
          .describe(
            'Version, which decides on the form: environment variables of the unit from 2 on, a plugin before.',
          ),
        samplingRatePerMillion: perMillion(),
      })
      .optional()
      .describe('Trace containerd. Default: no file for it.'),
  })
  .prefault({})
  .describe('Programs of the nodes that are traced: `npx faas-stack node-files` writes their configuration.');

const agentSchema = z
  .strictObject({
    enabled: enabled(
      'Run a collector on each node that takes spans at the loopback address of the node, for the programs of the node.',
      false,
    ),
    namespace: ownNamespace()
      .optional()
      .describe(
        'Namespace of the collectors on the nodes, which admits ports of the node. Default: the namespace of tracing and -nodes.',
      ),
    node: nodeSchema,
    pods: pods(),
    resources: resources({ requests: { cpu: '20m', memory: '96Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
  })
  .prefault({})
  .describe('Collectors on the nodes, for API server, kubelet, etcd and containerd.');

const storageSchema = z
  .strictObject({
    type: z
      .enum(['memory', 'badger', 'elasticsearch'])
      .default('memory')
      .describe(
        'Place of the traces. memory: lost with the pod. badger: a volume of the only pod. elasticsearch: the Elasticsearch or OpenSearch of logging, in indices of its own.',
      ),
    memory: z
      .strictObject({
        traces: count(100, 10_000_000)
          .default(50_000)
          .describe('Number of traces; the oldest one makes room for one more.'),
      })
      .prefault({})
      .describe('Settings of type memory.'),
    badger: z
      .strictObject({
        size: volumeSize('10Gi'),
        storageClassName: storageClassName(),
        retentionDays: count(1, 365).default(3).describe('Retention of a span, in days.'),
        gibPerDay: z
          .number()
          .min(0.01)
          .max(100_000)
          .default(1)
          .describe('Expected volume of spans per day, in GiB. The volume must hold it for the whole retention.'),
      })
      .prefault({})
      .describe('Settings of type badger.'),
    elasticsearch: z
      .strictObject({
        retentionDays: count(1, 3650).default(7).describe('Retention of an index, in days.'),
        gibPerDay: z
          .number()
          .min(0.01)
          .max(100_000)
          .default(1)
          .describe(
            'Expected volume of spans per day, in GiB, as Elasticsearch stores it. The volumes must hold it beside the logs.',
          ),
        shards: count(1, 32).default(1).describe('Primary shards per daily index; ideally 10 to 50 GiB each.'),
        copies: count(0, 4).optional().describe('Replicas of each shard. Default: 1, or 0 on a single node.'),
      })
      .prefault({})
      .describe('Settings of type elasticsearch.'),
  })
  .prefault({})
  .describe('Storage of the traces.');

const jaegerSchema = z
  .strictObject({
    enabled: enabled('Run Jaeger, which stores, searches and shows the traces.'),
    replicas: count(1, 9).default(1).describe('Number of pods; more than one with type elasticsearch only.'),
    pods: severalPods(),
    storage: storageSchema,
    ingress: protectedIngress('Jaeger'),
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '512Mi' }, limits: { cpu: '1', memory: '1Gi' } }),
  })
  .prefault({})
  .describe('Jaeger.');

const externalSchema = z
  .strictObject({
    url: baseUrl().describe(
      'URL of the server, such as https://traces.example.org:4317. With protocol http, /v1/traces is appended. The scheme decides on TLS.',
    ),
    protocol: z.enum(['grpc', 'http']).default('grpc').describe('Transport of OTLP.'),
    headersSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret whose keys are names of headers of every request, such as Authorization, and whose values are their values. Requires headers.',
      ),
    headers: z
      .array(
        z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, { error: 'the name of a header, such as Authorization' })
          .describe('Name of a header.'),
      )
      .default([])
      .describe('Headers of every request, each a key of headersSecret.'),
    caSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the key ca.crt: the CA certificates (PEM) that the server certificate is verified against. Default: the public ones.',
      ),
    serverName: dnsName('traces.example.org')
      .optional()
      .describe('Name in the server certificate. Default: the host of the URL.'),
  })
  .optional()
  .describe('A server outside the platform that takes all traces by OTLP, instead of Jaeger or beside it.');

const openwhiskSchema = z
  .strictObject({
    enabled: enabled('Let controllers, invokers and schedulers send spans.'),
    sampleRate: ratio()
      .default(0.1)
      .describe('Ratio of activations that are traced, 0 to 1. The program where a transaction begins decides.'),
    cacheExpirySeconds: count(1, 86_400)
      .optional()
      .describe(
        'Time after which OpenWhisk drops a span that is not finished, in seconds; longer than the longest action. Default: limits.time.max and 60 s.',
      ),
    url: baseUrl()
      .optional()
      .describe(
        'URL of a Zipkin server that takes the spans of OpenWhisk in place of the collector; /api/v2/spans is appended. Default: the collector.',
      ),
  })
  .prefault({})
  .describe("OpenWhisk's spans.");

/** All settings of tracing. */
export const tracingSchema = z
  .strictObject({
    enabled: enabled('Trace activations, and store the traces.', false),
    namespace: ownNamespace()
      .default('tracing')
      .describe('Namespace of tracing, created with it. Must differ from the namespaces of other parts.'),
    collector: collectorSchema,
    agent: agentSchema,
    jaeger: jaegerSchema,
    external: externalSchema,
    grafana: z
      .strictObject({
        logs: enabled(
          'Lead from a span of OpenWhisk to the logs of its transaction. Everyone who may use Grafana then reads the logs.',
        ),
      })
      .prefault({})
      .describe("Grafana's data sources: Jaeger, and Elasticsearch with the logs of spans."),
    openwhisk: openwhiskSchema,
  })
  .prefault({})
  .describe('Tracing: OpenTelemetry Collector and Jaeger.');
