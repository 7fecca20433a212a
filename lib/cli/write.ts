import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Yaml } from 'cdk8s';
import type { Manifest, Synthesis } from '../kube/synthesis';
import { UserError } from '../text/user-error';

const SUFFIX = '.k8s.yaml';

/** The text of each file of a synthesized platform, by its name. */
export function renderFiles({ files }: Synthesis): Map<string, string> {
  return new Map(
    files.map(({ name, objects }) => [name, objects.map(({ manifest }) => render(manifest)).join('---\n')]),
  );
}

/** The schemas of a definition in YAML's flow style, which is JSON: a third of the size, and a twentieth of the time. */
function render(manifest: Manifest): string {
  if (manifest.kind !== 'CustomResourceDefinition') return Yaml.stringify(manifest);
  const { spec, ...head } = manifest;
  return `${Yaml.stringify(head)}spec: ${JSON.stringify(spec)}\n`;
}

/**
 * Writes the files of a platform into a folder, and deletes the files that an earlier platform left there. Everything is first
 * written to a folder within the folder, so that a full disk leaves the old files as they were; within it, because the folder may
 * be a volume of its own.
 *
 * @throws UserError when the folder cannot be created or written to.
 */
export function writeFiles(contents: ReadonlyMap<string, string>, folder: string): void {
  const target = resolve(folder);
  const staging = makeStaging(target, folder);
  try {
    for (const [name, content] of contents) writeFileSync(join(staging, name), content);
    for (const name of contents.keys()) renameSync(join(staging, name), join(target, name));
    for (const name of readdirSync(target)) {
      if (name.endsWith(SUFFIX) && !contents.has(name)) rmSync(join(target, name));
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const problem = UNWRITABLE[code] ?? `it cannot be written to (${code})`;
    throw new UserError(`${folder}: ${problem}; fix: free some space, or name another folder with -o`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

const UNWRITABLE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

function makeStaging(target: string, folder: string): string {
  try {
    mkdirSync(target, { recursive: true });
    return mkdtempSync(join(target, '.faas-stack-'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const problem = UNUSABLE[code] ?? `it cannot be created or written to (${code})`;
    throw new UserError(`${folder}: ${problem}; nothing was written; fix: name another folder with -o`);
  }
}

const UNUSABLE: Readonly<Record<string, string>> = {
  EEXIST: 'it is a file, not a folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
};
