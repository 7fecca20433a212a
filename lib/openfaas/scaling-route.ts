import type { Receiver } from '../crds';
import { address, type Endpoint } from '../kube/endpoint';
import type { SecretRef } from '../kube/secrets';
import type { ProgramReceiver } from '../monitoring/alertmanager-config';
import { ALERT_PRESETS } from '../platform/alert-presets';
import type { Platform } from '../platform/model';
import { BASIC_AUTH_KEYS } from '../platform/schema/openfaas';
import { OPENFAAS_PATHS } from './contract';
import { alertFunctions, PRESET_LABEL, SCALING_ALERT, selectorOf } from './scaling-alert';

/** Name of the receiver. */
export const GATEWAY_RECEIVER = 'openfaas-gateway';

/** The gateway, and its user in the namespace of Alertmanager. */
export interface GatewayAccess {
  readonly endpoint: Endpoint;
  readonly user: SecretRef;
}

/**
 * The gateway as a receiver of alerts. Each function has a group of its own: in a common one, a function that begins to fire makes
 * all others take another step.
 */
export function gatewayReceiver(
  platform: Pick<Platform, 'functions' | 'openfaas'>,
  { endpoint, user }: GatewayAccess,
): ProgramReceiver {
  const receiver: Receiver = {
    name: GATEWAY_RECEIVER,
    webhookConfigs: [
      {
        url: `http://${address(endpoint)}${OPENFAAS_PATHS.alert}`,
        sendResolved: true,
        httpConfig: {
          basicAuth: {
            username: { name: user.name, key: BASIC_AUTH_KEYS.user },
            password: { name: user.name, key: BASIC_AUTH_KEYS.password },
          },
        },
      },
    ],
  };
  const routes = alertFunctions(platform).map(({ preset, functions }) => ({
    receiver: GATEWAY_RECEIVER,
    matchers: [
      `alertname="${SCALING_ALERT}"`,
      `${PRESET_LABEL}="${preset}"`,
      `function_name=~"${selectorOf(functions, platform)}"`,
    ],
    groupBy: ['alertname', 'function_name'],
    groupWait: '5s',
    groupInterval: '10s',
    repeatInterval: ALERT_PRESETS[preset].repeatInterval,
  }));
  return { receiver, routes, endpoint };
}
