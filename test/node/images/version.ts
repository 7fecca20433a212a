import { execFileSync } from 'node:child_process';

/** Name and version of a program of this machine. */
export function versionOf(program: string): string {
  const args = program === 'busybox' ? [] : ['--version'];
  const output = execFileSync(program, args, { encoding: 'utf8' });
  return `${program} ${/v=?(\d[\d.]*)/.exec(output)?.[1] ?? 'of an unknown version'}`;
}
