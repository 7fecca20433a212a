import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buildApp } from '../charts/app';
import { renderFiles } from '../lib/cli/render-files';
import { synthesize } from '../lib/kube/synthesis';
import { loadPlatform } from '../lib/load/load';

const ROOT = join(__dirname, '..');
const PLATFORM = join(__dirname, 'platforms', 'everything.yaml');

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Prints the hash of each file of the platform, on a machine with another clock and other random numbers. */
const SCRIPT = `
  const later = 4102444800000;
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...values) { super(...(values.length > 0 ? values : [later])); }
    static now() { return later; }
  };
  Math.random = () => 0.123;
  const { createHash } = require('node:crypto');
  const { buildApp } = require('./charts/app.ts');
  const { renderFiles } = require('./lib/cli/render-files.ts');
  const { synthesize } = require('./lib/kube/synthesis.ts');
  const { loadPlatform } = require('./lib/load/load.ts');
  const files = renderFiles(synthesize(buildApp(loadPlatform(process.argv[1]).platform)));
  const hashes = [...files].map(([name, text]) => [name, createHash('sha256').update(text).digest('hex')]);
  process.stdout.write(JSON.stringify(hashes));
`;

test('another process writes the same bytes, whatever its time zone, language, clock and random numbers are', () => {
  const here = [...renderFiles(synthesize(buildApp(loadPlatform(PLATFORM).platform)))];
  const printed = execFileSync(process.execPath, ['--import', './jest.typescript.mjs', '-e', SCRIPT, PLATFORM], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
  });
  expect(JSON.parse(printed)).toEqual(here.map(([name, text]) => [name, hashOf(text)]));
});
