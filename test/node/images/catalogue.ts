import { IMAGES } from '../../../lib/catalogue/images';
import type { Binaries } from '../../cluster/build-tools';
import { COREDNS_IMAGE, KUBE_PROXY_IMAGE, PAUSE_IMAGE, POLICIES_IMAGE } from '../system';
import { baseLayers, type BaseLayers } from './base';
import { ImageBuilder } from './builder';
import { openWhiskImages } from './openwhisk';
import { busImages, elasticsearchImage, javaLayer, type Servers, storeImages } from './stores';
import { versionOf } from './version';
import { WATCHING_TOOLS, watchingImages } from './watching';

/** Programs that images hold, built from the Go module proxy. */
export const IMAGE_TOOLS = ['coredns', 'kube-proxy', 'kube-network-policies', 'stand-in', ...WATCHING_TOOLS] as const;

type ImageTool = (typeof IMAGE_TOOLS)[number];

/** Archives of the images that the nodes may run. */
export interface Archives {
  /** Of the platform `lean`. */
  readonly lean: string;
  /** Of the platform `standard`, and of `lean`. */
  readonly standard: string;
}

/** Makes all images, and writes their archives. */
export async function buildImages(
  folder: string,
  binaries: Binaries<ImageTool>,
  servers: Servers,
  archives: Archives,
): Promise<ImageBuilder> {
  const images = new ImageBuilder(folder);
  const base = await baseLayers(images, binaries['stand-in']);
  await nodeImages(images, base, binaries);
  await openWhiskImages(images, base);
  await storeImages(images, base, servers);
  images.write(
    archives.lean,
    images.images.map(({ name }) => name),
  );
  const java = await javaLayer(images, servers.java);
  await busImages(images, base, java, servers);
  await elasticsearchImage(images, base, java, servers);
  await watchingImages(images, base, binaries);
  images.write(
    archives.standard,
    images.images.map(({ name }) => name),
  );
  return images;
}

/** The images of every node. */
async function nodeImages(
  images: ImageBuilder,
  { debian, busybox }: BaseLayers,
  binaries: Binaries<ImageTool>,
): Promise<void> {
  images.real(PAUSE_IMAGE, [busybox], { entrypoint: ['sleep', 'infinity'] }, 'busybox');
  images.real(IMAGES.busybox, [busybox], { cmd: ['sh'] }, versionOf('busybox'));
  await images.single(COREDNS_IMAGE, binaries.coredns, '/coredns');
  await images.single(POLICIES_IMAGE, binaries['kube-network-policies'], '/bin/netpol');
  const nft = await images.layer('nft', (root) => root.programs('nft'));
  await images.single(KUBE_PROXY_IMAGE, binaries['kube-proxy'], '/usr/local/bin/kube-proxy', [debian, nft]);
}
