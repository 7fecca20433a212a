import { latest } from '../alerts/state';
import { inBothForms } from '../families/kamon';
import { CONTROLLER, INVOKER, SCHEDULER } from './markers';
import type { MetricSource } from '../../catalogue/sources';
import { joined, percent, promql, series, type Expression } from '../expressions/expression';

/** Matchers of OpenWhisk's metrics, with tags and without, and what several of its rules compute. */

/** Completions that a controller forced. */
export const FORCED_COMPLETIONS = inBothForms(CONTROLLER, 'counter_loadbalancer_completionAck_counter_total', {
  type: ['forced'],
});

/** Activations that wait in the queue of an action. */
export const QUEUED_ACTIVATIONS = inBothForms(SCHEDULER, 'gauge_scheduler_queueActivation_counter');

/** Messages that wait, where tags are off. */
export const KAFKA_LAG_UNTAGGED = [...inBothForms(CONTROLLER, 'gauge_kafka_topic_counter'), 'topic=""'];

/** Starts of action containers by either container factory: pods, or containers of a Docker engine. */
export function containerStarts(event: string, by = ''): Expression {
  const kind = event.startsWith('finish') ? 'histogram' : 'counter';
  const starts = [
    { factory: 'kubeapi', cmd: ['create'] },
    { factory: 'docker', cmd: ['run'] },
  ].map(({ factory, cmd }) => {
    const matchers = inBothForms(INVOKER, `${kind}_invoker_${factory}_${event}`, { cmd });
    return promql`sum${by}(rate(${series('openwhisk-invoker', '', ...matchers)}[10m]))`;
  });
  return promql`(${joined(' or ', starts)})`;
}

/** Gauges of the memory reserved by running activations, and of the memory of all usable invokers. */
const POOLS = {
  managed: { inUse: 'memoryManagedInflight', capacity: 'totalCapacityManaged' },
  blackbox: { inUse: 'memoryBlackboxInflight', capacity: 'totalCapacityBlackBox' },
  /** The balancer for the scheduler divides no pools. */
  all: { inUse: 'memoryInflight', capacity: 'totalCapacity' },
};

/** A part of the invokers' memory. */
type Pool = keyof typeof POOLS;

/** The parts of the invokers' memory. */
export const POOL_NAMES = Object.keys(POOLS) as Pool[];

/**
 * Part of a pool's memory that activations have reserved, in percent. Each controller knows its own activations, and the
 * memory of all invokers.
 */
export function memoryInUse(pool: Pool): Expression {
  const { inUse, capacity } = POOLS[pool];
  return percent(
    promql`sum(${latest('openwhisk-controller', '', ...inBothForms(CONTROLLER, `gauge_loadbalancer_${inUse}_counter`))})`,
    promql`max(${latest('openwhisk-controller', `gauge_loadbalancer_${capacity}_counter`)})`,
  );
}

/** An expression without labels that is above a threshold, with the name of the pool it is about. */
export function inPool(pool: string, expr: Expression, threshold: number): Expression {
  return promql`label_replace(${expr}, "pool", "${pool}", "", "") > ${threshold}`;
}

/** Ratio of the operations that ended in an error, in percent. A counter of errors is missing until the first one. */
export function failedPercent(source: MetricSource, operations: readonly string[]): Expression {
  const rates = (suffix: string): Expression => {
    const each = operations.map(
      (operation) => promql`(sum(rate(${series(source, `${operation}_${suffix}_total`)}[5m])) or vector(0))`,
    );
    return promql`(${joined('\n+ ', each)})`;
  };
  return percent(rates('error'), rates('start'));
}
