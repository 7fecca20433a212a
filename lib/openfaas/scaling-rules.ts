import type { ConfigPath, Mistake } from '../platform/mistake';
import { hasScaler, type PlatformFunction } from '../platform/functions';
import type { Platform } from '../platform/model';
import { noPrometheus } from '../platform/queried-prometheus';
import { GATEWAY_RECEIVER } from './scaling-route';

type Scaling = PlatformFunction['scaling'];
type Mode = Scaling['mode'];

/** Properties that only some modes read. */
const OF_MODES = {
  preset: ['alert'],
  threshold: ['alert'],
  perPod: ['rate', 'keda'],
  utilization: ['cpu'],
  pace: ['rate', 'cpu', 'keda'],
} as const satisfies { readonly [K in keyof Scaling]?: readonly Mode[] };

function withoutEffect({ scaling }: PlatformFunction, path: ConfigPath): Mistake[] {
  const { mode } = scaling;
  return (Object.keys(OF_MODES) as (keyof typeof OF_MODES)[]).flatMap((key): Mistake[] => {
    const modes: readonly Mode[] = OF_MODES[key];
    if (scaling[key] === undefined || modes.includes(mode)) return [];
    return [
      {
        path: [...path, key],
        problem: `it has no effect with mode: ${mode}`,
        allowed: `${key} with mode: ${modes.join(' or ')}`,
        fix: `set mode: ${modes[0] ?? mode}, or remove it`,
      },
    ];
  });
}

function factorIsRead(one: PlatformFunction, path: ConfigPath): Mistake[] {
  const { factor, mode } = one.scaling;
  if (factor === undefined || !hasScaler(one)) return [];
  return [
    {
      path: [...path, 'factor'],
      problem: `it has no effect with mode: ${mode}, where the gateway takes no steps`,
      allowed: 'factor with mode: alert or none',
      fix: 'set mode: alert, or remove it',
    },
  ];
}

function zeroIsReachable(
  { scaling: { mode, min } }: PlatformFunction,
  path: ConfigPath,
  platform: Platform,
): Mistake[] {
  if (min > 0) return [];
  const at = [...path, 'min'];
  const allowed = 'at least 1; 0 with mode: keda and openfaas.edition: pro';
  if (mode !== 'keda')
    return [
      {
        path: at,
        problem: `with mode: ${mode}, nothing keeps a function at 0 pods`,
        allowed,
        fix: 'write 1, or set mode: keda where KEDA and edition pro are in the cluster',
      },
    ];
  if (platform.openfaas.edition === 'pro') return [];
  return [
    {
      path: at,
      problem: 'the community edition starts a pod of every function without one; edition pro scales to zero',
      allowed,
      fix: 'write 1, or set openfaas.edition: pro',
    },
  ];
}

function invocationsAreMeasured(
  { scaling: { mode } }: PlatformFunction,
  path: ConfigPath,
  platform: Platform,
): Mistake[] {
  const at = [...path, 'mode'];
  if (mode === 'none' || mode === 'cpu') return [];
  const none = noPrometheus(platform);
  if (none)
    return [
      {
        path: at,
        problem: `${mode} needs a Prometheus that counts invocations: ${none.reason}`,
        allowed: `none or cpu ${none.state}`,
        fix: `${none.fix}, or write cpu`,
      },
    ];
  const { prometheus, alertmanager } = platform.monitoring;
  if (mode !== 'alert' || (alertmanager.enabled && !prometheus.existing)) return [];
  return [
    {
      path: at,
      problem: `alert needs the Alertmanager of the platform: ${prometheus.existing ? 'monitoring.prometheus.existing has another one' : 'monitoring.alertmanager.enabled is false'}`,
      allowed: 'alert with an Alertmanager of the platform, or another mode',
      fix: `${prometheus.existing ? 'remove monitoring.prometheus.existing' : 'set monitoring.alertmanager.enabled: true'}, or write rate`,
    },
  ];
}

/** The mistakes in the scaling of one function. */
export function scalingMistakes(one: PlatformFunction, path: ConfigPath, platform: Platform): Mistake[] {
  const at = [...path, 'scaling'];
  return [
    ...withoutEffect(one, at),
    ...factorIsRead(one, at),
    ...zeroIsReachable(one, at, platform),
    ...invocationsAreMeasured(one, at, platform),
  ];
}

/** The name of the gateway's receiver is taken. */
export function receiverIsFree({ functions, monitoring: { alertmanager } }: Platform): Mistake[] {
  if (!functions.some(({ scaling }) => scaling.mode === 'alert')) return [];
  return alertmanager.receivers.flatMap(({ name }, index) =>
    name === GATEWAY_RECEIVER
      ? [
          {
            path: ['monitoring', 'alertmanager', 'receivers', index, 'name'],
            problem: `'${name}' is the receiver of functions with scaling.mode: alert`,
            allowed: `another name than ${GATEWAY_RECEIVER}`,
            fix: 'write another name',
          },
        ]
      : [],
  );
}
