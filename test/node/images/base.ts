import type { ImageBuilder } from './builder';
import type { Layer } from './oci';

/** The tools of a Debian image that scripts rely on. */
const DEBIAN = `
  bash dash awk base64 basename cat chmod chown cp cut date dirname echo env expr find grep gzip head hostname id
  kill ln ls mkdir mktemp mv od printf readlink rm rmdir sed seq sha256sum sleep sort stat tail tar tee test timeout
  touch tr true false uname uniq wc
`;

const BUSYBOX_COMMANDS = `
  sh ash awk base64 basename cat cp cut date dd dirname echo env expr false grep gunzip head id kill ls mkdir mktemp mv nc nslookup od
  printf rm sed seq sleep sort tail test timeout touch tr true wc wget xargs hexdump xxd
`;

const USERS = `root:x:0:0:root:/root:/bin/bash
nginx:x:101:101::/nonexistent:/bin/false
redis:x:999:999::/data:/bin/false
nobody:x:65534:65534:nobody:/nonexistent:/bin/false
`;

/** Layers that many images have in common. */
export interface BaseLayers {
  readonly debian: Layer;
  readonly busybox: Layer;
  readonly standIn: Layer;
}

const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

/** Makes the layers that many images have in common. @param standIn - the program that stands in for others */
export async function baseLayers(images: ImageBuilder, standIn: string): Promise<BaseLayers> {
  return {
    debian: await images.layer('debian', (root) =>
      root
        .programs(...wordsOf(DEBIAN), 'curl', 'openssl')
        .links('dash', 'sh')
        .write('/etc/passwd', USERS)
        .write('/etc/group', USERS.replaceAll(/^(\w+):x:\d+:(\d+):.*$/gm, '$1:x:$2:'))
        .copy('/etc/ssl/openssl.cnf', '/etc/ssl/openssl.cnf')
        .copy('/etc/ssl/openssl.cnf', '/usr/lib/ssl/openssl.cnf')
        .folderAt('/tmp', 0o1777)
        .folderAt('/var/log', 0o755),
    ),
    busybox: await images.layer('busybox', (root) =>
      root
        .programs('busybox')
        .links('busybox', ...wordsOf(BUSYBOX_COMMANDS))
        .folderAt('/tmp', 0o1777)
        .write('/etc/passwd', USERS),
    ),
    standIn: await images.layer('stand-in', (root) => root.program(standIn, '/usr/bin/stand-in')),
  };
}
