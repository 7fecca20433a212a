import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two tries. */
const INTERVAL = 500;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Creates the file with the id of this process; `false` if a live process holds it. */
function taken(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  let holder: string;
  try {
    holder = readFileSync(file, 'utf8');
  } catch {
    // Released this moment.
    return false;
  }
  // An empty file is being written.
  if (holder !== '' && !isAlive(Number(holder))) rmSync(file, { force: true });
  return false;
}

/**
 * Runs a function while no other process holds the lock file; the lock of a process that has died is void.
 *
 * @param log receives a line if another process holds it
 */
export async function withLock<T>(file: string, log: (line: string) => void, work: () => Promise<T>): Promise<T> {
  for (let first = true; !taken(file); first = false) {
    if (first) log(`wait for the process that holds ${file}`);
    await sleep(INTERVAL);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}
