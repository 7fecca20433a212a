import { fluentdConfig } from '../../lib/logging/fluentd/config';
import type { ContainerManifest, PodManifest } from '../../lib/checks/read/manifests';
import { Manifests } from '../support/platform';
import { CONFIG } from './fluentd/config-props';
import type { Element } from './fluentd/interpreter/config-text';
import { loadConfig } from './fluentd/interpreter/fluentd';
import { cri, docker, logPath, Node } from './fluentd/interpreter/node';
import { rubyRegExp } from './fluentd/interpreter/ruby';

/** The parts of the DaemonSet that tests look at. */
interface Daemon {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly selector: { readonly matchLabels: Record<string, string> };
    readonly updateStrategy?: object;
    readonly template: PodManifest;
  };
}

interface Mounted extends ContainerManifest {
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }[];
}

const platform = (fluentd = '{}', more = ''): Manifests =>
  Manifests.of(`name: owdev\nlogging: {enabled: true, fluentd: ${fluentd}}\n${more}`);

const byDefault = platform();

function daemon(manifests: Manifests): Daemon {
  return manifests.get<Daemon & Record<string, unknown>>('DaemonSet', 'fluentd');
}

const podOf = (manifests: Manifests): PodManifest['spec'] & Record<string, unknown> =>
  daemon(manifests).spec.template.spec;

const container = (manifests: Manifests): Mounted => podOf(manifests).containers[0] as Mounted;

function mounts(manifests: Manifests): Record<string, string> {
  return Object.fromEntries(
    container(manifests).volumeMounts.map(({ mountPath, readOnly }) => [mountPath, readOnly ? 'ro' : 'rw']),
  );
}

const files = (manifests: Manifests): Record<string, string> => manifests.config('fluentd');

function elements({ children }: Element): Element[] {
  return children.flatMap((child) => [child, ...elements(child)]);
}

const all = elements(loadConfig(files(byDefault)));
const typed = (type: string): Element[] => all.filter(({ params }) => params['@type'] === type);
const text = Object.values(files(byDefault)).join('\n');

const WEB = logPath('web-1');

function logsOf(runtime: 'cri' | 'docker-json', ...lines: readonly string[]): Record<string, unknown>[] {
  const node = new Node({ runtime });
  node.write(WEB, ...lines);
  return node.all();
}

