import { valueAt } from './mistake';
import type { PlatformInput, ProfileName } from './model';

/**
 * What a profile changes of the schema's defaults. `standard` is those defaults, watched: every component of OpenWhisk once, on a
 * small cluster.
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
    monitoring: { enabled: true, prometheus: { size: '200Gi', retention: '30d' } },
    openwhisk: {
      controller: { replicas: 2 },
      invoker: { replicas: 2, userMemory: '8192m' },
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

/** What `monitoring.enabled` changes of the defaults: a platform that is watched tells all it can. */
const WATCHED: PlatformInput = {
  openwhisk: {
    metrics: {
      prometheus: true,
      userEvents: { enabled: true },
      exporters: { kafka: true, redis: true, nginx: true, couchdb: true, etcd: true, elasticsearch: true },
    },
  },
};
/** Events of activations are messages of Kafka, which lean mode does without. */
const WATCHED_LEAN = merge(WATCHED, { openwhisk: { metrics: { userEvents: { enabled: false } } } });

/**
 * The values of a profile, with a file's values over them: mappings are merged, everything else is replaced. With monitoring, the
 * metrics of everything are on below the file's own values.
 */
export function withProfile(profile: ProfileName, file: Mapping): Mapping {
  const values = merge(PROFILES[profile], file);
  if (valueAt(values, ['monitoring', 'enabled']) !== true) return values;
  const lean = valueAt(values, ['openwhisk', 'lean']) === true;
  return merge(lean ? WATCHED_LEAN : WATCHED, values);
}

/** Two mappings as one: what is a mapping in both is merged, everything else is that of `above`. */
export function merge(below: Mapping, above: Mapping): Mapping {
  const merged: Mapping = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const old = merged[key];
    merged[key] = isMapping(old) && isMapping(value) ? merge(old, value) : value;
  }
  return merged;
}

/** Whether a value is a mapping of keys. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
