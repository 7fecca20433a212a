import { EXTERNAL_TARGET } from '../kube/annotations';
import { finding, type Check, type Finding } from './finding';
import { selectorText, selects, type LabelSelector } from './read/label-selector';
import { podOwners, podSets, selectedPods, type PodOwner, type PodSet } from './read/manifests';
import { isForeign, objectsOfKind, type CheckedObject, type Subject } from './subject';

/**
 * Every Service leads to the pods of exactly one workload, every workload selects its own pods and no others, and what else selects
 * pods selects some.
 */
export const selectors: Check = (subject) => [
  ...objectsOfKind(subject, 'Service').flatMap((service) => serviceFindings(subject, service)),
  ...podOwners(subject).flatMap((owner) => ownerFindings(subject, owner)),
  ...objectsOfKind(subject, 'PodDisruptionBudget').flatMap((budget) =>
    selectsNothing(subject, 'FS-204', budget, 'selector'),
  ),
  ...objectsOfKind(subject, 'NetworkPolicy').flatMap((policy) =>
    selectsNothing(subject, 'FS-205', policy, 'podSelector'),
  ),
];

const FIX = 'select the labels name, instance and component of one workload';

function serviceFindings(subject: Subject, service: CheckedObject): Finding[] {
  const { namespace, annotations } = service.manifest.metadata;
  if (annotations?.[EXTERNAL_TARGET]) return [];
  const { selector, type } = (service.manifest['spec'] ?? {}) as {
    readonly selector?: Readonly<Record<string, string>>;
    readonly type?: string;
  };
  if (isForeign(subject) && (!selector || Object.keys(selector).length === 0 || type === 'ExternalName')) return [];
  const found = selectedPods(subject, namespace, { matchLabels: selector });
  if (found.length === 1) return [];
  if (!isForeign(subject)) {
    return [
      finding(found.length === 0 ? 'FS-201' : 'FS-203', service, `selects the pods of ${found.length} workloads`, FIX),
    ];
  }
  if (found.length === 0) return selectsNothing(subject, 'FS-201', service, 'selector', { matchLabels: selector });
  // Jobs and pods of their own come and go beside a workload.
  const lasting = distinct(
    found.filter(({ object }) => !['Job', 'CronJob', 'Pod'].includes(object?.manifest.kind ?? '')),
  );
  if (lasting.length < 2) return [];
  const names = lasting.map(nameOf).join(', ');
  const problem = `selects the pods of ${lasting.length} workloads: ${names}`;
  return [
    finding('FS-203', service, problem, 'add a label to the selector that only one of them has', ['spec', 'selector']),
  ];
}

function ownerFindings(subject: Subject, owner: PodOwner): Finding[] {
  const { object, pod, selector } = owner;
  if (!selector || object.manifest.kind === 'Job') return [];
  const { namespace } = object.manifest.metadata;
  const own = selects(selector, pod.metadata.labels);
  const others = distinct(selectedPods(subject, namespace, selector)).filter(
    (set) => set.object !== object && !isSameName(set.object, object) && isLasting(subject, set.object),
  );
  if (own && others.length === 0) return [];
  const { kind, metadata } = object.manifest;
  const names = [...(own ? [`${kind}/${metadata.name}`] : []), ...others.map(nameOf)].join(', ') || 'no workload';
  return [
    finding('FS-202', object, `its selector selects the pods of ${names}`, 'select its own pods only', [
      'spec',
      'selector',
    ]),
  ];
}

/** A workload with its kind: a Deployment and a StatefulSet may share a name. */
function nameOf({ object, owner }: PodSet): string {
  return object ? `${object.manifest.kind}/${owner}` : owner;
}

/** Pods of workloads, each once: a second object of the same name would replace the first, which is a finding of its own. */
function distinct(sets: readonly PodSet[]): PodSet[] {
  return sets.filter((set, index) => !sets.slice(0, index).some(({ object }) => isSameName(object, set.object)));
}

function isSameName(one: CheckedObject | undefined, other: CheckedObject | undefined): boolean {
  return (
    one !== undefined &&
    one.manifest.kind === other?.manifest.kind &&
    one.manifest.metadata.name === other.manifest.metadata.name
  );
}

/** A controller adopts pods without an owner, and pods of its own kind; the pods of a Job have an owner already. */
function isLasting(subject: Subject, object: CheckedObject | undefined): boolean {
  return !isForeign(subject) || !['Job', 'CronJob'].includes(object?.manifest.kind ?? '');
}

/** A finding where a selector selects nothing, and nothing suggests that an operator creates the pods. */
function selectsNothing(
  subject: Subject,
  rule: 'FS-201' | 'FS-204' | 'FS-205',
  object: CheckedObject,
  field: string,
  given?: LabelSelector,
): Finding[] {
  const { namespace, annotations } = object.manifest.metadata;
  const spec = (object.manifest['spec'] ?? {}) as Readonly<Record<string, LabelSelector | undefined>>;
  const selector = given ?? spec[field] ?? {};
  if (!isForeign(subject) || annotations?.[EXTERNAL_TARGET] || selectorText(selector) === 'everything') return [];
  if (selectedPods(subject, namespace, selector).length > 0 || isOperated(subject, namespace, selector)) return [];
  const near = podSets(subject).find((set) => set.namespace !== namespace && selects(selector, set.labels));
  const problem = `selects no pods in namespace ${namespace ?? ''}: ${selectorText(selector)}`;
  const fix = near
    ? `write namespace: ${near.namespace ?? ''}, where ${near.owner} is`
    : closest(subject, namespace, selector);
  return [finding(rule, object, problem, fix, ['spec', field])];
}

/** Which label keeps a selector from the workload that has most of its labels. */
function closest(subject: Subject, namespace: string | undefined, { matchLabels = {} }: LabelSelector): string {
  const entries = Object.entries(matchLabels);
  const [best] = selectedPods(subject, namespace, {})
    .map((set) => ({ set, wrong: entries.filter(([key, value]) => set.labels[key] !== value) }))
    .filter(({ wrong }) => wrong.length < entries.length || entries.length === 1)
    .sort((a, b) => a.wrong.length - b.wrong.length);
  const [key, value] = best?.wrong[0] ?? [];
  if (!best || key === undefined || (entries.length === 1 && best.set.labels[key] === undefined)) {
    return `select labels that pods have, or give a reason in the annotation ${EXTERNAL_TARGET}`;
  }
  const actual = best.set.labels[key];
  return actual === undefined
    ? `remove ${key}: ${value ?? ''}, which ${best.set.owner} lacks`
    : `write ${key}: ${actual}, as ${best.set.owner} has it`;
}

/** Custom resources often give their name to the labels of the pods that an operator makes for them. */
function isOperated(
  { others = [] }: Subject,
  namespace: string | undefined,
  { matchLabels = {} }: LabelSelector,
): boolean {
  const values = new Set(Object.values(matchLabels));
  return others.some(
    ({ manifest: { metadata } }) =>
      metadata.namespace === namespace && metadata.name !== '' && values.has(metadata.name),
  );
}
