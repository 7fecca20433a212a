import { group } from '../alerts/group';
import { promql, series, type Expression } from '../expressions/expression';
import { recorded, type RecordingRule } from '../expressions/recorded';

const SOURCE = 'kube-state-metrics';
const RECORD = 'namespace_workload_pod:kube_pod_owner:relabel';
const CONTROLLER = 'owner_is_controller="true"';

const renamed = (expr: Expression, from: string, to: string): Expression =>
  promql`label_replace(${expr}, "${to}", "$1", "${from}", "(.+)")`;

/** Pods whose workload is their controller, which is of this kind. */
const owned = (kind: string, workloadType: string): RecordingRule => ({
  record: RECORD,
  labels: { workload_type: workloadType },
  expr: promql`
    max by (namespace, workload, pod) (
      ${renamed(series(SOURCE, 'kube_pod_owner', `owner_kind="${kind}"`, CONTROLLER), 'owner_name', 'workload')}
    )`,
});

/** A kind of controller that is often itself controlled by another controller, which then is the workload. */
interface Middle {
  readonly kind: 'ReplicaSet' | 'Job';
  /** Label with the name of the controller. */
  readonly label: 'replicaset' | 'job_name';
  /** Metric with the owner of the controller. */
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

const pods = ({ kind, label }: Middle): Expression =>
  renamed(series(SOURCE, 'kube_pod_owner', `owner_kind="${kind}"`, CONTROLLER), 'owner_name', label);

const controlled = ({ owners, by }: Middle): Expression => series(SOURCE, owners, `owner_kind="${by}"`, CONTROLLER);

/** Pods of middle controllers that have a controller. */
const ownedInTurn = (middle: Middle): RecordingRule => ({
  record: RECORD,
  labels: { workload_type: middle.by.toLowerCase() },
  expr: promql`
    max by (namespace, workload, pod) (
      ${pods(middle)}
      * on (namespace, ${middle.label}) group_left (workload)
        max by (namespace, ${middle.label}, workload) (${renamed(controlled(middle), 'owner_name', 'workload')})
    )`,
});

/** Pods of middle controllers that have none. */
const ownedAlone = (middle: Middle): RecordingRule => ({
  record: RECORD,
  labels: { workload_type: middle.kind.toLowerCase() },
  expr: promql`
    max by (namespace, workload, pod) (
      ${renamed(promql`(${pods(middle)} unless on (namespace, ${middle.label}) ${controlled(middle)})`, middle.label, 'workload')}
    )`,
});

/** Kinds of controllers that have a rule of their own. */
const KNOWN = 'ReplicaSet|Job|StatefulSet|DaemonSet|Node';

/** Pods of controllers that other projects define, such as StrimziPodSet or CloneSet. */
const custom: RecordingRule = {
  record: RECORD,
  expr: promql`
    max by (namespace, workload, pod, workload_type) (
      label_replace(
        ${renamed(series(SOURCE, 'kube_pod_owner', `owner_kind!~"${KNOWN}|"`, CONTROLLER), 'owner_name', 'workload')},
        "workload_type", "$1", "owner_kind", "(.+)"
      )
    )`,
};

/** Pods without a controller, such as the action pods of an invoker. */
const bare: RecordingRule = {
  record: RECORD,
  labels: { workload_type: 'barepod' },
  expr: promql`
    max by (namespace, workload, pod) (${renamed(series(SOURCE, 'kube_pod_owner', 'owner_kind=""'), 'pod', 'workload')})`,
};

/** Static pods of a node. The workload is the pod, as the node's name would not identify it. */
const fixed: RecordingRule = {
  record: RECORD,
  labels: { workload_type: 'staticpod' },
  expr: promql`
    max by (namespace, workload, pod) (${renamed(series(SOURCE, 'kube_pod_owner', 'owner_kind="Node"'), 'pod', 'workload')})`,
};

/** The workload of each pod. Kube-state-metrics is the source of all rules that record it. */
export const workloadPods: Expression = recorded(bare);

/** The rules that record the workload of each pod. */
export const podOwnerRecords = group('k8s.rules.pod_owner', {
  records: [
    ownedInTurn(REPLICA_SET),
    ownedAlone(REPLICA_SET),
    ownedInTurn(JOB),
    ownedAlone(JOB),
    owned('StatefulSet', 'statefulset'),
    owned('DaemonSet', 'daemonset'),
    custom,
    bare,
    fixed,
  ],
});
