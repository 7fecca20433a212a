import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '../../lib/checks/all';
import { Manifests } from '../support/platform';
import { runScript } from '../support/shell';

interface Template {
  metadata: { labels: object; annotations: object };
  spec: Record<string, unknown>;
}

const template = (manifests: Manifests): Template =>
  JSON.parse(manifests.config('action-pod')['template.yaml'] ?? '') as Template;

describe('action pods', () => {
  const standard = Manifests.of('profile: standard');

  test('tolerate the taint of the invoker nodes that they must run on, and get no token', () => {
    expect(template(standard).spec).toMatchObject({
      automountServiceAccountToken: false,
      tolerations: [{ key: 'openwhisk-role', operator: 'Equal', value: 'invoker', effect: 'NoSchedule' }],
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(standard.env('invoker')['CONFIG_whisk_kubernetes_podTemplate']).toBe('file:/etc/action-pod/template.yaml');
    expect(standard.container('invoker')['volumeMounts']).toContainEqual({
      name: 'action-pod',
      mountPath: '/etc/action-pod',
      readOnly: true,
    });
  });

  test('have the template of the platform file', () => {
    const own = Manifests.of(`
images: { pullSecrets: [mirror] }
openwhisk:
  actions:
    template:
      labels: { team: a }
      annotations: { note: b }
      nodeSelector: { disk: ssd }
      tolerations: [{ key: gpu, operator: Exists }]
      priorityClassName: low
      runtimeClassName: gvisor
    dns: { inheritInvokerConfig: false, nameservers: [10.0.0.2], search: [example.com], options: ["ndots:2", rotate] }
    cpuScaling: { millicpus: 200 }
    ephemeralStorageLimit: 1g
    disruptionBudgets: true
`);
    const { metadata, spec } = template(own);
    expect(metadata).toEqual({ labels: { team: 'a' }, annotations: { note: 'b' } });
    expect(spec).toMatchObject({
      nodeSelector: { disk: 'ssd' },
      imagePullSecrets: [{ name: 'mirror' }],
      priorityClassName: 'low',
      runtimeClassName: 'gvisor',
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['10.0.0.2'],
        searches: ['example.com'],
        options: [{ name: 'ndots', value: '2' }, { name: 'rotate' }],
      },
    });
    expect(spec['tolerations']).toContainEqual({ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' });
    expect(own.env('invoker')).toMatchObject({
      CONFIG_whisk_kubernetes_cpuScaling_millicpus: '200',
      CONFIG_whisk_kubernetes_cpuScaling_memory: '256m',
      CONFIG_whisk_kubernetes_cpuScaling_maxMillicpus: '4000',
      CONFIG_whisk_kubernetes_ephemeralStorage_limit: '1g',
      CONFIG_whisk_kubernetes_pdbEnabled: 'true',
    });
    expect(own.get('Role', 'invoker')['rules']).toContainEqual({
      apiGroups: ['policy'],
      resources: ['poddisruptionbudgets'],
      verbs: ['get', 'list', 'create', 'delete'],
    });
  });

  test('are created by the controller in lean mode', () => {
    const lean = Manifests.of('profile: lean');
    expect(lean.env('controller')['CONFIG_whisk_kubernetes_podTemplate']).toBe('file:/etc/action-pod/template.yaml');
    expect(template(lean).spec['tolerations']).toEqual([]);
  });
});

describe('the Docker container factory', () => {
  const docker = Manifests.of('openwhisk: {invoker: {containerFactory: docker, useRunc: true}}');
  const spec = docker.get<{
    spec: { template: { spec: Record<string, unknown> & { initContainers: { name: string }[] } } };
  }>('DaemonSet', 'invoker').spec.template.spec;
  const container = (
    spec['containers'] as { env: { name: string; value?: string; valueFrom?: object }[]; command: string[] }[]
  )[0]!;
  const variable = (name: string): unknown => {
    const found = container.env.find((entry) => entry.name === name);
    return found?.valueFrom ?? found?.value;
  };

  test('14: is a DaemonSet with access to the node’s engine, and pulls the runtimes before it waits', () => {
    expect(docker.names('StatefulSet')).not.toContain('invoker');
    expect(
      (spec['volumes'] as { hostPath?: { path: string } }[]).flatMap(({ hostPath }) => hostPath?.path ?? []),
    ).toEqual(['/var/run/docker.sock', '/sys/fs/cgroup', '/run/runc', '/var/lib/docker/containers']);
    expect(spec.initContainers.map(({ name }) => name)).toEqual(['docker-pull-runtimes', 'wait-for-controller']);
    expect(variable('INVOKER_NAME')).toEqual({ fieldRef: { fieldPath: 'spec.nodeName' } });
    expect(variable('INVOKER_OPTS')).toContain('docker.DockerContainerFactoryProvider');
    expect(variable('CONFIG_whisk_docker_containerFactory_useRunc')).toBe('true');
  });

  test('14: needs no cluster permissions, and no template', () => {
    expect(docker.names('Role')).toEqual(['gen-certs', 'gen-secrets']);
    expect(spec['automountServiceAccountToken']).toBe(false);
    expect(docker.names('ConfigMap')).not.toContain('action-pod');
    expect(docker.names('NetworkPolicy')).not.toContain('actions');
  });

  test('pulls the images that the manifest names, from the registry of the platform, with its pull secret', () => {
    const pull = spec.initContainers[0] as unknown as { args: string[]; env: object[]; volumeMounts: object[] };
    expect(pull.args).toContain('openwhisk/action-nodejs-v20:1.23.0');
    const mirrored = Manifests.of(
      'images: {registry: r.example.com, pullSecrets: [mirror]}\nopenwhisk: {invoker: {containerFactory: docker}}',
    );
    const text = JSON.stringify(mirrored.kind('DaemonSet'));
    expect(text).toContain('"r.example.com/openwhisk/action-nodejs-v20:1.23.0"');
    expect(text).toContain('"items":[{"key":".dockerconfigjson","path":"config.json"}]');
  });

  test('17: action containers inherit the name servers, or get the ones in the platform file', () => {
    expect(container.command[2]).toContain('/etc/resolv.conf');
    const own = Manifests.of(`
openwhisk:
  invoker: { containerFactory: docker }
  actions: { network: host, dns: { inheritInvokerConfig: false, nameservers: [10.0.0.2, 10.0.0.3], search: [a.b] } }
`);
    const text = JSON.stringify(own.kind('DaemonSet'));
    expect(text).not.toContain('/etc/resolv.conf');
    expect(text).toContain('{"name":"CONFIG_whisk_containerFactory_containerArgs_dnsServers_1","value":"10.0.0.3"}');
    expect(text).toContain('{"name":"CONFIG_whisk_containerFactory_containerArgs_dnsSearch_0","value":"a.b"}');
    expect(text).toContain('{"name":"CONFIG_whisk_containerFactory_containerArgs_network","value":"host"}');
  });

  test('states that it is root on the node, and the namespace admits it', () => {
    expect(runChecks(docker.synthesis)).toEqual([]);
    expect(JSON.stringify(docker.kind('DaemonSet'))).toContain("runs as root: it drives the node's Docker engine");
    expect(docker.kind('Namespace')[0]?.metadata.labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'privileged',
    });
  });

  test('works in lean mode too', () => {
    const lean = Manifests.of('profile: lean\nopenwhisk: {invoker: {containerFactory: docker}}');
    expect(lean.waits('controller')).toEqual(['docker-pull-runtimes', 'wait-for-couchdb']);
    expect(lean.env('controller')['CONTROLLER_OPTS']).toContain('DockerContainerFactoryProvider');
    expect(JSON.stringify(lean.pod('controller'))).not.toContain('"privileged":true');
    expect(runChecks(lean.synthesis)).toEqual([]);
  });

  describe('its scripts', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'docker-factory-'));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    test('number the name servers of the pod', async () => {
      const file = join(folder, 'resolv.conf');
      writeFileSync(file, 'search a.svc b.svc\nnameserver 10.0.0.10\nnameserver 10.0.0.11\noptions ndots:5\n');
      const script = (container.command[2] ?? '').replace(/exec .*/, 'env | grep ^CONFIG_ | sort');
      const { stdout } = await runScript(script, { RESOLV_CONF: file }, { shell: 'bash' });
      const name = 'CONFIG_whisk_containerFactory_containerArgs';
      expect(stdout.trim().split('\n')).toEqual([
        `${name}_dnsOptions_0=ndots:5`,
        `${name}_dnsSearch_0=a.svc`,
        `${name}_dnsSearch_1=b.svc`,
        `${name}_dnsServers_0=10.0.0.10`,
        `${name}_dnsServers_1=10.0.0.11`,
      ]);
    });

    test('pull every image, and report the name of one that fails', async () => {
      const { command, args } = spec.initContainers[0] as unknown as { command: string[]; args: string[] };
      const docker = 'docker() { echo "$*" >> "$CALLS"; [ "$3" != bad ]; }\nsleep() { SECONDS=$((SECONDS + $1)); }\n';
      const calls = join(folder, 'calls');
      const pull = (images: readonly string[]): ReturnType<typeof runScript> =>
        runScript(
          `set -- ${images.join(' ')}\n${docker}${command[2]}`,
          { CALLS: calls, DEADLINE_SECONDS: '30' },
          { shell: 'bash' },
        );
      const good = await pull(args.slice(1));
      expect([good.code, good.stdout]).toEqual([0, `all ${args.length - 1} runtimes are there\n`]);
      const bad = await pull(['bad']);
      expect(bad.code).toBe(1);
      expect(bad.stderr).toMatch(/^gave up after \d+ s: the image bad cannot be pulled/);
    });
  });
});
