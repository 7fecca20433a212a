import { scaledComponents } from './components';
import { scaledDeployments } from './functions';
import { kedaMistakes } from './keda/rules';
import { isThereWithoutPods } from './metric';
import { metricsOf } from './scaling-metrics';
import { meterMistakes } from './meter-rules';
import { metricMistakes } from './metric-rules';
import { hasFeature, onSince } from '../kube/kubernetes-versions';
import { objectName } from '../kube/names';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import type { Rule } from '../platform/rule';
import { namespacesOf, sharedNamespace } from '../platform/namespaces';
import { noPrometheus } from '../platform/queried-prometheus';
import type { Scaling } from '../platform/schema/scaling';

/** A scaler of the platform file, of a component or in the list of scalers. */
interface Scaler {
  readonly path: ConfigPath;
  readonly scaling: Scaling;
  /** The object that it scales. */
  readonly target: { readonly namespace: string; readonly kind: string; readonly name: string };
}

function scalersOf(platform: Platform): Scaler[] {
  const { name: instance, namespace, autoscaling } = platform;
  return [
    ...scaledComponents(platform).map(({ component, kind, part, path, scaling }) => ({
      path,
      scaling,
      target: {
        namespace: namespacesOf(platform)[part].namespace,
        kind,
        name: objectName(instance, component),
      },
    })),
    ...autoscaling.scalers.map((scaling, index) => ({
      path: ['autoscaling', 'scalers', index],
      scaling,
      target: { namespace: scaling.namespace ?? namespace, kind: scaling.target.kind, name: scaling.target.name },
    })),
  ];
}

const boundsAreInOrder: Rule = (platform) => {
  const { demonstration } = platform.autoscaling;
  const all = [
    ...scalersOf(platform).map(({ path, scaling: { min, max } }) => ({ path, min, max })),
    { path: ['autoscaling', 'demonstration'], min: demonstration.min, max: demonstration.max },
  ];
  return all
    .filter(({ min, max }) => min > max)
    .map(({ path, min, max }) => ({
      path: [...path, 'min'],
      problem: `${min} is above max, which is ${max}`,
      allowed: `at most ${max}`,
      fix: `write ${max} or less, or raise max`,
    }));
};

const zeroIsReachable: Rule = (platform) =>
  scalersOf(platform).flatMap(({ path, scaling }) => {
    const { min, engine, keda } = scaling;
    const isIdle = engine === 'keda' && keda?.idle === 0;
    if (min > 0 && !isIdle) return [];
    const { version } = platform.cluster;
    if (engine === 'hpa' && !hasFeature('HPAScaleToZero', version)) {
      const since = onSince('HPAScaleToZero');
      return [
        {
          path: [...path, 'min'],
          problem: `0 is not possible with a HorizontalPodAutoscaler of Kubernetes ${version}: the API server refuses it`,
          allowed: `1 or more; 0 with engine: keda, or with cluster.version "${since}" or later`,
          fix: `write 1, or set engine: keda where KEDA is in the cluster, or cluster.version: "${since}" if the cluster has it`,
        },
      ];
    }
    if (metricsOf(scaling).some(isThereWithoutPods) || (engine === 'keda' && keda?.cron.length)) return [];
    return [
      {
        path: [...path, ...(isIdle ? ['keda', 'idle'] : ['min'])],
        problem: '0 is a dead end: without pods, no metric can request the first one',
        allowed: `0 with kafkaLag,${engine === 'keda' ? ' with keda.cron,' : ''} or with a metric from: object or external`,
        fix: isIdle ? 'remove it, or add such a metric' : 'write 1, or add such a metric',
      },
    ];
  });

/** Components without a scalable number of pods. */
const UNSCALABLE: Readonly<Record<string, string>> = {
  DaemonSet: 'it has one pod on each node',
  Job: 'its pods run to their end',
  CronJob: 'its pods run to their end',
  Pod: 'it is one',
};

/** The field is dropped where the gate is off (Kubernetes, `dropDisabledFields`), and KEDA 2.17 does not have it. */
const tolerancesAreKept: Rule = (platform) => {
  const { version } = platform.cluster;
  const since = onSince('HPAConfigurableTolerance');
  return scalersOf(platform).flatMap(({ path, scaling: { behavior, engine } }) =>
    (['scaleUp', 'scaleDown'] as const)
      .filter((direction) => behavior[direction].tolerance !== undefined)
      .map((direction) => [...path, 'behavior', direction, 'tolerance'])
      .flatMap((at) => {
        if (engine === 'hpa' && hasFeature('HPAConfigurableTolerance', version)) return [];
        return engine === 'keda'
          ? {
              path: at,
              problem: 'KEDA does not have it',
              allowed: 'tolerance with engine: hpa',
              fix: 'remove it, or set engine: hpa',
            }
          : {
              path: at,
              problem: `Kubernetes ${version} does not have it`,
              allowed: `tolerance with cluster.version "${since}" or later`,
              fix: `remove it, or write cluster.version: "${since}" if the cluster has it`,
            };
      }),
  );
};

const targetsCanBeScaled: Rule = ({ openwhisk: { enabled, invoker }, autoscaling }) => [
  ...autoscaling.scalers.flatMap(({ target: { kind } }, index) => {
    const reason = UNSCALABLE[kind];
    return reason
      ? [
          {
            path: ['autoscaling', 'scalers', index, 'target', 'kind'],
            problem: `a ${kind} cannot be scaled: ${reason}`,
            allowed: 'Deployment, StatefulSet, or another kind with the subresource scale',
            fix: 'name the object that creates the pods, or remove the scaler',
          },
        ]
      : [];
  }),
  ...(enabled && invoker.autoscaling && invoker.containerFactory === 'docker'
    ? [
        {
          path: ['openwhisk', 'invoker', 'autoscaling'],
          problem: 'a DaemonSet cannot be scaled: with containerFactory docker there is one invoker on each node',
          allowed: 'autoscaling with openwhisk.invoker.containerFactory: kubernetes',
          fix: 'remove it, and scale the nodes; or set openwhisk.invoker.containerFactory: kubernetes',
        },
      ]
    : []),
];

