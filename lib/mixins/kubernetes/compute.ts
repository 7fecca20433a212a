import { promql, series, share, type Expression } from '../expressions/expression';
import { recorded } from '../expressions/recorded';
import { containerResources } from './container-resource-records';
import { containerCpuUsage, containerMemory } from './container-usage-records';
import { workloadPods } from './pod-owner-records';
import { rate } from '../panels/rates';
import { row, table, timeseries, type Column, type Link, type Panel, type Row } from '../panels/panels';

/** The containers of a dashboard, and the labels that distinguish them. */
export interface Scope {
  /** Titles of the labels that usage is summed by. */
  readonly labels: Readonly<Record<string, string>>;
  /** Matchers of the containers. @default - all of the cluster */
  readonly matchers?: readonly string[];
  /** Gives pods the workload they belong to. @default - it is not asked for */
  readonly workloads?: Expression;
  /** Boards that labels lead to. @default - none */
  readonly links?: Readonly<Record<string, Link>>;
}

/** The workload of each pod that matches. */
export function workloadsOf(...matchers: readonly string[]): Expression {
  return workloadPods.where(...matchers);
}

/** Series of pods or containers, summed up by the labels of a scope. */
export function summed({ labels, workloads }: Scope, pods: Expression): Expression {
  const of = workloads ? promql`${pods} * on (namespace, pod) group_left (workload, workload_type) ${workloads}` : pods;
  return promql`sum by (${Object.keys(labels).join(', ')}) (${of})`;
}

/** The legend that distinguishes the series of a scope. */
export function legendOf({ labels }: Scope): string {
  return Object.keys(labels)
    .map((label) => `{{${label}}}`)
    .join(' / ');
}

/** CPU usage of containers. */
export function cpuUsage(matchers: readonly string[] = []): Expression {
  return recorded(containerCpuUsage, ...matchers);
}

/** Memory that cannot be taken from containers without killing them. */
export function memoryUsage(matchers: readonly string[] = []): Expression {
  return recorded(containerMemory.workingSet, ...matchers);
}

/** Requests or limits of containers. */
export function promised(
  resource: 'cpu' | 'memory',
  kind: 'requests' | 'limits',
  matchers: readonly string[] = [],
): Expression {
  return recorded(containerResources[resource][kind].active, ...matchers);
}

/** CPUs: usage, throttling, and a table of usage against what was asked for. @param more panels besides */
export function cpuRow(scope: Scope, ...more: readonly Panel[]): Row {
  const { matchers = [] } = scope;
  const periods = (which: string): Expression =>
    summed(
      scope,
      promql`sum by (namespace, pod, container, node) (${rate(series('kubelet-cadvisor', `container_cpu_cfs_${which}_total`, 'container!=""', ...matchers))})`,
    );
  return row(
    'CPU',
    timeseries({
      title: 'CPU usage',
      description: 'CPU usage of containers in cores, averaged over five minutes.',
      unit: 'cores',
      stacked: true,
      queries: { [legendOf(scope)]: summed(scope, cpuUsage(matchers)) },
    }),
    timeseries({
      title: 'CPU throttling',
      description:
        'Ratio of the 100 ms periods when containers were throttled at their CPU limit; above a quarter the effect is noticeable.',
      unit: 'ratio',
      limits: { critical: 0.25 },
      queries: { [legendOf(scope)]: share(periods('throttled_periods'), periods('periods')) },
    }),
    ...more,
    table({
      title: 'CPU quota',
      description: 'CPU usage against what containers request, which is kept free for them, and against their limits.',
      labels: scope.labels,
      links: scope.links,
      columns: quota(scope, 'cpu', cpuUsage(matchers)),
    }),
  );
}

/** Memory: usage, and a table of usage against what was asked for. @param more panels besides */
export function memoryRow(scope: Scope, ...more: readonly Panel[]): Row {
  const { matchers = [] } = scope;
  const part = (expression: Expression): Column => ({ unit: 'bytes', query: summed(scope, expression) });
  return row(
    'Memory',
    timeseries({
      title: 'Memory usage',
      description:
        'Working set of containers: memory that the kernel cannot take back, which counts against their limit.',
      unit: 'bytes',
      stacked: true,
      queries: { [legendOf(scope)]: summed(scope, memoryUsage(matchers)) },
    }),
    ...more,
    table({
      title: 'Memory quota',
      description:
        'Working set compared with the requests of the containers, and with their limits, where they are killed; and its composition.',
      labels: scope.labels,
      links: scope.links,
      columns: {
        ...quota(scope, 'memory', memoryUsage(matchers)),
        RSS: part(recorded(containerMemory.rss, ...matchers)),
        Cache: part(recorded(containerMemory.cache, ...matchers)),
        Swap: part(recorded(containerMemory.swap, ...matchers)),
      },
    }),
  );
}

function quota(scope: Scope, resource: 'cpu' | 'memory', usage: Expression): Record<string, Column> {
  const unit = resource === 'cpu' ? 'cores' : 'bytes';
  const used = summed(scope, usage);
  const requests = summed(scope, promised(resource, 'requests', scope.matchers));
  const limits = summed(scope, promised(resource, 'limits', scope.matchers));
  return {
    Usage: { unit, query: used },
    Requests: { unit, query: requests },
    'Usage / requests': { unit: 'ratio', query: share(used, requests), limits: { warning: 1 } },
    Limits: { unit, query: limits },
    'Usage / limits': { unit: 'ratio', query: share(used, limits), limits: { warning: 0.8, critical: 0.95 } },
  };
}
