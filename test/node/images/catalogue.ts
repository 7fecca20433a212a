import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGES } from '../../../lib/catalogue/images';
import type { Binaries } from '../../cluster/build-tools';
import { pinnedVersion } from '../../cluster/scripts/installations';
import { COREDNS_IMAGE, KUBE_PROXY_IMAGE, PAUSE_IMAGE, POLICIES_IMAGE } from '../system';
import { type ImageConfig, type Layer, OciArchive } from './oci';
import { RootFs } from './rootfs';

/** Programs that images hold, built from the Go module proxy. */
export const IMAGE_TOOLS = ['coredns', 'kube-proxy', 'kube-network-policies', 'stand-in'] as const;

/** An image, and whether the program in it is the one of its name. */
interface Image {
  readonly name: string;
  readonly kind: 'real' | 'stand-in';
  /** Version of the real program, where it is not the version that the image names. */
  readonly program?: string;
}

/** The tools of a Debian image that scripts rely on. */
const DEBIAN = [
  'bash',
  'dash',
  'awk',
  'base64',
  'basename',
  'cat',
  'chmod',
  'chown',
  'cp',
  'cut',
  'date',
  'dirname',
  'echo',
  'env',
  'expr',
  'find',
  'grep',
  'gzip',
  'head',
  'hostname',
  'id',
  'kill',
  'ln',
  'ls',
  'mkdir',
  'mktemp',
  'mv',
  'od',
  'printf',
  'readlink',
  'rm',
  'rmdir',
  'sed',
  'seq',
  'sha256sum',
  'sleep',
  'sort',
  'stat',
  'tail',
  'tar',
  'tee',
  'test',
  'timeout',
  'touch',
  'tr',
  'true',
  'false',
  'uname',
  'uniq',
  'wc',
];

const USERS = `root:x:0:0:root:/root:/bin/bash
nginx:x:101:101::/nonexistent:/bin/false
redis:x:999:999::/data:/bin/false
nobody:x:65534:65534:nobody:/nonexistent:/bin/false
`;

const BUSYBOX_COMMANDS = [
  'sh',
  'ash',
  'awk',
  'base64',
  'cat',
  'cp',
  'cut',
  'date',
  'dd',
  'echo',
  'env',
  'expr',
  'false',
  'grep',
  'head',
  'id',
  'kill',
  'ls',
  'mkdir',
  'mktemp',
  'mv',
  'nc',
  'nslookup',
  'od',
  'printf',
  'rm',
  'sed',
  'seq',
  'sleep',
  'sort',
  'tail',
  'test',
  'timeout',
  'touch',
  'tr',
  'true',
  'wc',
  'wget',
  'xargs',
  'hexdump',
  'xxd',
];

/** Packages as the job that installs them finds them in its image, with installers of ours. */
const INSTALLERS: Readonly<Record<string, string>> = {
  'openwhisk/ansible/roles/routemgmt/files/installRouteMgmt.sh':
    '#!/bin/bash\n"$4" -i --apihost "$2" package update "$3/apimgmt" -p gwUrlV2 "$GW_HOST_V2"\n',
  'openwhisk-catalog/packages/installCatalogUsingWskdeploy.sh':
    '#!/bin/bash\nset -e\nfor name in utils samples websocket github slack; do "$3" -i --apihost "$2" package update "/whisk.system/$name"; done\n"$3" -i --apihost "$2" action update /whisk.system/utils/echo\n',
  'openwhisk-package-alarms/installCatalog.sh':
    '#!/bin/bash\n"$WSK" -i --apihost "$2" package update /whisk.system/alarms\n',
};

/** The archive of all images that the nodes may run. */
export class Images {
  readonly images: Image[] = [];
  private readonly archive: OciArchive;
  private readonly roots: string;

  constructor(
    folder: string,
    private readonly binaries: Binaries<(typeof IMAGE_TOOLS)[number]>,
    /** The real nginx, and the folder of PouchDB and this project's code, which serves it as CouchDB. */
    private readonly servers: { readonly nginx: string; readonly couchdb: string; readonly build: string },
  ) {
    this.archive = new OciArchive(join(folder, 'layout'));
    this.roots = join(folder, 'roots');
    mkdirSync(this.roots, { recursive: true });
  }

