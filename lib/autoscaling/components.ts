import type { ConfigPath } from '../platform/mistake';
import type { Platform } from '../platform/model';
import type { Scaling } from '../platform/schema/scaling';
import type { ScalingRules } from './behavior';
import type { ScalingMetric } from './metric';
import { named } from './scaling-metrics';

/** A component of the platform whose number of pods follows the load. */
export interface ScaledComponent {
  /** Name of the component. */
  readonly component: string;
  /** Where the platform file says so. */
  readonly path: ConfigPath;
  readonly scaling: Scaling;
  /** Metric used if the file names none. @default - CPU utilization */
  readonly fallback?: ScalingMetric;
  /** How fast pods go where the file does not say. @default - as Kubernetes does. */
  readonly scaleDown?: ScalingRules;
}

/** Part of an invoker's memory that running actions may take before there is another invoker. */
const BUSY_SHARE = 0.75;

/** Memory of the actions that run in an invoker (lib/mixins/openwhisk/markers.ts, `containerPool_activeSize`). */
const INVOKER_MEMORY_IN_USE = 'gauge_containerPool_activeSize_counter_bytes';

const BYTES: Readonly<Record<string, number>> = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/**
 * A removed pod loses state: a controller the answers to blocking calls, an invoker its warm containers. So scale-down
 * is slow and late.
 */
const ONE_AFTER_THE_OTHER: ScalingRules = {
  windowSeconds: 600,
  policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }],
};

/** All components that a platform file wants scaled, whether they run or not. */
export function scaledComponents({ openwhisk, logging }: Platform): ScaledComponent[] {
  const { controller, invoker, nginx, apigateway, metrics } = openwhisk;
  const candidates: (Omit<ScaledComponent, 'scaling'> & { readonly scaling?: Scaling })[] = [
    {
      component: 'controller',
      path: ['openwhisk', 'controller'],
      scaling: controller.autoscaling,
      scaleDown: ONE_AFTER_THE_OTHER,
    },
    {
      component: 'invoker',
      path: ['openwhisk', 'invoker'],
      scaling: invoker.autoscaling,
      fallback: memoryInUse(invoker.userMemory),
      scaleDown: ONE_AFTER_THE_OTHER,
    },
    { component: 'nginx', path: ['openwhisk', 'nginx'], scaling: nginx.autoscaling },
    { component: 'apigateway', path: ['openwhisk', 'apigateway'], scaling: apigateway.autoscaling },
    {
      component: 'user-events',
      path: ['openwhisk', 'metrics', 'userEvents'],
      scaling: metrics.userEvents.autoscaling,
    },
    { component: 'kibana', path: ['logging', 'kibana'], scaling: logging.kibana.autoscaling },
  ];
  return candidates.flatMap(({ scaling, path, ...rest }) =>
    scaling ? [{ ...rest, scaling, path: [...path, 'autoscaling'] }] : [],
  );
}

/** An invoker works in the memory that it has for actions, not in CPU of its own: its pods only start and watch others. */
function memoryInUse(userMemory: string): ScalingMetric {
  const [, digits = '0', unit = 'b'] = /^(\d+) ?([a-zA-Z]?)/.exec(userMemory) ?? [];
  const bytes = Number(digits) * (BYTES[unit.toLowerCase()] ?? 1);
  const average = String(Math.floor(bytes * BUSY_SHARE));
  return { ...named(INVOKER_MEMORY_IN_USE), type: 'pods', target: { average } };
}
