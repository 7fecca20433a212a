import fc from 'fast-check';
import { parse } from 'yaml';
import { elasticsearchYml, halfOf, heapMiB } from '../../lib/elasticsearch/config';
import { parsePlatform } from '../../lib/load/load';
import { Manifests } from '../support/platform';

const nodesOf = (yaml: string) =>
  parsePlatform(`monitoring: {enabled: false}\nlogging: {enabled: true, elasticsearch: {${yaml}}}`).platform.logging
    .elasticsearch;

describe('the heap of a node', () => {
  test('is half of the memory, and within the limit of compressed pointers', () => {
    const nodes = nodesOf('');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 512 }), (gib) => {
        const limits = { cpu: '1', memory: `${gib}Gi` };
        const heap = heapMiB({ ...nodes, resources: { requests: limits, limits } });
        expect(heap).toBe(Math.min(gib * 512, 31_743));
        expect(heap).toBeLessThanOrEqual(halfOf(limits.memory));
      }),
    );
  });

  test('can be set', () => {
    expect(heapMiB(nodesOf('heapMiB: 512'))).toBe(512);
    const manifests = Manifests.of(
      'monitoring: {enabled: false}\nlogging: {enabled: true, elasticsearch: {heapMiB: 512}}',
    );
    expect(manifests.env('elasticsearch')['ES_JAVA_OPTS']).toMatch(/^-Xms512m -Xmx512m /);
  });
});

test('the settings have no YAML aliases, which Elasticsearch reads as strings', () => {
  const text = elasticsearchYml({
    clusterName: 'c',
    templated: ['logs-*'],
    seedHost: 'seed',
    mmap: true,
    certificate: { certificate: 'a', key: 'b', authority: 'c' },
  });
  expect(text).not.toMatch(/[&*]a\d/);
  expect(parse(text)).toMatchObject({ 'xpack.security.http.ssl': { certificate_authorities: ['c'] } });
});
