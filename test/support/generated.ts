import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '../..');
/** The command that writes everything that is generated. */
const UPDATE = "run 'npm run update' and review 'git diff'";
/** `npm run update` sets it: generated files are written instead of compared. */
const updating = process.env.FAAS_STACK_UPDATE === '1';

/** Objects whose difference a failing test shows; it only names the others. */
const SHOWN = 3;
/** Longer lines hold JSON, and are compared value by value. */
const LONGEST_LINE = 240;

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the name under which @types/jest takes further matchers
  namespace jest {
    interface Matchers<R> {
      /** Compares a text with the committed file that is generated from it, Kubernetes manifests object by object. */
      toBeGenerated(file: string): R;
      /** Compares names of files with those in a folder: a file that nothing generates any more fails. */
      toBeAllFilesOf(folder: string): R;
    }
  }
}

/** Objects of a file of manifests by kind, namespace and name; another file as one text. */
function partsOf(text: string, file: string): Map<string, string> {
  if (!file.endsWith('.k8s.yaml')) return new Map([[file, text]]);
  const documents = text.split(/^---\n/m).filter((document) => document !== '');
  return new Map(documents.map((document) => [nameOf(document), document]));
}

function nameOf(document: string): string {
  const { kind, metadata } = parse(document) as { kind: string; metadata: { name: string; namespace?: string } };
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');
}

/** A part of a generated file that is not as committed. */
export interface Difference {
  readonly name: string;
  readonly committed?: string;
  readonly written?: string;
}

/** What differs between the committed and the written text of a generated file, part by part. */
export function differences(committed: string, written: string, file: string): Difference[] {
  const [before, after] = [partsOf(committed, file), partsOf(written, file)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names
    .map((name) => ({ name, committed: before.get(name), written: after.get(name) }))
    .filter((part) => part.committed !== part.written);
}

/** The message of a failing comparison; `diff` compares two texts line by line. */
export function describeDifferences(
  file: string,
  found: readonly Difference[],
  diff: (committed: string, written: string) => string,
): string {
  const sorts = (['changed', 'added', 'removed'] as const).flatMap((sort) => {
    const names = found.filter((difference) => sortOf(difference) === sort).map(({ name }) => name);
    return names.length > 0 ? [`  ${sort}: ${names.join(', ')}`] : [];
  });
  const shown = found.filter((difference) => sortOf(difference) === 'changed').slice(0, SHOWN);
  return [
    `${file} is not as committed: ${UPDATE}`,
    ...(sorts.length > 0 ? sorts : ['  the order of the objects differs']),
    ...shown.map(
      ({ name, committed = '', written = '' }) => `\n${name}:\n${diff(inLines(committed), inLines(written))}`,
    ),
  ].join('\n');
}

function sortOf({ committed, written }: Difference): 'added' | 'removed' | 'changed' {
  if (committed === undefined) return 'added';
  return written === undefined ? 'removed' : 'changed';
}

/** A text whose long lines are broken after each comma. */
function inLines(text: string): string {
  const lines = text.split('\n').map((line) => (line.length > LONGEST_LINE ? line.replaceAll(',', ',\n') : line));
  return lines.join('\n');
}

expect.extend({
  toBeGenerated(written: string, file: string) {
    const path = join(ROOT, file);
    if (updating) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, written);
    }
    const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const diff = (before: string, after: string): string =>
      this.utils.diff(before, after, {
        aAnnotation: 'committed',
        bAnnotation: 'generated',
        expand: false,
        contextLines: 3,
      }) ?? '';
    return {
      pass: committed === written,
      message: () => describeDifferences(file, differences(committed, written, file), diff),
    };
  },

  toBeAllFilesOf(names: readonly string[], folder: string) {
    const path = join(ROOT, folder);
    const others = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)))
      .filter((name) => !names.includes(name));
    if (updating) for (const name of others) rmSync(join(path, name));
    return {
      pass: updating || others.length === 0,
      message: () => `${folder} has files that nothing generates: ${others.join(', ')}; ${UPDATE}`,
    };
  },
});
