import type { ConfigPath } from '../platform/mistake';
import type { Platform } from '../platform/model';
import type { PlatformPart } from '../platform/namespaces';
import type { Scaling } from '../platform/schema/scaling';
import { parseWhiskSize } from '../text/whisk-size';
import type { ScalingRules } from './behavior';
import type { ScalingMetric } from './metric';
import { named } from './scaling-metrics';

/** A component of the platform whose number of pods follows the load. */
export interface ScaledComponent {
  /** Name of the component. */
  readonly component: string;
  /** Kind of the object that runs its pods. */
  readonly kind: 'Deployment' | 'StatefulSet';
  /** The part of the platform whose namespace it is in. */
  readonly part: PlatformPart;
  /** Path of the property that scales it. */
  readonly path: ConfigPath;
  readonly scaling: Scaling;
  /** The metric where the file names none. @default - the use of CPU. */
  readonly fallback?: ScalingMetric;
  /** Default of the rules for removing pods. @default - Kubernetes' own. */
  readonly scaleDown?: ScalingRules;
}

/** Part of an invoker's memory that running actions may take before there is another invoker. */
const BUSY_SHARE = 0.75;

/** Memory of the actions that run in an invoker (lib/mixins/openwhisk/markers.ts, `containerPool_activeSize`). */
const INVOKER_MEMORY_IN_USE = 'gauge_containerPool_activeSize_counter_bytes';

/**
 * A removed pod loses state: a controller the answers to blocking calls, an invoker its warm containers. So scale-down
 * is slow and late.
 */
const ONE_AFTER_THE_OTHER: ScalingRules = {
  windowSeconds: 600,
  policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }],
};

const STATEFUL = { kind: 'StatefulSet', part: 'openwhisk' } as const;
const STATELESS = { kind: 'Deployment', part: 'openwhisk' } as const;

/** All components that a platform file wants scaled, whether they run or not; none of a part that is off. */
export function scaledComponents({ openwhisk, logging }: Platform): ScaledComponent[] {
  const { controller, invoker, nginx, apigateway, metrics } = openwhisk;
  const candidates: (Omit<ScaledComponent, 'scaling'> & { readonly scaling?: Scaling })[] = [
    {
      component: 'controller',
      ...STATEFUL,
      path: ['openwhisk', 'controller'],
      scaling: controller.autoscaling,
      scaleDown: ONE_AFTER_THE_OTHER,
    },
    {
      component: 'invoker',
      ...STATEFUL,
      path: ['openwhisk', 'invoker'],
      scaling: invoker.autoscaling,
      fallback: memoryInUse(invoker.userMemory),
      scaleDown: ONE_AFTER_THE_OTHER,
    },
    { component: 'nginx', ...STATELESS, path: ['openwhisk', 'nginx'], scaling: nginx.autoscaling },
    { component: 'apigateway', ...STATELESS, path: ['openwhisk', 'apigateway'], scaling: apigateway.autoscaling },
    {
      component: 'user-events',
      ...STATELESS,
      path: ['openwhisk', 'metrics', 'userEvents'],
      scaling: metrics.userEvents.autoscaling,
    },
    {
      component: 'kibana',
      kind: 'Deployment',
      part: 'logging',
      path: ['logging', 'kibana'],
      scaling: logging.kibana.autoscaling,
    },
  ];
  return candidates.flatMap(({ scaling, path, ...rest }) =>
    scaling && (rest.part !== 'openwhisk' || openwhisk.enabled)
      ? [{ ...rest, scaling, path: [...path, 'autoscaling'] }]
      : [],
  );
}

/** An invoker works in the memory that it has for actions, not in CPU of its own: its pods only start and watch others. */
function memoryInUse(userMemory: string): ScalingMetric {
  const average = String(Math.floor(parseWhiskSize(userMemory).times(BUSY_SHARE).bytes));
  return { ...named(INVOKER_MEMORY_IN_USE), type: 'pods', target: { average } };
}
