import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../charts/app';
import { podOwners } from '../lib/checks/read/manifests';
import { synthesize, type Manifest } from '../lib/kube/synthesis';
import { parsePlatform } from '../lib/load/load';

const PAGE = readFileSync(join(__dirname, '../docs/clusters/openshift.md'), 'utf8');
const [, YAML = ''] = /^```yaml\n([^]*?)^```$/m.exec(PAGE) ?? [];

interface Context {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
  readonly fsGroup?: number;
  readonly privileged?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type: string };
}

interface Pod {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly serviceAccountName?: string;
  readonly securityContext?: Context;
  readonly volumes?: readonly Readonly<Record<string, unknown>>[];
}

/** Volumes of restricted-v2 and the key that each volume has besides. */
const VOLUMES = ['name', 'configMap', 'downwardAPI', 'emptyDir', 'persistentVolumeClaim', 'projected', 'secret'];

/**
 * Reasons for which the security context constraint restricted-v2 of OpenShift refuses a pod (openshift/cluster-kube-apiserver-operator,
 * bindata/bootkube/scc-manifests, `scc-restricted-v2.yaml`). It runs the processes as a user of the namespace's range, and fills in a
 * group of volumes.
 */
function refusals(pod: Pod, contexts: readonly Context[]): string[] {
  const inPod = pod.securityContext ?? {};
  const broken: Readonly<Record<string, boolean>> = {
    'access to its node': pod.hostNetwork === true || pod.hostPID === true,
    'a volume': (pod.volumes ?? []).some((volume) => Object.keys(volume).some((key) => !VOLUMES.includes(key))),
    'a user': [inPod, ...contexts].some(({ runAsUser }) => runAsUser !== undefined),
    'a group of volumes': inPod.fsGroup !== undefined,
    'a seccomp profile': [inPod, ...contexts].some(({ seccompProfile }) => seccompProfile?.type !== 'RuntimeDefault'),
    privileges: contexts.some(
      ({ privileged, allowPrivilegeEscalation, capabilities }) =>
        privileged === true ||
        allowPrivilegeEscalation !== false ||
        !capabilities?.drop?.includes('ALL') ||
        (capabilities.add ?? []).some((name) => name !== 'NET_BIND_SERVICE'),
    ),
  };
  return Object.keys(broken).filter((reason) => broken[reason]);
}

/** Accounts of pods that restricted-v2 refuses, with the reasons. */
function refusedIn(yaml: string): Map<string, string[]> {
  const synthesis = synthesize(buildApp(parsePlatform(yaml).platform));
  const made = podOwners(synthesis).map(({ object, pod, containers }) => {
    const spec = pod.spec as Pod;
    const contexts = containers.map(({ securityContext }) => securityContext ?? {});
    return { namespace: object.manifest.metadata.namespace, spec, contexts, account: spec.serviceAccountName };
  });
  const operated = synthesis.objects
    .map(({ manifest }): Manifest => manifest)
    .filter(({ kind }) => ['Prometheus', 'Alertmanager'].includes(kind))
    .map(({ metadata: { namespace }, spec: resource }) => {
      const spec = resource as Pod & { readonly containers: readonly { readonly securityContext: Context }[] };
      const contexts = spec.containers.map(({ securityContext }) => securityContext);
      return { namespace, spec, contexts, account: spec.serviceAccountName };
    });
  expect(made.length + operated.length).toBeGreaterThan(10);
  return new Map(
    [...made, ...operated]
      .map(({ namespace = '', spec, contexts, account = 'default' }) => {
        return [`${namespace}/${account}`, refusals(spec, contexts)] as const;
      })
      .filter(([, reasons]) => reasons.length > 0),
  );
}

test('without fixed users, restricted-v2 of OpenShift admits all pods but the listed ones', () => {
  const listed = PAGE.split('\n')
    .filter((line) => line.trim().startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')))
    .map(([, account = '', namespace = '', constraint = '']) => ({ account: `${namespace}/${account}`, constraint }));
  const nodeExporter = 'monitoring: { nodeExporter: { enabled: true } }';
  const refused = refusedIn(YAML.replace(/^monitoring:.*$/m, nodeExporter));
  expect([...refused.keys()].sort()).toEqual(listed.map(({ account }) => account).sort());
  // nonroot-v2 admits any user but root, and any group.
  const users = listed.filter(({ constraint }) => constraint === 'nonroot-v2').map(({ account }) => account);
  expect(users.map((account) => refused.get(account))).toEqual(users.map(() => ['a user', 'a group of volumes']));
  expect(users).not.toEqual([]);
});

test('with fixed users, restricted-v2 of OpenShift refuses every pod', () => {
  expect(refusedIn('profile: lean').size).toBeGreaterThan(10);
});
