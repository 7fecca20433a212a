import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildTools } from '../build-tools';
import type { ToolName } from '../tools';

const run = promisify(execFile);

/** What a checking program says. */
export interface Verdict {
  readonly ok: boolean;
  /** All that it printed, without the folder of its files. */
  readonly message: string;
}

/**
 * Runs a program in a folder with some files, after building it if it is missing, and says what it thinks of them.
 *
 * @param files contents by file name
 * @throws when the program does not run at all
 */
export async function judge(
  name: ToolName,
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<Verdict> {
  const { [name]: binary } = await buildTools((line) => process.stderr.write(`${line}\n`), [name]);
  const folder = mkdtempSync(join(tmpdir(), `faas-stack-${name}-`));
  const said = ({ stdout, stderr }: { stdout: string; stderr: string }) =>
    `${stdout}${stderr}`.replaceAll(`${folder}/`, '').trim();
  try {
    for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
    return { ok: true, message: said(await run(binary, args, { cwd: folder })) };
  } catch (error) {
    const failure = error as { code?: unknown; stdout: string; stderr: string };
    if (typeof failure.code !== 'number') throw error;
    return { ok: false, message: said(failure) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
