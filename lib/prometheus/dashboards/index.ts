import type { MetricSource } from '../sources';
import type { Board } from './board';
import { apiserver } from './kubernetes/apiserver';
import { cluster } from './kubernetes/cluster';
import { controllerManager } from './kubernetes/controller-manager';
import { coredns } from './kubernetes/coredns';
import { etcd } from './kubernetes/etcd';
import { kubeProxy } from './kubernetes/kube-proxy';
import { kubelet } from './kubernetes/kubelet';
import { namespacePods } from './kubernetes/namespace-pods';
import { namespaceWorkloads } from './kubernetes/namespace-workloads';
import { networkingCluster } from './kubernetes/networking-cluster';
import { networkingNamespace } from './kubernetes/networking-namespace';
import { networkingPod } from './kubernetes/networking-pod';
import { nodePods } from './kubernetes/node-pods';
import { nodesCluster } from './kubernetes/nodes-cluster';
import { nodesNode } from './kubernetes/nodes-node';
import { persistentVolumes } from './kubernetes/persistent-volumes';
import { pod } from './kubernetes/pod';
import { scheduler } from './kubernetes/scheduler';
import { workload } from './kubernetes/workload';
import { pipeline } from './logging/pipeline';
import { alertmanager } from './monitoring/alertmanager';
import { alertsOverview } from './monitoring/alerts';
import { blackboxProbes } from './monitoring/blackbox-probes';
import { grafana } from './monitoring/grafana';
import { prometheus } from './monitoring/prometheus';
import { remoteWrite } from './monitoring/remote-write';
import { actions } from './openwhisk/actions';
import { coldStarts } from './openwhisk/cold-starts';
import { invokers } from './openwhisk/invokers';
import { namespaces } from './openwhisk/namespaces';
import { openwhiskScheduler } from './openwhisk/scheduler';
import { stores } from './openwhisk/stores';
import { system } from './openwhisk/system';

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
