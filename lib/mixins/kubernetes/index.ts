import { mixin } from '../mixin';
import { podOwnerRecords } from './pod-owner-records';
import { containerUsageRecords } from './container-usage-records';
import { containerResourceRecords } from './container-resource-records';
import { kubernetesApps } from './apps-alerts';
import { kubernetesResources } from './resources-alerts';
import { kubernetesStorage } from './storage-alerts';
import { kubernetesSystem } from './system-alerts';
import { cluster } from './cluster-board';
import { namespacePods } from './namespace-pods-board';
import { namespaceWorkloads } from './namespace-workloads-board';
import { workload } from './workload-board';
import { pod } from './pod-board';
import { nodePods } from './node-pods-board';
import { networkingCluster } from './networking-cluster-board';
import { networkingNamespace } from './networking-namespace-board';
import { networkingPod } from './networking-pod-board';
import { persistentVolumes } from './persistent-volumes-board';

/** Workloads, resources and storage of a cluster; their metrics come from kube-state-metrics, the kubelets and the node exporter. */
export const kubernetes = mixin({
  sources: {},
  groups: [
    podOwnerRecords,
    containerUsageRecords,
    containerResourceRecords,
    kubernetesApps,
    kubernetesResources,
    kubernetesStorage,
    kubernetesSystem,
  ],
  boards: [
    cluster,
    namespacePods,
    namespaceWorkloads,
    workload,
    pod,
    nodePods,
    networkingCluster,
    networkingNamespace,
    networkingPod,
    persistentVolumes,
  ],
});
