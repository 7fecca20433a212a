import { alertmanager } from './alertmanager';
import { blackbox } from './blackbox';
import { configReloaders } from './config-reloaders';
import { containerResourceRecords } from './container-resources';
import { containerUsageRecords } from './container-usage';
import { coredns } from './coredns';
import { elasticsearch } from './elasticsearch';
import { etcd } from './etcd';
import { fluentd } from './fluentd';
import { general } from './general';
import { grafana } from './grafana';
import { type RuleGroup } from './group';
import { kubeApiserverSlos } from './kube-apiserver-slos';
import { kubeStateMetrics } from './kube-state-metrics';
import { kubernetesApps } from './kubernetes-apps';
import { kubernetesResources } from './kubernetes-resources';
import { kubernetesStorage } from './kubernetes-storage';
import { kubernetesSystem } from './kubernetes-system';
import { kubernetesSystemApiserver } from './kubernetes-system-apiserver';
import { kubernetesSystemControllerManager } from './kubernetes-system-controller-manager';
import { kubernetesSystemKubeProxy } from './kubernetes-system-kube-proxy';
import { kubernetesSystemKubelet } from './kubernetes-system-kubelet';
import { kubernetesSystemScheduler } from './kubernetes-system-scheduler';
import { nodeRecords } from './node';
import { nodeExporter, nodeExporterRecords } from './node-exporter';
import { nodeNetwork } from './node-network';
import { openwhisk } from './openwhisk';
import { openwhiskScheduler } from './openwhisk-scheduler';
import { openwhiskSlos } from './openwhisk-slos';
import { openwhiskStores } from './openwhisk-stores';
import { openwhiskUserEvents } from './openwhisk-user-events';
import { podOwnerRecords } from './pod-owner';
import { prometheus } from './prometheus';
import { prometheusOperator } from './prometheus-operator';
import { resourceMetrics } from './resource-metrics';

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

/** All alerts by name, typed: `alerts.KubePodNotReady.with({ for: '30m' })`. */
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
