import type { MetricSource } from '../catalogue/sources';
import { alertmanager } from './alertmanager';
import { apiserver } from './apiserver';
import { blackboxExporter } from './blackbox-exporter';
import { coredns } from './coredns';
import { couchdb } from './couchdb';
import { elasticsearch } from './elasticsearch';
import { etcd } from './etcd';
import { fluentd } from './fluentd';
import { grafana } from './grafana';
import { jaeger } from './jaeger';
import { kafka } from './kafka';
import { kubeControllerManager } from './kube-controller-manager';
import { kubeProxy } from './kube-proxy';
import { kubeScheduler } from './kube-scheduler';
import { kubeStateMetrics } from './kube-state-metrics';
import { kubelet } from './kubelet';
import { kubernetes } from './kubernetes';
import { metricsServer } from './metrics-server';
import { monitoring } from './monitoring';
import { mysql } from './mysql';
import { nginx } from './nginx';
import { nodes } from './nodes';
import { openfaas } from './openfaas';
import { openwhisk } from './openwhisk';
import { otelCollector } from './otel-collector';
import { prometheus } from './prometheus';
import { prometheusAdapter } from './prometheus-adapter';
import { prometheusOperator } from './prometheus-operator';
import { redis } from './redis';
import { service } from './service';
import { thanos } from './thanos';
import type { Alert } from './alerts/alert';
import type { RuleGroup } from './alerts/group';
import type { SourceMetrics } from './families/family';
import type { Board } from './panels/board';

/** All mixins, in the order of their rules and boards in the manifests. */
const MIXINS = [
  kubernetes,
  nodes,
  apiserver,
  kubelet,
  kubeScheduler,
  kubeControllerManager,
  kubeProxy,
  etcd,
  coredns,
  kubeStateMetrics,
  prometheus,
  thanos,
  alertmanager,
  prometheusOperator,
  grafana,
  blackboxExporter,
  monitoring,
  metricsServer,
  prometheusAdapter,
  openwhisk,
  kafka,
  redis,
  couchdb,
  nginx,
  elasticsearch,
  fluentd,
  openfaas,
  mysql,
  otelCollector,
  jaeger,
  service,
] as const;

type OneMixin = (typeof MIXINS)[number];
type KeysOf<T> = T extends unknown ? keyof T : never;

/** The metrics of each source. Does not compile while a source is in no mixin. */
export const METRICS: Readonly<Record<MetricSource, SourceMetrics>> = merged<
  KeysOf<OneMixin['sources']>,
  SourceMetrics
>(MIXINS.map(({ sources }) => sources));

/** All groups of rules. */
export const RULE_GROUPS: readonly RuleGroup[] = MIXINS.flatMap(({ groups }) => [...groups]);

/** The name of an alert. */
export type AlertName = KeysOf<OneMixin['groups'][number]['alerts']>;

/** All alerts by name. */
export const alerts = merged<AlertName, Alert>(RULE_GROUPS.map((group) => group.alerts));

/** All boards. */
export const BOARDS: readonly Board[] = MIXINS.flatMap(({ boards }) => [...boards]);

/** One object of all entries. The key type is given: `Object.assign` loses it. */
function merged<K extends string, V>(objects: readonly { readonly [key in K]?: V }[]): Readonly<Record<K, V>> {
  return Object.assign({}, ...objects) as Record<K, V>;
}
