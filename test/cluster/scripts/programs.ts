import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ToolsError } from '../build-tools';

/** Programs of the system that the tests run, with the Debian package of each. */
const PACKAGES = {
  busybox: 'busybox',
  chromium: 'chromium',
  curl: 'curl',
  ip: 'iproute2',
  java: 'default-jre-headless',
  javac: 'default-jdk-headless',
  mariadb: 'mariadb-client',
  'mariadb-install-db': 'mariadb-server',
  mariadbd: 'mariadb-server',
  mvn: 'maven',
  nft: 'nftables',
  npm: 'npm',
  nsenter: 'util-linux',
  openssl: 'openssl',
  python3: 'python3-venv',
  'redis-cli': 'redis-tools',
  'redis-server': 'redis-server',
  setpriv: 'util-linux',
  shellcheck: 'shellcheck',
  unshare: 'util-linux',
} as const;

export type Program = keyof typeof PACKAGES;

/**
 * Path of a program of the system.
 *
 * @throws ToolsError when it is not there
 */
export function requireProgram(name: Program): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return join(folder, name);
    } catch {
      // Not here.
    }
  }
  throw new ToolsError(`${name} is not in the PATH; Debian, Ubuntu: apt-get install ${PACKAGES[name]}`);
}

/** What images with Debian's or Alpine's usual programs have on their PATH. */
export const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * Makes a folder in which every applet of busybox is a link to it, as in the image of the init containers, and returns it: a
 * script with this PATH calls nothing else.
 *
 * @param more other programs that are linked there too
 */
export function busyboxFolder(folder: string, ...more: readonly Program[]): string {
  mkdirSync(folder);
  const busybox = requireProgram('busybox');
  const applets = execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const applet of applets) symlinkSync(busybox, join(folder, applet));
  for (const program of more) symlinkSync(requireProgram(program), join(folder, program));
  return folder;
}
