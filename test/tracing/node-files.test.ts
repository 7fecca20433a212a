import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as fc from 'fast-check';
import { writeNodeFiles } from '../../lib/cli/node-files';
import { etcdFlags } from '../../lib/tracing/etcd-flags';
import { nodeFiles } from '../../lib/tracing/node-files';
import { nodeInstructions } from '../../lib/tracing/node-instructions';

const RATE = { samplingRatePerMillion: 1000 };
const file = (name: string, node: Parameters<typeof nodeFiles>[0], version = '1.36'): string =>
  nodeFiles(node, version).get(name) ?? '';

test.each([
  ['1.37', 'v1'],
  ['1.34', 'v1'],
  ['1.33', 'v1beta1'],
  ['1.27', 'v1beta1'],
])('the API server of Kubernetes %s reads the version %s of its file', (version, group) => {
  expect(parse(file('apiserver-tracing.yaml', { apiServer: RATE }, version))).toEqual({
    apiVersion: `apiserver.config.k8s.io/${group}`,
    kind: 'TracingConfiguration',
    endpoint: '127.0.0.1:4317',
    samplingRatePerMillion: 1000,
  });
});

test('the API server finds its file in a folder of its node', () => {
  const { apiServer } = parse(file('kubeadm.yaml', { apiServer: RATE })) as {
    apiServer: { extraArgs: { value: string }[]; extraVolumes: { mountPath: string; hostPath: string }[] };
  };
  expect(apiServer.extraArgs).toEqual([
    { name: 'tracing-config-file', value: '/etc/kubernetes/tracing/apiserver-tracing.yaml' },
  ]);
  expect(apiServer.extraVolumes[0]).toMatchObject({
    hostPath: '/etc/kubernetes/tracing',
    mountPath: '/etc/kubernetes/tracing',
    readOnly: true,
  });
});

describe('flags of etcd', () => {
  const namesOf = (version: '3.5' | '3.6' | '3.7'): string[] =>
    etcdFlags(version, { address: '127.0.0.1:4317', perMillion: 5 }).map(({ name }) => name);

  test('are experimental in 3.5 only', () => {
    expect(namesOf('3.5').every((name) => name.startsWith('experimental-'))).toBe(true);
    for (const version of ['3.6', '3.7'] as const) {
      expect(namesOf(version)).toEqual([
        'enable-distributed-tracing',
        'distributed-tracing-address',
        'distributed-tracing-service-name',
        'distributed-tracing-sampling-rate',
      ]);
    }
  });

  test('are in the configuration of kubeadm', () => {
    const etcd = { version: '3.5' as const, samplingRatePerMillion: 5 };
    expect(parse(file('kubeadm.yaml', { etcd }))).toMatchObject({
      etcd: { local: { extraArgs: etcdFlags('3.5', { address: '127.0.0.1:4317', perMillion: 5 }) } },
    });
  });
});

test('the kubelet has the same two fields in its own configuration', () => {
  expect(parse(file('kubelet.yaml', { kubelet: RATE }))).toEqual({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    tracing: { endpoint: '127.0.0.1:4317', samplingRatePerMillion: 1000 },
  });
});

describe('containerd', () => {
  test('has variables of its unit from version 2 on, and no plugin', () => {
    const files = nodeFiles({ containerd: { version: '2', ...RATE } }, '1.36');
    expect([...files.keys()]).toEqual(['containerd.conf']);
    expect(files.get('containerd.conf')).toContain('Environment=OTEL_TRACES_SAMPLER_ARG=0.001\n');
    expect(files.get('containerd.conf')).not.toContain('plugins');
  });

  test('has plugins in version 1.7, and no variables', () => {
    const files = nodeFiles({ containerd: { version: '1.7', ...RATE } }, '1.36');
    expect([...files.keys()]).toEqual(['containerd.toml']);
    expect(files.get('containerd.toml')).toContain('  endpoint = "http://127.0.0.1:4318"\n');
    expect(files.get('containerd.toml')).not.toContain('OTEL_');
  });

  test('has a ratio that TOML reads as a number with a fraction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (samplingRatePerMillion) => {
        const text = file('containerd.toml', { containerd: { version: '1.7', samplingRatePerMillion } });
        const [, ratio = ''] = /sampling_ratio = (\d\.\d+)\n/.exec(text) ?? [];
        expect(Math.round(Number(ratio) * 1_000_000)).toBe(samplingRatePerMillion);
      }),
    );
  });
});

test('every file has instructions', () => {
  const all = { apiServer: RATE, kubelet: RATE, etcd: { version: '3.6' as const, ...RATE } };
  for (const version of ['1.7', '2'] as const) {
    const names = [...nodeFiles({ ...all, containerd: { version, ...RATE } }, '1.36').keys()];
    const sections = nodeInstructions(names, '1.36').split('\n## ').slice(1);
    expect(sections.map((section) => section.slice(0, section.indexOf('\n')))).toEqual(names);
    for (const section of sections) expect(section.split('\n').length).toBeGreaterThan(4);
  }
});

describe('the command', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'node-files-'));
    folders.push(path);
    return join(path, 'nodes');
  };
  const EVERYTHING = join(__dirname, '../platforms/everything.yaml');

  test('writes the files and their instructions, and overwrites them on demand only', () => {
    const target = folder();
    expect(writeNodeFiles(EVERYTHING, target, false)).toContain('Next: follow ');
    expect(readdirSync(target).sort()).toEqual([
      'README.md',
      'apiserver-tracing.yaml',
      'containerd.conf',
      'kubeadm.yaml',
      'kubelet.yaml',
    ]);
    expect(readFileSync(join(target, 'kubelet.yaml'), 'utf8')).toContain('samplingRatePerMillion: 200');
    expect(() => writeNodeFiles(EVERYTHING, target, false)).toThrow(
      `${join(target, 'apiserver-tracing.yaml')} exists already; nothing was written; fix: name another file with -o, or add --force`,
    );
    expect(() => writeNodeFiles(EVERYTHING, target, true)).not.toThrow();
  });

  test('says what is missing where nothing of the nodes is traced', () => {
    const lean = join(__dirname, '../../stacks/platforms/lean.yaml');
    expect(() => writeNodeFiles(lean, folder(), false)).toThrow(
      `${lean}: no program of the nodes is traced; nothing was written; fix: set tracing.enabled and tracing.agent.enabled: true, and add apiServer, kubelet, etcd or containerd to tracing.agent.node`,
    );
  });
});
