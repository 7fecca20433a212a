import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { amend } from './amend';
import { externalEndpoint, type Endpoint } from './endpoint';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import type { MetricsEndpoint } from './metrics';
import { endpointsOfMilestone, secretMade, type Milestone } from './milestone';
import { newerFields } from './newer-fields';
import { PlatformChart } from './platform-chart';
import { retentionOf, type ClaimRetention } from './pod-settings';
import { podTemplate, secretsOf, volumesOf, type PodProps } from './pod';
import { maxPods, type Scale } from './scaling';
import { toClaimTemplates } from './storage';

/** Facts about a component's pods for the launch order and the network policies. */
type WorkloadFacts = Pick<PodProps, 'component' | 'waitsFor' | 'connectsTo' | 'metrics' | 'host'> & {
  /** Labels of the pods. @default - the component's labels */
  readonly selector?: Readonly<Record<string, string>>;
};

/** A pod's own waits, and those for the Secrets that it reads. */
export function withSecrets(props: PodProps): WorkloadFacts {
  return { ...props, waitsFor: [...(props.waitsFor ?? []), ...secretMilestones(props)] };
}

/** Time for pulling images and starting, in seconds: the default of a Deployment's `progressDeadlineSeconds`. */
const START_SECONDS = 600;

/** Pods of one component, and what they need: the node of the launch order and of the network. */
export abstract class Workload extends Construct {
  /** All workloads within a construct, in order of creation. */
  public static within(scope: IConstruct): Workload[] {
    return scope.node.findAll().filter((construct): construct is Workload => construct instanceof Workload);
  }

  public readonly component: ComponentId;
  /** Everything the pods wait for, the Secrets they read included. */
  public readonly waitsFor: readonly Milestone[];
  /** The labels of the pods. */
  public readonly selector: Readonly<Record<string, string>>;
  /** Where a Prometheus finds metrics in the pods. */
  public readonly metrics: readonly MetricsEndpoint[];
  private readonly hostNetwork: boolean;
  private readonly declared: readonly Endpoint[];
  /** The object that runs the pods. */
  public abstract readonly apiObject: ApiObject;
  /** Kind and name; a Job's without the hash of its content, so that what waits for it need not change with it. */
  public get stableName(): string {
    return `${this.apiObject.kind}/${PlatformChart.of(this).metadata(this.component).name}`;
  }

  /** The namespace of the pods. */
  public get namespace(): string {
    return PlatformChart.of(this).settings.namespace;
  }

  constructor(scope: Construct, id: string, props: WorkloadFacts) {
    super(scope, id);
    this.component = props.component;
    this.metrics = props.metrics ?? [];
    this.hostNetwork = props.host?.network ?? false;
    this.selector = props.selector ?? PlatformChart.of(this).selector(props.component);
    this.waitsFor = props.waitsFor ?? [];
    this.declared = props.connectsTo ?? [];
  }

  /** Everything the pods connect to. */
  public get connectsTo(): readonly Endpoint[] {
    return [...this.waitsFor.flatMap(endpointsOfMilestone), ...this.declared];
  }

  /** Deadlines of the waiting init containers together, in seconds: they run in sequence. */
  public get waitSeconds(): number {
    const { deadlineSeconds } = PlatformChart.of(this).settings.waits;
    const waits = new Set(this.waitsFor.filter((milestone) => 'wait' in milestone).map(({ name }) => name));
    return waits.size * deadlineSeconds;
  }

  /** Longest time of a healthy start, in seconds. */
  public get startSeconds(): number {
    return this.waitSeconds + START_SECONDS;
  }

  /** Whether there is one pod on every node. */
  public get onEveryNode(): boolean {
    return false;
  }

  /** The endpoints where Prometheus scrapes the pods. A policy cannot select pods in the host network. */
  public get scraped(): Endpoint[] {
    const { namespace, selector } = this;
    return this.metrics.map(({ containerPort: port }) =>
      this.hostNetwork
        ? externalEndpoint('nodes', port)
        : { host: this.stableName, port, pods: { selector, namespace, port } },
    );
  }
}

/** A PodDisruptionBudget keeps all but this many pods of a component through voluntary disruptions. */
const MAX_UNAVAILABLE = 1;

/** Properties of {@link DeploymentWorkload}. */
export type DeploymentWorkloadProps = PodProps & Scale;

