import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CANNOT_HEAL } from '../../../lib/kube/exit-codes';
import { Couchdb } from './couchdb';
import { busyboxFolder } from './programs';
import { Workshop } from './workshop';

interface Document {
  readonly _id: string;
  readonly _rev: string;
}

/** A subject as wskadmin makes it. */
const ALICE = {
  _id: 'alice',
  subject: 'alice',
  namespaces: [{ name: 'alice', uuid: '11111111-71f6-4ed5-8c54-816aa4f8c502', key: 'a'.repeat(64) }],
};
const GUEST_UUID = '99999999-71f6-4ed5-8c54-816aa4f8c502';

/** An action whose code is an attachment, as OpenWhisk stores it above its limit for inline code. */
const ACTION = {
  _id: 'alice/hello',
  entityType: 'action',
  namespace: 'alice',
  name: 'hello',
  _attachments: { code: { content_type: 'text/plain', data: Buffer.from('function main() {}').toString('base64') } },
};

describe('The migrate-couchdb job', () => {
  let shop: Workshop;
  let chart: Couchdb;
  let platform: Couchdb;

  before(async () => {
    shop = new Workshop();
    chart = await Couchdb.of(shop, 'chart');
    platform = await Couchdb.of(shop, 'platform');
    chart.start();
    platform.start();
    const { code, output } = await chart.init();
    assert.equal(code, 0, output);
    await chart.send('PUT', '/test_subjects/alice', ALICE);
    const guest = await chart.send<Document & { namespaces: object[] }>('GET', '/test_subjects/guest');
    const other = { name: 'shared', uuid: GUEST_UUID, key: 'b'.repeat(64) };
    await chart.send('PUT', '/test_subjects/guest', { ...guest, namespaces: [...guest.namespaces, other] });
    await chart.send('PUT', '/test_whisks/alice%2Fhello', ACTION);
    await chart.send('PUT', '/test_activations/alice%2F1', { _id: 'alice/1', activationId: '1' });
    await chart.send('PUT', '/almalarmservice');
    await chart.send('PUT', '/almalarmservice/trigger', { _id: 'trigger', apikey: 'x' });
  });
  after(() => shop?.stop());

  const revisions = async (server: Couchdb, database: string): Promise<Record<string, string>> => {
    const rows = await server.rows(`/${database}/_all_docs`);
    const entities = rows.filter(({ id }) => !id.startsWith('_design/'));
    return Object.fromEntries(entities.map(({ id, value }) => [id, (value as { rev: string }).rev]));
  };

  it('fails with the Secret to correct if the source refuses its user', async () => {
    const { code, output } = await platform.migrateFrom(chart, undefined, 'wrong');
    assert.equal(code, CANNOT_HEAL);
    assert.match(output, /^FAILED: http:\/\/127\.0\.0\.1:\d+ refuses user whisk_admin .*migrateFrom\.existingSecret/m);
  });

  it('copies subjects, entities, activations and triggers with their revisions, before the databases are initialised', async () => {
    const { code, output } = await platform.migrateFrom(chart);
    assert.equal(code, 0, `${output}\n${shop.processes.tail('platform')}`);
    assert.match(output, /^replicated: test_subjects to test_subjects, 3 documents written$/m);
    assert.match(output, /^skipped: kpow_kafka_triggers, which http:/m);
    for (const database of ['test_subjects', 'test_whisks', 'test_activations', 'almalarmservice'])
      assert.deepEqual(await revisions(platform, database), await revisions(chart, database), database);
    const rows = await platform.rows('/test_whisks/_all_docs');
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['alice/hello'],
      'no design document of the source',
    );
  });

  it('leaves subjects and code as they were when the init job follows', async () => {
    const before = await revisions(platform, 'test_subjects');
    const { code, output } = await platform.init();
    assert.equal(code, 0, output);
    assert.deepEqual(await revisions(platform, 'test_subjects'), before);
    const [identity] = await platform.rows('/test_subjects/_design/subjects.v2.0.0/_view/identities', {
      key: ['alice'],
    });
    assert.deepEqual(identity?.value, { _id: 'alice/limits', namespace: 'alice', ...pick(ALICE.namespaces[0]) });
    const guests = await platform.rows('/test_subjects/_design/subjects.v2.0.0/_view/identities', { key: ['shared'] });
    assert.equal((guests[0]?.value as { uuid: string }).uuid, GUEST_UUID);
    const action = await platform.send<{ _attachments: { code: { data: string } } }>(
      'GET',
      '/test_whisks/alice%2Fhello?attachments=true',
    );
    assert.equal(action._attachments.code.data, ACTION._attachments.code.data);
  });

  it('changes nothing when it runs again, with busybox instead of Debian', async () => {
    const before = await platform.send<{ update_seq: number }>('GET', '/test_whisks');
    const { code, output } = await platform.migrateFrom(chart, busyboxFolder(join(shop.folder, 'strict'), 'curl'));
    assert.equal(code, 0, output);
    assert.equal(output.match(/, 0 documents written$/gm)?.length, 4, output);
    assert.deepEqual(await platform.send('GET', '/test_whisks'), before);
  });

  it('copies later changes and deletions of the source, and keeps newer documents of the platform', async () => {
    await chart.send('PUT', '/test_whisks/alice%2Fbye', { _id: 'alice/bye', entityType: 'action' });
    const { _rev: revision } = await chart.send<Document>('GET', '/test_activations/alice%2F1');
    await chart.send('DELETE', `/test_activations/alice%2F1?rev=${revision}`);
    await platform.send('PUT', '/test_whisks/alice%2Fnew', { _id: 'alice/new', entityType: 'action' });
    const { code, output } = await platform.migrateFrom(chart);
    assert.equal(code, 0, output);
    const entities = Object.keys(await revisions(platform, 'test_whisks'));
    assert.deepEqual(entities, ['alice/bye', 'alice/hello', 'alice/new']);
    assert.deepEqual(Object.keys(await revisions(platform, 'test_activations')), []);
  });

  it('refuses databases that were initialised without it', async () => {
    const late = await Couchdb.of(shop, 'late');
    late.start();
    assert.equal((await late.init()).code, 0);
    const { code, output } = await late.migrateFrom(chart);
    assert.equal(code, CANNOT_HEAL);
    assert.match(output, /^FAILED: .* is initialised already: .*Migrate into a new platform/m);
  });
});

const pick = (namespace?: { uuid: string; key: string }): object => ({ uuid: namespace?.uuid, key: namespace?.key });
