import type { AlertCases } from '../alert-case';
import { alertmanagerCases } from './alertmanager';
import { blackboxCases } from './blackbox';
import { configReloadersCases } from './config-reloaders';
import { corednsCases } from './coredns';
import { elasticsearchCases } from './elasticsearch';
import { etcdCases } from './etcd';
import { fluentdCases } from './fluentd';
import { generalCases } from './general';
import { grafanaCases } from './grafana';
import { kubeApiserverSlosCases } from './kube-apiserver-slos';
import { kubeStateMetricsCases } from './kube-state-metrics';
import { kubernetesAppsCases } from './kubernetes-apps';
import { kubernetesResourcesCases } from './kubernetes-resources';
import { kubernetesStorageCases } from './kubernetes-storage';
import { kubernetesSystemCases } from './kubernetes-system';
import { kubernetesSystemApiserverCases } from './kubernetes-system-apiserver';
import { kubernetesSystemControllerManagerCases } from './kubernetes-system-controller-manager';
import { kubernetesSystemKubeProxyCases } from './kubernetes-system-kube-proxy';
import { kubernetesSystemKubeletCases } from './kubernetes-system-kubelet';
import { kubernetesSystemSchedulerCases } from './kubernetes-system-scheduler';
import { nodeExporterCases } from './node-exporter';
import { nodeNetworkCases } from './node-network';
import { openwhiskCases } from './openwhisk';
import { openwhiskSchedulerCases } from './openwhisk-scheduler';
import { openwhiskSlosCases } from './openwhisk-slos';
import { openwhiskStoresCases } from './openwhisk-stores';
import { openwhiskUserEventsCases } from './openwhisk-user-events';
import { prometheusCases } from './prometheus';
import { prometheusOperatorCases } from './prometheus-operator';
import { resourceMetricsCases } from './resource-metrics';

/** The cases of all alerts. */
export const ALERT_CASES: AlertCases = {
  ...alertmanagerCases,
  ...blackboxCases,
  ...configReloadersCases,
  ...corednsCases,
  ...etcdCases,
  ...generalCases,
  ...grafanaCases,
  ...kubeApiserverSlosCases,
  ...kubeStateMetricsCases,
  ...kubernetesAppsCases,
  ...kubernetesResourcesCases,
  ...kubernetesStorageCases,
  ...kubernetesSystemCases,
  ...kubernetesSystemApiserverCases,
  ...kubernetesSystemControllerManagerCases,
  ...kubernetesSystemKubeProxyCases,
  ...kubernetesSystemKubeletCases,
  ...kubernetesSystemSchedulerCases,
  ...nodeExporterCases,
  ...nodeNetworkCases,
  ...openwhiskCases,
  ...openwhiskSchedulerCases,
  ...openwhiskSlosCases,
  ...openwhiskStoresCases,
  ...openwhiskUserEventsCases,
  ...prometheusCases,
  ...prometheusOperatorCases,
  ...resourceMetricsCases,
  ...elasticsearchCases,
  ...fluentdCases,
};
