import { group, type RecordingRule } from '../alerts/group';
import type { Select } from '../alerts/rule';

const SOURCE = 'kube-state-metrics';
const RECORD = 'namespace_workload_pod:kube_pod_owner:relabel';
const CONTROLLER = 'owner_is_controller="true"';

const renamed = (series: string, from: string, to: string): string =>
  `label_replace(${series}, "${to}", "$1", "${from}", "(.+)")`;

/** Pods whose controller is of a kind; their workload is that controller. */
const owned = (kind: string, workloadType: string): RecordingRule => ({
  record: RECORD,
  labels: { workload_type: workloadType },
  expr: ({ select }) => `
    max by (namespace, workload, pod) (
      ${renamed(`kube_pod_owner${select(SOURCE, `owner_kind="${kind}"`, CONTROLLER)}`, 'owner_name', 'workload')}
    )`,
});

/** A kind of controller that is often itself controlled by another, which then is the workload. */
interface Middle {
  readonly kind: 'ReplicaSet' | 'Job';
  /** Label that names it. */
  readonly label: 'replicaset' | 'job_name';
  /** Metric that tells its owner. */
  readonly owners: 'kube_replicaset_owner' | 'kube_job_owner';
  readonly by: 'Deployment' | 'CronJob';
}

const REPLICA_SET: Middle = {
  kind: 'ReplicaSet',
  label: 'replicaset',
  owners: 'kube_replicaset_owner',
  by: 'Deployment',
};
const JOB: Middle = { kind: 'Job', label: 'job_name', owners: 'kube_job_owner', by: 'CronJob' };

const pods = (select: Select, { kind, label }: Middle): string =>
  renamed(`kube_pod_owner${select(SOURCE, `owner_kind="${kind}"`, CONTROLLER)}`, 'owner_name', label);

const controlled = (select: Select, { owners, by }: Middle): string =>
  `${owners}${select(SOURCE, `owner_kind="${by}"`, CONTROLLER)}`;

/** Pods of the controllers that are controlled. */
const ownedInTurn = (middle: Middle): RecordingRule => ({
  record: RECORD,
  labels: { workload_type: middle.by.toLowerCase() },
  expr: ({ select }) => `
    max by (namespace, workload, pod) (
      ${pods(select, middle)}
      * on (namespace, ${middle.label}) group_left (workload)
        max by (namespace, ${middle.label}, workload) (${renamed(controlled(select, middle), 'owner_name', 'workload')})
    )`,
});

/** Pods of the controllers that are not. */
const ownedAlone = (middle: Middle): RecordingRule => ({
  record: RECORD,
  labels: { workload_type: middle.kind.toLowerCase() },
  expr: ({ select }) => `
    max by (namespace, workload, pod) (
      ${renamed(`(${pods(select, middle)} unless on (namespace, ${middle.label}) ${controlled(select, middle)})`, middle.label, 'workload')}
    )`,
});

/** Pods that nobody controls, such as those in which an invoker runs actions. */
const bare: RecordingRule = {
  record: RECORD,
  labels: { workload_type: 'barepod' },
  expr: ({ select }) => `
    max by (namespace, workload, pod) (${renamed(`kube_pod_owner${select(SOURCE, 'owner_kind=""')}`, 'pod', 'workload')})`,
};

/** The node's name would say nothing of what runs: the pod's own does. */
const fixed: RecordingRule = {
  record: RECORD,
  labels: { workload_type: 'staticpod' },
  expr: ({ select }) => `
    max by (namespace, workload, pod) (${renamed(`kube_pod_owner${select(SOURCE, 'owner_kind="Node"')}`, 'pod', 'workload')})`,
};

/** The workload to which each pod belongs. */
export const podOwnerRecords = group('k8s.rules.pod_owner', {
  records: [
    ownedInTurn(REPLICA_SET),
    ownedAlone(REPLICA_SET),
    ownedInTurn(JOB),
    ownedAlone(JOB),
    owned('StatefulSet', 'statefulset'),
    owned('DaemonSet', 'daemonset'),
    bare,
    fixed,
  ],
});
