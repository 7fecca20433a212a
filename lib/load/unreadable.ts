import type { Mistake } from '../platform/mistake';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'you do not have permission to read it',
};

/** The reason why a file cannot be read, from the error of Node. */
export function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return REASONS[code] ?? `the file cannot be read (${code})`;
}

/** Size of the largest file, in bytes: a platform with every option and some dashboards has a tenth of it. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Byte order marks of other encodings, in hexadecimal digits; the longer before the shorter (Unicode, "Byte Order Mark"). */
const MARKS: readonly (readonly [mark: string, encoding: string])[] = [
  ['0000feff', 'UTF-32'],
  ['fffe0000', 'UTF-32'],
  ['feff', 'UTF-16'],
  ['fffe', 'UTF-16'],
];

/** The reason why the content of a file is not read as text, if there is one. */
export function whyNoText(bytes: Buffer): Mistake | undefined {
  if (bytes.length > MOST_BYTES) {
    const problem = `the file has ${Math.ceil(bytes.length / 1024 / 1024)} MiB`;
    return { problem, allowed: `at most ${MOST_BYTES / 1024 / 1024} MiB`, fix: 'name the right file, or shorten it' };
  }
  const first = bytes.subarray(0, 4).toString('hex');
  const [, encoding] = MARKS.find(([mark]) => first.startsWith(mark)) ?? [];
  const fix = 'save it as UTF-8';
  if (encoding) return { problem: `the file is ${encoding}`, allowed: 'UTF-8', fix };
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return { line: firstBrokenLine(bytes), problem: 'bytes that are not UTF-8', allowed: 'UTF-8', fix };
  }
}

function firstBrokenLine(bytes: Buffer): number {
  // Decoding replaces what is not UTF-8 by this character.
  return bytes.toString('utf8').split('\ufffd', 1)[0]?.split('\n').length ?? 1;
}
