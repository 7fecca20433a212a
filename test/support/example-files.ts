import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { toPlatform, type LoadedPlatform } from '../../lib/load/load';
import { PlatformFileError, type ConfigPath } from '../../lib/platform/mistake';
import { merge, type Mapping } from '../../lib/platform/profiles';
import { PACKAGE_ROOT } from '../../lib/render';

/** A complete platform file of the repository. */
export interface ExampleFile {
  /** Path from the root of the repository. */
  readonly name: string;
  readonly text: string;
}

/** The YAML blocks of a page. */
export function yamlBlocks(page: string): string[] {
  return [...page.matchAll(/^( *)```yaml\n([^]*?)^ *```$/gm)].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

/** Every complete platform file: the examples, those of tests, and one per page of a cluster. */
export function exampleFiles(): ExampleFile[] {
  const inFolder = (folder: string, ending: string): ExampleFile[] =>
    readdirSync(join(PACKAGE_ROOT, folder))
      .filter((file) => file.endsWith(ending))
      .map((file) => ({ name: join(folder, file), text: readFileSync(join(PACKAGE_ROOT, folder, file), 'utf8') }));
  return [
    ...inFolder('stacks/platforms', '.yaml'),
    ...inFolder('test/platforms', '.yaml'),
    ...inFolder('docs/clusters', '.md').flatMap(({ name, text }) =>
      yamlBlocks(text)
        .filter((block) => 'profile' in (parse(block) as object))
        .map((block) => ({ name, text: block })),
    ),
  ];
}

/** A platform file for a version of Kubernetes, without the values that the version refuses. */
export interface VersionedPlatform {
  readonly loaded: LoadedPlatform;
  /** The values left out, such as `openwhisk.actions.hardening.seccomp`. */
  readonly refused: readonly string[];
}

/** A platform file for another version of Kubernetes; values that only a later version allows are left out. */
export function inVersion({ name, text }: ExampleFile, version: string): VersionedPlatform {
  const value = merge(parse(text) as Mapping, { cluster: { version } });
  const refused: string[] = [];
  for (;;) {
    try {
      return { loaded: toPlatform({ value, lineOf: () => undefined }, resolve(PACKAGE_ROOT, name)), refused };
    } catch (error) {
      if (!(error instanceof PlatformFileError)) throw error;
      const ofVersion = error.mistakes.filter(({ allowed }) => allowed?.includes('cluster.version "'));
      if (ofVersion.length === 0) throw error;
      for (const { path = [] } of ofVersion) {
        remove(value, path);
        refused.push(path.join('.'));
      }
    }
  }
}

function remove(root: Mapping, path: ConfigPath): void {
  const parent = path.slice(0, -1).reduce<unknown>((value, part) => (value as Mapping)[part], root) as Mapping;
  delete parent[String(path.at(-1))];
}
