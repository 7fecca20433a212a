import { join } from 'node:path';
import { buildApp } from '../../charts/app';
import { podOwners } from '../../lib/checks/read/manifests';
import { CANNOT_HEAL } from '../../lib/kube/exit-codes';
import { synthesize, type Manifest } from '../../lib/kube/synthesis';
import { loadPlatform } from '../../lib/load/load';

/** Features of current Kubernetes, on every object of the platform with everything switched on. */
const synthesis = synthesize(buildApp(loadPlatform(join(__dirname, '../platforms/everything.yaml')).platform));
const manifests = synthesis.objects.map(({ manifest }) => manifest);

/** All objects of a kind, as far as a test looks into them; there are some. */
function specs<T>(kind: string): { readonly name: string; readonly spec: T }[] {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  expect(found.length).toBeGreaterThan(0);
  return found.map((manifest: Manifest) => ({ name: manifest.metadata.name, spec: manifest['spec'] as T }));
}

test('the deadline of each rollout is above the waits of its pods, and leaves time for the start', () => {
  const waits = new Map(
    podOwners(synthesis).map(({ object, pod }) => {
      const deadlines = (pod.spec.initContainers ?? []).flatMap(({ env = [] }) =>
        env.filter(({ name }) => name === 'DEADLINE_SECONDS').map(({ value }) => Number(value)),
      );
      return [object.manifest.metadata.name, deadlines.reduce((sum, seconds) => sum + seconds, 0)];
    }),
  );
  const deadlines = specs<{ progressDeadlineSeconds?: number }>('Deployment').map(({ name, spec }) => ({
    name,
    start: (spec.progressDeadlineSeconds ?? 0) - (waits.get(name) ?? 0),
  }));
  expect(deadlines.filter(({ start }) => start !== 600)).toEqual([]);
  expect(Math.max(...waits.values())).toBeGreaterThan(600);
});

test('a pod that is not ready never blocks the drain of its node', () => {
  const budgets = specs<{ unhealthyPodEvictionPolicy?: string }>('PodDisruptionBudget');
  expect(budgets.filter(({ spec }) => spec.unhealthyPodEvictionPolicy !== 'AlwaysAllow')).toEqual([]);
});

interface Spread {
  readonly template?: { readonly spec: Spread };
  readonly topologySpreadConstraints?: readonly { readonly matchLabelKeys?: readonly string[] }[];
}

function spreadOf(kind: string): unknown[] {
  const pods = specs<Spread>(kind).map(({ spec }) => spec.template?.spec ?? spec);
  return pods.flatMap(({ topologySpreadConstraints = [] }) =>
    topologySpreadConstraints.map(({ matchLabelKeys }) => matchLabelKeys),
  );
}

test('new pods of a Deployment are spread without regard to the old ones, and pods of a StatefulSet fill the gap of the old one', () => {
  expect(new Set(spreadOf('Deployment').map(String))).toEqual(new Set(['pod-template-hash']));
  for (const kind of ['StatefulSet', 'Prometheus', 'Alertmanager']) {
    expect({ kind, keys: [...new Set(spreadOf(kind))] }).toEqual({ kind, keys: [undefined] });
  }
});

