import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { contentHash } from './config-files';
import type { Endpoint } from './endpoint';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { endpointOf, type Milestone } from './milestone';
import { PlatformChart } from './platform-chart';
import { podTemplate, secretsOf, volumesOf, type PodProps } from './pod';
import { secretMade } from './secrets';
import { toClaimTemplates } from './storage';

/** Pods of one component, and what they need: the node of the launch order and of the network. */
export abstract class Workload extends Construct {
  /** All workloads within a construct, in the order in which they were made. */
  public static within(scope: IConstruct): Workload[] {
    return scope.node.findAll().filter((construct): construct is Workload => construct instanceof Workload);
  }

  public readonly component: ComponentId;
  /** Everything the pods wait for, the Secrets they read included. */
  public readonly waitsFor: readonly Milestone[];
  /** Everything the pods connect to. */
  public readonly connectsTo: readonly Endpoint[];
  /** The labels of the pods. */
  public readonly selector: Readonly<Record<string, string>>;
  /** Container port at which a Prometheus finds `/metrics`. */
  public readonly scrapedAt?: number;
  /** The object that runs the pods. */
  public abstract readonly apiObject: ApiObject;
  /** Kind and name; a Job's without the hash of its content, so that what waits for it need not change with it. */
  public get stableName(): string {
    return `${this.apiObject.kind}/${PlatformChart.of(this).metadata(this.component).name}`;
  }

  constructor(scope: Construct, id: string, props: PodProps) {
    super(scope, id);
    this.component = props.component;
    this.scrapedAt = props.scrapedAt;
    this.selector = PlatformChart.of(this).selector(props.component);
    this.waitsFor = [...(props.waitsFor ?? []), ...secretMilestones(props)];
    this.connectsTo = [
      ...this.waitsFor.flatMap((milestone) => endpointOf(milestone) ?? []),
      ...(props.connectsTo ?? []),
    ];
  }
}

/** A PodDisruptionBudget keeps all but this many pods of a component through voluntary disruptions. */
const MAX_UNAVAILABLE = 1;

/** Properties of {@link DeploymentWorkload}. */
export interface DeploymentWorkloadProps extends PodProps {
  readonly replicas: number;
}

/** Interchangeable pods. One that owns a claim is replaced, not rolled: two pods cannot hold the same volume. */
export class DeploymentWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: DeploymentWorkloadProps) {
    super(scope, id, props);
    const chart = PlatformChart.of(this);
    const ownsClaim = volumesOf(props).some((volume) => 'claim' in volume);
    this.apiObject = new k8s.KubeDeployment(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        replicas: props.replicas,
        ...(ownsClaim ? { strategy: { type: 'Recreate' } } : {}),
        selector: { matchLabels: chart.selector(props.component) },
        template: podTemplate(chart, props, this.waitsFor),
      },
    });
    addDisruptionBudget(this, props);
  }
}

/** Properties of {@link StatefulWorkload}. */
export interface StatefulWorkloadProps extends PodProps {
  readonly replicas: number;
  /** Name of the Service that gives each pod its DNS name. */
  readonly serviceName: string;
}

/** Pods with names and claims of their own, started all at once: their order is the launch order's business. */
export class StatefulWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: StatefulWorkloadProps) {
    super(scope, id, props);
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    const claims = toClaimTemplates(
      volumesOf(props),
      chart.selector(props.component),
      chart.settings.persistence.storageClassName,
    );
    this.apiObject = new k8s.KubeStatefulSet(this, 'Resource', {
      metadata,
      spec: {
        serviceName: props.serviceName,
        replicas: props.replicas,
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: chart.selector(props.component) },
        template: podTemplate(chart, props, this.waitsFor),
        ...(claims.length > 0 ? { volumeClaimTemplates: claims } : {}),
      },
    });
    addDisruptionBudget(this, props);
  }
}

/** One pod on every node that its role is for. */
export class DaemonWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: PodProps) {
    super(scope, id, props);
    const chart = PlatformChart.of(this);
    this.apiObject = new k8s.KubeDaemonSet(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        selector: { matchLabels: chart.selector(props.component) },
        template: podTemplate(chart, props, this.waitsFor),
      },
    });
  }
}

/** Properties of {@link JobWorkload}. */
export interface JobWorkloadProps extends PodProps {
  /** Time of all tries together, in seconds. @default 1800 */
  readonly activeDeadlineSeconds?: number;
}

const BACKOFF_LIMIT = 3;
const TTL_SECONDS = 24 * 60 * 60;

/**
 * A task that runs once. A Job's template is immutable, so its name ends in a hash of it: a changed task is a new Job, and the
 * old one goes away a day after it has finished.
 */
export class JobWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: JobWorkloadProps) {
    super(scope, id, props);
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    const template = podTemplate(chart, props, this.waitsFor, 'Never');
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

function secretMilestones(props: PodProps): Milestone[] {
  const made = new Map(secretsOf(props).map((secret) => [secret.name, secretMade(secret)]));
  return [...made.values()].flatMap((milestone) => milestone ?? []);
}

function addDisruptionBudget(workload: Workload, props: DeploymentWorkloadProps): void {
  if (props.replicas < 2) return;
  const chart = PlatformChart.of(workload);
  new k8s.KubePodDisruptionBudget(workload, 'DisruptionBudget', {
    metadata: chart.metadata(props.component),
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(MAX_UNAVAILABLE),
      selector: { matchLabels: chart.selector(props.component) },
    },
  });
}