describe('parity with the reference', () => {
  it('P10: it sends over TLS, with the user of a Secret; the configuration has no secrets', () => {
    for (const { params } of typed('elasticsearch')) {
      expect(params).toMatchObject({ scheme: 'https', ssl_verify: 'true', ca_file: '/etc/elasticsearch-ca/ca.crt' });
    }
    expect(text.match(/^ *(user|password) .*$/gm)?.map((line) => line.trim())).toEqual(
      ['user', 'password', 'user', 'password'].map(
        (name) => `${name} "#{ENV['ELASTICSEARCH_${name === 'user' ? 'USERNAME' : 'PASSWORD'}']}"`,
      ),
    );
    const env = (container(byDefault).env ?? []).filter(({ name }) => name.startsWith('ELASTICSEARCH_'));
    expect(env.map(({ value, valueFrom }) => [value, valueFrom?.secretKeyRef?.name])).toEqual([
      [undefined, 'owdev-fluentd-secrets'],
      [undefined, 'owdev-fluentd-secrets'],
    ]);
  });

  it('P14: it mounts /var/log, and the files of Docker only for its runtime', () => {
    expect(Object.keys(mounts(byDefault))).toContain('/var/log');
    expect(Object.keys(mounts(byDefault))).not.toContain('/var/lib/docker/containers');
    for (const runtime of ['docker-json', 'auto']) {
      expect(mounts(platform(`{runtime: ${runtime}}`))['/var/lib/docker/containers']).toBe('ro');
    }
  });

  it('P15: it runs on every Linux node, or on nodes with the label of the course', () => {
    expect(podOf(byDefault)['nodeSelector']).toEqual({ 'kubernetes.io/os': 'linux' });
    const labelled = platform('{nodeReadyLabel: "beta.kubernetes.io/fluentd-ds-ready=true"}');
    expect(podOf(labelled)['nodeSelector']).toEqual({
      'kubernetes.io/os': 'linux',
      'beta.kubernetes.io/fluentd-ds-ready': 'true',
    });
  });

  it('P16: it runs on the control plane, too, where that is chosen', () => {
    const keys = (manifests: Manifests): unknown[] =>
      (podOf(manifests)['tolerations'] as { key?: string }[]).map(({ key }) => key);
    expect(keys(byDefault)).toEqual(['openwhisk-role']);
    expect(keys(platform('{controlPlane: true, pods: {tolerations: [{key: gpu, operator: Exists}]}}'))).toEqual([
      'openwhisk-role',
      'node-role.kubernetes.io/control-plane',
      'node-role.kubernetes.io/master',
      'node-role.kubernetes.io/etcd',
      'CriticalAddonsOnly',
      'gpu',
    ]);
  });

  it('P17: it has the files of the reference, except the input without authentication', () => {
    expect(Object.keys(files(byDefault)).sort()).toEqual([
      'containers.input.conf',
      'fluent.conf',
      'monitoring.conf',
      'openwhisk.conf',
      'output.conf',
      'system.conf',
      'system.input.conf',
    ]);
    expect(typed('forward')).toEqual([]);
  });

  it('P18: every @id is unique, and every plugin that may be monitored has one', () => {
    const ids = all.flatMap(({ params }) => params['@id'] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const plugins = all.filter(({ name }) => ['source', 'filter', 'match'].includes(name));
    expect(plugins.filter(({ params }) => !params['@id'])).toEqual([]);
  });

  it('P19: no template is left in the configuration', () => {
    expect(text).not.toContain('{{');
  });

  it('P20: it writes one index per day, with the prefix of the platform file', () => {
    expect(typed('elasticsearch')[0]?.params).toMatchObject({
      logstash_format: 'true',
      logstash_prefix: 'logstash',
      logstash_dateformat: '%Y.%m.%d',
    });
  });

  it('P21: it has the buffer of the reference, with more threads, and chunks that fit into 10 MiB as JSON', () => {
    expect(typed('elasticsearch')[0]?.children[0]?.params).toMatchObject({
      '@type': 'file',
      flush_mode: 'interval',
      flush_interval: '5s',
      chunk_limit_size: String(1.5 * 2 ** 20),
      total_limit_size: String(500 * 2 ** 20),
      retry_type: 'exponential_backoff',
      retry_forever: 'true',
      retry_max_interval: '30',
      overflow_action: 'block',
    });
  });

  it('P21: its threads send the chunks of 220 containers within the flush interval, at 0.1 s per request', () => {
    const threadsAt = (flushSeconds: number): number => {
      const [logs] = elements(loadConfig(files(platform(`{buffer: {flushSeconds: ${flushSeconds}}}`)))).filter(
        ({ params }) => params['@id'] === 'out_logs',
      );
      const {
        flush_thread_count: threads,
        flush_thread_burst_interval: burst,
        queued_chunks_limit_size: queue,
      } = logs?.children[0]?.params ?? {};
      expect(Number(queue)).toBeGreaterThanOrEqual(220);
      const seconds = (220 * (0.1 + Number(burst))) / Number(threads);
      if (Number(threads) < 32) expect(seconds).toBeLessThanOrEqual(flushSeconds);
      return Number(threads);
    };
    expect([1, 2, 5, 30, 3600].map(threadsAt)).toEqual([32, 19, 8, 2, 2]);
  });

  it('P22: a line of Docker has its text, stream and time', () => {
    expect(logsOf('docker-json', docker('hello\n', 'stderr'))).toEqual([
      expect.objectContaining({ log: 'hello', stream: 'stderr', '@timestamp': '2024-05-01T10:00:00.123456789Z' }),
    ]);
  });

  it('P23: a line of CRI has text, stream and time, from any time zone', () => {
    expect(logsOf('cri', cri('hello', 'stdout', 'F', '2024-05-01T12:00:00.5+02:00'))).toEqual([
      expect.objectContaining({ log: 'hello', stream: 'stdout', '@timestamp': '2024-05-01T10:00:00.500000000Z' }),
    ]);
  });

  it('P24: parts are one record', () => {
    const parts = [cri('a', 'stdout', 'P'), cri('b', 'stdout', 'P'), cri('c')];
    expect(logsOf('cri', ...parts).map(({ log }) => log)).toEqual(['abc']);
  });

  it('P25: a message that contains the name of a stream is kept', () => {
    expect(logsOf('cri', cri('x stderr y z'))[0]).toMatchObject({ log: 'x stderr y z', stream: 'stdout' });
  });

  it('P26: its own log is not read', () => {
    const node = new Node();
    node.write(logPath('owdev-fluentd-x7k2p', 'logging', 'fluentd'), cri('own'));
    node.write(logPath('my-fluentd-x7k2p', 'shop', 'fluentd'), cri('of another'));
    expect(node.logs()).toEqual(['of another']);
  });

  it('P27: its metrics are exposed at 24231, and monitored', () => {
    const { params } = typed('prometheus')[0] as Element;
    expect(params).toMatchObject({ port: '24231', metrics_path: '/metrics' });
    expect(container(byDefault).ports).toEqual([{ name: 'metrics', containerPort: 24231, protocol: 'TCP' }]);
    expect(platform('{}', 'monitoring: {enabled: true}').names('PodMonitor')).toContain('fluentd');
  });
});

describe('defects that the reference has', () => {
  it('3: no input is open to the network', () => {
    const types = all.filter(({ name }) => name === 'source').map(({ params }) => params['@type']);
    expect(new Set(types)).toEqual(
      new Set([
        'tail',
        'systemd',
        'prometheus',
        'prometheus_monitor',
        'prometheus_output_monitor',
        'prometheus_tail_monitor',
      ]),
    );
  });

  it('5: parts are joined by the key that lines have, and records after it', () => {
    const [concat] = typed('concat');
    expect(concat?.params).toMatchObject({ key: 'log', partial_key: 'logtag', partial_value: 'P' });
    const order = all.map(({ params }) => params['@id']);
    expect(order.indexOf('container_parts')).toBeLessThan(order.indexOf('container_exceptions'));
    expect(order.indexOf('container_exceptions')).toBeLessThan(order.indexOf('kubernetes_metadata'));
  });

  it('6: the journal of every runtime is read', () => {
    const [{ params } = { params: {} as Record<string, string> }] = typed('systemd');
    const names = 'kubelet containerd crio docker k3s k3s-agent rke2-server rke2-agent snap.microk8s.daemon-kubelite';
    const units = [...names.split(' '), 'snap.microk8s.daemon-containerd'].map((unit) => ({
      _SYSTEMD_UNIT: `${unit}.service`,
    }));
    expect(JSON.parse(params['matches'] ?? '')).toEqual([...units, { _TRANSPORT: 'kernel' }]);
  });

  it('6: a volatile journal is read from /run, and nodes without a journal have no source that fails every second', () => {
    const paths = (fluentd: string): unknown[] =>
      elements(loadConfig(files(platform(fluentd))))
        .filter(({ params }) => params['@type'] === 'systemd')
        .map(({ params }) => params['path']);
    expect(paths('{}')).toEqual(['/var/log/journal']);
    expect(paths('{journal: volatile}')).toEqual(['/run/log/journal']);
    expect(mounts(platform('{journal: volatile}'))['/run/log/journal']).toBe('ro');
    expect(paths('{journal: none}')).toEqual([]);
    expect(mounts(platform('{journal: none}'))['/run/log/journal']).toBeUndefined();
  });

  it('7: every regular expression is valid in Ruby', () => {
    const expressions = all.flatMap(({ params }) => params['expression'] ?? []);
    expect(expressions.length).toBeGreaterThan(5);
    // A name written `$<name>` would be text: each must have a group with a name at least.
    expect(expressions.filter((expression) => !rubyRegExp(expression).source.includes('(?<'))).toEqual([]);
    expect(expressions.filter((expression) => expression.includes('$<'))).toEqual([]);
  });

  it('8: no directory of a runtime is created on nodes without it', () => {
    expect(podOf(byDefault).volumes?.flatMap((volume) => (volume as { hostPath?: object }).hostPath ?? [])).toEqual([
      { path: '/var/lib/fluentd', type: 'DirectoryOrCreate' },
      { path: '/var/log', type: 'Directory' },
    ]);
  });

  it('9: Fluentd does not collect its own messages', () => {
    const own = all.find(({ argument }) => argument === '@FLUENT_LOG');
    expect(own?.children.map(({ params }) => params['@type'])).toEqual(['null']);
    expect(all.filter(({ name, argument }) => name === 'filter' && argument === '**').length).toBe(5);
    const outside = loadConfig(files(byDefault)).children.filter(({ name }) => ['filter', 'match'].includes(name));
    expect(outside).toEqual([]);
  });

  it('10: it writes to its own directory, and only reads the logs', () => {
    expect(mounts(byDefault)).toMatchObject({ '/var/log': 'ro', '/var/lib/fluentd': 'rw', '/fluentd/etc': 'ro' });
    const written = all.flatMap(({ name, params }) =>
      [
        params['pos_file'],
        params['root_dir'],
        name === 'buffer' || name === 'storage' ? params['path'] : undefined,
      ].flatMap((path) => path ?? []),
    );
    expect(written).toHaveLength(6);
    expect(written.filter((path) => !path.startsWith('/var/lib/fluentd/'))).toEqual([]);
  });

  it('11: neither the name nor the selector has a version, and nodes are updated in turn', () => {
    const { metadata, spec } = daemon(byDefault);
    expect(metadata.name).toBe('owdev-fluentd');
    expect(spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'fluentd',
      'app.kubernetes.io/instance': 'owdev',
      'app.kubernetes.io/component': 'fluentd',
    });
    expect(spec.updateStrategy).toEqual({ rollingUpdate: { maxUnavailable: '10%' } });
  });

  it('13: no document type is sent', () => {
    expect(typed('elasticsearch').map(({ params }) => params['suppress_type_name'])).toEqual(['true', 'true']);
    expect(text).not.toContain('type_name _doc');
  });
});

