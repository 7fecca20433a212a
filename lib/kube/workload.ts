import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { contentHash } from './config-files';
import { externalEndpoint, type Endpoint } from './endpoint';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import type { MetricsEndpoint } from './metrics';
import { endpointsOfMilestone, secretMade, type Milestone } from './milestone';
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

/** A pod's own waits, and that for the Secrets it reads. */
function withSecrets(props: PodProps): WorkloadFacts {
  return { ...props, waitsFor: [...(props.waitsFor ?? []), ...secretMilestones(props)] };
}

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
    const ownsClaim = volumesOf(props).some((volume) => 'claim' in volume);
    this.apiObject = new k8s.KubeDeployment(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        ...(props.replicas === undefined ? {} : { replicas: props.replicas }),
        ...(ownsClaim ? { strategy: { type: 'Recreate' } } : {}),
        selector: { matchLabels: chart.selector(props.component) },
        template: podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: maxPods(props) }),
      },
    });
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
        template: podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: maxPods(props) }),
        ...(claims.length > 0 ? { volumeClaimTemplates: claims, ...retentionOf(props.claimRetention) } : {}),
      },
    });
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
    this.apiObject = new k8s.KubeDaemonSet(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        ...(maxUnavailable
          ? { updateStrategy: { rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString(maxUnavailable) } } }
          : {}),
        selector: { matchLabels: chart.selector(props.component) },
        template: podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: 1 }),
      },
    });
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

/** Properties of {@link JobWorkload}. */
export interface JobWorkloadProps extends PodProps {
  /** Time of all tries together, in seconds. @default 1800 */
  readonly activeDeadlineSeconds?: number;
}

const BACKOFF_LIMIT = 3;
const STARTING_DEADLINE_SECONDS = 60;
const TTL_SECONDS = 24 * 60 * 60;

/**
 * A task that runs once. A Job's template is immutable, so its name ends in a hash of it: a changed task is a new Job, and the
 * old one goes away a day after it has finished.
 */
export class JobWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: JobWorkloadProps) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: 1, restartPolicy: 'Never' });
    const activeDeadlineSeconds = props.activeDeadlineSeconds ?? 1800;
    this.apiObject = new k8s.KubeJob(this, 'Resource', {
      metadata: { ...metadata, name: `${metadata.name}-${contentHash([template, activeDeadlineSeconds], 8)}` },
      spec: {
        backoffLimit: BACKOFF_LIMIT,
        activeDeadlineSeconds,
        ttlSecondsAfterFinished: TTL_SECONDS,
        template,
      },
    });
  }
}

/** Properties of {@link TaskOnDemand}. */
export interface TaskOnDemandProps extends PodProps {
  /** Time of one run, in seconds. */
  readonly activeDeadlineSeconds: number;
}

/** A suspended CronJob: a task that starts by `kubectl create job --from=cronjob/<name> <run>`, as often as wanted. */
export class TaskOnDemand extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: TaskOnDemandProps) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: 1, restartPolicy: 'Never' });
    this.apiObject = new k8s.KubeCronJob(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        suspend: true,
        // Resuming it would otherwise start a run for a time that has passed.
        startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
        // Required, and without effect.
        schedule: '0 0 1 1 *',
        jobTemplate: {
          spec: {
            backoffLimit: 0,
            activeDeadlineSeconds: props.activeDeadlineSeconds,
            ttlSecondsAfterFinished: TTL_SECONDS,
            template,
          },
        },
      },
    });
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
      selector: { matchLabels: { ...workload.selector } },
    },
  });
}
