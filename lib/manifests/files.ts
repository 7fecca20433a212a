import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../text/user-error';

/** Files of these names hold manifests, or may. */
const READ = /\.(ya?ml|json)$/i;

/** Folders that never hold manifests. */
const SKIPPED_FOLDERS = new Set(['node_modules']);

/** A text that may hold manifests. */
export interface TextFile {
  readonly file: string;
  readonly text: string;
  /** Why it cannot be text of manifests. @default - it may be */
  readonly problem?: string;
}

/** Input that cannot be checked. */
export class UnusableInputError extends UserError {
  public override readonly name = 'UnusableInputError';
}

/**
 * Reads files, and folders with all their YAML and JSON files; `-` is standard input.
 *
 * @throws UnusableInputError when one of them cannot be read.
 */
export function readTexts(places: readonly string[]): TextFile[] {
  return places.flatMap((place) => {
    if (place === '-') return [{ file: '(standard input)', ...read(place, 0) }];
    return filesOf(place).map((file) => ({ file, ...read(file, file) }));
  });
}

function read(name: string, source: string | number): Omit<TextFile, 'file'> {
  const bytes = bytesOf(name, source);
  if (bytes.includes(0) || !isUtf8(bytes)) return { text: '', problem: 'it is not text in UTF-8' };
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return { text: text.replaceAll('\r\n', '\n') };
}

function bytesOf(name: string, source: string | number): Buffer {
  try {
    return readFileSync(source);
  } catch (error) {
    throw new UnusableInputError(`${name}: cannot be read: ${reasonOf(error)}`);
  }
}

function filesOf(place: string): string[] {
  try {
    if (!statSync(place).isDirectory()) return [place];
    return folderFiles(place);
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { path = place } = error as { readonly path?: string };
    throw new UnusableInputError(
      `${path}: cannot be read: ${reasonOf(error)}; name a file, a folder, or - for standard input`,
    );
  }
}

function folderFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith('.') || SKIPPED_FOLDERS.has(entry.name)) return [];
      if (entry.isDirectory()) return folderFiles(path);
      return READ.test(entry.name) && statSync(path, { throwIfNoEntry: false })?.isFile() ? [path] : [];
    });
}

function reasonOf(error: unknown): string {
  const { code } = error as { readonly code?: string };
  if (code === 'ENOENT') return 'there is no such file or folder';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
