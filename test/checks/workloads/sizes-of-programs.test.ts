import fc from 'fast-check';
import type { Finding } from '../../../lib/checks/finding';
import { scratchVolumes } from '../../../lib/checks/workloads/scratch-volumes';
import { searchHeaps } from '../../../lib/checks/workloads/search-heaps';
import type { Manifest } from '../../../lib/kube/synthesis';

const pod = (spec: object): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'search' }, spec });
const textOf = ({ object, problem, fix }: Finding): string => `${object}: ${problem}; ${fix}`;

describe('the heap of a search store', () => {
  const store = (heap: string, memory?: string, name = 'ES_JAVA_OPTS'): Manifest =>
    pod({
      containers: [
        { name: 'main', env: [{ name, value: heap }], ...(memory && { resources: { limits: { memory } } }) },
      ],
    });
  const findings = (...args: Parameters<typeof store>): string[] =>
    searchHeaps({ objects: [{ manifest: store(...args), path: 'search' }] }).map(textOf);

  test.each<[string, Parameters<typeof store>]>([
    [
      "container 'main': ES_JAVA_OPTS has a heap of 3g, more than half of the memory limit of 4Gi: too little is left for the cache of the files; write -Xmx2048m or less, or raise resources.limits.memory",
      ['-Xms3g -Xmx3g', '4Gi'],
    ],
    [
      "container 'main': OPENSEARCH_JAVA_OPTS has a heap of 1500m, more than half of the memory limit of 2Gi: too little is left for the cache of the files; write -Xmx1024m or less, or raise resources.limits.memory",
      ['-Xmx1500m', '2Gi', 'OPENSEARCH_JAVA_OPTS'],
    ],
    [
      "container 'main': ES_JAVA_OPTS has a heap of 32g: from 31 GiB on, pointers take twice the space; write -Xmx31743m or less, and take more pods",
      ['-Xmx32g', '128Gi'],
    ],
    [
      "container 'main': ES_JAVA_OPTS has a heap of 31g: from 31 GiB on, pointers take twice the space; write -Xmx31743m or less, and take more pods",
      ['-Xmx31g'],
    ],
  ])('%s', (problem, args) => {
    expect(findings(...args)).toEqual([`Pod/search: ${problem}`]);
  });

  test.each<[string, Parameters<typeof store>]>([
    ['half of the limit', ['-Xmx2g', '4Gi']],
    ['the last of two', ['-Xmx3g -Xmx1g', '4Gi']],
    ['no heap', ['-Dlog4j2.formatMsgNoLookups=true', '4Gi']],
    ['a heap above the limit, which is another finding', ['-Xmx5g', '4Gi']],
    ['another program', ['-Xmx3g', '4Gi', 'JAVA_OPTS']],
  ])('accepted: %s', (_, args) => {
    expect(findings(...args)).toEqual([]);
  });

  test('a finding exactly from half of the limit to the limit', () => {
    const mebibytes = fc.integer({ min: 1, max: 30_000 });
    fc.assert(
      fc.property(mebibytes, mebibytes, (heap, memory) => {
        const expected = heap * 2 > memory && heap < memory ? 1 : 0;
        expect(findings(`-Xmx${heap}m`, `${memory}Mi`)).toHaveLength(expected);
      }),
    );
  });
});

describe('volumes on the disk of the node', () => {
  const volume = (name: string, emptyDir: object): object => ({ name, emptyDir });
  const container = (limit?: string): object =>
    limit === undefined ? { name: 'main' } : { name: 'main', resources: { limits: { 'ephemeral-storage': limit } } };
  const findings = (spec: object): string[] =>
    scratchVolumes({ objects: [{ manifest: pod(spec), path: 'search' }] }).map(textOf);

  test('their sum is above the limits of the containers', () => {
    expect(
      findings({
        containers: [container('1Gi'), container('512Mi'), container()],
        volumes: [volume('cache', { sizeLimit: '1Gi' }), volume('tmp', { sizeLimit: '1Gi' }), volume('any', {})],
      }),
    ).toEqual([
      'Pod/search: its volumes cache, tmp may hold 2048Mi, and the limits of its containers allow 1536Mi of ephemeral-storage: the kubelet evicts the pod before they are full; raise resources.limits.ephemeral-storage above 2048Mi, or lower sizeLimit',
    ]);
  });

  test.each<[string, object]>([
    ['no limit', { containers: [container()], volumes: [volume('cache', { sizeLimit: '9Gi' })] }],
    ['no size', { containers: [container('1Gi')], volumes: [volume('cache', {})] }],
    ['memory', { containers: [container('1Mi')], volumes: [volume('cache', { sizeLimit: '9Gi', medium: 'Memory' })] }],
    [
      'a larger init container',
      {
        initContainers: [container('4Gi')],
        containers: [container('1Gi')],
        volumes: [volume('cache', { sizeLimit: '3Gi' })],
      },
    ],
  ])('accepted: %s', (_, spec) => {
    expect(findings(spec)).toEqual([]);
  });

  test('a finding exactly where the volumes exceed the limits', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 5 });
    const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
    fc.assert(
      fc.property(sizes, sizes, (volumes, limits) => {
        const found = findings({
          containers: limits.map((limit) => container(`${limit}Mi`)),
          volumes: volumes.map((size, index) => volume(`v${index}`, { sizeLimit: `${size}Mi` })),
        });
        expect(found).toHaveLength(sum(volumes) > sum(limits) ? 1 : 0);
      }),
    );
  });
});
