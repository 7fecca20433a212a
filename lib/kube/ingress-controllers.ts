/** How an Ingress controller takes the limits of a request: the annotations of an Ingress that it reads. */
interface Controller {
  /**
   * Ingress classes with the annotation: it configures a load balancer that other Ingresses may share.
   * @default - every class: other controllers ignore the annotation
   */
  readonly classes?: readonly string[];
  /** Annotation with the accepted silence of the back end. */
  readonly timeout: string;
  /** Its value for a number of seconds. */
  readonly value: (seconds: number) => string;
  /** The number of seconds in a value. */
  readonly form: RegExp;
  /** Annotation with the largest body of a request. @default - the controller has no limit */
  readonly bodySize?: string;
}

const IN_SECONDS = { value: String, form: /^(\d+)$/ };
const WITH_UNIT = { value: (seconds: number) => `${seconds}s`, form: /^(\d+)s$/ };

/** Annotations of controllers, after the documentation of each. Traefik has settings of its entry points only. */
const CONTROLLERS: readonly Controller[] = [
  // ingress-nginx: 60 s, 1 MiB.
  {
    timeout: 'nginx.ingress.kubernetes.io/proxy-read-timeout',
    ...IN_SECONDS,
    bodySize: 'nginx.ingress.kubernetes.io/proxy-body-size',
  },
  // F5 NGINX: 60 s, 1 MiB.
  { timeout: 'nginx.org/proxy-read-timeout', ...WITH_UNIT, bodySize: 'nginx.org/client-max-body-size' },
  // HAProxy Technologies: 50 s.
  { timeout: 'haproxy.org/timeout-server', ...WITH_UNIT },
  // HAProxy Ingress: 50 s.
  { timeout: 'haproxy-ingress.github.io/timeout-server', ...WITH_UNIT },
  // Contour: 15 s, the default of Envoy.
  { timeout: 'projectcontour.io/response-timeout', ...WITH_UNIT },
  // Router of OpenShift, which copies the annotations of an Ingress to its Routes: 30 s.
  { timeout: 'haproxy.router.openshift.io/timeout', ...WITH_UNIT },
  // AWS Load Balancer Controller: 60 s.
  {
    classes: ['alb'],
    timeout: 'alb.ingress.kubernetes.io/load-balancer-attributes',
    value: (seconds) => `idle_timeout.timeout_seconds=${seconds}`,
    form: /\bidle_timeout\.timeout_seconds=(\d+)/,
  },
  // Application Gateway Ingress Controller of Azure: 30 s.
  { classes: ['azure-application-gateway'], timeout: 'appgw.ingress.kubernetes.io/request-timeout', ...IN_SECONDS },
];

function controllersOf(className?: string): readonly Controller[] {
  return CONTROLLERS.filter(({ classes }) => !classes || (className !== undefined && classes.includes(className)));
}

/** Limits of requests through an Ingress. */
export interface IngressLimits {
  /** Accepted silence of the back end, in seconds. */
  readonly seconds: number;
  /** Largest body, in MiB. @default - the default of the controller */
  readonly bodyMiB?: number;
}

/** Annotations that give an Ingress limits with any controller. */
export function limitAnnotations({ seconds, bodyMiB }: IngressLimits, className?: string): Record<string, string> {
  return Object.fromEntries(
    controllersOf(className).flatMap(({ timeout, value, bodySize }): [string, string][] => [
      [timeout, value(seconds)],
      ...(bodySize && bodyMiB !== undefined ? [[bodySize, `${bodyMiB}m`] as [string, string]] : []),
    ]),
  );
}

/** An annotation with a timeout that is too short. */
export interface ShortTimeout {
  readonly annotation: string;
  readonly value: string;
}

/** The annotations of the user that replace a timeout by a shorter one. Values of an unknown form are left to the controller. */
export function shortTimeouts(
  annotations: Readonly<Record<string, string>>,
  seconds: number,
  className?: string,
): ShortTimeout[] {
  return controllersOf(className).flatMap(({ timeout, form }) => {
    const value = annotations[timeout];
    const written = form.exec(value ?? '')?.[1];
    return value === undefined || written === undefined || Number(written) >= seconds
      ? []
      : [{ annotation: timeout, value }];
  });
}