  /** Writes the archive of all images. */
  async write(file: string): Promise<void> {
    const debian = await this.layer('debian', (root) =>
      root
        .programs(...DEBIAN, 'curl', 'openssl')
        .links('dash', 'sh')
        .write('/etc/passwd', USERS)
        .write('/etc/group', USERS.replaceAll(/^(\w+):x:\d+:(\d+):.*$/gm, '$1:x:$2:'))
        .copy('/etc/ssl/openssl.cnf', '/etc/ssl/openssl.cnf')
        .copy('/etc/ssl/openssl.cnf', '/usr/lib/ssl/openssl.cnf')
        .folderAt('/tmp', 0o1777)
        .folderAt('/var/log', 0o755),
    );
    const busybox = await this.layer('busybox', (root) =>
      root
        .programs('busybox')
        .links('busybox', ...BUSYBOX_COMMANDS)
        .folderAt('/tmp', 0o1777)
        .write('/etc/passwd', USERS),
    );
    const standIn = await this.layer('stand-in', (root) =>
      root.program(this.binaries['stand-in'], '/usr/bin/stand-in'),
    );

    this.real(PAUSE_IMAGE, [busybox], { entrypoint: ['sleep', 'infinity'] }, 'busybox');
    this.real(IMAGES.busybox, [busybox], { cmd: ['sh'] }, versionOf('busybox'));
    await this.single(COREDNS_IMAGE, 'coredns', '/coredns');
    await this.single(POLICIES_IMAGE, 'kube-network-policies', '/bin/netpol');
    const nft = await this.layer('nft', (root) => root.programs('nft'));
    await this.single(KUBE_PROXY_IMAGE, 'kube-proxy', '/usr/local/bin/kube-proxy', [debian, nft]);

    const nginx = await this.layer('nginx', (root) =>
      root
        .program(this.servers.nginx, '/usr/sbin/nginx')
        .write('/etc/nginx/mime.types', 'types { text/html html; application/json json; }\n')
        .folderAt('/var/cache/nginx', 0o777),
    );
    this.real(
      IMAGES.nginx,
      [debian, nginx],
      { cmd: ['nginx', '-c', '/etc/nginx/nginx.conf', '-g', 'daemon off;'] },
      `nginx ${pinnedVersion('nginx')}`,
    );
    const redis = await this.layer('redis', (root) => root.programs('redis-server', 'redis-cli'));
    this.real(IMAGES.redis, [debian, redis], { cmd: ['redis-server'], workingDir: '/data' }, versionOf('redis-server'));

    const couchdb = await this.layer('couchdb', (root) =>
      root
        .program(process.execPath, '/usr/bin/node')
        .copy(this.servers.couchdb, '/opt/pouchdb')
        .copy(
          join(this.servers.build, 'test', 'cluster', 'scripts', 'couchdb-server.js'),
          '/opt/server/couchdb-server.js',
        ),
    );
    this.standIn(IMAGES.couchdb, [debian, couchdb], {
      entrypoint: ['node', '/opt/server/couchdb-server.js', '/opt/pouchdb', '/opt/couchdb/data', '5984', '0.0.0.0'],
    });
    for (const [image, program] of [
      [IMAGES.controller, 'controller'],
      [IMAGES.apigateway, 'apigateway'],
      [IMAGES.alarmprovider, 'alarmprovider'],
      ['docker.io/openwhisk/action-nodejs-v20:1.23.0', 'action'],
    ] as const) {
      const start = await this.layer(`${program}-start`, (root) =>
        root.write('/init.sh', `#!/bin/sh\nexec stand-in ${program}\n`, 0o755),
      );
      this.standIn(image, [debian, standIn, start], { entrypoint: ['/init.sh'] });
    }
    const utils = await this.layer('ow-utils', (root) => {
      root.programs('jq').links('stand-in', 'wsk').write('/bin/wskadmin', '#!/bin/sh\n', 0o755);
      for (const [path, text] of Object.entries(INSTALLERS)) root.write(`/packages/${path}`, text, 0o755);
      root.folderAt('/packages/openwhisk/core/routemgmt');
      for (const name of ['createApi', 'getApi', 'deleteApi'])
        root.write(`/packages/openwhisk/core/routemgmt/${name}/${name}.js`, 'module.exports.main = () => ({});\n');
      return root;
    });
    this.standIn(IMAGES['ow-utils'], [debian, standIn, utils], { cmd: ['bash'] });
    this.archive.write(file);
  }

  private async single(
    image: string,
    tool: (typeof IMAGE_TOOLS)[number],
    path: string,
    below: readonly Layer[] = [],
  ): Promise<void> {
    const layer = await this.layer(tool, (root) => root.program(this.binaries[tool], path).folderAt('/tmp', 0o1777));
    this.real(image, [...below, layer], { entrypoint: [path] });
  }

  private real(name: string, layers: readonly Layer[], config: ImageConfig, program?: string): void {
    this.images.push({ name, kind: 'real', ...(program !== undefined && { program }) });
    this.archive.image(name, layers, config);
  }

  private standIn(name: string, layers: readonly Layer[], config: ImageConfig): void {
    this.images.push({ name, kind: 'stand-in' });
    this.archive.image(name, layers, config);
  }

  private layer(name: string, fill: (root: RootFs) => RootFs): Promise<Layer> {
    const folder = join(this.roots, name);
    fill(new RootFs(folder));
    return this.archive.layer(folder);
  }
}

function versionOf(program: string): string {
  const args = program === 'busybox' ? [] : ['--version'];
  const output = execFileSync(program, args, { encoding: 'utf8' });
  return `${program} ${/v=?(\d[\d.]*)/.exec(output)?.[1] ?? 'of an unknown version'}`;
}
