import type { AlertCases } from './alert-case';
import { alertmanagerCases } from '../alertmanager/alerts.cases';
import { blackboxCases } from '../blackbox-exporter/alerts.cases';
import { configReloadersCases } from '../prometheus-operator/config-reloader-alerts.cases';
import { corednsCases } from '../coredns/alerts.cases';
import { elasticsearchCases } from '../elasticsearch/alerts.cases';
import { etcdCases } from '../etcd/alerts.cases';
import { fluentdCases } from '../fluentd/alerts.cases';
import { generalCases } from '../monitoring/alerts.cases';
import { grafanaCases } from '../grafana/alerts.cases';
import { kubeApiserverSlosCases } from '../apiserver/slo-alerts.cases';
import { kubeStateMetricsCases } from '../kube-state-metrics/alerts.cases';
import { kubernetesAppsCases } from '../kubernetes/apps-alerts.cases';
import { kubernetesResourcesCases } from '../kubernetes/resources-alerts.cases';
import { kubernetesStorageCases } from '../kubernetes/storage-alerts.cases';
import { kubernetesSystemCases } from '../kubernetes/system-alerts.cases';
import { kubernetesSystemApiserverCases } from '../apiserver/alerts.cases';
import { kubernetesSystemControllerManagerCases } from '../kube-controller-manager/alerts.cases';
import { kubernetesSystemKubeProxyCases } from '../kube-proxy/alerts.cases';
import { kubernetesSystemKubeletCases } from '../kubelet/alerts.cases';
import { kubernetesSystemSchedulerCases } from '../kube-scheduler/alerts.cases';
import { nodeExporterCases } from '../nodes/alerts.cases';
import { nodeNetworkCases } from '../nodes/network-alerts.cases';
import { openwhiskCases } from '../openwhisk/alerts.cases';
import { openwhiskSchedulerCases } from '../openwhisk/scheduler-alerts.cases';
import { openwhiskSlosCases } from '../openwhisk/slo-alerts.cases';
import { openwhiskStoresCases } from '../openwhisk/store-alerts.cases';
import { openwhiskUserEventsCases } from '../openwhisk/user-events-alerts.cases';
import { prometheusCases } from '../prometheus/alerts.cases';
import { prometheusOperatorCases } from '../prometheus-operator/alerts.cases';
import { resourceMetricsCases } from '../autoscaling/alerts.cases';

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
