import { buildApp } from '../../charts/app';
import { synthesize } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const FROM = 'migrateFrom: { host: owdev-couchdb.chart.svc, existingSecret: chart-db.auth }';
const platform = (couchdb: string, more = ''): string =>
  `profile: standard\nopenwhisk: { couchdb: { ${couchdb} }${more} }`;

describe('the migration from another CouchDB', () => {
  const manifests = Manifests.of(platform(FROM));

  test('precedes the initialisation, which precedes the controllers', () => {
    expect(manifests.waits('init-couchdb')).toEqual(['wait-for-couchdb-migrated']);
    expect(Manifests.of('profile: standard').waits('init-couchdb')).toEqual([]);
    const { objects } = synthesize(buildApp(parsePlatform(platform(FROM)).platform));
    const position = (name: string): number =>
      objects.findIndex(
        ({ manifest }) => ['Job', 'StatefulSet'].includes(manifest.kind) && manifest.metadata.name.includes(name),
      );
    const order = ['migrate-couchdb', 'init-couchdb', 'controller'].map(position);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(-1);
  });

  test('takes the credentials of the source from its Secret, and the databases of the providers with it', () => {
    expect(manifests.env('migrate-couchdb')).toMatchObject({
      SOURCE_URL: 'http://owdev-couchdb.chart.svc:5984',
      SOURCE_PREFIX: 'test_',
      SOURCE_USER: 'Secret chart-db.auth/db_username',
      SOURCE_PASSWORD: 'Secret chart-db.auth/db_password',
      TARGET_URL: 'http://127.0.0.1:5984',
      MIGRATE_ACTIVATIONS: 'false',
      OPTIONAL_DATABASES: 'almalarmservice=almalarmservice kpow_kafka_triggers=kpow_kafka_triggers',
    });
  });

  test('leaves out triggers in another CouchDB, and the triggers of a disabled provider', () => {
    const database = (providers: string): string | undefined =>
      Manifests.of(platform(FROM, `, providers: ${providers}`)).env('migrate-couchdb')['OPTIONAL_DATABASES'];
    expect(database('{ db: { external: { host: t.example.org, existingSecret: triggers } } }')).toBe('');
    expect(database('{ kafka: { enabled: false }, alarm: { dbPrefix: own } }')).toBe('ownalarmservice=ownalarmservice');
  });

  test('connects an external CouchDB to itself at its own address', () => {
    const external = platform(`external: { host: c.example.org }, auth: { existingSecret: admin }, ${FROM}`);
    expect(Manifests.of(external).env('migrate-couchdb')['TARGET_URL']).toBe('ConfigMap db.config/db_url');
  });

  test('opens the way from CouchDB to the source, and none without it', () => {
    const ports = (yaml: string): number[] => {
      const { spec } = Manifests.of(yaml).get<{
        spec: { egress: { ports: { port: number }[] }[] };
      }>('NetworkPolicy', 'couchdb');
      return spec.egress.flatMap((rule) => rule.ports.map(({ port }) => port));
    };
    expect(ports(platform('migrateFrom: { host: c.example.org, port: 6984, existingSecret: s }'))).toContain(6984);
    expect(ports('profile: standard')).not.toContain(5984);
  });

  test.each([
    [
      'without the job that initialises',
      platform(`init: false, ${FROM}`),
      ':2 openwhisk.couchdb.migrateFrom: no job copies anything with openwhisk.couchdb.init: false',
      'migrateFrom with openwhisk.couchdb.init: true',
      'set openwhisk.couchdb.init: true, or replicate the databases yourself',
    ],
    [
      'into databases that are emptied afterwards',
      platform(`wipe: true, ${FROM}`),
      ':2 openwhisk.couchdb.wipe: true would delete the actions that openwhisk.couchdb.migrateFrom copies',
      'false together with migrateFrom',
      'set openwhisk.couchdb.wipe: false',
    ],
    [
      'of activations that nothing reads',
      platform(FROM.replace(' }', ', activations: true }'), ', activationStore: { backend: Elasticsearch }'),
      ':2 openwhisk.couchdb.migrateFrom.activations: true copies activations into CouchDB, where openwhisk.activationStore.backend: Elasticsearch keeps none',
      'false, or the backend CouchDB',
      'set openwhisk.couchdb.migrateFrom.activations: false',
    ],
  ])('is refused %s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
  });
});
