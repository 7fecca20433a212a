import type { MetricSource } from '../sources';
import { alertmanager } from './alertmanager';
import { apiserver } from './apiserver';
import { blackboxExporter } from './blackbox-exporter';
import { configReloader } from './config-reloader';
import { coredns } from './coredns';
import { couchdb } from './couchdb';
import { elasticsearchExporter } from './elasticsearch-exporter';
import { etcd } from './etcd';
import type { SourceMetrics } from './family';
import { fluentd } from './fluentd';
import { grafana } from './grafana';
import { kafkaExporter } from './kafka-exporter';
import { kubeControllerManager } from './kube-controller-manager';
import { kubeProxy } from './kube-proxy';
import { kubeScheduler } from './kube-scheduler';
import { kubeStateMetrics } from './kube-state-metrics';
import { kubeStateMetricsSelf } from './kube-state-metrics-self';
import { kubelet } from './kubelet';
import { kubeletCadvisor } from './kubelet-cadvisor';
import { kubeletProbes } from './kubelet-probes';
import { kubeletResource } from './kubelet-resource';
import { metricsServer } from './metrics-server';
import { nginxExporter } from './nginx-exporter';
import { nodeExporter } from './node-exporter';
import { openwhiskController, openwhiskInvoker, openwhiskScheduler, userEvents } from './openwhisk-sources';
import { probe } from './probe';
import { prometheus } from './prometheus';
import { prometheusAdapter } from './prometheus-adapter';
import { prometheusOperator } from './prometheus-operator';
import { redisExporter } from './redis-exporter';

/** What each source serves. */
export const METRICS: Readonly<Record<MetricSource, SourceMetrics>> = {
  apiserver,
  'kube-controller-manager': kubeControllerManager,
  'kube-scheduler': kubeScheduler,
  'kube-proxy': kubeProxy,
  kubelet,
  'kubelet-resource': kubeletResource,
  'kubelet-probes': kubeletProbes,
  'kubelet-cadvisor': kubeletCadvisor,
  etcd,
  coredns,
  'node-exporter': nodeExporter,
  'kube-state-metrics': kubeStateMetrics,
  'kube-state-metrics-self': kubeStateMetricsSelf,
  prometheus,
  alertmanager,
  'prometheus-operator': prometheusOperator,
  'config-reloader': configReloader,
  'blackbox-exporter': blackboxExporter,
  probe,
  grafana,
  'prometheus-adapter': prometheusAdapter,
  'metrics-server': metricsServer,
  'elasticsearch-exporter': elasticsearchExporter,
  fluentd,
  'redis-exporter': redisExporter,
  'kafka-exporter': kafkaExporter,
  'nginx-exporter': nginxExporter,
  couchdb,
  'openwhisk-etcd': etcd,
  'openwhisk-controller': openwhiskController,
  'openwhisk-invoker': openwhiskInvoker,
  'openwhisk-scheduler': openwhiskScheduler,
  'user-events': userEvents,
};
