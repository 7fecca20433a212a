import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../../lib/cli/output-folder';
import { readsTypescript, ROOT } from './faas-stack';

const KILLS = Number(process.env['FAAS_STACK_KILLS'] ?? 15);

jest.setTimeout(KILLS * 10_000);

const dist = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(dist, { recursive: true }));

/** Writes one set after the other. The file `e0` is in the even ones, and `e1` in the odd ones. */
const WRITER = readsTypescript(`
  const { writeFiles } = require('${ROOT}/lib/cli/output-folder.ts');
  for (let set = Number(process.argv[1]); ; set++) {
    const content = String(set).padEnd(300000);
    writeFiles(new Map(['a', 'b', 'c', 'd', 'e' + (set % 2)].map((name) => [name + '.k8s.yaml', content])), process.argv[2], 'p');
    process.stdout.write('.');
  }
`);

/** Kills the writer some time after its first set. */
async function kill(round: number): Promise<void> {
  const writer = spawn(process.execPath, ['-e', WRITER, '--', String(round * 1000), dist], { cwd: ROOT });
  const ended = new Promise((resolve) => writer.once('exit', resolve));
  await new Promise((resolve) => writer.stdout.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
  writer.kill('SIGKILL');
  await ended;
}

const stagings = (): string[] => readdirSync(dist).filter((name) => /^\.faas-stack-\d/.test(name));

/** The switch goes on without its parent, for milliseconds; a shell that has just started has not renamed the folder yet. */
async function switched(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const deadline = Date.now() + 5000;
  while (stagings().some((name) => name.endsWith('-switch'))) {
    if (Date.now() > deadline) throw new Error(`the switch did not end: ${stagings().join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

test(`${KILLS} kills of a synth that writes leave whole sets, foreign files untouched, and nothing after the next synth`, async () => {
  writeFileSync(join(dist, 'other.k8s.yaml'), 'other');
  const sets = new Set<string>();
  for (let round = 1; round <= KILLS; round++) {
    await kill(round);
    await switched();
    const files = readdirSync(dist).filter((name) => /^\w+\.k8s\.yaml$/.test(name) && name !== 'other.k8s.yaml');
    const contents = new Set(files.map((name) => readFileSync(join(dist, name), 'utf8').trim()));
    expect({ files: files.length, contents: contents.size }).toEqual({ files: 5, contents: 1 });
    contents.forEach((content) => sets.add(content));
  }
  expect(sets.size).toBe(KILLS);
  writeFiles(new Map([['a.k8s.yaml', '']]), dist, 'p');
  expect(readdirSync(dist)).toEqual(['.faas-stack-files', 'a.k8s.yaml', 'other.k8s.yaml']);
  expect(readFileSync(join(dist, 'other.k8s.yaml'), 'utf8')).toBe('other');
});
