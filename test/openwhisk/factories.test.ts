import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
    });
  });

  test('are created by the controller in lean mode', () => {
    const lean = Manifests.of('profile: lean');
    expect(lean.env('controller')['CONFIG_whisk_kubernetes_podTemplate']).toBe('file:/etc/action-pod/template.yaml');
    expect(template(lean).spec['tolerations']).toEqual([]);
  });
});

describe('the Docker container factory', () => {
  const docker = Manifests.of('openwhisk: {invoker: {containerFactory: docker}}');
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
    expect(variable('CONFIG_whisk_docker_containerFactory_useRunc')).toBe('false');
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
    const { containers } = mirrored.get<{
      spec: { template: { spec: { containers: { env: object[]; volumeMounts: object[] }[] } } };
    }>('DaemonSet', 'invoker').spec.template.spec;
    expect(runChecks(mirrored.synthesis)).toEqual([]);
    // The invoker pulls the images of blackbox actions itself.
    expect(containers[0]?.env).toContainEqual({ name: 'DOCKER_CONFIG', value: '/docker-config' });
    expect(containers[0]?.volumeMounts).toContainEqual({
      name: 'docker-config',
      mountPath: '/docker-config',
      readOnly: true,
    });
  });

  test('17: action containers inherit the name servers, or get the ones in the platform file', () => {
    expect(container.command[2]).toContain('/etc/resolv.conf');
    const own = Manifests.of(`
openwhisk:
  invoker: { containerFactory: docker }
  actions: { network: actions, dns: { inheritInvokerConfig: false, nameservers: [10.0.0.2, 10.0.0.3], search: [a.b] } }
`);
    const text = JSON.stringify(own.kind('DaemonSet'));
    expect(text).not.toContain('/etc/resolv.conf');
    expect(text).toContain('{"name":"CONFIG_whisk_containerFactory_containerArgs_dnsServers_1","value":"10.0.0.3"}');
    expect(text).toContain('{"name":"CONFIG_whisk_containerFactory_containerArgs_dnsSearch_0","value":"a.b"}');
    expect(text).toContain('{"name":"CONFIG_whisk_containerFactory_containerArgs_network","value":"actions"}');
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

    // Docker 1.12, which ow-utils holds: the flags of `docker pull` in cli/command/image/pull.go.
    const DOCKER_1_12 = `
docker() {
  local command=$1
  shift
  for word; do
    case $word in
      -a | --all-tags | --disable-content-trust | --disable-content-trust=*) ;;
      -*) echo "unknown flag: $word" >&2; return 125 ;;
    esac
  done
  echo "$command $*" >>"$CALLS"
  [[ \${!#} != bad ]]
}
sleep() { SECONDS=$((SECONDS + $1)); }
`;
    const { command, args } = spec.initContainers[0] as unknown as { command: string[]; args: string[] };
    const pull = (images: readonly string[]): ReturnType<typeof runScript> =>
      runScript(
        `set -- ${images.join(' ')}\n${DOCKER_1_12}${command[2]}`,
        { CALLS: join(folder, 'calls'), DEADLINE_SECONDS: '30' },
        { shell: 'bash' },
      );

    test('pull every image with the flags of Docker 1.12', async () => {
      const images = args.slice(1);
      const { code, stderr } = await pull(images);
      expect([code, stderr]).toEqual([0, '']);
      expect(readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')).toEqual(
        images.map((image) => `pull ${image}`),
      );
    });

    test('report the name of an image that cannot be pulled', async () => {
      const { code, stderr } = await pull(['bad']);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^gave up after \d+ s: the image bad cannot be pulled/);
    });

    test('merge the pull secrets into the one file that the clients read', async () => {
      const own = Manifests.of('images: {pullSecrets: [a, b]}\nopenwhisk: {invoker: {containerFactory: docker}}');
      const [container] = own.get<{
        spec: { template: { spec: { initContainers: { command: string[] }[] } } };
      }>('DaemonSet', 'invoker').spec.template.spec.initContainers;
      const secrets = [
        { auths: { 'a.example.com': { auth: 'dTpw' } } },
        { auths: { 'b.example.com': { username: 'user', password: 'secret' } } },
      ];
      secrets.forEach((secret, index) => {
        mkdirSync(join(folder, 'secrets', String(index)), { recursive: true });
        writeFileSync(join(folder, 'secrets', String(index), 'config.json'), JSON.stringify(secret));
      });
      const { code, stderr } = await runScript(
        `${DOCKER_1_12}${container?.command[2]}`,
        { CALLS: '/dev/null', DEADLINE_SECONDS: '30', DOCKER_CONFIG: folder, PULL_SECRETS: join(folder, 'secrets') },
        { shell: 'bash' },
      );
      expect([code, stderr]).toEqual([0, '']);
      const file = join(folder, 'config.json');
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
        auths: {
          'a.example.com': { auth: 'dTpw' },
          'b.example.com': { username: 'user', password: 'secret', auth: 'dXNlcjpzZWNyZXQ=' },
        },
      });
      expect(statSync(file).mode & 0o077).toBe(0);
    });
  });
});
