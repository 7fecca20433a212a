import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';

/** Times between the parts of a blocking invocation, in seconds; each part waits longer than the part behind it. */
export interface Timeouts {
  /** Wait of the controllers for the result, after which they answer with the activation's id. */
  readonly blockingWait: number;
  /** Time until the controllers give up on a request. */
  readonly request: number;
  /** Time until the controllers close an idle connection. */
  readonly idle: number;
  /** Silence of a controller that nginx accepts. */
  readonly nginxRead: number;
  /** Silence of nginx that the Ingress controller accepts. */
  readonly ingressRead: number;
}

/** Margins of OpenWhisk's own settings: 60 s for the result, 65 s and 70 s (OpenWhisk, core/controller, application.conf). */
const MARGINS = { request: 5, idle: 10, nginxRead: 15 };

/** The times of a platform. */
export function timeoutsOf({ controller, nginx }: Pick<OpenWhisk, 'controller' | 'nginx'>): Timeouts {
  const { blockingWaitSeconds: blockingWait } = controller;
  const nginxRead = nginx.readTimeoutSeconds ?? blockingWait + MARGINS.nginxRead;
  return {
    blockingWait,
    request: blockingWait + MARGINS.request,
    idle: blockingWait + MARGINS.idle,
    nginxRead,
    ingressRead: nginxRead + 5,
  };
}

/** Environment of the controllers with their part of the times; OpenWhisk's own values by default. */
export function timeoutsEnv(openwhisk: OpenWhisk): Env {
  const { blockingWait, request, idle } = timeoutsOf(openwhisk);
  return {
    CONFIG_whisk_controller_activation_maxWaitForBlockingActivation: `${blockingWait} seconds`,
    [`CONFIG_${openwhisk.actorSystem}_http_server_requestTimeout`]: `${request} s`,
    [`CONFIG_${openwhisk.actorSystem}_http_server_idleTimeout`]: `${idle} s`,
  };
}
