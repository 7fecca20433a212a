import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Mount } from '../kube/storage';
import type { PlatformFunction } from '../platform/functions';
import type { OpenWhisk } from '../platform/model';
import { parseHoconDuration } from '../text/hocon-duration';
import { parseSize } from '../text/quantity';
import { openwhiskComponent } from './component';
import { writeActionsScript } from './scripts/write-actions';
import { task, type TaskProps } from './tasks';

/** Properties of {@link FunctionActions}. */
export interface FunctionActionsProps extends TaskProps {
  /** At least one. */
  readonly functions: readonly PlatformFunction[];
}

const NAME = 'function-actions';
const ACTIONS_PATH = '/etc/function-actions';
const SECRETS_PATH = '/run/function-secrets';

/** Key of the Secret with the key of the namespace of functions. */
const AUTH = 'auth';

/** The Job that writes functions as actions. A changed function is a new Job, since the name follows from the content. */
export class FunctionActions extends Construct {
  constructor(scope: Construct, id: string, props: FunctionActionsProps) {
    super(scope, id);
    const { functions, spec, config, whiskAuth } = props;
    const { functionsSecret } = spec.auth;
    const files = new ConfigFiles(this, 'Actions', {
      component: openwhiskComponent(NAME, 'openwhisk'),
      data: Object.fromEntries(functions.map((one) => [`${one.name}.json`, actionText(one, spec)])),
    });
    task(this, NAME, writeActionsScript(), props, {
      env: {
        WSK_AUTH: functionsSecret
          ? { secret: { name: functionsSecret }, key: AUTH }
          : { secret: whiskAuth, key: 'guest' },
        WSK_API_HOST_URL: { config: config.whisk, key: 'whisk_internal_api_host_url' },
        ACTIONS_DIR: ACTIONS_PATH,
        SECRETS_DIR: SECRETS_PATH,
      },
      mounts: [{ volume: { name: 'actions', config: files }, path: ACTIONS_PATH }, ...functions.flatMap(secretMounts)],
    });
  }
}

function secretMounts({ name, secrets }: PlatformFunction): Mount[] {
  if (secrets.length === 0) return [];
  const volume = { name: `secrets-of-${name}`, secrets: secrets.map((secret) => ({ name: secret })) };
  return [{ volume, path: `${SECRETS_PATH}/${name}` }];
}

/** Annotations that make an action an HTTP function, as `wsk action update --web raw` does; callers set no parameter. */
export const ACTION_ANNOTATIONS = {
  'web-export': true,
  'raw-http': true,
  final: true,
  'provide-api-key': false,
} as const;

/**
 * An action as the API takes it (OpenWhisk, docs/rest_api.md). All limits are written: the API keeps the earlier value of one that is
 * left out (Actions.scala, `updateWhiskAction`).
 */
function actionText(
  { image, environment, annotations, limits, action = {} }: PlatformFunction,
  spec: OpenWhisk,
): string {
  const { time, concurrency } = spec.limits;
  const body = {
    exec: { kind: 'blackbox', image },
    limits: {
      memory: parseSize(limits.memory).mebibytes,
      timeout: parseHoconDuration(action.timeout ?? time.std),
      concurrency: action.concurrency ?? concurrency.std,
    },
    annotations: Object.entries({ ...annotations, ...ACTION_ANNOTATIONS }).map(([key, value]) => ({ key, value })),
    parameters: Object.entries(environment).map(([key, value]) => ({ key, value, init: true })),
  };
  return `${JSON.stringify(body, undefined, 2)}\n`;
}
