import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CANNOT_HEAL } from '../../../lib/kube/exit-codes';
import { designDocumentJson, initDatabaseScript, MARKER_DATABASE } from '../../../lib/openwhisk/database/init-script';
import { DESIGN_DOCUMENTS, type DesignDocument } from '../../../lib/openwhisk/database/views';
import { FakeCouchDb } from '../../support/fake-couchdb';
import { runScript, SCRIPT_PATH } from '../../support/shell';

// The scenarios wait for whole seconds, as the script does; a busy machine adds its own.
jest.setTimeout(20_000);

const SYSTEM = `789c46b1-71f6-4ed5-8c54-816aa4f8c502:${'s'.repeat(58)}._~+/=`;
const GUEST = `23bc46b1-71f6-4ed5-8c54-816aa4f8c502:${'g'.repeat(64)}`;
const OTHER = `00000000-71f6-4ed5-8c54-816aa4f8c502:${'o'.repeat(64)}`;

interface Result {
  readonly code: number | null;
  readonly output: string;
}

let couch: FakeCouchDb;
let folder: string;

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writeDesign(database: string, document: DesignDocument): void {
  write(`design/${database}/${document._id.replace('_design/', '')}.json`, designDocumentJson(document));
}

/** Runs the script with `sh` as the Job does. */
async function run(environment: Record<string, string> = {}): Promise<Result> {
  const { code, output } = await runScript(initDatabaseScript(), {
    DB_PROTOCOL: 'http',
    DB_HOST: '127.0.0.1',
    DB_PORT: String(couch.port),
    DB_PREFIX: 'test_',
    COUCHDB_USER: couch.user,
    COUCHDB_PASSWORD: couch.password,
    DB_WHISK_AUTHS: 'test_subjects',
    DB_WHISK_ACTIONS: 'test_whisks',
    DB_WHISK_ACTIVATIONS: 'test_activations',
    WHISK_AUTH_DIR: join(folder, 'auth'),
    DESIGN_DIR: join(folder, 'design'),
    TRY_TIMEOUT_SECONDS: '2',
    DEADLINE_SECONDS: '20',
    ...environment,
  });
  return { code, output };
}

function subject(name: string, uuidAndKey: string): object {
  const [uuid, key] = uuidAndKey.split(':');
  return { _id: name, subject: name, namespaces: [{ name, uuid, key }] };
}

function stored(database: string, id: string): object {
  const { _rev, ...content } = couch.databases.get(database)?.get(id) ?? { _rev: 'none' };
  expect(_rev).toMatch(/^\d+-/);
  return content;
}

beforeEach(async () => {
  couch = await new FakeCouchDb().start();
  folder = mkdtempSync(join(tmpdir(), 'init-script-'));
  write('auth/system', SYSTEM);
  write('auth/guest', `${GUEST}\n`);
  for (const [database, documents] of Object.entries(DESIGN_DOCUMENTS)) {
    for (const document of documents) writeDesign(database, document);
  }
});

afterEach(async () => {
  await couch.stop();
  rmSync(folder, { recursive: true });
});

describe('a fresh CouchDB', () => {
  test('gets databases, design documents and subjects, and the marker last of all', async () => {
    const result = await run();
    expect(result).toEqual({ code: 0, output: expect.stringContaining('is ready for OpenWhisk') as string });
    expect([...couch.databases.keys()]).toEqual([
      '_users',
      '_replicator',
      '_global_changes',
      'test_subjects',
      'test_whisks',
      'test_activations',
      MARKER_DATABASE,
    ]);
    expect(couch.requests.at(-1)).toBe(`PUT /${MARKER_DATABASE}`);
    expect(couch.config.get('query_server_config/reduce_limit')).toBe('false');
    expect(stored('test_subjects', 'whisk.system')).toEqual(subject('whisk.system', SYSTEM));
    expect(stored('test_subjects', 'guest')).toEqual(subject('guest', GUEST));
    const databases = { auths: 'test_subjects', actions: 'test_whisks', activations: 'test_activations' };
    for (const [name, database] of Object.entries(databases)) {
      for (const document of DESIGN_DOCUMENTS[name as keyof typeof databases]) {
        expect(stored(database, document._id)).toMatchObject(document);
      }
    }
  });

  test('gets the default database names from the prefix', async () => {
    const unset = { DB_WHISK_AUTHS: '', DB_WHISK_ACTIONS: '', DB_WHISK_ACTIVATIONS: '' };
    expect((await run({ ...unset, DB_PREFIX: 'x_' })).code).toBe(0);
    expect([...couch.databases.keys()]).toEqual(expect.arrayContaining(['x_subjects', 'x_whisks', 'x_activations']));
  });

  test('is initialised without a password or key on any command line', async () => {
    const spy = `#!/bin/sh\nprintf '%s\\n' "$*" >>'${folder}/arguments'\nPATH="\${PATH#*:}" exec "\${0##*/}" "$@"\n`;
    for (const tool of ['curl', 'sed', 'cat', 'date']) {
      write(`bin/${tool}`, spy);
      chmodSync(join(folder, 'bin', tool), 0o755);
    }
    expect((await run({ PATH: `${join(folder, 'bin')}:${SCRIPT_PATH}` })).code).toBe(0);
    const seen = readFileSync(join(folder, 'arguments'), 'utf8');
    expect(seen).toContain('--config -');
    for (const secret of [couch.password, 'ssssssss', 'gggggggg']) expect(seen).not.toContain(secret);
  });
});

