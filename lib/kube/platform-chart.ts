import { Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { imageReference, type ImageSource } from './images';
import { type ComponentId, labelsFor, selectorFor } from './labels';
import { objectName, serviceHost } from './names';
import type { PlacementOptions } from './placement';
import type { ImageName } from '../catalogue/images';

/** Settings that all components of one platform instance share. */
export interface PlatformSettings {
  /** Name of the instance; the prefix of every object's name. */
  readonly instance: string;
  /** Namespace of the namespaced objects. */
  readonly namespace: string;
  /** Minor version of Kubernetes, e.g. `1.36`. */
  readonly kubernetesVersion: string;
  /** DNS domain of the cluster, e.g. `cluster.local`. */
  readonly clusterDomain: string;
  /** Namespace of the DNS pods, for network policies. */
  readonly dnsNamespace: string;
  /** Addresses of DNS servers outside the pod network, for network policies. */
  readonly dnsAddresses: readonly string[];
  /** Ports of the DNS pods, for network policies. */
  readonly dnsPorts: readonly number[];
  /** Ports of the API server, for network policies. */
  readonly apiServerPorts: readonly number[];
  /** IP families of pods and Services. */
  readonly ipFamilies: readonly ('IPv4' | 'IPv6')[];
  /** Pods of the Ingress controller, for network policies. @default - unknown */
  readonly ingressController?: { readonly namespace: string; readonly podLabels: Readonly<Record<string, string>> };
  readonly images: ImageSource & {
    readonly pullPolicy: 'Always' | 'IfNotPresent' | 'Never';
    /** Names of Secrets of type kubernetes.io/dockerconfigjson. */
    readonly pullSecrets: readonly string[];
  };
  readonly placement: PlacementOptions;
  readonly persistence: {
    /** Whether data outlives its pod. */
    readonly enabled: boolean;
    /** Storage class of every claim. @default - the cluster's default class. */
    readonly storageClassName?: string;
  };
  readonly waits: WaitOptions;
  /** Whether pods name the user and the groups of their processes, or leave them to the cluster. */
  readonly fixedUsers: boolean;
  /** Whether pods that need nothing of their node have a user namespace. */
  readonly userNamespaces: boolean;
  /** Whether pods without privileged containers require the AppArmor profile of the container runtime. */
  readonly appArmor: boolean;
  /** Pods outside the platform that scrape every workload. @default - none */
  readonly scraper?: { readonly namespace: string; readonly selector: Readonly<Record<string, string>> };
}

/** Times of the waiting init containers, in seconds. */
export interface WaitOptions {
  /** Longest time of one try. */
  readonly tryTimeoutSeconds: number;
  /** Pause between two tries. */
  readonly intervalSeconds: number;
  /** Deadline of an init container, which then fails with a message. */
  readonly deadlineSeconds: number;
}

/** Name, namespace and labels of an object. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Record<string, string>;
}

/** Properties of {@link PlatformChart}. */
export interface PlatformChartProps {
  readonly settings: PlatformSettings;
  /** Place of the chart's file among the others: files are applied in the order of this number. */
  readonly order: number;
}

/** A deployable unit of the platform: one file of manifests. */
export class PlatformChart extends Chart {
  /** The chart that a construct belongs to. */
  public static override of(construct: IConstruct): PlatformChart {
    const chart = Chart.of(construct);
    if (!(chart instanceof PlatformChart)) throw new Error(`'${construct.node.path}' is not within a PlatformChart`);
    return chart as PlatformChart;
  }

  public readonly settings: PlatformSettings;
  public readonly order: number;

  constructor(scope: Construct, id: string, props: PlatformChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    this.settings = props.settings;
    this.order = props.order;
  }

  /** File of the chart's manifests, e.g. `20-openwhisk.k8s.yaml`. */
  public get fileName(): string {
    return `${String(this.order).padStart(2, '0')}-${this.node.id}.k8s.yaml`;
  }

  /** Name, namespace and labels of a component's object; `suffix` distinguishes several objects of one kind. */
  public metadata(id: ComponentId, suffix?: string): ObjectMetadata {
    const { instance, namespace } = this.settings;
    const component = suffix ? `${id.component}-${suffix}` : id.component;
    return { name: objectName(instance, component), namespace, labels: labelsFor(instance, id) };
  }

  /** Name and labels of a component's cluster-scoped object; the namespace's name distinguishes instances. */
  public clusterMetadata(id: ComponentId): Omit<ObjectMetadata, 'namespace'> {
    const { name, namespace, labels } = this.metadata(id);
    return { name: `${namespace}-${name}`, labels };
  }

  /** Adds the objects that depend on the workloads of other charts; called once, when all charts exist. */
  public complete(): void {
    // Most charts depend on no other.
  }

  /** Adds the network policies; called once, when every workload of every chart exists. */
  public isolate(): void {
    // A chart without pods has nothing to isolate.
  }

  /** The labels that select a component's pods. */
  public selector(id: ComponentId): Record<string, string> {
    return selectorFor(this.settings.instance, id);
  }

  /** The reference of one of the platform's images. */
  public image(name: ImageName): string {
    return imageReference(name, this.settings.images);
  }

  /** The DNS name of a component's Service. */
  public host(id: ComponentId): string {
    const { instance, namespace, clusterDomain } = this.settings;
    return serviceHost(objectName(instance, id.component), namespace, clusterDomain);
  }
}
