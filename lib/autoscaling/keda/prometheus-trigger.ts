import { address, type Endpoint } from '../../kube/endpoint';
import type { KedaSettings } from '../../platform/schema/keda';
import { parseQuantity } from '../../text/quantity';
import type { ScalerProps } from '../hpa';
import type { ScalingMetric } from '../metric';
import { scalingSeries, selectorOf, sumOf } from '../series';
import { certificatesOf, userOf, type SecretParameter } from './authentication';
import type { KedaTrigger } from './trigger';

/** A metric in Prometheus. */
export type SeriesMetric = Extract<ScalingMetric, { metric: string }>;

/** A server of Prometheus, as KEDA connects to it. */
export type PrometheusServer = NonNullable<KedaSettings['prometheus']>;

/** The Prometheus of the platform. */
export function platformPrometheus(endpoint: Endpoint): PrometheusServer {
  return { server: `http://${address(endpoint)}` };
}

/** A query of Prometheus (KEDA 2.17.2, pkg/scalers/prometheus_scaler.go). */
export function prometheusTrigger(props: ScalerProps, metric: SeriesMetric, server: PrometheusServer): KedaTrigger {
  const { name } = props.metadata;
  if (!metric.series) throw new Error(`Scaler ${name}: ${metric.metric} has no series that KEDA could query`);
  const series = scalingSeries(metric.series);
  const [[kind, amount] = ['', '']] = Object.entries<string>(metric.target);
  const { modes, parameters } = authenticationOf(server);
  return {
    type: 'prometheus',
    metricType: kind === 'value' ? 'Value' : 'AverageValue',
    metadata: {
      serverAddress: server.server,
      query: sumOf(series, selectorOf(series, ...matchersOf(props, metric))),
      // KEDA reads a number, without Kubernetes' suffixes.
      threshold: parseQuantity(amount),
      activationThreshold: metric.activation,
      ignoreNullValues: metric.missing && metric.missing === 'zero',
      authModes: modes.length > 0 ? modes.join(',') : undefined,
      unsafeSsl: server.insecure,
    },
    parameters,
  };
}

/** Modes of authentication (authentication_types.go, `Config`), and what they read. */
function authenticationOf(server: PrometheusServer): {
  readonly modes: readonly string[];
  readonly parameters: readonly SecretParameter[];
} {
  const { bearerTokenSecret, basicAuthSecret, certificateSecret, caSecret } = server;
  return {
    modes: [
      ...(bearerTokenSecret ? ['bearer'] : []),
      ...(basicAuthSecret ? ['basic'] : []),
      ...(certificateSecret ? ['tls'] : []),
    ],
    parameters: [
      ...(bearerTokenSecret ? [{ parameter: 'bearerToken', name: bearerTokenSecret, key: 'token' }] : []),
      ...(basicAuthSecret ? userOf(basicAuthSecret) : []),
      ...certificatesOf(caSecret, certificateSecret),
    ],
  };
}

/** KEDA has no pods or objects in its queries: the matchers say whose the series are. */
function matchersOf({ metadata, target }: ScalerProps, metric: SeriesMetric): string[] {
  const labels = Object.entries(metric.labels ?? {}).map(([label, value]) => `${label}="${value}"`);
  const inNamespace = `namespace="${metadata.namespace}"`;
  if (metric.type === 'pods') return [inNamespace, `pod=~"${podNames(target)}"`, ...labels];
  if (metric.type === 'external') return labels;
  return [inNamespace, `${metric.object.kind.toLowerCase()}="${metric.object.name}"`, ...labels];
}

/**
 * Regular expression of the names of a workload's pods, which excludes pods of workloads whose names begin with its own
 * (Kubernetes, "Deployments": pod-template-hash and five random characters; "StatefulSets": the ordinal).
 */
function podNames({ kind, name }: ScalerProps['target']): string {
  // A backslash in a string of PromQL is written twice.
  const literal = name.replaceAll('.', '\\\\.');
  return kind === 'StatefulSet' ? `${literal}-[0-9]+` : `${literal}-[a-z0-9]+-[a-z0-9]{5}`;
}