describe('a CouchDB that was initialised before', () => {
  const initialised = new FakeCouchDb();

  beforeEach(async () => {
    if (initialised.databases.size === 0) {
      expect((await run()).code).toBe(0);
      couch.copyTo(initialised);
      couch.requests.length = 0;
    } else {
      initialised.copyTo(couch);
    }
  });

  test('is not changed by a second run', async () => {
    const before = couch.revisions();
    const result = await run();
    expect(result).toEqual({ code: 0, output: expect.stringContaining('already initialised') as string });
    expect(couch.revisions()).toEqual(before);
    expect(couch.requests.filter((request) => /_cluster_setup|DELETE/.test(request))).toEqual([]);
    expect(couch.requests).not.toContain('PUT /_node/_local/_config/query_server_config/reduce_limit');
  });

  test('gets a changed design document, and only that one', async () => {
    const before = couch.revisions();
    const changed: DesignDocument = {
      _id: '_design/activations',
      language: 'javascript',
      views: { byDate: { map: 'function (doc) {}' } },
    };
    writeDesign('activations', changed);
    expect((await run()).output).toContain('written: /test_activations/_design/activations');
    const { 'test_activations/_design/activations': revision, ...others } = couch.revisions();
    expect(revision).toMatch(/^2-/);
    expect(before).toMatchObject(others);
    expect(stored('test_activations', '_design/activations')).toMatchObject(changed);
  });

  test('gets the key of the Secret for a subject that has another one, and stays blocked', async () => {
    couch.put('test_subjects', 'guest', { ...subject('guest', OTHER), blocked: true });
    expect((await run()).code).toBe(0);
    expect(stored('test_subjects', 'guest')).toEqual({ ...subject('guest', GUEST), blocked: true });
  });

  test('keeps a subject with several namespaces, and reports it', async () => {
    const [uuid, key] = OTHER.split(':');
    const team = { _id: 'guest', subject: 'guest', namespaces: ['guest', 'team'].map((name) => ({ name, uuid, key })) };
    couch.put('test_subjects', 'guest', team);
    expect(await run()).toEqual({ code: 0, output: expect.stringContaining('WARNING: subject guest') as string });
    expect(stored('test_subjects', 'guest')).toEqual(team);
  });

  test('loses actions and activations, but no subject, when DB_WIPE is true', async () => {
    couch.put('test_whisks', 'guest/hello', { exec: {} });
    couch.put('test_activations', 'guest/a1', {});
    couch.put('test_subjects', 'someone', {});
    expect((await run({ DB_WIPE: 'true' })).code).toBe(0);
    expect(couch.databases.get('test_whisks')?.has('guest/hello')).toBe(false);
    expect(couch.databases.get('test_activations')?.has('guest/a1')).toBe(false);
    expect(couch.databases.get('test_subjects')?.has('someone')).toBe(true);
    expect(couch.databases.get('test_whisks')?.has('_design/whisks.v2.1.0')).toBe(true);
    expect(couch.requests.find((request) => request.startsWith('DELETE'))).toBe(`DELETE /${MARKER_DATABASE}`);
    expect(couch.requests.at(-1)).toBe(`PUT /${MARKER_DATABASE}`);
  });
});

