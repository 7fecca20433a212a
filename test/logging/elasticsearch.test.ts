import { FIELDS } from '../../lib/logging/fields';
import { copiesOfLogs } from '../../lib/logging/indices';
import { savedObjects } from '../../lib/logging/kibana-objects';
import { parsePlatform } from '../../lib/load/load';
import { Manifests } from '../support/platform';

const loggingOf = (yaml: string) =>
  parsePlatform(`monitoring: {enabled: false}\nlogging: {enabled: true, ${yaml}}`).platform.logging;

test('each shard has a replica if there is a node for it, or if the server is external', () => {
  expect(copiesOfLogs(loggingOf(''))).toBe(0);
  expect(copiesOfLogs(loggingOf('elasticsearch: {replicas: 3}'))).toBe(1);
  expect(copiesOfLogs(loggingOf('elasticsearch: {replicas: 3}, indices: {copies: 2}'))).toBe(2);
  const external = 'elasticsearch: {external: {host: es.example.org, existingSecret: es}}, kibana: {enabled: false}';
  expect(copiesOfLogs(loggingOf(external))).toBe(1);
});

test('an external server is used with one of its users, and none is deployed', () => {
  const manifests = Manifests.of(`monitoring: {enabled: false}
logging:
  enabled: true
  elasticsearch: {external: {host: es.example.org, existingSecret: es, kibanaSecret: kb, caSecret: ca}}`);
  expect(manifests.names('StatefulSet').filter((name) => name.includes('elasticsearch'))).toEqual([]);
  expect(manifests.names('Job').filter((name) => name.includes('elasticsearch-secrets'))).toEqual([]);
  expect(manifests.env('elasticsearch-bootstrap')).toMatchObject({
    ELASTICSEARCH_URL: 'https://es.example.org:9200',
    ELASTICSEARCH_PASSWORD: 'Secret es/password',
    ELASTICSEARCH_CA: '/etc/elasticsearch-ca/ca.crt',
  });
  expect(manifests.env('kibana')['ELASTICSEARCH_PASSWORD']).toBe('Secret kb/password');
});

test('clients of a generated certificate never see its key', () => {
  const manifests = Manifests.of('monitoring: {enabled: false}\nlogging: {enabled: true}');
  for (const workload of ['kibana', 'elasticsearch-bootstrap', 'elasticsearch-exporter']) {
    const { volumes = [] } = manifests.pod(workload) as {
      volumes?: { secret?: { secretName: string; items?: object[] } }[];
    };
    const certificates = volumes.filter(({ secret }) => secret?.secretName === 'owdev-elasticsearch-certificate');
    expect(certificates.map(({ secret }) => secret?.items)).toEqual([[{ key: 'tls.crt', path: 'ca.crt' }]]);
  }
});

describe('the saved objects', () => {
  interface Saved {
    readonly type: string;
    readonly id: string;
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly references: readonly { readonly type: string; readonly id: string; readonly name: string }[];
  }
  const objects = savedObjects('logstash')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Saved);

  test('include one of each documented kind', () => {
    expect(objects.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'index-pattern openwhisk-logs',
      ...['activations', 'errors', 'cold-starts', 'slow-actions'].map((name) => `search openwhisk-${name}`),
      ...['activations', 'errors', 'cold-starts', 'slow-actions'].map(
        (name) => `visualization openwhisk-${name}-picture`,
      ),
      'dashboard openwhisk',
    ]);
    expect(objects[0]?.attributes).toMatchObject({ title: 'logstash-*', timeFieldName: '@timestamp' });
  });

  test('refer only to each other, and each comes after what it refers to', () => {
    const seen = new Set<string>();
    for (const { type, id, references } of objects) {
      for (const reference of references) expect([...seen]).toContain(`${reference.type} ${reference.id}`);
      seen.add(`${type} ${id}`);
    }
    const board = objects.at(-1);
    const panels = JSON.parse(String(board?.attributes['panelsJSON'])) as {
      panelIndex: string;
      panelRefName: string;
    }[];
    expect(panels.map(({ panelIndex, panelRefName }) => `${panelIndex}:${panelRefName}`)).toEqual(
      board?.references.map(({ name }) => name),
    );
  });

  test('use only fields that the index template maps', () => {
    const known = new Set<string>(Object.values(FIELDS));
    const used = objects.flatMap(
      ({ attributes }) => JSON.stringify(attributes).match(/(?:openwhisk|kubernetes)\.[a-z_]+/g) ?? [],
    );
    expect(used.length).toBeGreaterThan(10);
    for (const field of used) expect(known).toContain(field);
  });
});
