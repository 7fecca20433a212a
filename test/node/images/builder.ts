import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageConfig, type Layer, OciArchive } from './oci';
import { RootFs } from './rootfs';

/** An image, and whether the program in it is the one of its name. */
export interface Image {
  readonly name: string;
  readonly kind: 'real' | 'stand-in';
  /** Version of the real program, where it is not the version that the image names, and what of it is missing. */
  readonly program?: string;
}

/** Builds images of files of this machine. */
export class ImageBuilder {
  readonly images: Image[] = [];
  private readonly archive: OciArchive;
  private readonly roots: string;

  /** @param folder - an existing folder, in which images are put together */
  constructor(folder: string) {
    this.archive = new OciArchive(join(folder, 'layout'));
    this.roots = join(folder, 'roots');
    mkdirSync(this.roots, { recursive: true });
  }

  /** Makes a layer. */
  async layer(name: string, fill: (root: RootFs) => RootFs): Promise<Layer> {
    const folder = join(this.roots, name);
    fill(new RootFs(folder));
    return this.archive.layer(folder);
  }

  /** Adds an image that holds the program of its name. @param program - its version, where it is not the version of the image */
  real(name: string, layers: readonly Layer[], config: ImageConfig, program?: string): void {
    this.images.push({ name, kind: 'real', ...(program !== undefined && { program }) });
    this.archive.image(name, layers, config);
  }

  /** Adds an image that holds another program than the one of its name. */
  standIn(name: string, layers: readonly Layer[], config: ImageConfig): void {
    this.images.push({ name, kind: 'stand-in' });
    this.archive.image(name, layers, config);
  }

  /** Adds an image of one program and the layers below it. */
  async single(name: string, binary: string, path: string, below: readonly Layer[] = []): Promise<void> {
    const layer = await this.layer(path.split('/').at(-1) ?? path, (root) =>
      root.program(binary, path).folderAt('/tmp', 0o1777),
    );
    this.real(name, [...below, layer], { entrypoint: [path] });
  }

  /** Writes an archive of some of the images. */
  write(file: string, names: readonly string[]): void {
    this.archive.write(file, names);
  }
}