describe('the DaemonSet', () => {
  it('may read pods, and nothing else', () => {
    const role = byDefault.all.find(
      ({ kind, metadata }) => kind === 'ClusterRole' && metadata.name.endsWith('-fluentd'),
    );
    expect(role?.['rules']).toEqual([{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }]);
  });

  it('names why it is root and sees the node', () => {
    const { annotations } = daemon(byDefault).spec.template.metadata;
    expect(annotations?.['faas-stack/security-exception']).toBe(
      'runs as root: the logs of the node belong to root; sees the node: it reads the logs of the node, and keeps there what is not sent yet',
    );
  });

  it('has no capability: DAC_READ_SEARCH would open every file of the node', () => {
    expect(container(byDefault)['securityContext']).toMatchObject({ capabilities: { drop: ['ALL'] } });
    expect(JSON.stringify(podOf(byDefault))).not.toContain('"add":');
  });

  it('runs as another user, in the group of root and in further groups', () => {
    const manifests = platform('{runAsUser: 1000, supplementalGroups: [4, 101]}');
    expect(podOf(manifests)['securityContext']).toMatchObject({
      runAsUser: 1000,
      runAsGroup: 0,
      runAsNonRoot: true,
      supplementalGroups: [4, 101],
    });
    expect(daemon(manifests).spec.template.metadata.annotations?.['faas-stack/security-exception']).not.toContain(
      'root',
    );
  });

  it('does not wait for Elasticsearch: earlier logs are read, too', () => {
    expect(podOf(byDefault).initContainers).toBeUndefined();
  });

  it('is replaced when its configuration changes', () => {
    const checksum = (manifests: Manifests): unknown =>
      daemon(manifests).spec.template.metadata.annotations?.['faas-stack/config-checksum'];
    expect(checksum(platform('{buffer: {flushSeconds: 6}}'))).not.toBe(checksum(byDefault));
    expect(checksum(platform())).toBe(checksum(byDefault));
  });

  it('has the image and the plugins of OpenSearch for that server', () => {
    const external =
      'elasticsearch: {external: {host: search.example.org, kind: opensearch, existingSecret: s}}, kibana: {enabled: false}';
    const manifests = Manifests.of(`name: owdev\nlogging: {enabled: true, ${external}}`);
    expect(container(manifests).image).toContain('-debian-opensearch-');
    const types = elements(loadConfig(files(manifests))).map(({ params }) => params['@type']);
    expect(types.filter((type) => /elasticsearch|opensearch/.test(type ?? ''))).toEqual([
      'opensearch_genid',
      'opensearch',
      'opensearch_genid',
      'opensearch',
    ]);
  });

  it('reads no system logs if they are turned off', () => {
    expect(Object.keys(fluentdConfig({ ...CONFIG, systemLogs: false }))).not.toContain('system.input.conf');
  });
});
