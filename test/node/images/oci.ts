import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A layer as a blob of the archive. */
export interface Layer {
  readonly digest: string;
  readonly size: number;
}

/** What an image says about how it is run. */
export interface ImageConfig {
  /** @default none */
  readonly entrypoint?: readonly string[];
  /** @default none */
  readonly cmd?: readonly string[];
  /** @default root */
  readonly user?: string;
  /** @default none */
  readonly env?: Readonly<Record<string, string>>;
  /** @default '/' */
  readonly workingDir?: string;
  /** @default SIGTERM */
  readonly stopSignal?: string;
}

interface Descriptor extends Layer {
  readonly mediaType: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar';

/** An archive of images in the layout of the Open Container Initiative (image-spec 1.1). */
export class OciArchive {
  private readonly manifests: Descriptor[] = [];

  /** @param folder an empty folder, which becomes the layout */
  constructor(private readonly folder: string) {
    mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  }

  /** Adds the files of a folder as a layer; all of them belong to root. */
  async layer(root: string): Promise<Layer> {
    const file = join(this.folder, 'layer.tar');
    execFileSync('tar', [
      '--sort=name',
      '--mtime=@0',
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '-C',
      root,
      '-cf',
      file,
      '.',
    ]);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    const digest = hash.digest('hex');
    const { size } = statSync(file);
    renameSync(file, join(this.folder, 'blobs', 'sha256', digest));
    return { digest: `sha256:${digest}`, size };
  }

  /** Adds an image under its full name. */
  image(
    name: string,
    layers: readonly Layer[],
    { entrypoint, cmd, user, env = {}, workingDir, stopSignal }: ImageConfig,
  ): void {
    const config = this.blob({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: {
        Entrypoint: entrypoint,
        Cmd: cmd,
        User: user,
        WorkingDir: workingDir,
        StopSignal: stopSignal,
        Env: Object.entries({ PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...env }).map(
          ([key, value]) => `${key}=${value}`,
        ),
      },
      rootfs: { type: 'layers', diff_ids: layers.map(({ digest }) => digest) },
    });
    const manifest = this.blob({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: CONFIG, ...config },
      layers: layers.map((layer) => ({ mediaType: LAYER, ...layer })),
    });
    this.manifests.push({ mediaType: MANIFEST, ...manifest, annotations: { 'io.containerd.image.name': name } });
  }

  /** Writes an archive of some of the images, with the blobs that they need. */
  write(file: string, names: readonly string[]): void {
    const manifests = this.manifests.filter(({ annotations }) =>
      names.includes(annotations?.['io.containerd.image.name'] ?? ''),
    );
    const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests };
    writeFileSync(join(this.folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    writeFileSync(join(this.folder, 'index.json'), JSON.stringify(index));
    const digests = manifests.flatMap(({ digest }) => [digest, ...this.partsOf(digest)]);
    const blobs = [...new Set(digests)].map((digest) => `blobs/${digest.replace(':', '/')}`);
    execFileSync('tar', ['-C', this.folder, '-cf', file, 'oci-layout', 'index.json', ...blobs]);
  }

  /** Digests of the configuration and the layers of an image. */
  private partsOf(digest: string): string[] {
    const text = readFileSync(join(this.folder, 'blobs', ...digest.split(':')), 'utf8');
    const { config, layers } = JSON.parse(text) as { config: Layer; layers: Layer[] };
    return [config, ...layers].map((part) => part.digest);
  }

  private blob(content: object): Layer {
    const text = JSON.stringify(content);
    const digest = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(this.folder, 'blobs', 'sha256', digest), text);
    return { digest: `sha256:${digest}`, size: Buffer.byteLength(text) };
  }
}