describe('trouble with the server', () => {
  test('a CouchDB that starts late is waited for', async () => {
    await couch.stop();
    const running = run();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await couch.start();
    const { code, output } = await running;
    expect(code).toBe(0);
    expect(output).toContain(`waiting for CouchDB at 127.0.0.1:${couch.port}`);
  });

  test('a CouchDB that never starts ends the run at the deadline, naming what is missing', async () => {
    await couch.stop();
    const started = Date.now();
    const { code, output } = await run({ DEADLINE_SECONDS: '2' });
    await couch.start();
    expect(code).toBe(1);
    expect(output).toMatch(
      new RegExp(`FAILED: no usable answer from CouchDB at 127.0.0.1:${couch.port} within 2 s.*GET /_up`),
    );
    expect(Date.now() - started).toBeLessThan(4000);
  });

  test('server errors are tried again', async () => {
    couch.failures.push(
      { code: 404, body: { status: 'maintenance_mode' } },
      { code: 500, body: { error: 'internal_server_error', reason: 'No DB shards could be opened.' } },
    );
    const { code, output } = await run();
    expect(code).toBe(0);
    expect(output).toContain('HTTP 404 {"status":"maintenance_mode"}');
  });

  test('a wrong password ends the run at once, and another run cannot heal it', async () => {
    const { code, output } = await run({ COUCHDB_PASSWORD: 'wrong' });
    expect(code).toBe(CANNOT_HEAL);
    expect(output).toMatch(
      /FAILED: CouchDB at .* refuses user whisk_admin at GET \/_up \(HTTP 401 .*Correct the Secret/,
    );
    expect(couch.requests).toEqual(['GET /_up']);
  });

  test('any other answer ends the run with method, path, code and body, and without the marker', async () => {
    const { code, output } = await run({ DB_WHISK_ACTIONS: 'Upper' });
    expect(code).toBe(1);
    expect(output).toMatch(
      /FAILED: PUT \/Upper at .* answered HTTP 400, expected 201 202 412: .*illegal_database_name/,
    );
    expect(couch.databases.has(MARKER_DATABASE)).toBe(false);
  });
});

describe('a mistake in the configuration ends the run before a request is sent', () => {
  test.each([
    ['identical keys', () => write('auth/guest', SYSTEM), {}, /system and .*guest have the same uuid or the same key/],
    ['a key without colon', () => write('auth/guest', 'abc'), {}, /guest \(3 characters\) is not a well-formed key/],
    ['a short key', () => write('auth/system', SYSTEM.slice(0, -1)), {}, /system \(100 characters\) is not a well/],
    ['a second line', () => write('auth/system', `${SYSTEM}\n${SYSTEM}\n`), {}, /system .* must be one line/],
    [
      'a missing key',
      () => rmSync(join(folder, 'auth/guest')),
      {},
      /guest cannot be read; mount the whisk.auth Secret/,
    ],
    ['an unknown DB_WIPE', () => undefined, { DB_WIPE: 'yes' }, /DB_WIPE is 'yes'; it must be true or false/],
    ['a deadline of 0', () => undefined, { DEADLINE_SECONDS: '0' }, /DEADLINE_SECONDS is '0'; both must be whole/],
    ['no host', () => undefined, { DB_HOST: '' }, /DB_HOST is not set/],
    ['a line break in the password', () => undefined, { COUCHDB_PASSWORD: 'a\nurl = "x"' }, /contains a line break/],
  ])('%s', async (_name, prepare, environment, message) => {
    prepare();
    const { code, output } = await run(environment);
    expect(output).toMatch(message);
    expect(output).toMatch(/^FAILED: /);
    expect(output).not.toContain('ssssssss');
    expect(code).toBe(CANNOT_HEAL);
    expect(couch.requests).toEqual([]);
  });
});

describe('design document files', () => {
  test('hold the document and a checksum that follows its content', () => {
    const [document] = DESIGN_DOCUMENTS.actions;
    if (!document) throw new Error('no design document');
    const text = designDocumentJson(document);
    expect(JSON.parse(text)).toMatchObject(document);
    expect(text).toMatch(/^\{"_id":"_design\/whisks\.v2\.1\.0","faas_stack_checksum":"[0-9a-f]{64}",[^\n]*\}$/);
    expect(designDocumentJson({ ...document, views: {} })).not.toContain(text.slice(0, 120));
  });

  test('that are missing or were rendered otherwise end the run', async () => {
    write('design/actions/whisks.v2.1.0.json', '{"_id":"_design/whisks.v2.1.0"}');
    expect((await run()).output).toMatch(
      /FAILED: .*has no _id or faas_stack_checksum; render it with designDocumentJson/,
    );
    rmSync(join(folder, 'design/auths'), { recursive: true });
    expect((await run()).output).toMatch(/FAILED: there is no design document .*mount the design documents at/);
    expect(couch.databases.has(MARKER_DATABASE)).toBe(false);
  });
});
