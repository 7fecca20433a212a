import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Yaml } from 'cdk8s';
import type { Manifest, Synthesis } from '../kube/synthesis';

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
 * Writes the files of a platform into a folder and takes those away that an earlier platform left there. Everything is written
 * to a folder within it first, so that a full disk leaves it as it was: within, because the folder may be a volume of its own.
 *
 * @throws when the folder cannot be made or written to.
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
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function makeStaging(target: string, folder: string): string {
  try {
    mkdirSync(target, { recursive: true });
    return mkdtempSync(join(target, '.faas-stack-'));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const problem = UNUSABLE[code] ?? `it cannot be made or written to (${code})`;
    throw new Error(`${folder}: ${problem}; nothing was written; fix: name another folder with -o`);
  }
}

const UNUSABLE: Readonly<Record<string, string>> = {
  EEXIST: 'this is a file, not a folder',
  ENOTDIR: 'a part of this path is a file, not a folder',
};
