import { hasFeature, NEWEST_VERSION } from '../kube/kubernetes-versions';
import { valueAt, type ConfigPath } from './mistake';
import type { PlatformInput, ProfileName } from './model';

/**
 * The defaults of each profile that differ from the schema's. `standard` is the whole platform on a small cluster: one pod of every
 * component of OpenWhisk, monitoring, logging with one Elasticsearch node, and autoscaling. `lean` is OpenWhisk alone, on one node.
 */
export const PROFILES: Readonly<Record<ProfileName, PlatformInput>> = {
  lean: {
    placement: { affinity: false, tolerations: false },
    openwhisk: {
      lean: true,
      controller: {
        heapMiB: 768,
        resources: { requests: { cpu: '250m', memory: '896Mi' }, limits: { cpu: '1', memory: '1Gi' } },
      },
      invoker: { userMemory: '1024m' },
      couchdb: { size: '1Gi', resources: { requests: { cpu: '100m', memory: '256Mi' } } },
      providers: { kafka: { enabled: false } },
    },
  },
  standard: {
    monitoring: { enabled: true },
    logging: {
      enabled: true,
      elasticsearch: {
        size: '15Gi',
        resources: { requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
      },
    },
    autoscaling: { enabled: true },
  },
  production: {
    security: { internalTLS: true },
    monitoring: { enabled: true, prometheus: { size: '200Gi', retention: '30d' } },
    logging: { enabled: true, elasticsearch: { replicas: 3, size: '50Gi' }, kibana: { replicas: 2 } },
    autoscaling: { enabled: true },
    openwhisk: {
      controller: { replicas: 2 },
      invoker: { replicas: 2, userMemory: '8192m' },
      // With scheduler.enabled: a queue moves to the other scheduler, and the leases survive a member.
      scheduler: { replicas: 2 },
      etcd: { replicas: 3 },
      nginx: { replicas: 2 },
      apigateway: { replicas: 2 },
      zookeeper: { replicas: 3, dataSize: '2Gi', dataLogSize: '2Gi' },
      kafka: {
        replicas: 3,
        size: '20Gi',
        heapMiB: 1024,
        resources: { requests: { cpu: '500m', memory: '1536Mi' }, limits: { cpu: '2', memory: '2Gi' } },
      },
      couchdb: {
        size: '50Gi',
        resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } },
      },
      redis: { size: '2Gi' },
    },
  },
};

/** The parts that a platform may leave out with `enabled: false`. */
export const OPTIONAL_PARTS = ['monitoring', 'logging', 'autoscaling'] as const;

/** A plain object of a platform file. */
export type Mapping = Record<string, unknown>;

/** Defaults of a platform with `monitoring.enabled`: every component exposes its metrics. */
const WATCHED: PlatformInput = {
  openwhisk: {
    metrics: {
      prometheus: true,
      userEvents: { enabled: true },
      exporters: { kafka: true, redis: true, nginx: true, couchdb: true, etcd: true, elasticsearch: true },
    },
  },
};
/** Activation events are Kafka messages, and lean mode has no Kafka. */
const WATCHED_LEAN = merge(WATCHED, { openwhisk: { metrics: { userEvents: { enabled: false } } } });

/** Defaults of the profile production in a cluster with mutating admission policies. */
const HARDENED: PlatformInput = { openwhisk: { actions: { hardening: { seccomp: true } } } };

/** Defaults that take the place of the schema's. */
interface Defaults {
  /** Origin of the values in messages, e.g. `from the profile lean`. */
  readonly origin: string;
  readonly values: Mapping;
}

/** The defaults below a file's values; those further up the list take precedence. */
function defaultsBelow(profile: ProfileName, file: Mapping): readonly Defaults[] {
  let own: Defaults = { origin: `from the profile ${profile}`, values: PROFILES[profile] };
  const values = merge(own.values, file);
  const version = valueAt(values, ['cluster', 'version']) ?? NEWEST_VERSION;
  if (profile === 'production' && typeof version === 'string' && hasFeature('MutatingAdmissionPolicy', version)) {
    own = { ...own, values: merge(HARDENED, own.values) };
  }
  const isOn = (...path: ConfigPath): boolean => valueAt(values, path) === true;
  const watched = isOn('openwhisk', 'lean') ? WATCHED_LEAN : WATCHED;
  return [
    own,
    ...(isOn('monitoring', 'enabled') ? [{ origin: 'because monitoring.enabled is true', values: watched }] : []),
    ...(isOn('autoscaling', 'enabled')
      ? [{ origin: 'because autoscaling.enabled is true', values: scaled(profile, file, isOn) }]
      : []),
  ];
}

/** A component that keeps no data, and its pods at most, as a multiple of the profile's. */
interface Stateless {
  readonly path: readonly [part: string, component: string];
  readonly most: number;
}

const STATELESS: readonly Stateless[] = [
  { path: ['openwhisk', 'nginx'], most: 3 },
  { path: ['openwhisk', 'apigateway'], most: 3 },
  { path: ['openwhisk', 'controller'], most: 2 },
  { path: ['logging', 'kibana'], most: 3 },
];

/**
 * Scaling by CPU of each component that keeps no data, and whose number of pods the file leaves open. A single controller stays
 * single: several share out the invokers among them.
 */
function scaled(profile: ProfileName, file: Mapping, isOn: (...path: ConfigPath) => boolean): Mapping {
  const kibana = isOn('logging', 'enabled') && valueAt(file, ['logging', 'kibana', 'enabled']) !== false;
  const runs = { openwhisk: !isOn('openwhisk', 'metrics', 'scrapeConfig'), logging: kibana };
  return STATELESS.reduce((values: Mapping, { path: [part, component], most }) => {
    const isOpen = ['replicas', 'autoscaling'].every((key) => valueAt(file, [part, component, key]) === undefined);
    const min = Number(valueAt(PROFILES[profile], [part, component, 'replicas']) ?? 1);
    const isSingle = component === 'controller' && (min === 1 || isOn('openwhisk', 'lean'));
    if (!runs[part as keyof typeof runs] || !isOpen || isSingle) return values;
    return merge(values, { [part]: { [component]: { autoscaling: { min, max: most * min } } } });
  }, {});
}

/**
 * A file's values over the defaults of its profile and, with monitoring, of a watched platform. Objects are merged, everything else
 * is replaced.
 */
export function withProfile(profile: ProfileName, file: Mapping): Mapping {
  return defaultsBelow(profile, file).reduce((values, defaults) => merge(defaults.values, values), file);
}

/** The origin of a value that a file does not have, e.g. `from the profile lean`. */
export function originOf(path: ConfigPath, profile: ProfileName, file: Mapping): string {
  const found = defaultsBelow(profile, file).find(({ values }) => valueAt(values, path) !== undefined);
  return found?.origin ?? 'the default';
}

/** Merges two objects: objects in both are merged, everything else is taken from `above`. */
export function merge(below: Mapping, above: Mapping): Mapping {
  const merged: Mapping = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isMapping(old) && isMapping(value) ? merge(old, value) : value;
  }
  return merged;
}

/** Whether a value is an object. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
