import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Construct } from 'constructs';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { PlatformChart } from './platform-chart';

/** Properties of {@link ConfigFiles}. */
export interface ConfigFilesProps {
  readonly component: ComponentId;
  /** Name of the ConfigMap after the instance's. @default - the component's. */
  readonly name?: string;
  /** File names, or keys, and their content. */
  readonly data: Readonly<Record<string, string>>;
  /** Labels in addition to the component's. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Stores each file compressed, as `<name>.gz`, for pods that unpack them. @default false */
  readonly gzip?: boolean;
}

/** A ConfigMap whose content is known, so that pods which read it are replaced when it changes. */
export class ConfigFiles extends Construct {
  /** Name of the ConfigMap. */
  public readonly name: string;
  /** Hash of the content. */
  public readonly checksum: string;

  constructor(scope: Construct, id: string, props: ConfigFilesProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    this.name = props.name ? `${chart.settings.instance}-${props.name}` : metadata.name;
    this.checksum = contentHash(props.data);
    new k8s.KubeConfigMap(this, 'Resource', {
      metadata: {
        ...metadata,
        name: this.name,
        labels: { ...metadata.labels, ...props.labels },
        ...(props.annotations ? { annotations: { ...props.annotations } } : {}),
      },
      ...(props.gzip ? { binaryData: gzipped(props.data) } : { data: { ...props.data } }),
    });
  }
}

const GZIP_SUFFIX = '.gz';
/** Place of the operating system in the header of gzip, and its value for "unknown" (RFC 1952, 2.3.1). */
const GZIP_OS = 9;
const UNKNOWN_OS = 255;

function gzipped(files: Readonly<Record<string, string>>): Record<string, string> {
  const compressed = ([name, text]: readonly [string, string]): [string, string] => {
    const bytes = gzipSync(text, { level: 9 });
    // The same bytes on every machine.
    bytes[GZIP_OS] = UNKNOWN_OS;
    return [`${name}${GZIP_SUFFIX}`, bytes.toString('base64')];
  };
  return Object.fromEntries(Object.entries(files).map(compressed));
}

/** The fields of a ConfigMap that hold files. */
interface ConfigMapFields {
  readonly data?: Readonly<Record<string, string>>;
  readonly binaryData?: Readonly<Record<string, string>>;
}

/** The text files of a ConfigMap by name, the compressed ones included. */
export function textFilesOf(configMap: Readonly<Record<string, unknown>>): Record<string, string> {
  const { data, binaryData = {} }: ConfigMapFields = configMap;
  const unpacked = Object.entries(binaryData)
    .filter(([name]) => name.endsWith(GZIP_SUFFIX))
    .map(([name, content]) => [
      name.slice(0, -GZIP_SUFFIX.length),
      gunzipSync(Buffer.from(content, 'base64')).toString(),
    ]);
  return { ...data, ...(Object.fromEntries(unpacked) as Record<string, string>) };
}

/** A stable, short hash of JSON-like content. */
export function contentHash(content: unknown, length = 16): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, length);
}
