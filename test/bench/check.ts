import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderFiles } from '../../lib/cli/render-files';
import { parsePlatform } from '../../lib/load/load';
import { synthesizeLoaded } from '../../lib/render';

/** Copies of the profile standard that are checked together. */
const COPIES = [1, 10, 50];

/** CPU seconds of the whole program that 10,000 objects may take. */
const LIMIT = 10;

/** Most by which the time per object may grow from one copy to fifty. */
const GROWTH = 1.2;

/** What a run of the program used: CPU and wall time in seconds. */
interface Usage {
  readonly objects: number;
  readonly findings: number;
  readonly cpu: number;
  readonly wall: number;
  readonly megabytes: number;
}

const ROOT = join(__dirname, '..', '..', '..');

/** Checks a folder as a user does. */
function check(folder: string): Usage {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', join(__dirname, 'usage.js'), join(ROOT, 'build', 'lib', 'cli', 'main.js'), 'check', folder],
    { encoding: 'utf8', maxBuffer: 1 << 30, cwd: ROOT },
  );
  const [, objects, errors, warnings] =
    /^(\d+) objects? checked.*?, (\d+) errors?, (\d+) warnings?$/m.exec(stdout) ?? [];
  const usage = JSON.parse(stderr.trim().split('\n').at(-1) ?? '') as Omit<Usage, 'objects' | 'findings'>;
  return { objects: Number(objects), findings: Number(errors) + Number(warnings), ...usage };
}

/** A word that the manifests of a platform have in all of its names and namespaces, and nowhere else. */
const WORD = 'copyzero';
const PLATFORM = {
  profile: 'standard',
  name: WORD,
  namespace: WORD,
  monitoring: { namespace: `${WORD}-monitoring` },
  logging: { namespace: `${WORD}-logging` },
};
const files = [...renderFiles(synthesizeLoaded(parsePlatform(JSON.stringify(PLATFORM))))].map(
  ([name, text]) => [name, ownMonitors(text)] as const,
);

/** Each Prometheus takes in the monitors of its own copy only: else, every one of them would scrape all copies. */
function ownMonitors(text: string): string {
  return text.replace(
    /(Monitor|probe|rule|scrapeConfig)Selector: \{\}/g,
    `$1Selector: {matchLabels: {app.kubernetes.io/instance: ${WORD}}}`,
  );
}

/** The definitions of custom resources are the cluster's, and exist once; a port of the nodes is one program's. */
function textOf(copy: number, text: string): string {
  const documents = text.split('---\n').filter((one) => copy === 0 || !/^kind: CustomResourceDefinition$/m.test(one));
  return documents
    .join('---\n')
    .replaceAll(WORD, `copy${copy}`)
    .replace(/\b9100\b/g, `${9100 + copy}`);
}

/** Checks copies of the platform, which share no object. */
function checkCopies(parent: string, copies: number): Usage {
  const folder = join(parent, String(copies));
  mkdirSync(folder);
  for (let copy = 0; copy < copies; copy++) {
    for (const [name, text] of files) {
      writeFileSync(join(folder, `${copy}-${name}`), textOf(copy, text));
    }
  }
  return check(folder);
}

/** Milliseconds per object, without the start of the program. */
function perObject({ cpu, objects }: Usage, start: Usage): number {
  return ((cpu - start.cpu) * 1000) / objects;
}

const parent = mkdtempSync(join(tmpdir(), 'faas-stack-bench-'));
try {
  const nothing = join(parent, 'nothing.yaml');
  writeFileSync(nothing, 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: nothing\n');
  const start = check(nothing);
  process.stdout.write(`check: the start of the program: ${start.cpu.toFixed(2)} CPU seconds\n`);
  const runs = COPIES.map((copies) => {
    const run = checkCopies(parent, copies);
    const { objects, findings, cpu, wall, megabytes } = run;
    process.stdout.write(
      `check: ${copies}x, ${objects} objects, ${findings} findings: ${cpu.toFixed(2)} CPU seconds, ${wall.toFixed(2)} s, ` +
        `${megabytes.toFixed(0)} MB, ${perObject(run, start).toFixed(3)} ms per object after the start\n`,
    );
    return run;
  });
  const [first, , last] = runs as [Usage, Usage, Usage];
  const large = (last.cpu * 10_000) / last.objects;
  const growth = perObject(last, start) / perObject(first, start);
  process.stdout.write(
    `check: 10,000 objects: ${large.toFixed(2)} CPU seconds, allowed ${LIMIT}; time per object from 1x to 50x: ` +
      `${((growth - 1) * 100).toFixed(0)} %, allowed ${((GROWTH - 1) * 100).toFixed(0)} %\n`,
  );
  process.exitCode = large < LIMIT && growth < GROWTH ? 0 : 1;
} finally {
  rmSync(parent, { recursive: true });
}
