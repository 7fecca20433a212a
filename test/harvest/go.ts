import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program that reads definitions, from the root of the repository. */
const PROGRAM = join('test', 'harvest', 'definitions');

/** A metric as a Go source defines it. */
export interface Definition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary' | 'custom';
  /** In capitals; empty for a metric of cAdvisor, which has no classes. */
  readonly stability: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
  /** Release that deprecated it, such as `1.34.0`. */
  readonly deprecated?: string;
  readonly file: string;
  /** Group of metrics of cAdvisor. */
  readonly group?: string;
}

const go = (args: readonly string[], cwd: string): string =>
  execFileSync('go', args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });

/** Downloads a module at a version, and returns its folder. */
export function moduleFolder(module: string, version: string): string {
  return (JSON.parse(go(['mod', 'download', '-json', `${module}@${version}`], tmpdir())) as { Dir: string }).Dir;
}

/** The definitions in modules, given with their folders. */
export function definitionsIn(modules: Readonly<Record<string, string>>): Definition[] {
  const folder = mkdtempSync(join(tmpdir(), 'definitions-'));
  try {
    const binary = join(folder, 'definitions');
    go(['build', '-o', binary, '.'], PROGRAM);
    const args = Object.entries(modules).map(([module, path]) => `${module}=${path}`);
    return JSON.parse(execFileSync(binary, args, { encoding: 'utf8', maxBuffer: 64 << 20 })) as Definition[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of a file of a module. */
export function fileOf(folder: string, file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}
