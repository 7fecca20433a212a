import type { Rule } from '../platform/rule';
import { longestDrain, SHUTDOWN_SECONDS } from './drain';
import { fractions } from './load-balancer';

/** A blackbox fraction below the rest is raised to the rest (OpenWhisk, ShardingContainerPoolBalancer.scala, ContainerManager.scala). */
const everyInvokerHasAPurpose: Rule = ({ openwhisk: { loadBalancer } }) => {
  const { managed, blackbox } = fractions(loadBalancer);
  if (managed + blackbox >= 100) return [];
  return [
    {
      path: ['openwhisk', 'loadBalancer', 'managedFraction'],
      problem: `${managed}% and a blackboxFraction of ${blackbox}% leave ${100 - managed - blackbox}% of the invokers without a purpose`,
      allowed: `at least ${100 - blackbox}%; OpenWhisk would run blackbox actions on all the others, whatever blackboxFraction is`,
      fix: `write ${100 - blackbox}%, or set openwhisk.loadBalancer.blackboxFraction: ${100 - managed}%`,
    },
  ];
};

/** Both sides of concurrency: the limit that an action may set, and containers that accept several activations. */
const concurrencyIsSwitchedOn: Rule = ({ openwhisk: { limits, invoker } }) => {
  const { max } = limits.concurrency;
  if (max > 1 === invoker.actionConcurrency) return [];
  return max > 1
    ? [
        {
          path: ['openwhisk', 'limits', 'concurrency', 'max'],
          problem: `${max} has no effect without openwhisk.invoker.actionConcurrency: containers run one activation at a time`,
          allowed: '1, or more with openwhisk.invoker.actionConcurrency: true',
          fix: 'set openwhisk.invoker.actionConcurrency: true, or write 1',
        },
      ]
    : [
        {
          path: ['openwhisk', 'invoker', 'actionConcurrency'],
          problem:
            'true has no effect with openwhisk.limits.concurrency.max: 1: no action may set a higher concurrency',
          allowed: 'false, or true with a higher openwhisk.limits.concurrency.max',
          fix: 'raise openwhisk.limits.concurrency.max, or write false',
        },
      ];
};

/** An invoker that is stopped while an activation runs loses it. */
const drainOutlastsActivations: Rule = ({ openwhisk }) => {
  const { drainSeconds } = openwhisk.invoker;
  const least = longestDrain(openwhisk);
  if (openwhisk.lean || drainSeconds === undefined || drainSeconds >= least) return [];
  return [
    {
      path: ['openwhisk', 'invoker', 'drainSeconds'],
      problem: `${drainSeconds} s end before an activation of ${openwhisk.limits.time.max}, which the limits allow`,
      allowed: `at least ${least}: openwhisk.limits.time.max and the ${SHUTDOWN_SECONDS} s of the shutdown`,
      fix: `write ${least} or more, or remove it, or lower openwhisk.limits.time.max`,
    },
  ];
};

/** Rules between limits, and between limits and the components that enforce them. */
export const LIMIT_RULES: readonly Rule[] = [
  everyInvokerHasAPurpose,
  concurrencyIsSwitchedOn,
  drainOutlastsActivations,
];
