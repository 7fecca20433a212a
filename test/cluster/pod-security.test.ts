import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { buildApp } from '../../charts/app';
import { violationsOf, type Level } from '../../lib/checks/security/pod-security-levels';
import { podOwners } from '../../lib/checks/read/manifests';
import { synthesize, type Manifest, type Synthesis } from '../../lib/kube/synthesis';
import { loadPlatform } from '../../lib/load/load';
import { actionNamespaceOf } from '../../lib/platform/namespaces';
import { securityPods } from '../support/security-pods';
import { buildTools } from './build-tools';
import { SOURCES } from './sources';

const FOLDERS = [join(SOURCES, '../../stacks/platforms'), join(SOURCES, '../platforms')];

/** Pods that are not restricted, by component. SECURITY.md has the reasons. */
const NOT_RESTRICTED = [
  'action-pod',
  'apigateway',
  'elasticsearch',
  'fluentd',
  'invoker',
  'node-exporter',
  'otel-agent',
];

/** A pod that the platform creates, or has created by an operator or by OpenWhisk. */
interface Evaluated {
  readonly platform: string;
  readonly component: string;
  readonly namespace: string;
  /** The level that the namespace enforces. */
  readonly level: string;
  readonly pod: object;
}

type Violations = Readonly<Record<'baseline' | 'restricted', readonly string[]>>;

