import { k8s } from './k8s';

/** Times of a probe, in seconds. */
export interface ProbeTimes {
  /** Pause before the first try. */
  readonly initialDelaySeconds?: number;
  /** Pause between two tries. */
  readonly periodSeconds?: number;
  /** Longest time of one try. */
  readonly timeoutSeconds?: number;
  /** Tries that may fail in a row. */
  readonly failureThreshold?: number;
}

/** The question that a probe asks. */
export type ProbeAction =
  /** The port is a name in the container, or the number of a port of another container in the pod. */
  | { readonly http: string; readonly port: string | number; readonly scheme?: 'HTTP' | 'HTTPS' }
  | { readonly exec: readonly string[] }
  | { readonly tcp: string };

/** How the kubelet learns about a container's state. */
export interface Probes {
  readonly readiness: ProbeAction;
  /** @default - none: a restart would not help, or would harm. */
  readonly liveness?: ProbeAction;
  /** Condition that must hold once before the pod can become ready. @default - as for liveness. */
  readonly startup?: ProbeAction;
  /** Longest time until the first success; liveness starts after it. @default 300 */
  readonly startupSeconds?: number;
}

/** Overrides of a component's probes in the platform file. */
export interface ProbeOverrides {
  readonly readiness?: ProbeTimes;
  readonly liveness?: ProbeTimes;
}

const STARTUP_PERIOD_SECONDS = 5;
const DEFAULT_TIMES = { periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 3 };

/** The probes of a container. A startup probe guards the liveness probe, so that a slow JVM is not restarted. */
export function toProbes(
  probes: Probes,
  overrides: ProbeOverrides = {},
): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  const failureThreshold = Math.ceil((probes.startupSeconds ?? 300) / STARTUP_PERIOD_SECONDS);
  return {
    readinessProbe: { ...toAction(probes.readiness), ...DEFAULT_TIMES, ...overrides.readiness },
    ...(probes.liveness
      ? {
          startupProbe: {
            ...toAction(probes.startup ?? probes.liveness),
            periodSeconds: STARTUP_PERIOD_SECONDS,
            timeoutSeconds: 3,
            failureThreshold,
          },
          livenessProbe: { ...toAction(probes.liveness), ...DEFAULT_TIMES, failureThreshold: 6, ...overrides.liveness },
        }
      : {}),
  };
}

function toAction(action: ProbeAction): k8s.Probe {
  if ('exec' in action) return { exec: { command: [...action.exec] } };
  if ('tcp' in action) return { tcpSocket: { port: k8s.IntOrString.fromString(action.tcp) } };
  const { http: path, port, scheme = 'HTTP' } = action;
  const target = typeof port === 'number' ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port);
  return { httpGet: { path, port: target, scheme } };
}
