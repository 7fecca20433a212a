import type { Manifest } from '../kube/synthesis';
import { finding, type Check } from './finding';

/** Most bytes of an object: a request to etcd (`--max-request-bytes`), whose default is 1.5 MiB. */
const MOST_BYTES = 1.5 * 1024 * 1024;

/** Most bytes of the values of a ConfigMap or Secret (Kubernetes, `MaxSecretSize` and `ValidateConfigMap`). */
const MOST_DATA = 1024 * 1024;

/** Most bytes of all keys and values of annotations (Kubernetes, `TotalAnnotationSizeLimitB`). */
const MOST_ANNOTATIONS = 256 * 1024;

/** Every object fits into etcd, and into the API server's own limits. */
export const objectSize: Check = ({ objects }) =>
  objects.flatMap((object) => {
    const { manifest } = object;
    const sizes = [
      { what: 'the whole object', bytes: Buffer.byteLength(JSON.stringify(manifest)), most: MOST_BYTES },
      { what: 'data', bytes: dataBytes(manifest), most: MOST_DATA },
      { what: 'annotations', bytes: bytesOf(manifest.metadata.annotations), most: MOST_ANNOTATIONS },
    ];
    const excess = sizes.find(({ bytes, most }) => bytes > most);
    if (!excess) return [];
    const { what, bytes, most } = excess;
    const fix = 'shorten the values that it is made of, or divide them among several';
    return [finding('FS-110', object, `${bytes} bytes in ${what}; the API server accepts ${most}`, fix)];
  });

/** The API server counts the decoded values. */
function dataBytes({ kind, data, binaryData, stringData }: Manifest): number {
  if (kind !== 'ConfigMap' && kind !== 'Secret') return 0;
  const encoded = Object.values({ ...texts(binaryData), ...(kind === 'Secret' && texts(data)) });
  const plain = Object.values({ ...texts(stringData), ...(kind === 'ConfigMap' && texts(data)) });
  return (
    encoded.reduce((sum, text) => sum + Buffer.byteLength(text, 'base64'), 0) +
    plain.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  );
}

function texts(values: unknown): Readonly<Record<string, string>> {
  return (values ?? {}) as Readonly<Record<string, string>>;
}

function bytesOf(annotations: Readonly<Record<string, string>> = {}): number {
  return Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
}
