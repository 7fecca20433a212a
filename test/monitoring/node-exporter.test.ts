import { podOwners } from '../../lib/checks/read/manifests';
import { oneMistake, messageAbout } from '../load/message';
import { Manifests } from '../support/platform';

const platform = (...lines: string[]): string =>
  ['profile: lean', 'monitoring:', '  enabled: true', ...lines.map((line) => `  ${line}`)].join('\n');

const levelsOf = (manifests: Manifests): Record<string, unknown> =>
  Object.fromEntries(
    manifests
      .kind('Namespace')
      .map(({ metadata: { name, labels } }) => [name, labels?.['pod-security.kubernetes.io/enforce']]),
  );

const programsIn = (manifests: Manifests, namespace: string): string[] =>
  podOwners(manifests.synthesis)
    .filter(({ object }) => object.manifest.metadata.namespace === namespace)
    .map(({ object: { manifest } }) => `${manifest.kind} ${manifest.metadata.labels?.['app.kubernetes.io/component']}`);

test('E2: monitoring is restricted, and only the node exporter is in a privileged namespace', () => {
  const manifests = Manifests.of(platform());
  expect(levelsOf(manifests)).toMatchObject({ monitoring: 'restricted', 'monitoring-nodes': 'privileged' });
  expect(programsIn(manifests, 'monitoring-nodes')).toEqual([
    'Job node-exporter-certificate',
    'DaemonSet node-exporter',
  ]);
  const writers = manifests
    .kind('Role')
    .filter(({ metadata }) => metadata.namespace === 'monitoring-nodes')
    .flatMap(({ metadata, ...role }) =>
      (role['rules'] as { verbs: string[]; resources: string[] }[]).flatMap(({ verbs, resources }) =>
        verbs
          .filter((verb) => !['get', 'list', 'watch'].includes(verb))
          .map((verb) => [metadata.name, verb, resources]),
      ),
    );
  expect(writers.filter(([name]) => name !== 'owdev-node-exporter-certificate')).toEqual([
    ...['get', 'update', 'patch']
      .slice(1)
      .map((verb) => [
        'monitoring-owdev-prometheus-operator',
        verb,
        [
          'servicemonitors/status',
          'podmonitors/status',
          'probes/status',
          'prometheusrules/status',
          'scrapeconfigs/status',
        ],
      ]),
  ]);
});

test('without a node exporter there is no privileged namespace', () => {
  const levels = levelsOf(Manifests.of(platform('nodeExporter: { enabled: false }')));
  expect(Object.keys(levels)).not.toContain('monitoring-nodes');
  expect(Object.values(levels)).not.toContain('privileged');
});

describe('the certificate of the node exporter', () => {
  const verification = (manifests: Manifests): unknown =>
    manifests.get<{ spec: { podMetricsEndpoints: { tlsConfig: object }[] } }>('PodMonitor', 'node-exporter').spec
      .podMetricsEndpoints[0]?.tlsConfig;

  test('is issued by cert-manager where monitoring has an issuer', () => {
    const manifests = Manifests.of(platform('tls: { certManager: { issuer: ca } }'));
    expect(manifests.get<{ spec: object }>('Certificate', 'node-exporter-certificate').metadata.namespace).toBe(
      'monitoring-nodes',
    );
    expect(programsIn(manifests, 'monitoring-nodes')).toEqual(['DaemonSet node-exporter']);
  });

  test('is a Secret of its own, as one of monitoring is in another namespace and for other names', () => {
    const own = Manifests.of(platform('tls: { existingSecret: mine }'));
    expect(verification(own)).toEqual({
      ca: { secret: { name: 'owdev-node-exporter-certificate', key: 'tls.crt' } },
      serverName: 'monitoring-nodes.svc',
    });
    const both = Manifests.of(
      platform('tls: { existingSecret: mine }', 'nodeExporter: { namespace: nodes, tls: { existingSecret: theirs } }'),
    );
    expect(verification(both)).toEqual({
      ca: { secret: { name: 'theirs', key: 'ca.crt' } },
      serverName: 'nodes.svc',
    });
    expect(programsIn(both, 'nodes')).toEqual(['DaemonSet node-exporter']);
  });
});

test.each<[string, string, string, string, string]>([
  [
    'the namespace of monitoring',
    platform('nodeExporter: { namespace: monitoring }'),
    ":4 monitoring.nodeExporter.namespace: 'monitoring' is already the value of monitoring.namespace",
    'one of its own: it admits pods with access to their node',
    'leave it out, or write another name',
  ],
  [
    'a default name that is too long',
    platform(`namespace: ${'m'.repeat(60)}`),
    `:4 monitoring.namespace: '${'m'.repeat(60)}-nodes', the default of monitoring.nodeExporter.namespace, has 66 characters`,
    'at most 63',
    'write a shorter name into monitoring.nodeExporter.namespace',
  ],
])('%s is refused', (_, text, problem, allowed, fix) => {
  expect(messageAbout(text)).toBe(oneMistake(problem, allowed, fix));
});