const oneScalerEach: Rule = (platform) => {
  const functions = scaledDeployments(platform).map(({ path, name, namespace }) => ({
    path,
    target: { namespace, kind: 'Deployment', name },
  }));
  const scalers = [...functions, ...scalersOf(platform)].map(({ path, target }) => ({
    path,
    target,
    key: JSON.stringify(target),
  }));
  return scalers.flatMap(({ path, key, target: { kind, name, namespace } }, index) => {
    const before = scalers.findIndex((other) => other.key === key);
    return before === index
      ? []
      : [
          {
            path,
            problem: `${kind} ${name} in namespace ${namespace} has a scaler already: two would undo each other's work`,
            allowed: 'one scaler per target, with several metrics if needed',
            fix: 'put the metrics of both into one',
          },
        ];
  });
};

const namesAreDistinct: Rule = ({ namespace, autoscaling: { scalers } }) => {
  const keys = scalers.map((scaler) => `${scaler.namespace ?? namespace}/${scaler.name}`);
  return scalers.flatMap(({ name }, index) =>
    keys.indexOf(keys[index] ?? '') === index
      ? []
      : [
          {
            path: ['autoscaling', 'scalers', index, 'name'],
            problem: `there are two scalers '${name}'`,
            allowed: 'unique names within a namespace',
            fix: 'rename one of them',
          },
        ],
  );
};

/** The namespace of OpenWhisk is the default of scalers. */
const namespacesAreGiven: Rule = ({ namespace, openwhisk, autoscaling: { scalers } }) =>
  openwhisk.enabled
    ? []
    : scalers.flatMap((scaler, index) =>
        scaler.namespace
          ? []
          : [
              {
                path: ['autoscaling', 'scalers', index],
                problem: `it is in '${namespace}' by default, the namespace of OpenWhisk, and openwhisk.enabled is false`,
                allowed: 'scalers with a namespace',
                fix: 'add namespace: the one of its target',
              },
            ],
      );

const metricsAreRight: Rule = (platform) =>
  scalersOf(platform).flatMap(({ path, scaling, target: { namespace } }) => [
    ...metricMistakes(platform, path, scaling),
    ...kedaMistakes(platform, path, scaling, namespace),
  ]);

/** Why a component that is to be scaled does not run. */
function absence(component: string, { openwhisk, logging }: Platform): string | undefined {
  if (component === 'controller' && openwhisk.lean) return 'lean controllers do not form a cluster';
  if (component === 'invoker' && openwhisk.lean) return 'lean mode has no invokers';
  if (component === 'user-events' && !openwhisk.metrics.userEvents.enabled) return 'the user-events service is off';
  if (component === 'kibana' && !(logging.enabled && logging.kibana.enabled)) return 'Kibana is off';
  return undefined;
}

const componentsRun: Rule = (platform) =>
  scaledComponents(platform).flatMap(({ component, path }) => {
    const reason = absence(component, platform);
    return reason ? [{ path, problem: `${component} cannot be scaled: ${reason}`, fix: 'remove it' }] : [];
  });

/** A component may be scaled by a metric of its own where the file names none. */
const fallbacksAreMeasured: Rule = (platform) => {
  const none = noPrometheus(platform);
  if (!none || platform.openwhisk.lean) return [];
  return scaledComponents(platform).flatMap(({ path, scaling, fallback }) => {
    const [metric] = metricsOf(scaling, fallback);
    if (!metric || metric !== fallback || !('metric' in metric)) return [];
    return [
      {
        path,
        problem: `${metric.metric}, by which it is scaled where no metric is given, comes from a Prometheus, and ${none.reason}`,
        allowed: 'autoscaling with monitoring, or with a metric such as cpu',
        fix: `${none.fix}, or add cpu: {utilization: 70}`,
      },
    ];
  });
};

const targetsAreListed: Rule = (platform) =>
  platform.openwhisk.metrics.scrapeConfig
    ? scaledComponents(platform)
        .filter(({ part }) => part === 'openwhisk')
        .map(({ component, path }) => ({
          path,
          problem: `the pods of ${component} cannot be listed in openwhisk.metrics.scrapeConfig: their number changes`,
          allowed: 'autoscaling without scrapeConfig',
          fix: 'remove openwhisk.metrics.scrapeConfig, and have your Prometheus discover pods by their annotations',
        }))
    : [];

const namespacesAreDistinct: Rule = (platform) => [
  ...sharedNamespace(platform, 'autoscaling', 'a namespace of its own'),
  ...(platform.autoscaling.demonstration.enabled
    ? sharedNamespace(platform, 'demonstration', 'a namespace of its own')
    : []),
];

const RULES: readonly Rule[] = [
  boundsAreInOrder,
  zeroIsReachable,
  tolerancesAreKept,
  targetsCanBeScaled,
  oneScalerEach,
  namesAreDistinct,
  namespacesAreGiven,
  metricsAreRight,
  componentsRun,
  fallbacksAreMeasured,
  targetsAreListed,
  namespacesAreDistinct,
  meterMistakes,
];

/** The mistakes between the values of autoscaling. */
export function autoscalingMistakes(platform: Platform): Mistake[] {
  return RULES.flatMap((rule) => rule(platform));
}
