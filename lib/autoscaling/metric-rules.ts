import { KAFKA_LAG, type CustomMetric } from './scaling-metrics';
import { familiesOf, sourcesOf } from '../mixins/catalogue';
import { RULE_GROUPS } from '../mixins';
import { METRIC_SOURCES } from '../catalogue/sources';
import { noKafka } from '../platform/kafka-access';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { noPrometheus } from '../platform/queried-prometheus';
import type { Scaling } from '../platform/schema/scaling';
import { nearest } from '../text/nearest';

/** Mistakes in the metrics of one scaler. */
export function metricMistakes(platform: Platform, path: ConfigPath, scaling: Scaling): Mistake[] {
  return [
    ...(['cpu', 'memory'] as const).flatMap((resource) => resourceMistakes([...path, resource], scaling[resource])),
    ...scaling.metrics.flatMap((metric, index) => [
      ...customMetricMistakes([...path, 'metrics', index], metric),
      // The series of another Prometheus are not known.
      ...(scaling.engine === 'keda' && scaling.keda?.prometheus
        ? []
        : seriesMistakes(platform, [...path, 'metrics', index, 'metric'], metric.metric)),
    ]),
    ...kafkaLagMistakes(platform, [...path, 'kafkaLag'], scaling),
  ];
}

function resourceMistakes(path: ConfigPath, target: Scaling['cpu']): Mistake[] {
  if (!target || (target.utilization === undefined) !== (target.average === undefined)) return [];
  const both = target.utilization !== undefined;
  return [
    {
      path,
      problem: both ? 'it has both utilization and average' : 'it has neither utilization nor average',
      allowed: 'one of the two',
      fix: both ? 'remove one of them' : 'add utilization: 70, in percent of the requests',
    },
  ];
}

function customMetricMistakes(path: ConfigPath, metric: CustomMetric): Mistake[] {
  const { from, object, average, value } = metric;
  const targets = [average, value].filter((target) => target !== undefined).length;
  return [
    ...(targets === 1
      ? []
      : [
          {
            path,
            problem: targets === 2 ? 'it has both average and value' : 'it has neither average nor value',
            allowed: 'one of the two',
            fix: targets === 2 ? 'remove one of them' : 'add average, the amount per pod',
          },
        ]),
    ...(from === 'pods' && value !== undefined
      ? [
          {
            path: [...path, 'value'],
            problem: 'a metric of pods has a target per pod, not for all pods together',
            allowed: 'average, or from: object or external',
            fix: 'write average instead',
          },
        ]
      : []),
    ...((from === 'object') === (object !== undefined)
      ? []
      : [
          {
            path: [...path, object ? 'object' : 'from'],
            problem: object ? `from is ${from}, so the object is ignored` : 'object is missing',
            allowed: 'object with from: object, and only then',
            fix: object ? 'set from: object, or remove it' : 'add object with kind and name',
          },
        ]),
  ];
}

/**
 * A metric that no API serves would keep the scaler from ever removing a pod (Kubernetes, "Horizontal Pod
 * Autoscaling").
 */
function seriesMistakes(platform: Platform, path: ConfigPath, metric: string): Mistake[] {
  const none = noPrometheus(platform);
  if (none) {
    return [
      {
        path,
        problem: `${metric} comes from a Prometheus, and ${none.reason}`,
        allowed: `cpu and memory ${none.state}`,
        fix: `${none.fix}, or scale by cpu`,
      },
    ];
  }
  const { monitoring } = platform;
  const recorded = [
    ...RULE_GROUPS.flatMap(({ records }) => records.map(({ record }) => record)),
    ...monitoring.rules.flatMap(({ rules }) => rules.map(({ record }) => record)),
  ];
  if (sourcesOf(metric).length > 0 || recorded.includes(metric) || monitoring.knownMetrics.includes(metric)) return [];
  const families = METRIC_SOURCES.flatMap(familiesOf);
  if (families.some(({ name }) => name === metric)) {
    return [
      {
        path,
        problem: `${metric} is a histogram, which has no series of its own name`,
        allowed: `${metric}_count or ${metric}_sum`,
        fix: `write ${metric}_count for how often`,
      },
    ];
  }
  const near = nearest(metric, [...families.map(({ name }) => name), ...recorded.flatMap((record) => record ?? [])]);
  return [
    {
      path,
      problem: `no target of the platform exposes ${metric}`,
      allowed: 'a series of the platform (docs/monitoring.md), or one named in monitoring.knownMetrics',
      fix: `${near ? `write ${near}, or ` : ''}add ${metric} to monitoring.knownMetrics if a target of your own exposes it`,
    },
  ];
}

/** KEDA asks Kafka itself; a HorizontalPodAutoscaler needs the exporter. */
function kafkaLagMistakes(platform: Platform, path: ConfigPath, { kafkaLag, engine }: Scaling): Mistake[] {
  const { openwhisk } = platform;
  const none = noKafka(platform);
  const exported = !noPrometheus(platform) && openwhisk.metrics.exporters.kafka && !none && !openwhisk.kafka.external;
  const ofPlatform = engine === 'hpa' || kafkaLag.some(({ servers }) => !servers);
  if (kafkaLag.length > 0 && none && ofPlatform) {
    const more = engine === 'keda' ? ', or name the servers of another one' : '';
    return [{ path, problem: `there is no Kafka ${none.reason}`, fix: `remove it, or ${none.fix}${more}` }];
  }
  if (kafkaLag.length === 0 || engine === 'keda' || exported) return [];
  return [
    {
      path,
      problem: `no target exposes ${KAFKA_LAG}: the platform runs no exporter for Kafka`,
      allowed: 'kafkaLag with monitoring and openwhisk.metrics.exporters.kafka, or with engine: keda',
      fix: 'set engine: keda where KEDA is in the cluster, or turn the exporter on',
    },
  ];
}
