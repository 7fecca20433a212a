import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Folders that synths write to before the files are switched; the name holds the id of the process. */
const STAGING = /^\.faas-stack-(\d+)-\w{6}$/;

/** Age in seconds. An older staging folder is a remnant, even if a process has its id by now. */
const LONGEST_SYNTH = 60;

/** Creates a staging folder of this process within a folder, which may be a volume of its own. */
export function createStaging(folder: string): string {
  return mkdtempSync(join(folder, `.faas-stack-${process.pid}-`));
}

/** Staging folders of other processes: `busy` ones are in use, `stale` ones remain of synths that were killed. */
export function otherStagings(folder: string, own: string): { readonly busy: string[]; readonly stale: string[] } {
  const found = readdirSync(folder)
    .filter((name) => STAGING.test(name))
    .map((name) => join(folder, name))
    .filter((path) => path !== own);
  return { busy: found.filter(isBusy), stale: found.filter((path) => !isBusy(path)) };
}

function isBusy(path: string): boolean {
  const [, id = ''] = STAGING.exec(basename(path)) ?? [];
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (modified === undefined || Number(id) === process.pid) return false;
  return Date.now() - modified < LONGEST_SYNTH * 1000 && isRunning(Number(id));
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Moves the files of a staging folder ($1) to its parent folder, removes files there ($3 and further), and moves the record ($2) last: the
 * next synth finds in it what a power failure left behind. The folder is renamed after the shell, in the form of {@link STAGING}.
 */
const SWITCH = `
set -e
staging=.faas-stack-$$-switch record=$2
mv -- "$1" "$staging"
shift 2
[ -z "$(ls "$staging")" ] || mv -f -- "$staging"/* .
rm -f -- "$@"
mv -f -- "$staging/$record" .
rmdir -- "$staging"
`;

/**
 * Switches a folder to the files of a staging folder.
 *
 * A shell in a session of its own does it: neither Ctrl-C nor the death of this process leaves old files beside new ones. No
 * system call that Node.js has replaces several files at once, or a folder that is not empty.
 *
 * @param record - name of the file that is moved last.
 * @param obsolete - names of files that are removed.
 * @returns the output of the shell if it failed.
 * @throws the error of the file system if the shell is missing.
 */
export function switchFiles(
  folder: string,
  staging: string,
  record: string,
  obsolete: readonly string[],
): string | undefined {
  // spawnSync takes `detached` as spawn does (Node.js, src/spawn_sync.cc, ParseOptions); its types lack it.
  const options = { cwd: folder, detached: true, encoding: 'utf8' as const };
  const { status, stderr, error } = spawnSync('sh', ['-c', SWITCH, 'sh', staging, record, ...obsolete], options);
  if (error) throw error;
  return status === 0 ? undefined : stderr.trim();
}
