import { DEFINITIONS } from '../crds/definitions';
import { property, specSchema } from '../crds/schema';
import { structuralProblems } from '../crds/structural';
import type { ClaimRetention, PodSettings, Toleration } from '../kube/pod-settings';
import { retentionOf } from '../kube/pod-settings';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import type { Rule } from '../platform/rule';
import { sectionsWith } from './sections';

/** Labels of every pod; most of them are in its selector. */
const OWN_LABELS = ['name', 'instance', 'component', 'part-of', 'managed-by'].map((key) => `app.kubernetes.io/${key}`);

/** Annotations that the platform sets according to the pod. */
const OWN_ANNOTATIONS = /^(faas-stack\/.*|prometheus\.io\/(scrape|port|path))$/;

/** Fields of an affinity that are newer than the API types of the manifests, which would leave them out. */
const LATER_FIELDS = ['matchLabelKeys', 'mismatchLabelKeys'];

/** Refuses settings of pods that the API server would refuse, or that change what the platform sets itself. */
export const podSettingsFit: Rule = (platform) => [
  ...tolerationsIn(platform).flatMap(([path, toleration]) => tolerationMistakes(toleration, path)),
  ...podsIn(platform).flatMap(([path, pods]) => [
    ...affinityMistakes(pods.affinity, [...path, 'affinity']),
    ...reserved('labels', Object.keys(pods.labels), (key) => OWN_LABELS.includes(key), path),
    ...reserved('annotations', Object.keys(pods.annotations), (key) => OWN_ANNOTATIONS.test(key), path),
  ]),
];

/** The settings of pods in all parts; the template of action pods has the same keys, and rules of its own. */
function podsIn(platform: Platform): [ConfigPath, PodSettings][] {
  return sectionsOfPods(platform).filter(([path]) => path.at(-1) === 'pods');
}

const sectionsOfPods = sectionsWith<PodSettings>('nodeSelector', 'labels');

/** The tolerations of all parts. */
function tolerationsIn(platform: Platform): [ConfigPath, Toleration][] {
  return sectionsOfTolerations(platform).flatMap(([path, { tolerations }]) =>
    ['pods', 'placement'].includes(String(path.at(-1)))
      ? tolerations.map((toleration, index): [ConfigPath, Toleration] => [[...path, 'tolerations', index], toleration])
      : [],
  );
}

const sectionsOfTolerations = sectionsWith<Pick<PodSettings, 'tolerations'>>('nodeSelector', 'tolerations');

/** A toleration as the API server accepts it (Kubernetes, `ValidateTolerations`). */
function tolerationMistakes(
  { key, operator, value, effect, tolerationSeconds }: Toleration,
  path: ConfigPath,
): Mistake[] {
  const mistakes: (Mistake | false)[] = [
    key === undefined &&
      operator !== 'Exists' && {
        path,
        problem: 'has no key, and operator Equal compares the value of one',
        allowed: 'a key, or operator: Exists for every taint',
        fix: 'add the key of the taint, or operator: Exists',
      },
    operator === 'Exists' &&
      value !== undefined && {
        path: [...path, 'value'],
        problem: `'${value}' is never compared: operator is Exists`,
        allowed: 'value together with operator: Equal',
        fix: 'remove value, or write operator: Equal',
      },
    tolerationSeconds !== undefined &&
      effect !== 'NoExecute' && {
        path: [...path, 'tolerationSeconds'],
        problem: `effect is ${effect ?? 'every effect'}, and only NoExecute evicts running pods`,
        allowed: 'tolerationSeconds together with effect: NoExecute',
        fix: 'add effect: NoExecute, or remove tolerationSeconds',
      },
  ];
  return mistakes.filter((mistake) => mistake !== false);
}

function affinityMistakes(affinity: PodSettings['affinity'], path: ConfigPath): Mistake[] {
  if (!affinity) return [];
  const schema = property(specSchema(DEFINITIONS.Prometheus), 'affinity') ?? {};
  const wrong = structuralProblems(schema, affinity, []).map(({ path: at, text }) => {
    const [problem = text, ...fix] = text.split('; ');
    return { path: [...path, ...at], problem, fix: fix.pop() ?? 'correct it' };
  });
  const later = paths(affinity, path)
    .filter((at) => LATER_FIELDS.includes(String(at.at(-1))))
    .map((at) => ({
      path: at,
      problem: 'the manifests of Deployments would leave the field out: their types are of Kubernetes 1.27',
      allowed: 'labelSelector',
      fix: 'write the labels to labelSelector, or add the field with amendments',
    }));
  return [...wrong, ...later];
}

function paths(value: unknown, path: ConfigPath): ConfigPath[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [at, ...paths(inner, at)];
  });
}

function reserved(
  kind: 'labels' | 'annotations',
  keys: readonly string[],
  isOwn: (key: string) => boolean,
  path: ConfigPath,
): Mistake[] {
  return keys.filter(isOwn).map((key) => ({
    path: [...path, kind, key],
    problem: 'the platform sets it',
    allowed: `${kind} with other keys`,
    fix: 'remove it',
  }));
}

/** A section with claims. */
interface Claims {
  readonly storageClassName?: string;
  readonly claimRetention?: ClaimRetention;
}

const sectionsOfClaims = sectionsWith<Claims>('size', 'storageClassName');

/** Refuses settings of claims in a platform without claims. */
export const claimsExist: Rule = (platform) =>
  platform.persistence.enabled
    ? []
    : sectionsOfClaims(platform).flatMap(([path, claims]) => {
        const { storageClassName, claimRetention } = claims;
        const useless = [
          ...(storageClassName ? ['storageClassName'] : []),
          ...(Object.keys(retentionOf(claimRetention)).length > 0 ? ['claimRetention'] : []),
        ];
        return useless.map((key) => ({
          path: [...path, key],
          problem: 'there are no claims: persistence.enabled is false',
          allowed: `${key} together with persistence`,
          fix: `remove ${key}`,
        }));
      });
