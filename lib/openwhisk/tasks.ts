import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import { address, externalEndpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import { aloofAffinity } from '../kube/placement';
import { PlatformChart } from '../kube/platform-chart';
import type { PodProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import type { Resources } from '../kube/resources';
import type { SecretRef } from '../kube/secrets';
import { SCRIPT_SECURITY } from '../kube/security';
import { CREDENTIALS, type Mount } from '../kube/storage';
import { JobWorkload } from '../kube/job';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME } from './couchdb';
import { MANAGEMENT_KEY } from './credentials';
import { addressOfUrl } from '../text/address';
import type { ProviderDatabase } from './provider-database';
import { loadTestScript } from './scripts/load-test';
import { installPackagesScript } from './scripts/install-packages';
import { packageCheckerScript } from './scripts/package-checker';
import { smokeTestScript } from './scripts/smoke-test';
import type { WhiskConfig } from './whisk-config';

/** Common properties of the tasks that use the API. */
export interface TaskProps {
  readonly spec: OpenWhisk;
  readonly config: WhiskConfig;
  /** Where the API answers, the host of its URL first. */
  readonly entries: readonly [Endpoint, ...Endpoint[]];
  /** Secret with the keys `system` and `guest`. */
  readonly whiskAuth: SecretRef;
  readonly waitsFor: readonly Milestone[];
}

/** Properties of {@link InstallPackages}. */
export interface InstallPackagesProps extends TaskProps {
  readonly database: ProviderDatabase;
  /** Gate to the management of the API gateway, which the installed actions use, and the Secret with its key. */
  readonly management: { readonly endpoint: Endpoint; readonly auth: SecretRef };
}

const DEADLINE_SECONDS = 1800;

/** A clone, npm's packages and the archives made of them. */
const WORK: Mount = { volume: { name: 'work', scratchMiB: 1024 }, path: '/tmp' };

const RESOURCES: Resources = {
  requests: { cpu: '100m', memory: '256Mi' },
  limits: { cpu: '1', memory: '1Gi' },
};

/** The Job that installs the system packages: the API gateway's routes, the catalog and the feeds. */
export class InstallPackages extends Construct {
  /** The system packages are installed. The tests retry until the API lists them. */
  public readonly installed: Milestone;

  constructor(scope: Construct, id: string, props: InstallPackagesProps) {
    super(scope, id);
    const { spec, config, database, management } = props;
    const { whisk } = config;
    const { airGapImage, tags } = spec.packages;
    const workload = task(this, 'install-packages', installPackagesScript(), props, {
      connectsTo: [database.endpoint, ...(airGapImage ? [] : downloads(spec.packages))],
      // A parameter of the installed actions.
      notCalled: ['API_MANAGEMENT_URL'],
      imageReference: airGapImage,
      env: {
        ...proxyEnv(props),
        WHISK_AUTH: { secret: props.whiskAuth, key: 'system' },
        WHISK_API_HOST: { config: whisk, key: 'whisk_internal_api_host_nameAndPort' },
        WHISK_API_HOST_URL: { config: whisk, key: 'whisk_internal_api_host_url' },
        WHISK_SYSTEM_NAMESPACE: { config: whisk, key: 'whisk_system_namespace' },
        API_MANAGEMENT_URL: `http://${address(management.endpoint)}`,
        API_MANAGEMENT_KEY: { secret: management.auth, key: MANAGEMENT_KEY },
        PROVIDER_DB_PROTOCOL: database.protocol,
        PROVIDER_DB_HOST: database.host,
        PROVIDER_DB_PORT: database.port,
        PROVIDER_DB_USERNAME: { secret: database.auth, key: DB_USERNAME },
        PROVIDER_DB_PASSWORD: { secret: database.auth, key: DB_PASSWORD },
        ALARM_DB_PREFIX: spec.providers.alarm.dbPrefix,
        KAFKA_DB_PREFIX: spec.providers.kafka.dbPrefix,
        ...providersEnv(spec),
        GIT_BASE_URL: spec.packages.gitBaseUrl,
        OW_GIT_TAG_OPENWHISK: tags.openwhisk,
        OW_GIT_TAG_OPENWHISK_CATALOG: tags.catalog,
        OW_GIT_TAG_OPENWHISK_PACKAGE_ALARMS: tags.alarms,
        OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA: tags.kafka,
      },
    });
    this.installed = { name: 'packages', provider: workload, heldBy: 'container' };
  }
}

/** The Job that checks the system packages with the guest's key. */
export class PackageChecker extends Construct {
  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    task(this, 'package-checker', packageCheckerScript(), props, {
      env: {
        ...guestEnv(props),
        ...providersEnv(props.spec),
        WHISK_SYSTEM_NAMESPACE: { config: props.config.whisk, key: 'whisk_system_namespace' },
      },
    });
  }
}