/** The violations of the Pod Security Standards that Kubernetes' own library finds. */
async function evaluate(pods: readonly object[]): Promise<Violations[]> {
  const { 'pod-security': program } = await buildTools(() => undefined, ['pod-security']);
  const { status, stdout, stderr } = spawnSync(program, { input: JSON.stringify(pods), encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Violations[];
}

/** Security of each container of the operator's pods (Prometheus Operator 0.93, pkg/prometheus/server/statefulset.go). */
const OPERATED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** Pods of the custom resources that the operator runs pods for, from the fields that decide their security. */
function operatedPods({ objects }: Synthesis): { manifest: Manifest; pod: object }[] {
  return objects
    .map(({ manifest }) => manifest)
    .filter(({ kind }) => ['Prometheus', 'PrometheusAgent', 'Alertmanager'].includes(kind))
    .map((manifest) => {
      const { securityContext, hostNetwork, volumes } = manifest['spec'] as Record<string, unknown>;
      const containers = ['main', 'config-reloader'].map((name) => ({ name, image: name, securityContext: OPERATED }));
      return { manifest, pod: { metadata: {}, spec: { securityContext, hostNetwork, volumes, containers } } };
    });
}

/** The action pod as OpenWhisk completes its template (KubernetesClient.scala, WhiskPodBuilder.scala). */
function actionPod({ objects }: Synthesis): object[] {
  const templates = objects.flatMap(({ manifest }) => {
    const data = manifest['data'] as Readonly<Record<string, string>> | undefined;
    return manifest.kind === 'ConfigMap' && manifest.metadata.name.endsWith('-action-pod')
      ? Object.values(data ?? {})
      : [];
  });
  return templates.map((text) => {
    const { metadata, spec } = JSON.parse(text) as { metadata: object; spec: { containers?: { name: string }[] } };
    const containers = (spec.containers ?? []).map((container) => ({ image: 'runtime', ...container }));
    return { metadata, spec: { ...spec, containers } };
  });
}

function podsOf(file: string): Evaluated[] {
  const { platform } = loadPlatform(file);
  const synthesis = synthesize(buildApp(platform));
  const levels = new Map(
    synthesis.objects.flatMap(({ manifest: { kind, metadata } }) =>
      kind === 'Namespace' ? [[metadata.name, metadata.labels?.['pod-security.kubernetes.io/enforce'] ?? '']] : [],
    ),
  );
  const evaluated = (component: string, namespace: string, pod: object): Evaluated => {
    const level = levels.get(namespace);
    assert.ok(level, `${file}: namespace ${namespace} of ${component} enforces nothing`);
    return { platform: file.replace(/^.*\//, ''), component, namespace, level, pod };
  };
  const componentOf = ({ metadata }: Manifest): string =>
    metadata.labels?.['app.kubernetes.io/component'] ?? metadata.name;
  return [
    ...podOwners(synthesis).map(({ object: { manifest }, pod }) =>
      evaluated(componentOf(manifest), manifest.metadata.namespace ?? '', pod),
    ),
    ...operatedPods(synthesis).map(({ manifest, pod }) =>
      evaluated(componentOf(manifest), manifest.metadata.namespace ?? '', pod),
    ),
    ...actionPod(synthesis).map((pod) => evaluated('action-pod', actionNamespaceOf(platform), pod)),
  ];
}

describe('Pod Security Standards of every example and test platform', () => {
  let pods: readonly Evaluated[] = [];
  let violations: readonly Violations[] = [];

  before(async () => {
    pods = FOLDERS.flatMap((folder) => readdirSync(folder).flatMap((file) => podsOf(join(folder, file))));
    violations = await evaluate(pods.map(({ pod }) => pod));
  });

  it('admits every pod to its namespace', (t) => {
    const refused = pods.flatMap(({ platform, component, namespace, level }, index) => {
      const found = level === 'privileged' ? [] : (violations[index]?.[level as keyof Violations] ?? ['not evaluated']);
      return found.map((violation) => `${platform} ${namespace} (${level}) ${component}: ${violation}`);
    });
    assert.deepEqual(refused, []);
    assert.ok(pods.length > 200, `${pods.length} pods`);
    t.diagnostic(`${pods.length} pods`);
  });

  it('has no pod below restricted except for the listed ones', () => {
    const below = pods.filter((_, index) => violations[index]?.restricted.length !== 0);
    assert.deepEqual([...new Set(below.map(({ component }) => component))].sort(), NOT_RESTRICTED);
  });

  it('keeps namespaces at the level that their pods need', () => {
    const needed = new Map<string, boolean>();
    for (const [index, { platform, namespace, level }] of pods.entries()) {
      const key = `${platform} ${namespace} (${level})`;
      const { baseline = [], restricted = [] } = violations[index] ?? {};
      const uses = level === 'restricted' || (level === 'baseline' ? restricted : baseline).length > 0;
      needed.set(key, (needed.get(key) ?? false) || uses);
    }
    assert.deepEqual(
      [...needed].filter(([, used]) => !used),
      [],
    );
  });

  it('violate the levels that the checks say, and so do 1,000 random pods', async (t) => {
    const all = [
      ...pods.map(({ pod }) => pod as { metadata?: object; spec: Record<string, unknown> }),
      ...securityPods(1000),
    ];
    const judged = await evaluate(all);
    const wrong = all.flatMap(({ metadata, spec }, index) =>
      (['baseline', 'restricted'] as const satisfies readonly Level[]).flatMap((level) => {
        const { annotations = {} } = (metadata ?? {}) as { annotations?: Record<string, string> };
        const ours = violationsOf(level, { annotations, spec });
        const theirs = judged[index]?.[level] ?? [];
        return ours.length > 0 === theirs.length > 0 ? [] : [{ level, ours, theirs, pod: JSON.stringify(spec) }];
      }),
    );
    assert.deepEqual(wrong.slice(0, 5), []);
    const admitted = (level: Level): number => judged.filter((one) => one[level].length === 0).length;
    assert.ok(admitted('baseline') > 100 && admitted('baseline') < all.length - 100);
    t.diagnostic(`${all.length} pods, ${admitted('baseline')} baseline, ${admitted('restricted')} restricted`);
  });

  it('are judged by an evaluator that finds violations', async () => {
    const container = { name: 'c', image: 'i', securityContext: { privileged: true } };
    const [found] = await evaluate([{ metadata: {}, spec: { hostPID: true, containers: [container] } }]);
    assert.match(found?.baseline.join(' ') ?? '', /host namespaces .*privileged/);
    assert.ok((found?.restricted.length ?? 0) > (found?.baseline.length ?? 0));
  });
});
