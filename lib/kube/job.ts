import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { amend } from './amend';
import { contentHash } from './config-files';
import { CANNOT_HEAL } from './exit-codes';
import { k8s } from './k8s';
import { newerFields } from './newer-fields';
import { podTemplate, type PodProps } from './pod';
import { PlatformChart } from './platform-chart';
import { withSecrets, Workload } from './workload';

/** Properties of {@link JobWorkload}. */
export interface JobWorkloadProps extends PodProps {
  /** Time of all tries together after the waits, in seconds. @default 1800 */
  readonly activeDeadlineSeconds?: number;
}

/** Tries after the first one. */
const BACKOFF_LIMIT = 3;
const STARTING_DEADLINE_SECONDS = 60;
const TTL_SECONDS = 24 * 60 * 60;

/** A pod that a drain of its node has ended is not a try; a failure that cannot heal ends the Job. The first rule that matches decides. */
const FAILURE_POLICY = {
  rules: [
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    { action: 'FailJob', onExitCodes: { operator: 'In', values: [CANNOT_HEAL] } },
  ],
};

/**
 * A task that runs once. Template and failure policy of a Job are immutable, so its name ends in a hash of them: a changed task is a new
 * Job, and the old one goes away a day after it has finished.
 */
export class JobWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: JobWorkloadProps) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: 1, restartPolicy: 'Never' });
    const activeDeadlineSeconds = this.waitSeconds + (props.activeDeadlineSeconds ?? 1800);
    const newer = newerFields(chart.settings, props, template);
    const hash = contentHash([template, newer, activeDeadlineSeconds, FAILURE_POLICY], 8);
    this.apiObject = new k8s.KubeJob(this, 'Resource', {
      metadata: { ...metadata, name: `${metadata.name}-${hash}` },
      spec: {
        backoffLimit: BACKOFF_LIMIT,
        activeDeadlineSeconds,
        ttlSecondsAfterFinished: TTL_SECONDS,
        template,
      },
    });
    amend(
      this.apiObject,
      // The types require conditions and exit codes in each rule; the API server accepts only one of them.
      { op: 'add', path: '/spec/podFailurePolicy', value: FAILURE_POLICY },
      // Two pods of one task at a time could undo each other's work.
      { op: 'add', path: '/spec/podReplacementPolicy', value: 'Failed' },
      ...newer,
    );
  }
}

/** Properties of {@link TaskOnDemand}. */
export interface TaskOnDemandProps extends PodProps {
  /** Time of one run, in seconds. */
  readonly activeDeadlineSeconds: number;
}

/** The parts of a CronJob that decide on its runs. */
interface Runs {
  /** The fields beside the template of the Jobs. */
  readonly spec: Omit<k8s.CronJobSpec, 'jobTemplate'>;
  readonly backoffLimit: number;
  /** Time of all tries of one run together, in seconds. */
  readonly activeDeadlineSeconds: number;
}

/** A CronJob. A finished Job of it goes away after a day. */
class CronWorkload extends Workload {
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: PodProps, runs: (waitSeconds: number) => Runs) {
    super(scope, id, withSecrets(props));
    const chart = PlatformChart.of(this);
    const template = podTemplate(chart, props, { waitsFor: this.waitsFor, maxPods: 1, restartPolicy: 'Never' });
    const { spec, ...limits } = runs(this.waitSeconds);
    this.apiObject = new k8s.KubeCronJob(this, 'Resource', {
      metadata: chart.metadata(props.component),
      spec: {
        ...spec,
        jobTemplate: { spec: { ...limits, ttlSecondsAfterFinished: TTL_SECONDS, template } },
      },
    });
    amend(this.apiObject, ...newerFields(chart.settings, props, template, '/spec/jobTemplate/spec/template'));
  }
}

/** A suspended CronJob: a task that starts by `kubectl create job --from=cronjob/<name> <run>`, as often as wanted. */
export class TaskOnDemand extends CronWorkload {
  constructor(scope: Construct, id: string, props: TaskOnDemandProps) {
    super(scope, id, props, () => ({
      spec: {
        suspend: true,
        // Resuming it would otherwise start a run for a time that has passed.
        startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
        // Required, and without effect.
        schedule: '0 0 1 1 *',
      },
      backoffLimit: 0,
      activeDeadlineSeconds: props.activeDeadlineSeconds,
    }));
  }
}

/** Properties of {@link ScheduledTask}. */
export interface ScheduledTaskProps extends PodProps {
  /** Schedule in the notation of CronJobs; UTC. */
  readonly schedule: string;
  /** Time of all tries of one run together after the waits, in seconds. */
  readonly activeDeadlineSeconds: number;
}

/** A run that is later than this is left out: the next one is near enough. */
const LATEST_START_SECONDS = 3600;

/** A CronJob: a task that runs by a schedule, one run at a time. */
export class ScheduledTask extends CronWorkload {
  constructor(scope: Construct, id: string, props: ScheduledTaskProps) {
    super(scope, id, props, (waitSeconds) => ({
      spec: {
        schedule: props.schedule,
        timeZone: 'Etc/UTC',
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: LATEST_START_SECONDS,
      },
      backoffLimit: BACKOFF_LIMIT,
      activeDeadlineSeconds: waitSeconds + props.activeDeadlineSeconds,
    }));
  }
}
