import { buildApp } from '../../charts/app';
import type { ContainerManifest, PodManifest } from '../../lib/checks/read/manifests';
import { synthesize, type Manifest, type Synthesis } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { unwatched } from './unwatched';

/** Syntheses of the platforms that tests used last: many tests look at the same few. */
const recent = new Map<string, Synthesis>();
/** Each has the constructs of a platform in memory. */
const MOST_RECENT = 8;

/** What a platform file's text describes, rendered; watched only if the text is about that, which most tests are not. */
function synthesisOf(yaml: string): Synthesis {
  const text = unwatched(yaml);
  const synthesis = recent.get(text) ?? synthesize(buildApp(parsePlatform(text).platform));
  recent.delete(text);
  recent.set(text, synthesis);
  const [oldest] = recent.keys();
  if (recent.size > MOST_RECENT && oldest !== undefined) recent.delete(oldest);
  return synthesis;
}

/** The manifests of a platform, with short ways to find one. Names are given without the instance's prefix `owdev-`. */
export class Manifests {
  public static of(yaml: string): Manifests {
    return new Manifests(synthesisOf(yaml));
  }

  constructor(public readonly synthesis: Synthesis) {}

  public get all(): readonly Manifest[] {
    return this.synthesis.objects.map(({ manifest }) => manifest);
  }

  /** All objects of a kind. */
  public kind(kind: string): Manifest[] {
    return this.all.filter((manifest) => manifest.kind === kind);
  }

  /** Names of all objects of a kind, sorted; the hashes of Jobs are cut off. */
  public names(kind: string): string[] {
    return this.kind(kind)
      .map(({ metadata }) => shortName(metadata.name))
      .sort();
  }

  /** One object, as far as a test looks into it. */
  public get<T = Record<string, unknown>>(kind: string, name: string): Manifest & T {
    const found = this.kind(kind).find(({ metadata }) => shortName(metadata.name) === name);
    if (!found) throw new Error(`There is no ${kind} ${name}; there are ${this.names(kind).join(', ')}`);
    return found as Manifest & T;
  }

  /** The workload of a component, whatever kind it is. */
  public workload(name: string): WorkloadManifest {
    const kinds = ['Deployment', 'StatefulSet', 'Job'];
    const kind = kinds.find((candidate) => this.names(candidate).includes(name));
    if (!kind) throw new Error(`There is no workload ${name}`);
    return this.get<WorkloadManifest>(kind, name);
  }

  /** The pod template of a component. */
  public pod(name: string): PodManifest['spec'] & Record<string, unknown> {
    return this.workload(name).spec.template.spec;
  }

  /** The main container of a component. */
  public container(name: string): ContainerManifest & Record<string, unknown> {
    return this.pod(name).containers[0] as ContainerManifest & Record<string, unknown>;
  }

  /** Environment of a component's main container: literals as they are, references as `Secret name/key` and the like. */
  public env(name: string): Record<string, string> {
    return Object.fromEntries((this.container(name).env ?? []).map((entry) => [entry.name, valueText(entry)]));
  }

  /** Names of a component's init containers. */
  public waits(name: string): string[] {
    return (this.pod(name).initContainers ?? []).map((container) => container.name);
  }

  /** Content of a ConfigMap. */
  public config(name: string): Record<string, string> {
    return this.get<{ data: Record<string, string> }>('ConfigMap', name).data;
  }
}

/** The parts of a workload that tests look at. */
export interface WorkloadManifest extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly serviceName?: string;
    readonly podManagementPolicy?: string;
    readonly strategy?: { readonly type: string };
    readonly backoffLimit?: number;
    readonly selector?: { readonly matchLabels: Record<string, string> };
    readonly volumeClaimTemplates?: readonly ClaimManifest[];
    readonly template: PodManifest;
  };
}

/** A PersistentVolumeClaim, or the template of one. */
export interface ClaimManifest {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly storageClassName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
}

function shortName(name: string): string {
  return name.replace(/^owdev-/, '').replace(/-[0-9a-f]{8}$/, '');
}

function valueText(entry: NonNullable<ContainerManifest['env']>[number]): string {
  const { secretKeyRef, configMapKeyRef, fieldRef } = (entry.valueFrom ?? {}) as {
    secretKeyRef?: { name: string; key: string };
    configMapKeyRef?: { name: string; key: string };
    fieldRef?: { fieldPath: string };
  };
  if (secretKeyRef) return `Secret ${shortName(secretKeyRef.name)}/${secretKeyRef.key}`;
  if (configMapKeyRef) return `ConfigMap ${shortName(configMapKeyRef.name)}/${configMapKeyRef.key}`;
  if (fieldRef) return `field ${fieldRef.fieldPath}`;
  return entry.value ?? '';
}
