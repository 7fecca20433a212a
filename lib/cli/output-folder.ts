import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../text/user-error';
import { createStaging, otherStagings, switchFiles } from './staging';

/** Record of the files that synth wrote. It has no extension, so that kubectl passes over it. */
const RECORD = '.faas-stack-files';

interface FileRecord {
  /** Name of the platform. */
  readonly platform: string;
  readonly files: readonly string[];
}

/** Other files in the folder of a platform. */
export interface Written {
  /** Files of an earlier synth of the platform that were removed. */
  readonly removed: readonly string[];
  /** Other manifests in the folder, which `kubectl apply -f <folder>` applies, too. */
  readonly foreign: readonly string[];
  /** Texts of the files that an earlier synth of the platform wrote. @default - there was none */
  readonly earlier?: readonly string[];
}

/**
 * Writes the files of a platform to a folder as one set, and removes the files that an earlier synth of the same platform wrote
 * there. Files of others stay. Everything is first written to a folder within the folder, so that a full disk leaves the old files
 * as they were.
 *
 * @param accept - throws when the platform must not follow the earlier manifests; the old files stay then.
 * @throws UserError when the folder cannot be created or written to.
 */
export function writeFiles(
  contents: ReadonlyMap<string, string>,
  folder: string,
  platform: string,
  accept: (earlier: readonly string[]) => void = () => undefined,
): Written {
  if (folder === '') {
    throw new UserError("the output folder is ''; nothing was written; fix: name a folder with -o, such as -o dist");
  }
  const target = resolve(folder);
  const staging = stage(target, folder);
  try {
    const names = [...contents.keys()];
    refuseFolders(names, target);
    const { stale } = otherStagings(target, staging);
    const record: FileRecord = { platform, files: names };
    for (const [name, content] of [...contents, [RECORD, `${JSON.stringify(record)}\n`] as const]) {
      writeFileSync(join(staging, name), content, { flush: true });
    }
    const present = readdirSync(target);
    const recorded = [target, ...stale]
      .map(readRecord)
      .flatMap((old) => (old?.platform === platform ? old.files : []))
      .filter((name, index, all) => all.indexOf(name) === index && present.includes(name));
    const removed = recorded.filter((name) => !contents.has(name));
    const earlier = recorded
      .map((name) => join(target, name))
      .filter((path) => lstatSync(path).isFile())
      .map((path) => readFileSync(path, 'utf8'));
    accept(earlier);
    const failure = switchFiles(target, staging, RECORD, removed);
    if (failure !== undefined) throw unwritable(folder, failure);
    for (const path of stale) rmSync(path, { recursive: true, force: true });
    const own = new Set([...names, ...removed]);
    const foreign = present.filter((name) => /\.(ya?ml|json)$/.test(name) && !own.has(name));
    return { removed, foreign, ...(earlier.length > 0 ? { earlier } : {}) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : unwritable(folder, code);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function unwritable(folder: string, reason: string): UserError {
  const problem = UNWRITABLE[reason] ?? `it cannot be written to (${reason})`;
  return new UserError(`${folder}: ${problem}; fix: free some space, or name another folder with -o`);
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

function refuseFolders(names: readonly string[], target: string): void {
  const taken = names.find((name) => lstatSync(join(target, name), { throwIfNoEntry: false })?.isDirectory());
  if (taken) {
    throw new UserError(
      `${join(target, taken)}: it is a folder where a file belongs; nothing was written; fix: rename it, or name another folder with -o`,
    );
  }
}

/** The record in a folder; undefined if it has none, or another program's. */
function readRecord(folder: string): FileRecord | undefined {
  try {
    const { platform, files } = JSON.parse(readFileSync(join(folder, RECORD), 'utf8')) as Partial<
      Record<string, unknown>
    >;
    const valid = typeof platform === 'string' && Array.isArray(files);
    return valid
      ? { platform, files: files.map(String).filter((name) => /^[\w-]+\.k8s\.yaml$/.test(name)) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Waits for other synths, up to 10 s, and creates the staging folder. */
function stage(target: string, folder: string): string {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const staging = makeStaging(target, folder);
    const { busy } = otherStagings(target, staging);
    if (busy.length === 0) return staging;
    rmSync(staging, { recursive: true, force: true });
    if (Date.now() > deadline) {
      throw new UserError(
        `${folder}: another synth is writing to it (${busy.join(', ')}); nothing was written; fix: wait for its end, or name another folder with -o`,
      );
    }
    // Two that wait for each other try again at different times.
    pause(20 + (process.pid % 50));
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function makeStaging(target: string, folder: string): string {
  try {
    makeFolder(target);
    return createStaging(target);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const problem = UNUSABLE[code] ?? `it cannot be created or written to (${code})`;
    throw new UserError(`${folder}: ${problem}; nothing was written; fix: name another folder with -o`);
  }
}

/** Creates a folder with its parents. `mkdirSync` with `recursive` never ends below /proc (Node.js 20). */
function makeFolder(path: string): void {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

const UNUSABLE: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file, not a folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
};
