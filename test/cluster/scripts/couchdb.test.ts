import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CANNOT_HEAL } from '../../../lib/kube/exit-codes';
import { MARKER_DATABASE } from '../../../lib/openwhisk/database/init-script';
import { assertFoundLater, assertMissing } from './asserts';
import { Couchdb } from './couchdb';
import { busyboxFolder } from './programs';
import { STANDARD, Workshop } from './workshop';

/** Design documents of the three databases together. */
const DESIGN_DOCUMENTS = 10;

describe('The init-couchdb job', () => {
  let shop: Workshop;
  let couchdb: Couchdb;
  /** Busybox' shell and programs with real curl: stricter than the image, which has Debian's. */
  let strict: string;

  before(async () => {
    shop = new Workshop();
    couchdb = await Couchdb.of(shop);
    strict = busyboxFolder(join(shop.folder, 'busybox-and-curl'), 'curl');
  });
  after(() => shop?.stop());

  const wait = (deadlineSeconds: number, password?: string) =>
    shop.wait(STANDARD, 'controller', 'couchdb', {
      port: couchdb.port,
      deadlineSeconds,
      programs: strict,
      ...Couchdb.secrets(password),
    });

  it('waits for a server that starts later, then creates everything; the controller waits for its completion', async (t) => {
    assertMissing(await wait(1), /Couldn't connect to server/);
    const running = couchdb.init();
    const waiting = wait(30);
    setTimeout(() => couchdb.start(), 500);
    const { code, output } = await running;
    assert.equal(code, 0, `${output}\n${shop.processes.tail('couchdb')}`);
    assert.match(output, /^waiting for CouchDB at 127\.0\.0\.1/);
    const written = output.match(/^written: .*_design\/.*$/gm)?.length;
    assert.equal(written, DESIGN_DOCUMENTS);
    t.diagnostic(`${written} design documents written`);
    assertFoundLater(await waiting);
  });

  it('sets the configuration that the reduce functions need', async () => {
    const setting = '/_node/_local/_config/query_server_config/reduce_limit';
    assert.equal(await couchdb.send('GET', setting), 'false');
  });

  it('changes nothing when it runs again, with busybox instead of Debian', async () => {
    const before = await couchdb.send<{ update_seq: number }>('GET', '/test_whisks');
    const { code, output } = await couchdb.init(strict);
    assert.equal(code, 0, output);
    assert.match(output, /^already initialised/);
    assert.doesNotMatch(output, /written/);
    assert.deepEqual(await couchdb.send('GET', '/test_whisks'), before);
  });

  it('creates everything with busybox, too', async () => {
    for (const database of [MARKER_DATABASE, 'test_subjects', 'test_whisks', 'test_activations'])
      await couchdb.send('DELETE', `/${database}`);
    assertMissing(await wait(1), /returned error: 404/);
    const { code, output } = await couchdb.init(strict);
    assert.equal(code, 0, output);
    assert.equal(output.match(/^written: .*_design\/.*$/gm)?.length, DESIGN_DOCUMENTS);
  });

  it('reverts foreign changes, and nothing else', async () => {
    const views = '/test_whisks/_design/whisks.v2.1.0';
    const guest = '/test_subjects/guest';
    await couchdb.send('PUT', views, { ...(await couchdb.send<object>('GET', views)), faas_stack_checksum: 'x' });
    const subject = await couchdb.send<{ namespaces: object[] }>('GET', guest);
    const [namespace] = subject.namespaces;
    await couchdb.send('PUT', guest, { ...subject, namespaces: [{ ...namespace, key: 'k' }], blocked: true });
    const { code, output } = await couchdb.init();
    assert.equal(code, 0, output);
    assert.deepEqual(output.match(/^written: .*$/gm), [`written: ${views}`, `written: ${guest}`]);
    const { _rev, ...stored } = await couchdb.send<Record<string, unknown>>('GET', guest);
    assert.match(String(_rev), /^3-/);
    assert.deepEqual(stored, { _id: 'guest', subject: 'guest', namespaces: [namespace], blocked: true });
  });

  it('fails at once with a wrong password, and the wait never succeeds with one', async () => {
    const { code, output } = await couchdb.init(strict, 'wrong');
    assert.equal(code, CANNOT_HEAL);
    assert.match(output, /^FAILED: CouchDB at .* refuses user whisk_admin .*\(HTTP 401 .*Correct the Secret/m);
    assertMissing(await wait(1, 'wrong'), /returned error: 401/);
  });
});
