import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DESIGN_DOCUMENTS } from '../../../lib/openwhisk/database/views';
import { Couchdb, type Row } from './couchdb';
import { ACTIVATIONS, ENTITIES, EXPECTED, SUBJECTS } from './samples';
import { STANDARD, Workshop } from './workshop';

/** Sorts behind every number, as OpenWhisk ends its ranges (WhiskQueries.TOP). */
const TOP = '\ufff0';

function withoutRevision(value: unknown): unknown {
  return typeof value === 'string' && /^1-[0-9a-f]{32}$/.test(value) ? 'revision' : value;
}

describe('The views, on an independent engine', () => {
  let shop: Workshop;
  let couchdb: Couchdb;
  const names = STANDARD.config('db.config');
  const databases = {
    auths: names['db_whisk_auths'] ?? '',
    actions: names['db_whisk_actions'] ?? '',
    activations: names['db_whisk_activations'] ?? '',
  };

  before(async () => {
    shop = new Workshop();
    couchdb = await Couchdb.of(shop);
    couchdb.start();
    const { code, output } = await couchdb.init();
    assert.equal(code, 0, output);
    const samples = { auths: SUBJECTS, actions: ENTITIES, activations: ACTIVATIONS };
    for (const [database, docs] of Object.entries(samples)) {
      const path = `/${databases[database as keyof typeof databases]}/_bulk_docs`;
      const results = await couchdb.send<{ ok?: boolean }[]>('POST', path, { docs });
      assert.ok(results.every(({ ok }) => ok));
    }
  });
  after(() => shop?.stop());

  const view = (database: keyof typeof databases, document: string, name: string): string =>
    `/${databases[database]}/${document}/_view/${name}`;

  /** The rows of the samples alone, as the init job has made subjects too; only the engine knows the revisions. */
  const plain = (rows: readonly Row[]) =>
    rows
      .filter(({ id }) => !['guest', 'whisk.system'].includes(id))
      .map(({ key, id, value }) => [key, id, Array.isArray(value) ? value.map(withoutRevision) : value]);

  for (const database of ['auths', 'actions', 'activations'] as const)
    for (const { _id, views = {} } of DESIGN_DOCUMENTS[database])
      for (const [name, { reduce }] of Object.entries(views)) {
        const short = `${database} ${_id.replace('_design/', '')} ${name}`;
        it(`${short} holds these rows in this order`, async (t) => {
          const rows = await couchdb.rows(view(database, _id, name), reduce ? { reduce: false } : {});
          assert.deepEqual(plain(rows), EXPECTED[short]);
          t.diagnostic(`${rows.length} rows`);
          if (!reduce) return;
          const [total] = await couchdb.rows(view(database, _id, name));
          assert.equal(total?.value, rows.length);
        });
      }

  it('lists the newest actions of a namespace first, as the API does', async () => {
    const range = { startkey: ['guest', TOP], endkey: ['guest', 0], descending: true, reduce: false, limit: 2 };
    const rows = await couchdb.rows(view('actions', '_design/whisks.v2.1.0', 'actions'), range);
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['guest/tools/echo', 'guest/hello'],
    );
  });

  it('counts the activations of an action since a time', async () => {
    const path = view('activations', '_design/whisks-filters.v2.1.1', 'activations');
    const range = { startkey: ['guest/hello', 1500], endkey: ['guest/hello', TOP] };
    const [count] = await couchdb.rows(path, range);
    assert.equal(count?.value, 2);
  });

  it('returns the limits of a namespace with the identity', async () => {
    const path = view('auths', '_design/subjects.v2.0.0', 'identities');
    const [row] = await couchdb.rows(path, { key: ['team'], include_docs: true });
    assert.equal((row as unknown as { doc: { _id: string } }).doc._id, 'team/limits');
  });

  it('counts how often a namespace is blocked', async () => {
    const path = view('auths', '_design/namespaceThrottlings', 'blockedNamespaces');
    const counts = await couchdb.rows(path, { group: true });
    assert.deepEqual(
      counts.map(({ key, value }) => [key, value]),
      [
        ['bad', 2],
        ['worse', 1],
      ],
    );
  });

  for (const [database, name] of Object.entries(databases))
    it(`a snapshot of ${database} leaves out design documents and deleted ones`, async () => {
      const { id, rev } = await couchdb.send<{ id: string; rev: string }>('POST', `/${name}`, { to: 'go' });
      await couchdb.send('DELETE', `/${name}/${id}?rev=${rev}`);
      const filter = 'snapshotFilters/withoutDeletedAndDesignDocuments';
      const changes = await couchdb.send<{ results: { id: string }[] }>('GET', `/${name}/_changes?filter=${filter}`);
      const all = await couchdb.rows(`/${name}/_all_docs`);
      const kept = all.filter((row) => !row.id.startsWith('_design/')).map((row) => row.id);
      assert.deepEqual(changes.results.map((change) => change.id).sort(), kept.sort());
      assert.ok(kept.length > 1);
    });
});
