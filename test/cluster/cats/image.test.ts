import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePorts } from '../ports';
import { requireProgram } from '../scripts/programs';
import { until } from '../wait';
import { buildImage, type BuiltImage } from './dockerfile';

const CONTEXT = join(__dirname, '../../../../stacks/cats');

describe('the image of the cats', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-image-'));
  let image: BuiltImage;
  let running: ChildProcess | undefined;

  before(() => {
    image = buildImage(CONTEXT, folder);
    // The user of the image has to reach the folder.
    chmodSync(folder, 0o755);
  });
  after(() => {
    running?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const directory = () => join(image.root, image.workingDirectory);

  /** Program and arguments as the image's user, who cannot write what root has copied. */
  function asUser(...args: readonly string[]): readonly [string, string[]] {
    const [, ...rest] = args;
    if (process.getuid?.() !== 0) return [process.execPath, rest];
    const { user } = image;
    const identity = [`--reuid=${user}`, `--regid=${user}`, '--clear-groups', '--no-new-privs'];
    return [requireProgram('setpriv'), [...identity, process.execPath, ...rest]];
  }

  it('builds, and holds what the programs need, without the compiler', () => {
    for (const file of [
      'dist/main.js',
      'dist/schema.js',
      'dist/systembreaker.html',
      'node_modules/mysql2/package.json',
    ])
      assert.ok(existsSync(join(directory(), file)), file);
    for (const file of ['node_modules/typescript', 'main.ts', 'dist/main.d.ts'])
      assert.ok(!existsSync(join(directory(), file)), file);
  });

  it('serves a function as its user, who may write nothing', async () => {
    const [port = 0] = await freePorts(1);
    const env = { ...image.env, FUNCTION: 'systembreaker', PORT: String(port), DRAIN_SECONDS: '0' };
    running = spawn(...asUser(...image.command), { cwd: directory(), env });
    const get = async (path: string) => fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    await until(async () => (await get('/_/health'))?.status === 200, { what: 'the function is healthy' });
    assert.match((await (await get('/'))?.text()) ?? '', /<title>SystemBreaker<\/title>/);
    const ended = new Promise((done) => running?.once('exit', done));
    running.kill('SIGTERM');
    assert.equal(await ended, 0);
    running = undefined;
  });

  it('ends with all mistakes in its settings', () => {
    const env = { ...image.env, FUNCTION: 'randstow', PORT: 'http' };
    const [program, args] = asUser(...image.command);
    const { status, stderr } = spawnSync(program, args, { cwd: directory(), env, encoding: 'utf8' });
    const expected =
      'PORT: http is not an integer from 1 to 65535; FUNCTION: randstow is not one of randstore, randshow, systembreaker\n';
    assert.deepEqual([status, stderr], [1, expected]);
  });

  it('is also a package of OpenWhisk actions: the runtime finds each by its name', () => {
    // The runtime evaluates `require(<folder>).<main>`, with the main of the action.
    const load = `const cats = require(${JSON.stringify(directory())});
      cats.systembreaker({ __ow_method: 'get' }).then(({ statusCode, body }) => console.log(Object.keys(cats).join(), statusCode, body.length > 1000));`;
    writeFileSync(join(folder, 'load.js'), load);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'load.js')], { encoding: 'utf8', env: {} });
    assert.deepEqual([stdout, stderr], ['randstore,randshow,systembreaker 200 true\n', '']);
  });
});