test('an eviction is not a try of a Job, its exit code may end it, and its pods never overlap', () => {
  for (const { name, spec } of specs<object>('Job')) {
    expect({ name, spec }).toMatchObject({
      name,
      spec: {
        backoffLimit: 3,
        podReplacementPolicy: 'Failed',
        podFailurePolicy: {
          rules: [
            { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
            { action: 'FailJob', onExitCodes: { operator: 'In', values: [CANNOT_HEAL] } },
          ],
        },
        // A failure policy is for pods that never restart.
        template: { spec: { restartPolicy: 'Never' } },
      },
    });
  }
});

test('exporters and proxies beside a program start before it and end after it', () => {
  const isHelper = ({ name }: { readonly name: string }): boolean => /^(kube-rbac-proxy-|nginx-exporter$)/.test(name);
  const owners = podOwners(synthesis).map(({ object, pod: { spec } }) => ({
    name: object.manifest.metadata.name,
    sidecars: (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'),
    // Nothing waits beside a sidecar: it starts right before the program.
    last: (spec.initContainers ?? []).slice(-1),
    containers: spec.containers,
  }));
  const withSidecars = owners.filter(({ sidecars }) => sidecars.length > 0);
  expect(withSidecars.map(({ name, sidecars }) => [name, ...sidecars.map((sidecar) => sidecar.name)])).toEqual([
    ['owdev-nginx', 'nginx-exporter'],
    ['owdev-node-exporter', 'kube-rbac-proxy-https'],
    ['owdev-kube-state-metrics', 'kube-rbac-proxy-https-main', 'kube-rbac-proxy-https-self'],
  ]);
  expect(withSidecars.filter(({ last: [last], sidecars }) => last !== sidecars.at(-1))).toEqual([]);
  expect(owners.flatMap(({ containers }) => containers).filter(isHelper)).toEqual([]);
  // The program starts when the startup probe of its sidecar has succeeded, and the pod is ready when both are.
  for (const sidecar of withSidecars.flatMap(({ sidecars }) => sidecars)) {
    expect(Object.keys(sidecar)).toEqual(expect.arrayContaining(['startupProbe', 'readinessProbe']));
  }
});

test('a server that waits before it stops needs no shell for that', () => {
  const hooks = podOwners(synthesis).flatMap(({ object, containers }) =>
    containers.flatMap(({ lifecycle }) => (lifecycle ? [[object.manifest.metadata.name, lifecycle.preStop]] : [])),
  );
  expect(hooks).toContainEqual(['owdev-elasticsearch', { sleep: { seconds: 10 } }]);
  expect(JSON.stringify(hooks)).not.toContain('["sleep"');
});

/** The provider of OpenFaaS finds functions so (openfaas/faas-netes 0.18.17, pkg/k8s/proxy.go). */
const READS_ENDPOINTS = 'openfaas-owdev-openfaas-gateway';

test('no account but one may read Endpoints, which EndpointSlices replace', () => {
  const roles = manifests.filter(
    ({ kind, metadata }) => (kind === 'ClusterRole' || kind === 'Role') && metadata.name !== READS_ENDPOINTS,
  );
  const rules = roles.flatMap((role) => (role['rules'] ?? []) as { readonly resources?: readonly string[] }[]);
  const resources = new Set(rules.flatMap((rule) => rule.resources ?? []));
  expect(resources).toContain('endpointslices');
  expect(resources).not.toContain('endpoints');
});

test('a pod has a user namespace unless it sees its node or has a claim', () => {
  const found = podOwners(synthesis).map(({ object: { manifest }, pod: { spec } }) => {
    const { volumeClaimTemplates = [] } = manifest['spec'] as { readonly volumeClaimTemplates?: readonly object[] };
    const { hostUsers = true } = spec as { readonly hostUsers?: boolean };
    const hasClaim = volumeClaimTemplates.length > 0 || (spec.volumes ?? []).some((one) => one.persistentVolumeClaim);
    const seesNode = spec.hostNetwork === true || (spec.volumes ?? []).some(({ hostPath }) => hostPath);
    return { name: manifest.metadata.name, hostUsers, needsHostUsers: hasClaim || seesNode };
  });
  expect(found.filter(({ hostUsers, needsHostUsers }) => hostUsers !== needsHostUsers)).toEqual([]);
  expect(found.filter(({ name }) => name === 'owdev-apigateway')).toMatchObject([{ hostUsers: false }]);
});

test('a pod requires the AppArmor profile of the container runtime unless a container of it is privileged', () => {
  interface Secured {
    readonly securityContext?: { readonly appArmorProfile?: { readonly type: string } };
  }
  const owned = podOwners(synthesis).map(({ object, pod, containers }) => ({
    name: object.manifest.metadata.name,
    profile: (pod.spec as Secured).securityContext?.appArmorProfile?.type,
    privileged: containers.some(({ securityContext }) => securityContext?.privileged),
  }));
  const operated = ['Prometheus', 'Alertmanager'].flatMap((kind) =>
    specs<Secured>(kind).map(({ name, spec }) => ({
      name,
      profile: spec.securityContext?.appArmorProfile?.type,
      privileged: false,
    })),
  );
  const wrong = [...owned, ...operated].filter(
    ({ profile, privileged }) => profile !== (privileged ? undefined : 'RuntimeDefault'),
  );
  expect(wrong).toEqual([]);
  expect(owned.filter(({ privileged }) => privileged).map(({ name }) => name)).toEqual(['owdev-elasticsearch']);
});