/** The Job that makes an action, runs it in every way there is, and takes it away again. */
export class SmokeTest extends Construct {
  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    task(this, 'smoke-test', smokeTestScript(), props, { env: guestEnv(props) });
  }
}

/** The Job that measures the latency of an action that does nothing, on nodes that the platform does not use. */
export class LoadTest extends Construct {
  constructor(scope: Construct, id: string, props: TaskProps) {
    super(scope, id);
    const { invocations, concurrency, deadlineSeconds, nodeRole } = props.spec.loadTest;
    task(this, 'load-test', loadTestScript(), props, {
      env: { ...guestEnv(props), INVOCATIONS: String(invocations), CONCURRENCY: String(concurrency) },
      affinity: aloofAffinity(nodeRole, PlatformChart.of(this).settings.placement),
      deadlineSeconds,
    });
  }
}

/** Where the repositories and npm's packages come from: directly, or through the proxy. */
function downloads({ gitBaseUrl, proxy }: OpenWhisk['packages']): Endpoint[] {
  const { host, port } = addressOfUrl(proxy ? (proxy.https ?? proxy.http) : gitBaseUrl);
  const server = externalEndpoint(host, port);
  return proxy ? [server] : [server, externalEndpoint('npm', 443)];
}

/** A proxy for git and npm. curl reads the small letters only. */
function proxyEnv({ spec, entries: [entry] }: TaskProps): Env {
  const { proxy } = spec.packages;
  if (!proxy) return {};
  const { http, https = http, noProxy, auth } = proxy;
  const secret = auth.existingSecret === undefined ? undefined : { name: auth.existingSecret };
  const user: Env = secret
    ? { PROXY_USERNAME: { secret, key: 'username' }, PROXY_PASSWORD: { secret, key: 'password' } }
    : {};
  const withUser = (url: string): string =>
    secret ? url.replace('://', '://$(PROXY_USERNAME):$(PROXY_PASSWORD)@') : url;
  const own = ['localhost', '127.0.0.1', entry.host, '.svc', ...noProxy].join(',');
  const values = { http_proxy: withUser(http), https_proxy: withUser(https), no_proxy: own };
  const capitals = Object.entries(values).map(([name, value]) => [name.toUpperCase(), value]);
  return { ...user, ...values, ...(Object.fromEntries(capitals) as Env) };
}

/** Properties of a task. */
interface TaskParts {
  readonly env: Env;
  /** Besides the API. @default - nothing. */
  readonly connectsTo?: readonly Endpoint[];
  /** Variables with addresses that the script does not connect to. @default - none */
  readonly notCalled?: readonly string[];
  /** Besides the working folders. @default - none. */
  readonly mounts?: readonly Mount[];
  /** Takes the place of ow-utils. @default - ow-utils. */
  readonly imageReference?: string;
  /** @default - the core role */
  readonly affinity?: PodProps['affinity'];
  /** @default 1800 */
  readonly deadlineSeconds?: number;
}

/** Time that a script has to clean up after its deadline, in seconds. */
const CLEAN_UP_SECONDS = 120;

/** A Job that runs a script in the image ow-utils once the platform answers. */
export function task(
  scope: Construct,
  name: string,
  script: string,
  { entries, waitsFor }: TaskProps,
  parts: TaskParts,
): JobWorkload {
  const { env, connectsTo = [], mounts = [], imageReference, deadlineSeconds = DEADLINE_SECONDS } = parts;
  const component = openwhiskComponent(name, 'openwhisk');
  return new JobWorkload(scope, 'Workload', {
    component,
    role: 'core',
    affinity: parts.affinity,
    identity: new Identity(scope, 'Identity', { component }),
    security: SCRIPT_SECURITY,
    waitsFor,
    connectsTo: [...entries, ...connectsTo],
    notCalled: parts.notCalled,
    activeDeadlineSeconds: deadlineSeconds + CLEAN_UP_SECONDS,
    containers: [
      {
        name,
        image: 'ow-utils',
        imageReference,
        command: ['/bin/bash', '-c', script],
        env: { ...env, DEADLINE_SECONDS: String(deadlineSeconds), HOME: WORK.path, CREDENTIALS_DIR: CREDENTIALS.path },
        mounts: [WORK, CREDENTIALS, ...mounts],
        resources: RESOURCES,
      },
    ],
  });
}

function guestEnv({ config, whiskAuth }: TaskProps): Env {
  return {
    WSK_AUTH: { secret: whiskAuth, key: 'guest' },
    WSK_API_HOST_URL: { config: config.whisk, key: 'whisk_internal_api_host_url' },
  };
}

function providersEnv({ providers }: OpenWhisk): Env {
  return {
    OW_INSTALL_ALARM_PROVIDER: providers.alarm.enabled ? 'yes' : 'no',
    OW_INSTALL_KAFKA_PROVIDER: providers.kafka.enabled ? 'yes' : 'no',
  };
}
