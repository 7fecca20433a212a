import type { MetricSource } from '../catalogue/sources';
import { alertmanager } from './alertmanager/metrics';
import { apiserver } from './apiserver/metrics';
import { blackboxExporter } from './blackbox-exporter/metrics';
import { configReloader } from './prometheus-operator/config-reloader-metrics';
import { coredns } from './coredns/metrics';
import { couchdb } from './couchdb/metrics';
import { elasticsearchExporter } from './elasticsearch/metrics';
import { etcd } from './etcd/metrics';
import type { SourceMetrics } from './families/family';
import { fluentd } from './fluentd/metrics';
import { grafana } from './grafana/metrics';
import { kafkaExporter } from './kafka/metrics';
import { kubeControllerManager } from './kube-controller-manager/metrics';
import { kubeProxy } from './kube-proxy/metrics';
import { kubeScheduler } from './kube-scheduler/metrics';
import { kubeStateMetrics } from './kube-state-metrics/metrics';
import { kubeStateMetricsSelf } from './kube-state-metrics/self-metrics';
import { kubelet } from './kubelet/metrics';
import { kubeletCadvisor } from './kubelet/cadvisor-metrics';
import { kubeletProbes } from './kubelet/probes-metrics';
import { kubeletResource } from './kubelet/resource-metrics';
import { metricsServer } from './autoscaling/metrics-server-metrics';
import { nginxExporter } from './nginx/metrics';
import { nodeExporter } from './nodes/metrics';
import { openwhiskController, openwhiskInvoker, openwhiskScheduler, userEvents } from './openwhisk/metrics';
import { probe } from './blackbox-exporter/probe-metrics';
import { prometheus } from './prometheus/metrics';
import { prometheusAdapter } from './autoscaling/prometheus-adapter-metrics';
import { prometheusOperator } from './prometheus-operator/metrics';
import { redisExporter } from './redis/metrics';

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
