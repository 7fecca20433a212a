import { alertmanager } from './alertmanager/alerts';
import { blackbox } from './blackbox-exporter/alerts';
import { configReloaders } from './prometheus-operator/config-reloader-alerts';
import { containerResourceRecords } from './kubernetes/container-resource-records';
import { containerUsageRecords } from './kubernetes/container-usage-records';
import { coredns } from './coredns/alerts';
import { elasticsearch } from './elasticsearch/alerts';
import { etcd } from './etcd/alerts';
import { fluentd } from './fluentd/alerts';
import { general } from './monitoring/alerts';
import { grafana } from './grafana/alerts';
import { type RuleGroup } from './alerts/group';
import { kubeApiserverSlos } from './apiserver/slo-alerts';
import { kubeStateMetrics } from './kube-state-metrics/alerts';
import { kubernetesApps } from './kubernetes/apps-alerts';
import { kubernetesResources } from './kubernetes/resources-alerts';
import { kubernetesStorage } from './kubernetes/storage-alerts';
import { kubernetesSystem } from './kubernetes/system-alerts';
import { kubernetesSystemApiserver } from './apiserver/alerts';
import { kubernetesSystemControllerManager } from './kube-controller-manager/alerts';
import { kubernetesSystemKubeProxy } from './kube-proxy/alerts';
import { kubernetesSystemKubelet } from './kubelet/alerts';
import { kubernetesSystemScheduler } from './kube-scheduler/alerts';
import { nodeRecords } from './nodes/records';
import { nodeExporter } from './nodes/alerts';
import { nodeExporterRecords } from './nodes/instance-records';
import { nodeNetwork } from './nodes/network-alerts';
import { openwhisk } from './openwhisk/alerts';
import { openwhiskScheduler } from './openwhisk/scheduler-alerts';
import { openwhiskSlos } from './openwhisk/slo-alerts';
import { openwhiskStores } from './openwhisk/store-alerts';
import { openwhiskUserEvents } from './openwhisk/user-events-alerts';
import { podOwnerRecords } from './kubernetes/pod-owner-records';
import { prometheus } from './prometheus/alerts';
import { prometheusOperator } from './prometheus-operator/alerts';
import { resourceMetrics } from './autoscaling/alerts';

/** All groups of rules, in the order in which they are written. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  nodeRecords,
  podOwnerRecords,
  containerUsageRecords,
  containerResourceRecords,
  general,
  kubernetesApps,
  kubernetesResources,
  kubernetesStorage,
  kubernetesSystem,
  kubeApiserverSlos,
  kubernetesSystemApiserver,
  kubernetesSystemKubelet,
  kubernetesSystemScheduler,
  kubernetesSystemControllerManager,
  kubernetesSystemKubeProxy,
  etcd,
  coredns,
  nodeExporterRecords,
  nodeExporter,
  nodeNetwork,
  kubeStateMetrics,
  prometheus,
  alertmanager,
  prometheusOperator,
  configReloaders,
  grafana,
  blackbox,
  resourceMetrics,
  openwhisk,
  openwhiskScheduler,
  openwhiskUserEvents,
  openwhiskSlos,
  openwhiskStores,
  elasticsearch,
  fluentd,
];

/** All alerts by name. */
export const alerts = {
  ...general.alerts,
  ...kubernetesApps.alerts,
  ...kubernetesResources.alerts,
  ...kubernetesStorage.alerts,
  ...kubernetesSystem.alerts,
  ...kubeApiserverSlos.alerts,
  ...kubernetesSystemApiserver.alerts,
  ...kubernetesSystemKubelet.alerts,
  ...kubernetesSystemScheduler.alerts,
  ...kubernetesSystemControllerManager.alerts,
  ...kubernetesSystemKubeProxy.alerts,
  ...etcd.alerts,
  ...coredns.alerts,
  ...nodeExporter.alerts,
  ...nodeNetwork.alerts,
  ...kubeStateMetrics.alerts,
  ...prometheus.alerts,
  ...alertmanager.alerts,
  ...prometheusOperator.alerts,
  ...configReloaders.alerts,
  ...grafana.alerts,
  ...blackbox.alerts,
  ...resourceMetrics.alerts,
  ...openwhisk.alerts,
  ...openwhiskScheduler.alerts,
  ...openwhiskUserEvents.alerts,
  ...openwhiskSlos.alerts,
  ...openwhiskStores.alerts,
  ...elasticsearch.alerts,
  ...fluentd.alerts,
};

/** The name of an alert. */
export type AlertName = keyof typeof alerts;
