import type { Finding } from './finding';
import { factsOf } from './rule-list';

/** A file that is not YAML. */
export interface BrokenFile {
  readonly file: string;
  readonly line: number;
  readonly problem: string;
  /** @default - the fix of a mistake in the text */
  readonly fix?: string;
}

/** The fix of a file that is not YAML. */
export function fixOf({ fix = 'correct this line or a line above it' }: BrokenFile): string {
  return fix;
}

/** A finding about a file that is not YAML. */
export function brokenFile(broken: BrokenFile): Finding {
  const { file, line, problem } = broken;
  const { check, severity } = factsOf('FS-119');
  const path = `${file}:${line}`;
  return { rule: 'FS-119', check, severity, object: file, path, file, line, problem, fix: fixOf(broken) };
}
