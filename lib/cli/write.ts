import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Yaml } from 'cdk8s';
import type { Synthesis } from '../kube/synthesis';

const SUFFIX = '.k8s.yaml';

/** The text of each file of a synthesized platform, by its name. */
export function renderFiles({ files }: Synthesis): Map<string, string> {
  return new Map(files.map(({ name, objects }) => [name, Yaml.formatObjects(objects.map(({ manifest }) => manifest))]));
}

/**
 * Writes the files of a platform into a folder and takes those away that an earlier platform left there. Everything is written
 * beside the folder first, so that a full disk leaves it as it was.
 */
export function writeFiles(contents: ReadonlyMap<string, string>, folder: string): void {
  const target = resolve(folder);
  mkdirSync(dirname(target), { recursive: true });
  const staging = mkdtempSync(`${target}-`);
  try {
    for (const [name, content] of contents) writeFileSync(join(staging, name), content);
    mkdirSync(target, { recursive: true });
    for (const name of contents.keys()) renameSync(join(staging, name), join(target, name));
    for (const name of readdirSync(target)) {
      if (name.endsWith(SUFFIX) && !contents.has(name)) rmSync(join(target, name));
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
