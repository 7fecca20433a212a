import { DEFINITIONS } from '../crds/definitions';
import type { FieldPath } from '../crds/problem';
import { property, type Schema, specSchema } from '../crds/schema';
import { structuralProblems } from '../crds/structural';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { ACTION_CONTAINER } from './action-pods';

/**
 * Fields of a pod that the invokers' client drops, by the field around them: kubernetes-client 4.10.3 knows the API of Kubernetes
 * 1.18. test/cluster/openwhisk/action-pods.test.ts compares the list with the client itself.
 */
const DROPPED: Readonly<Record<string, readonly string[]>> = {
  preStop: ['sleep'],
  postStart: ['sleep'],
  lifecycle: ['stopSignal'],
  ...Object.fromEntries(
    ['startupProbe', 'readinessProbe', 'livenessProbe'].map((probe) => [
      probe,
      ['grpc', 'terminationGracePeriodSeconds'],
    ]),
  ),
  ...Object.fromEntries(
    ['container', 'sidecars', 'initContainers'].map((list) => [
      list,
      ['resizePolicy', 'restartPolicy', 'restartPolicyRules'],
    ]),
  ),
  valueFrom: ['fileKeyRef'],
  resources: ['claims'],
  volumeMounts: ['recursiveReadOnly'],
  securityContext: ['appArmorProfile', 'seccompProfile', 'seLinuxChangePolicy', 'supplementalGroupsPolicy'],
  windowsOptions: ['hostProcess'],
  volumes: ['ephemeral', 'image'],
  sources: ['clusterTrustBundle', 'podCertificate'],
  ...Object.fromEntries(
    ['podAffinityTerm', 'requiredDuringSchedulingIgnoredDuringExecution'].map((term) => [
      term,
      ['matchLabelKeys', 'mismatchLabelKeys', 'namespaceSelector'],
    ]),
  ),
  topologySpreadConstraints: [
    'additionalLabelSelectors',
    'matchLabelKeys',
    'minDomains',
    'nodeAffinityPolicy',
    'nodeTaintsPolicy',
  ],
};

/** Fields that the Pod Security Standard `baseline` forbids, which the namespace of action pods enforces, by the field around them. */
const BEYOND_BASELINE: Readonly<Record<string, readonly string[]>> = {
  volumes: ['hostPath'],
  ports: ['hostPort'],
  securityContext: ['privileged', 'procMount'],
};

/** Fields of the action container that OpenWhisk sets itself (WhiskPodBuilder.scala). */
const OVERWRITTEN = ['name', 'image', 'env', 'ports', 'resources'];

/** Keys below the template that hold Kubernetes objects, and the same objects in the operator's definition of a Prometheus. */
const OBJECTS = {
  affinity: 'affinity',
  topologySpreadConstraints: 'topologySpreadConstraints',
  securityContext: 'securityContext',
  container: 'containers',
  sidecars: 'containers',
  initContainers: 'initContainers',
  volumes: 'volumes',
} as const;

const TEMPLATE = ['openwhisk', 'actions', 'template'] as const;

/** The mistakes in the Kubernetes objects of the template of action pods. */
export function actionTemplateMistakes({ openwhisk, placement }: Platform): Mistake[] {
  const { template } = openwhisk.actions;
  const pod = specSchema(DEFINITIONS.Prometheus);
  const objects = Object.entries(OBJECTS).flatMap(([key, field]) => {
    const value = template[key as keyof typeof OBJECTS];
    return value === undefined ? [] : objectMistakes(schemaOf(pod, key, field), value, [...TEMPLATE, key]);
  });
  const required = template.affinity?.['nodeAffinity'] as Readonly<Record<string, unknown>> | undefined;
  return [
    ...objects,
    ...containerNames(template),
    ...(placement.affinity && required?.['requiredDuringSchedulingIgnoredDuringExecution'] !== undefined
      ? [
          {
            path: [...TEMPLATE, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution'],
            problem: 'restricts nothing: OpenWhisk adds the invoker nodes as an alternative to it',
            allowed: 'preferred node affinity, or required affinity with placement.affinity: false',
            fix: 'write the labels to openwhisk.actions.template.nodeSelector',
          },
        ]
      : []),
  ];
}

/** The schema of a key; the action container needs no name. */
function schemaOf(pod: Schema, key: string, field: string): Schema {
  const schema = property(pod, field) ?? {};
  return key === 'container' ? { ...schema.items, required: [] } : schema;
}

function objectMistakes(schema: Schema, value: unknown, path: ConfigPath): Mistake[] {
  const problems = structuralProblems(schema, value, []);
  const wrong = problems.map(({ path: at, text }) => {
    const [problem = text, ...fix] = text.split('; ');
    return { path: [...path, ...at], problem, fix: fix.pop() ?? 'correct it' };
  });
  const dropped = fieldPaths(value, [...path]).flatMap((at) => uselessField(at) ?? []);
  return [...wrong, ...dropped];
}

function uselessField(path: FieldPath): Mistake | undefined {
  const field = String(path.at(-1));
  const parent = [...path.slice(0, -1)].reverse().find((part) => typeof part === 'string') ?? '';
  if (parent === 'container' && OVERWRITTEN.includes(field) && path.length === TEMPLATE.length + 2) {
    return {
      path,
      problem: 'has no effect: OpenWhisk sets it for each action',
      fix: OVERWRITE_FIX[field] ?? 'remove it',
    };
  }
  if (BEYOND_BASELINE[parent]?.includes(field)) {
    return {
      path,
      problem: 'the API server refuses such pods: the namespace enforces the Pod Security Standard baseline',
      fix: 'remove it',
    };
  }
  if (!DROPPED[parent]?.includes(field)) return undefined;
  return {
    path,
    problem: "has no effect: the invokers' client knows the API of Kubernetes 1.18, and drops the field",
    fix: DROP_FIX[field] ?? 'remove it',
  };
}

const OVERWRITE_FIX: Readonly<Record<string, string>> = {
  image: 'remove it; users name the image of an action, or openwhisk.runtimes does',
  resources:
    'remove it; the memory of the action, openwhisk.actions.cpuScaling and .ephemeralStorageLimit decide about resources',
};

const DROP_FIX: Readonly<Record<string, string>> = {
  seccompProfile: 'remove it, and set seccompDefault: true in the configuration of the kubelet',
};

/** Paths of all fields within a value. */
function fieldPaths(value: unknown, path: FieldPath): FieldPath[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    return [...(Array.isArray(value) ? [] : [at]), ...fieldPaths(inner, at)];
  });
}

function containerNames({ sidecars, initContainers }: Platform['openwhisk']['actions']['template']): Mistake[] {
  const taken = new Set<unknown>([ACTION_CONTAINER]);
  return (['sidecars', 'initContainers'] as const).flatMap((key) =>
    (key === 'sidecars' ? sidecars : initContainers).flatMap(({ name }, index) => {
      if (!taken.has(name)) {
        taken.add(name);
        return [];
      }
      return [
        {
          path: [...TEMPLATE, key, index, 'name'],
          problem: `'${String(name)}' is the name of another container of the pod`,
          allowed: `a name of its own, not ${ACTION_CONTAINER}, which is the container of the action`,
          fix: 'write another name',
        },
      ];
    }),
  );
}
