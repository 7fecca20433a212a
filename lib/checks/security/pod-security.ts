import { finding, type Check } from '../finding';
import { loosePods, loosePodsIn, type LoosePods } from '../read/loose-pods';
import { findObject, objectsOfKind } from '../subject';
import { violationsOf, type Level } from './pod-security-levels';

const ENFORCE = 'pod-security.kubernetes.io/enforce';

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Each namespace among the manifests has a level of the Pod Security Standards, and admits the pods in it. */
export const podSecurity: Check = (subject) => [
  ...loosePods(subject).flatMap((pods) => {
    const namespace = findObject(subject, 'Namespace', pods.namespace);
    const level = namespace?.manifest.metadata.labels?.[ENFORCE];
    const broken = isLevel(level) ? [...new Set(violationsOf(level, pods))] : [];
    if (broken.length === 0) return [];
    const problem = `namespace ${pods.namespace} enforces ${level}, and refuses its pods: ${broken.join('; ')}`;
    return [finding('FS-410', pods.object, problem, 'remove them, or move the pods to a namespace of another level')];
  }),
  ...objectsOfKind(subject, 'Namespace').flatMap((namespace) => {
    const { name, labels } = namespace.manifest.metadata;
    const level = labels?.[ENFORCE];
    if (level !== undefined && LEVELS.includes(level)) return [];
    const needed = levelOf(loosePodsIn(subject, name));
    const problem =
      level === undefined
        ? 'enforces no level of Pod Security: it admits privileged pods'
        : `enforces the level '${level}', which does not exist: the API server refuses it`;
    const fix = `write the label ${ENFORCE}: ${needed}, which its pods keep`;
    return [finding(level === undefined ? 'FS-411' : 'FS-410', namespace, problem, fix, ['metadata'])];
  }),
];

function isLevel(level: string | undefined): level is Level {
  return level === 'baseline' || level === 'restricted';
}

/** The strictest level that pods keep. */
function levelOf(all: readonly LoosePods[]): string {
  const keeps = (level: Level): boolean => all.every((pods) => violationsOf(level, pods).length === 0);
  return keeps('restricted') ? 'restricted' : keeps('baseline') ? 'baseline' : 'privileged';
}
