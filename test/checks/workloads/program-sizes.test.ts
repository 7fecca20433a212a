import fc from 'fast-check';
import { programSizes } from '../../../lib/checks/workloads/program-sizes';
import type { Manifest } from '../../../lib/kube/synthesis';

const metadata = { name: 'web' };
const pod = (container: object, volumes: readonly object[] = [], memory = '1Gi'): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata,
  spec: { containers: [{ name: 'web', resources: { limits: { memory } }, ...container }], volumes },
});
const env = (name: string, value: string): object => ({ env: [{ name, value }] });

const findings = (...manifests: readonly Manifest[]): string[] =>
  programSizes({ objects: manifests.map((manifest) => ({ manifest, path: 'web' })) }).map(
    ({ problem, fix }) => `${problem}; ${fix}`,
  );

const tooMuch = (name: string, value: string, where = ''): string =>
  `container 'web': ${name}${where} is ${value}, and its memory limit is 1Gi: the kernel ends the program before it has so much; lower ${name}, or raise resources.limits.memory`;

test.each<[string, object]>([
  [tooMuch('-Xmx', '1g'), { command: ['java', '-Xmx1g', '-jar', 'app.jar'] }],
  [tooMuch('-Xmx', '2048m'), env('KAFKA_HEAP_OPTS', '-Xms1g -Xmx512m -Xmx2048m')],
  [tooMuch('--max-old-space-size', '4096'), env('NODE_OPTIONS', '--max-old-space-size=4096')],
  [tooMuch('GOMEMLIMIT', '1100MiB'), env('GOMEMLIMIT', '1100MiB')],
  [tooMuch('maxmemory', '2gb'), { args: ['redis-server', '--maxmemory', '2gb'] }],
  [tooMuch('innodb_buffer_pool_size', '1G'), { args: ['--innodb-buffer-pool-size=1G'] }],
])('%s', (problem, container) => {
  expect(findings(pod(container))).toEqual([problem]);
});

test.each<[string, object]>([
  ['a smaller heap', { command: ['java', '-Xmx1023m'] }],
  ['a limit of Go that equals the limit', env('GOMEMLIMIT', '1GiB')],
  ['no limit', { ...env('JAVA_OPTS', '-Xmx64g'), resources: {} }],
  ['redis without a maximum', { args: ['--maxmemory', '0'] }],
  ['a reference', env('JAVA_OPTS', '-Xmx$(HEAP)')],
])('accepted: %s', (_, container) => {
  expect(findings(pod(container))).toEqual([]);
});

test.each([
  ['redis.conf', 'port 1\nmaxmemory 2gb\n', 'maxmemory', '2gb'],
  ['my.cnf', '[mysqld]\ninnodb_buffer_pool_size = 4G\n', 'innodb_buffer_pool_size', '4G'],
])('a configuration file %s', (key, text, name, value) => {
  const map: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [key]: text } };
  const mount = { volumeMounts: [{ name: 'config', mountPath: '/etc/web' }] };
  const found = findings(pod(mount, [{ name: 'config', configMap: { name: 'web' } }]), map);
  expect(found).toEqual([tooMuch(name, value, ` in '${key}'`)]);
});

test('a heap is a finding exactly where it fills the limit', () => {
  const mebibytes = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(mebibytes, mebibytes, (heap, limit) => {
      const found = findings(pod({ args: [`-Xmx${heap}m`] }, [], `${limit}Mi`));
      expect(found).toHaveLength(heap >= limit ? 1 : 0);
    }),
  );
});

const claimOf = (storage: string): object => ({ spec: { resources: { requests: { storage } } } });
const full = (name: string, size: string, volume: string): string =>
  `${name} is ${size}, and its volume has ${volume}: the volume is full before anything is deleted; lower ${name} to about 85 % of the volume, or enlarge the volume`;

test.each<[string | undefined, object]>([
  [full('retentionSize', '60GB', '50Gi'), { retentionSize: '60GB', storage: { volumeClaimTemplate: claimOf('50Gi') } }],
  [full('retentionSize', '50GB', '50Gi'), { retentionSize: '50GB', storage: { emptyDir: { sizeLimit: '50Gi' } } }],
  [undefined, { retentionSize: '42GB', storage: { volumeClaimTemplate: claimOf('50Gi') } }],
  [undefined, { retentionSize: '42GB' }],
  [undefined, { retentionSize: 'much', storage: { volumeClaimTemplate: claimOf('1Gi') } }],
])('a Prometheus of the operator: %s', (problem, spec) => {
  expect(findings({ apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus', metadata, spec })).toEqual(
    problem === undefined ? [] : [problem],
  );
});

test('a plain Prometheus: the volume is the one of its path', () => {
  const container = {
    args: ['--storage.tsdb.path=/prometheus/data', '--storage.tsdb.retention.size=60GB'],
    volumeMounts: [
      { name: 'other', mountPath: '/' },
      { name: 'data', mountPath: '/prometheus' },
    ],
  };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, ...claimOf('50Gi') };
  const problem = full('--storage.tsdb.retention.size', '60GB', '50Gi');
  expect(findings(pod(container, volumes), claim)).toEqual([problem]);
  expect(findings(pod(container, [{ name: 'data', emptyDir: { sizeLimit: '50Gi' } }]))).toEqual([problem]);
  expect(findings(pod(container, volumes))).toEqual([]);
});
