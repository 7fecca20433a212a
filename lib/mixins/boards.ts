import type { MetricSource } from '../catalogue/sources';
import type { Board } from './panels/board';
import { apiserver } from './apiserver/board';
import { cluster } from './kubernetes/cluster-board';
import { controllerManager } from './kube-controller-manager/board';
import { coredns } from './coredns/board';
import { etcd } from './etcd/board';
import { kubeProxy } from './kube-proxy/board';
import { kubelet } from './kubelet/board';
import { namespacePods } from './kubernetes/namespace-pods-board';
import { namespaceWorkloads } from './kubernetes/namespace-workloads-board';
import { networkingCluster } from './kubernetes/networking-cluster-board';
import { networkingNamespace } from './kubernetes/networking-namespace-board';
import { networkingPod } from './kubernetes/networking-pod-board';
import { nodePods } from './kubernetes/node-pods-board';
import { nodesCluster } from './nodes/cluster-board';
import { nodesNode } from './nodes/node-board';
import { persistentVolumes } from './kubernetes/persistent-volumes-board';
import { pod } from './kubernetes/pod-board';
import { scheduler } from './kube-scheduler/board';
import { workload } from './kubernetes/workload-board';
import { pipeline } from './fluentd/board';
import { alertmanager } from './alertmanager/board';
import { alertsOverview } from './monitoring/board';
import { blackboxProbes } from './blackbox-exporter/board';
import { grafana } from './grafana/board';
import { prometheus } from './prometheus/board';
import { remoteWrite } from './prometheus/remote-write-board';
import { actions } from './openwhisk/actions-board';
import { coldStarts } from './openwhisk/cold-starts-board';
import { invokers } from './openwhisk/invokers-board';
import { namespaces } from './openwhisk/namespaces-board';
import { openwhiskScheduler } from './openwhisk/scheduler-board';
import { stores } from './openwhisk/stores-board';
import { system } from './openwhisk/system-board';

/** All boards. */
export const BOARDS: readonly Board[] = [
  cluster,
  namespacePods,
  namespaceWorkloads,
  workload,
  pod,
  nodePods,
  nodesCluster,
  nodesNode,
  networkingCluster,
  networkingNamespace,
  networkingPod,
  persistentVolumes,
  apiserver,
  kubelet,
  scheduler,
  controllerManager,
  kubeProxy,
  etcd,
  coredns,
  prometheus,
  remoteWrite,
  alertmanager,
  grafana,
  blackboxProbes,
  alertsOverview,
  system,
  actions,
  namespaces,
  invokers,
  coldStarts,
  openwhiskScheduler,
  stores,
  pipeline,
];

/** The boards for what is watched, as JSON, by folder and file name. */
export function boardsFor(watched: readonly MetricSource[]): Record<string, Record<string, string>> {
  const boards: Record<string, Record<string, string>> = {};
  for (const { folder, uid, sources, build } of BOARDS) {
    if (!sources.every((source) => watched.includes(source))) continue;
    boards[folder] = { ...boards[folder], [`${uid}.json`]: JSON.stringify(build(watched)) };
  }
  return boards;
}
