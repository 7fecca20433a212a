import { createHash } from 'node:crypto';
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
      data: { ...props.data },
    });
  }
}

/** A stable, short hash of JSON-like content. */
export function contentHash(content: unknown, length = 16): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, length);
}
