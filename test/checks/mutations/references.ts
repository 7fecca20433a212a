import { at, inContainers, inPods, typo, typos, type MutationKind } from './mutation';

const metadataName = (name: string): { path: string[]; value: string }[] => [
  { path: ['metadata', 'name'], value: typo(name) },
];

const renamed = (kind: string): MutationKind => ({
  name: `a renamed ${kind}`,
  places: (manifest) => (manifest.kind === kind ? metadataName(manifest.metadata.name) : []),
});

/** References between objects. */
export const REFERENCES: readonly MutationKind[] = [
  renamed('ConfigMap'),
  renamed('ServiceAccount'),
  renamed('PersistentVolumeClaim'),
  renamed('Service'),
  renamed('Role'),
  renamed('ClusterRole'),
  {
    name: 'a missing object',
    removes: ({ kind }) => ['ConfigMap', 'ServiceAccount', 'Service', 'Role'].includes(kind),
  },
  {
    name: 'a ConfigMap without a key that is read',
    places: (manifest, all) => {
      if (manifest.kind !== 'ConfigMap') return [];
      const read = new Set(
        all.flatMap((one) =>
          inPods(one, 'containers', '*', 'env', '*', 'valueFrom', 'configMapKeyRef').flatMap(({ value }) => {
            const { name, key } = value as { name: string; key: string };
            return name === manifest.metadata.name ? [key] : [];
          }),
        ),
      );
      return [...read].map((key) => ({ path: ['data', key] }));
    },
  },
  {
    name: 'a mounted ConfigMap of another name',
    places: (manifest) => typos(inPods(manifest, 'volumes', '*', 'configMap', 'name')),
  },
  {
    name: 'a Secret that is made by nothing',
    places: (manifest) => typos(inContainers(manifest, 'env', '*', 'valueFrom', 'secretKeyRef', 'name')),
  },
  {
    name: 'a mounted Secret of another name',
    places: (manifest) => typos(inPods(manifest, 'volumes', '*', 'secret', 'secretName')),
  },
  {
    name: 'a claim of another name',
    places: (manifest) => typos(inPods(manifest, 'volumes', '*', 'persistentVolumeClaim', 'claimName')),
  },
  { name: 'a ServiceAccount of another name', places: (manifest) => typos(inPods(manifest, 'serviceAccountName')) },
  {
    name: 'a mount of a volume that is not there',
    places: (manifest) => typos(inContainers(manifest, 'volumeMounts', '*', 'name')),
  },
  {
    name: 'a pod without a mounted volume',
    places: (manifest) => inPods(manifest, 'volumes', '*').map(({ path }) => ({ path })),
  },
  {
    name: 'a variable that refers to none',
    places: (manifest) =>
      inContainers(manifest, 'env', '*', 'value').flatMap(({ path, value }) =>
        typeof value === 'string' && /\$\([A-Z_]+\)/.test(value)
          ? [{ path, value: value.replace(/\$\(([A-Z_]+)\)/, '$(X$1)') }]
          : [],
      ),
  },
  {
    name: 'a governing Service of another name',
    places: (manifest) => (manifest.kind === 'StatefulSet' ? typos(at(manifest, 'spec', 'serviceName')) : []),
  },
  {
    name: 'a role of another name',
    places: (manifest) => (manifest.kind.endsWith('RoleBinding') ? typos(at(manifest, 'roleRef', 'name')) : []),
  },
  {
    name: 'a subject of another name',
    places: (manifest) =>
      manifest.kind.endsWith('RoleBinding')
        ? at(manifest, 'subjects', '*').flatMap(({ path, value }) =>
            (value as { kind: string }).kind === 'ServiceAccount'
              ? [{ path: [...path, 'name'], value: typo((value as { name: string }).name) }]
              : [],
          )
        : [],
  },
  {
    name: 'a webhook to a Service that is not there',
    places: (manifest) => typos(at(manifest, 'webhooks', '*', 'clientConfig', 'service', 'name')),
  },
  {
    name: 'a target of an autoscaler that is not there',
    places: (manifest) => typos(at(manifest, 'spec', 'scaleTargetRef', 'name')),
  },
  {
    name: 'a second object of one name',
    adds: (manifest) => (['ConfigMap', 'Service', 'Deployment'].includes(manifest.kind) ? [manifest] : []),
  },
  {
    name: 'an object in a namespace that is not there',
    places: ({ kind, metadata }) =>
      ['Deployment', 'StatefulSet', 'Service', 'ConfigMap'].includes(kind)
        ? [{ path: ['metadata', 'namespace'], value: typo(metadata.namespace ?? '') }]
        : [],
  },
];