/** Interchangeable pods. One that owns a claim is replaced, not rolled: two pods cannot hold the same volume. */
export class DeploymentWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: DeploymentWorkloadProps) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: maxPods(props), surges: true });
    const ownsClaim = volumesOf(props).some((volume) => 'claim' in volume);
    this.apiObject = new k8s.KubeDeployment(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        ...(props.replicas === undefined ? {} : { replicas: props.replicas }),
        // A pod that waits makes no progress: the rollout would count as failed while everything is well.
        progressDeadlineSeconds: this.startSeconds,
        ...(ownsClaim ? { strategy: { type: 'Recreate' } } : {}),
        selector: { matchLabels: chart.selector(props.component) },
        template,
      },
    });
    amend(this.apiObject, ...newerFields(chart.settings, props, template));
    addDisruptionBudget(this, maxPods(props));
  }
}

/** Properties of {@link StatefulWorkload}. */
export type StatefulWorkloadProps = PodProps &
  Scale & {
    /** Name of the Service that gives each pod its DNS name. */
    readonly serviceName: string;
    /** Storage class of the claims. @default - the platform's storage class */
    readonly storageClassName?: string;
    /** @default - claims are retained */
    readonly claimRetention?: ClaimRetention;
  };

/** Pods with names and claims of their own, started all at once: their order is the launch order's business. */
export class StatefulWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: StatefulWorkloadProps) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: maxPods(props) });
    const claims = toClaimTemplates(
      volumesOf(props),
      chart.selector(props.component),
      props.storageClassName ?? chart.settings.persistence.storageClassName,
    );
    this.apiObject = new k8s.KubeStatefulSet(this, 'Resource', {
      metadata,
      spec: {
        serviceName: props.serviceName,
        ...(props.replicas === undefined ? {} : { replicas: props.replicas }),
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: chart.selector(props.component) },
        template,
        ...(claims.length > 0 ? { volumeClaimTemplates: claims, ...retentionOf(props.claimRetention) } : {}),
      },
    });
    amend(this.apiObject, ...newerFields(chart.settings, props, template));
    addDisruptionBudget(this, maxPods(props));
  }
}

/** Properties of {@link DaemonWorkload}. */
export interface DaemonWorkloadProps extends PodProps {
  /** How many pods an update may replace at once, as a number or percentage of the nodes. @default 1 */
  readonly maxUnavailable?: string;
}

/** One pod on every node that its role is for. */
export class DaemonWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: DaemonWorkloadProps) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const { maxUnavailable } = props;
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: 1 });
    this.apiObject = new k8s.KubeDaemonSet(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        ...(maxUnavailable
          ? { updateStrategy: { rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString(maxUnavailable) } } }
          : {}),
        selector: { matchLabels: chart.selector(props.component) },
        template,
      },
    });
    amend(this.apiObject, ...newerFields(chart.settings, props, template));
  }

  public override get onEveryNode(): boolean {
    return true;
  }
}

/** Properties of {@link OperatedWorkload}. */
export interface OperatedWorkloadProps extends Omit<WorkloadFacts, 'connectsTo'> {
  readonly replicas: number;
  /** The custom resource. */
  readonly apiObject: ApiObject;
  /** The labels that the operator gives the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Container ports of the pods, by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Endpoints that the pods connect to, evaluated after all constructs exist. */
  readonly connectsTo: () => readonly Endpoint[];
}

/** Pods that an operator makes for a custom resource. */
export class OperatedWorkload extends Workload {
  public readonly apiObject: ApiObject;
  /** Container ports of the pods, by name. */
  public readonly ports: Readonly<Record<string, number>>;
  private readonly connections: () => readonly Endpoint[];

  constructor(
    scope: Construct,
    id: string,
    { apiObject, ports, connectsTo, replicas, ...facts }: OperatedWorkloadProps,
  ) {
    super(scope, id, facts);
    this.apiObject = apiObject;
    this.ports = ports;
    this.connections = connectsTo;
    addDisruptionBudget(this, replicas);
  }

  public override get connectsTo(): readonly Endpoint[] {
    return this.connections();
  }
}

function secretMilestones(props: PodProps): Milestone[] {
  const made = new Map(secretsOf(props).map((secret) => [secret.name, secretMade(secret)]));
  return [...made.values()].flatMap((milestone) => milestone ?? []);
}

function addDisruptionBudget(workload: Workload, replicas: number): void {
  if (replicas < 2) return;
  new k8s.KubePodDisruptionBudget(workload, 'DisruptionBudget', {
    metadata: PlatformChart.of(workload).metadata(workload.component),
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(MAX_UNAVAILABLE),
      // A pod that never becomes ready would otherwise block the drain of its node for ever.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { ...workload.selector } },
    },
  });
}
