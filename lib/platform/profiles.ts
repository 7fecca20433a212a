import { hasMutatingPolicies, TESTED_VERSION } from '../kube/feature-gates';
import { valueAt, type ConfigPath } from './mistake';
import type { PlatformInput, ProfileName } from './model';

/**
 * The defaults of each profile that differ from the schema's. `standard` is the schema's defaults with monitoring: one pod of every
 * component of OpenWhisk, on a small cluster.
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
  standard: { monitoring: { enabled: true } },
  production: {
    security: { internalTLS: true },
    monitoring: { enabled: true, prometheus: { size: '200Gi', retention: '30d' } },
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
  const version = valueAt(values, ['cluster', 'version']) ?? TESTED_VERSION;
  if (profile === 'production' && typeof version === 'string' && hasMutatingPolicies(version)) {
    own = { ...own, values: merge(HARDENED, own.values) };
  }
  if (valueAt(values, ['monitoring', 'enabled']) !== true) return [own];
  const lean = valueAt(values, ['openwhisk', 'lean']) === true;
  return [own, { origin: 'because monitoring.enabled is true', values: lean ? WATCHED_LEAN : WATCHED }];
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
