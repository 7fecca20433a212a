import { finding, type Check, type Finding } from '../finding';
import { selects } from '../read/label-selector';
import { fieldsOf, itemsAt, textAt, textsAt, valueAt } from '../read/loose';
import { loosePods, loosePodsIn, type LoosePods } from '../read/loose-pods';
import { findObject, type CheckedObject, type Subject } from '../subject';
import { podCounts } from './pod-counts';

/** Pods can be replaced: a rollout starts new pods or ends old ones, which do not hold what the new ones need. */
export const replacement: Check = (subject) => {
  const counts = podCounts(subject);
  return loosePods(subject).flatMap((pods) => [
    ...stuckRollout(pods.object),
    ...sharedClaims(subject, pods, counts.get(pods.object) ?? 1),
    ...spreadFindings(subject, pods),
  ]);
};

const isZero = (value: unknown): boolean => value === 0 || value === '0%' || value === '0';

/** A rollout that may neither add a pod nor end one. The API server refuses it. */
function stuckRollout(object: CheckedObject): Finding[] {
  const field = { Deployment: 'strategy', DaemonSet: 'updateStrategy' }[object.manifest.kind];
  if (field === undefined) return [];
  const limits = fieldsOf(valueAt(object.manifest, 'spec', field, 'rollingUpdate'));
  const surge = object.manifest.kind === 'DaemonSet' ? (limits['maxSurge'] ?? 0) : limits['maxSurge'];
  if (!isZero(limits['maxUnavailable']) || !isZero(surge)) return [];
  const problem = 'may neither start a new pod nor end an old one: maxSurge and maxUnavailable are 0';
  return [finding('FS-325', object, problem, 'write maxSurge: 1', ['spec', field, 'rollingUpdate'])];
}

/** A claim of one node, or of one pod, that several pods mount. */
function sharedClaims(subject: Subject, { object, spec, path }: LoosePods, replicas: number): Finding[] {
  const { kind, metadata } = object.manifest;
  if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(kind)) return [];
  return itemsAt(spec, 'volumes').flatMap((volume) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
    const claim =
      name === undefined ? undefined : findObject(subject, 'PersistentVolumeClaim', name, metadata.namespace);
    const modes = textsAt(claim?.manifest, 'spec', 'accessModes');
    const [mode] = modes;
    if (mode === undefined || !modes.every((one) => ONE.includes(one)) || isReadOnly(volume)) return [];
    const rolls = kind === 'Deployment' && textAt(object.manifest, 'spec', 'strategy', 'type') !== 'Recreate';
    const at = [...path, 'volumes'];
    if (replicas > 1) {
      const problem = `mounts claim '${name}' (${mode}) in ${replicas} pods, and only one node can mount it`;
      return [finding('FS-326', object, problem, 'write a StatefulSet with volumeClaimTemplates, or replicas: 1', at)];
    }
    if (!rolls || !isLimited(object)) return [];
    const problem = `starts a new pod before it ends the old one, which holds claim '${name}' (${mode}): on another node, the new pod waits forever`;
    return [finding('FS-327', object, problem, 'write strategy: { type: Recreate }', ['spec', 'strategy'])];
  });
}

const ONE = ['ReadWriteOnce', 'ReadWriteOncePod'];

const isReadOnly = (volume: unknown): boolean => valueAt(volume, 'persistentVolumeClaim', 'readOnly') === true;

/** Whether a rollout of one pod adds the new one first; `maxUnavailable: 25%` of one pod is none. */
function isLimited({ manifest }: CheckedObject): boolean {
  const { maxUnavailable = '25%', maxSurge = '25%' } = fieldsOf(valueAt(manifest, 'spec', 'strategy', 'rollingUpdate'));
  const percent = typeof maxUnavailable === 'string' ? /^(\d+)%$/.exec(maxUnavailable)?.[1] : undefined;
  return !isZero(maxSurge) && (isZero(maxUnavailable) || (percent !== undefined && Number(percent) < 100));
}

/** Constraints on the placement of pods that count none of the pods they are for. */
function spreadFindings(subject: Subject, pods: LoosePods): Finding[] {
  const { spec, path, labels, object } = pods;
  const spread = itemsAt(spec, 'topologySpreadConstraints').flatMap((constraint, index) => {
    const selector = valueAt(constraint, 'labelSelector');
    if (selector === undefined || selector === null || selects(fieldsOf(selector), labels)) return [];
    const problem = `spreads by labels that its own pods lack, over ${textAt(constraint, 'topologyKey')}: it spreads nothing`;
    const at = [...path, 'topologySpreadConstraints', index];
    return [finding('FS-328', object, problem, 'select the labels of the pods themselves', at)];
  });
  const terms = ['required', 'preferred'].flatMap((strength) =>
    itemsAt(spec, 'affinity', 'podAntiAffinity', `${strength}DuringSchedulingIgnoredDuringExecution`).map((term) =>
      strength === 'preferred' ? fieldsOf(term['podAffinityTerm']) : term,
    ),
  );
  const lonely = terms.filter((term) => {
    const elsewhere = term['namespaces'] !== undefined || term['namespaceSelector'] !== undefined;
    const selector = fieldsOf(term['labelSelector']);
    return (
      !elsewhere &&
      Object.keys(selector).length > 0 &&
      !loosePodsIn(subject, pods.namespace).some((other) => selects(selector, other.labels))
    );
  });
  return [
    ...spread,
    ...lonely.map((term) => {
      const problem = `stays away from pods by labels that no pod has, over ${textAt(term, 'topologyKey')}`;
      return finding('FS-328', object, problem, 'correct the labelSelector of its podAntiAffinity', [
        ...path,
        'affinity',
      ]);
    }),
  ];
}
