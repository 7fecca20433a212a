import type { Finding } from './finding';
import { factsOf } from './rule-list';

/** A finding about a file that is not YAML. */
export function brokenFile(file: string, line: number, problem: string): Finding {
  const { check, severity } = factsOf('FS-119');
  const fix = 'correct this line or a line above it';
  return { rule: 'FS-119', check, severity, object: file, path: `${file}:${line}`, file, line, problem, fix };
}
