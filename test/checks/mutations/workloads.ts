import { parseQuantity } from '../../../lib/text/quantity';
import { at, inContainers, inPods, podPath, typo, typos, type Change, type MutationKind } from './mutation';

const SIZES = ['Deployment', 'StatefulSet'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

/** Variables that allow a program more memory than any container has. */
const MEMORY: Readonly<Record<string, string>> = {
  JAVA_OPTS: '-Xmx900g',
  NODE_OPTIONS: '--max-old-space-size=900000',
  GOMEMLIMIT: '900GiB',
};

/** Quotas and ranges that are too small for any pod. */
const TOO_SMALL: Readonly<Record<string, object>> = {
  'a quota of CPU': { kind: 'ResourceQuota', spec: { hard: { 'requests.cpu': '10m' } } },
  'a quota of memory': { kind: 'ResourceQuota', spec: { hard: { 'limits.memory': '10Mi' } } },
  'a quota of pods': { kind: 'ResourceQuota', spec: { hard: { pods: '1' } } },
  'a maximum of memory': { kind: 'LimitRange', spec: { limits: [{ type: 'Container', max: { memory: '16Mi' } }] } },
  'a minimum of CPU': { kind: 'LimitRange', spec: { limits: [{ type: 'Container', min: { cpu: '32' } }] } },
};

/** Pods, ports, probes, selectors and sizes. */
export const WORKLOADS: readonly MutationKind[] = [
  ...Object.entries(MEMORY).map(([name, value]): MutationKind => ({
    name: `${name} above the memory limit`,
    places: (manifest) =>
      inContainers(manifest, 'env').map(({ path, value: env }) => ({
        path: [...path, (env as unknown[]).length],
        value: { name, value },
      })),
  })),
  ...Object.entries(TOO_SMALL).map(([name, fields]): MutationKind => ({
    name: `${name} that is too small`,
    adds: ({ kind }, all) =>
      kind === 'Namespace'
        ? [...new Set(all.filter((one) => podPath(one)).map((one) => one.metadata.namespace))]
            .slice(0, 1)
            .map((namespace) => ({ apiVersion: 'v1', kind: '', metadata: { name: 'too-small', namespace }, ...fields }))
        : [],
  })),
  {
    name: 'a request that no node has',
    places: (manifest) =>
      SIZES.includes(manifest.kind)
        ? inContainers(manifest, 'resources').flatMap(({ path }) => [
            { path: [...path, 'requests', 'cpu'], value: '100' },
          ])
        : [],
  },
  {
    name: 'an autoscaler with more pods than the nodes take',
    places: ({ kind }) =>
      kind === 'HorizontalPodAutoscaler' ? [{ path: ['spec', 'maxReplicas'], value: 100_000 }] : [],
  },
  {
    name: 'a heap of a search store of more than half of the memory',
    places: (manifest) =>
      inContainers(manifest, 'env').flatMap(({ path, value: env }) => {
        const [limit] = at(manifest, ...path.slice(0, -1), 'resources', 'limits', 'memory');
        const mebibytes = parseQuantity(String(limit?.value)) / 2 ** 20;
        const value = { name: 'ES_JAVA_OPTS', value: `-Xmx${Math.floor(mebibytes * 0.75)}m` };
        return [{ path: [...path, (env as unknown[]).length], value }];
      }),
  },
  {
    name: 'a volume on the disk of the node that is larger than the limits',
    places: (manifest) =>
      inPods(manifest, 'volumes', '*', 'emptyDir').flatMap(({ path, value }) =>
        (value as { medium?: string }).medium === undefined ? [{ path: [...path, 'sizeLimit'], value: '900Gi' }] : [],
      ),
  },
  {
    name: 'two DaemonSets on one port of the nodes',
    adds: (manifest) =>
      manifest.kind === 'DaemonSet' && inPods(manifest, 'hostNetwork').length > 0
        ? [{ ...manifest, metadata: { ...manifest.metadata, name: 'second' } }]
        : [],
  },
  {
    name: 'a retention above the volume',
    places: ({ kind }) => (kind === 'Prometheus' ? [{ path: ['spec', 'retentionSize'], value: '900TB' }] : []),
  },
  {
    name: 'a renamed container port',
    places: (manifest) => typos(inContainers(manifest, 'ports', '*', 'name')),
  },
  {
    name: 'a probe of a port that is not there',
    places: (manifest) =>
      PROBES.flatMap((probe) => inContainers(manifest, probe, 'httpGet', 'port')).map(({ path, value }) => ({
        path,
        value: typeof value === 'string' ? typo(value) : Number(value) + 1,
      })),
  },
  {
    name: 'a probe path without a slash',
    places: (manifest) =>
      PROBES.flatMap((probe) => inContainers(manifest, probe, 'httpGet', 'path')).flatMap(({ path, value }) =>
        typeof value === 'string' && value.length > 1 ? [{ path, value: value.slice(1) }] : [],
      ),
  },
  {
    name: 'a probe whose timeout is longer than its period',
    places: (manifest) =>
      PROBES.flatMap((probe) => inContainers(manifest, probe)).map(({ path }) => ({
        path: [...path, 'timeoutSeconds'],
        value: 3600,
      })),
  },
  {
    name: 'a dropped label of the pods',
    places: (manifest) =>
      SIZES.includes(manifest.kind)
        ? at(manifest, 'spec', 'template', 'metadata', 'labels', 'app.kubernetes.io/component').map(({ path }) => ({
            path,
          }))
        : [],
  },
  {
    name: 'a selector of other pods',
    places: (manifest) =>
      SIZES.includes(manifest.kind) ? typos(at(manifest, 'spec', 'selector', 'matchLabels', '*').slice(0, 1)) : [],
  },
  {
    name: 'a Service that selects nothing',
    places: (manifest) => (manifest.kind === 'Service' ? typos(at(manifest, 'spec', 'selector', '*').slice(0, 1)) : []),
  },
  {
    name: 'a Service that leads to no port',
    places: (manifest) =>
      manifest.kind === 'Service'
        ? at(manifest, 'spec', 'ports', '*', 'targetPort').map(({ path, value }) => ({
            path,
            value: typeof value === 'string' ? typo(value) : Number(value) + 1,
          }))
        : [],
  },
  {
    name: 'a Service on another port',
    places: (manifest) =>
      manifest.kind === 'Service' && (manifest['spec'] as { type?: string }).type !== 'NodePort'
        ? at(manifest, 'spec', 'ports', '*', 'port').map(({ path, value }) => ({ path, value: Number(value) + 1 }))
        : [],
  },
  {
    name: 'no requests',
    places: (manifest) => inContainers(manifest, 'resources', 'requests').map(({ path }) => ({ path })),
  },
  {
    name: 'limits below the requests',
    places: (manifest) =>
      inContainers(manifest, 'resources', 'limits', 'memory').map(({ path }) => ({ path, value: '1Mi' })),
  },
  {
    name: 'a wrong unit',
    places: (manifest) =>
      inContainers(manifest, 'resources', 'requests', 'memory').map(({ path }) => ({ path, value: '256m' })),
  },
  {
    name: 'an amount that is none',
    places: (manifest) =>
      inContainers(manifest, 'resources', 'limits', 'memory').map(({ path }) => ({ path, value: '256MB' })),
  },
  {
    name: 'a budget that blocks every eviction',
    places: ({ kind }) => (kind === 'PodDisruptionBudget' ? [{ path: ['spec', 'maxUnavailable'], value: 0 }] : []),
  },
  {
    name: 'a budget of no pods',
    places: (manifest) =>
      manifest.kind === 'PodDisruptionBudget'
        ? typos(at(manifest, 'spec', 'selector', 'matchLabels', '*').slice(0, 1))
        : [],
  },
  {
    name: 'an autoscaler whose minimum is above its maximum',
    places: ({ kind }) =>
      kind === 'HorizontalPodAutoscaler' ? [{ path: ['spec', 'minReplicas'], value: 10_000 }] : [],
  },
  {
    name: 'a scaled workload with replicas',
    places: (manifest, all) =>
      all.some(
        ({ kind, spec }) =>
          kind === 'HorizontalPodAutoscaler' &&
          (spec as { scaleTargetRef: { name: string } }).scaleTargetRef.name === manifest.metadata.name,
      ) && manifest.kind === 'Deployment'
        ? [{ path: ['spec', 'replicas'], value: 3 }]
        : [],
  },
  {
    name: 'a wait that outlasts the rollout',
    places: (manifest) =>
      manifest.kind === 'Deployment'
        ? inPods(manifest, 'initContainers', '*', 'env', '*').flatMap(({ path, value }): Change[] =>
            (value as { name: string }).name === 'DEADLINE_SECONDS'
              ? [{ path: [...path, 'value'], value: '99999' }]
              : [],
          )
        : [],
  },
  {
    name: 'a variable with the address of no Service',
    places: (manifest) =>
      [
        ...inContainers(manifest, 'env', '*', 'value'),
        ...inPods(manifest, 'initContainers', '*', 'env', '*', 'value'),
      ].flatMap(({ path, value }): Change[] =>
        typeof value === 'string' && /owdev-[a-z-]+\.openwhisk\.svc/.test(value)
          ? [{ path, value: value.replace(/owdev-([a-z]+)/, (_, name: string) => `owdev-${typo(name)}`) }]
          : [],
      ),
  },
  {
    name: 'two containers of one name',
    places: (manifest) =>
      inPods(manifest, 'containers', 0).map(({ value }) => ({
        path: [...(podPath(manifest) ?? []), 'containers', 99],
        value,
      })),
  },
  {
    name: 'an update that cannot proceed',
    places: (manifest) =>
      manifest.kind === 'Deployment' && (manifest['spec'] as { strategy?: unknown }).strategy === undefined
        ? [{ path: ['spec', 'strategy'], value: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } } }]
        : [],
  },
  {
    name: 'an anti-affinity or spread of no pods',
    places: (manifest) =>
      typos(
        inPods(
          manifest,
          'topologySpreadConstraints',
          '*',
          'labelSelector',
          'matchLabels',
          'app.kubernetes.io/component',
        ),
      ),
  },
];
