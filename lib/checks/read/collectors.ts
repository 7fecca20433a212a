import { parse } from 'yaml';
import { remembered } from '../../text/remembered';
import { objectsOfKind, type CheckedObject, type Subject } from '../subject';
import { lastingContainers, podOwners, type PodOwner } from './manifests';

/** Components of one kind by their ids, `<type>` or `<type>/<name>`. */
type Components = Readonly<Record<string, unknown>>;

/** A pipeline of a collector. */
export interface Pipeline {
  readonly receivers?: readonly string[];
  readonly processors?: readonly string[];
  readonly exporters?: readonly string[];
}

/** The configuration of an OpenTelemetry Collector. */
export interface CollectorConfig {
  readonly receivers?: Components;
  readonly processors?: Components;
  readonly exporters?: Components;
  readonly connectors?: Components;
  readonly extensions?: Components;
  readonly service: {
    readonly extensions?: readonly string[];
    readonly pipelines?: Readonly<Record<string, Pipeline | null>>;
    readonly telemetry?: unknown;
  };
}

/** A configuration in manifests, and the pods that read it. */
export interface Collector {
  readonly object: CheckedObject;
  /** Keys that lead to the configuration in the object. */
  readonly at: readonly string[];
  readonly config: CollectorConfig;
  /** Pods at a time, all workloads together. @default - unknown: no manifest mounts it */
  readonly pods?: number;
  /** Whether a pod shares the network of its node, or has other containers: its localhost has other programs. */
  readonly hasNeighbours: boolean;
  /** Whether an operator adds the addresses that receivers lack. */
  readonly operated: boolean;
  /** Minor version of the collector, such as 161 for 0.161.0. @default - unknown */
  readonly minor?: number;
}

/** All collectors of manifests: ConfigMaps that pods mount, and resources of the OpenTelemetry Operator. */
export function collectorsOf(subject: Subject): Collector[] {
  const configMaps = objectsOfKind(subject, 'ConfigMap').flatMap((object) =>
    Object.entries((object.manifest['data'] ?? {}) as Readonly<Record<string, string>>).flatMap(([key, text]) => {
      const config = LOOKS.every((pattern) => pattern.test(text)) ? parsed(text) : undefined;
      return config ? [{ object, at: ['data', key], config }] : [];
    }),
  );
  const owners = configMaps.length > 0 ? podOwners(subject) : [];
  return [
    ...configMaps.map((found): Collector => ({ ...found, ...readBy(found.object, owners), operated: false })),
    ...objectsOfKind(subject, 'OpenTelemetryCollector').flatMap(operatedCollector),
  ];
}

/** Keys at the beginning of a line that every configuration has. */
const LOOKS = [/^service:/m, /^(receivers|exporters):/m];

const parsed = remembered((text: string): CollectorConfig | undefined => {
  try {
    return asConfig(parse(text));
  } catch {
    return undefined;
  }
});

/** A value that has the form of a configuration; other programs have a service or receivers, too. */
function asConfig(value: unknown): CollectorConfig | undefined {
  if (!isObject(value)) return undefined;
  const { service, receivers, exporters } = value;
  return isObject(service) && (isObject(receivers) || isObject(exporters))
    ? (value as unknown as CollectorConfig)
    : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readBy(
  { manifest }: CheckedObject,
  owners: readonly PodOwner[],
): Pick<Collector, 'pods' | 'hasNeighbours' | 'minor'> {
  const { name, namespace } = manifest.metadata;
  const readers = owners.filter(
    ({ object, pod }) =>
      object.manifest.metadata.namespace === namespace &&
      pod.spec.volumes?.some(({ configMap }) => configMap?.name === name),
  );
  const images = readers.flatMap(({ containers }) => containers.map(({ image }) => image));
  return {
    ...(readers.length > 0 ? { pods: readers.reduce((sum, owner) => sum + podsOf(owner), 0) } : {}),
    hasNeighbours: readers.some(({ pod }) => pod.spec.hostNetwork === true || lastingContainers(pod).length > 1),
    ...minorOf(images),
  };
}

/** Pods of a workload at a time; of a DaemonSet several, however many nodes there are. */
function podsOf({ object: { manifest } }: PodOwner): number {
  const { replicas = 1 } = (manifest['spec'] ?? {}) as { replicas?: number };
  return manifest.kind === 'DaemonSet' ? 2 : replicas;
}

function operatedCollector(object: CheckedObject): Collector[] {
  const {
    config,
    replicas = 1,
    mode,
    image = '',
    hostNetwork,
  } = object.manifest['spec'] as {
    config?: unknown;
    replicas?: number;
    mode?: string;
    image?: string;
    hostNetwork?: boolean;
  };
  const found = typeof config === 'string' ? parsed(config) : asConfig(config);
  return found
    ? [
        {
          object,
          at: ['spec', 'config'],
          config: found,
          pods: mode === 'daemonset' ? 2 : replicas,
          hasNeighbours: mode === 'sidecar' || hostNetwork === true,
          operated: true,
          ...minorOf([image]),
        },
      ]
    : [];
}

/** The minor version in the tag of an image of the project. */
function minorOf(images: readonly string[]): Pick<Collector, 'minor'> {
  const [minor] = images.flatMap((image) => /opentelemetry-collector[\w-]*:v?0\.(\d+)\./.exec(image)?.[1] ?? []);
  return minor === undefined ? {} : { minor: Number(minor) };
}

/** The type in the id of a component. */
export function typeOfComponent(id: string): string {
  return id.split('/')[0] ?? id;
}
