import type { ConfigPath } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { namespacesOf, type PlatformPart } from '../platform/namespaces';

/** A place in the platform that names a Secret, which the stack can make from values of its own. */
export interface SecretSlot {
  /** The section, e.g. `openwhisk.redis.auth`. */
  readonly section: string;
  /** The property of the section that holds the Secret's name. @default existingSecret */
  readonly property?: string;
  /** The keys of the Secret. */
  readonly keys: readonly string[];
  /** Keys that may be left out. @default - none. */
  readonly optionalKeys?: readonly string[];
  /** Type of the Secret. @default Opaque */
  readonly type?: string;
}

const TLS = { keys: ['tls.crt', 'tls.key'], type: 'kubernetes.io/tls' } as const;
const USER = ['username', 'password'] as const;

/** Every such place. */
export const SECRET_SLOTS: readonly SecretSlot[] = [
  { section: 'openwhisk.auth', keys: ['system', 'guest'] },
  { section: 'openwhisk.couchdb.auth', keys: ['db_username', 'db_password'] },
  { section: 'openwhisk.redis.auth', keys: ['password'] },
  { section: 'openwhisk.ingress.tls', ...TLS },
  { section: 'openwhisk.kafka.external.sasl', keys: USER },
  { section: 'openwhisk.providers.db.external', keys: ['db_username', 'db_password'] },
  { section: 'openwhisk.activationStore.elasticsearch.external', keys: USER },
  { section: 'openwhisk.activationStore.elasticsearch.tls', ...TLS, optionalKeys: ['ca.crt'] },
  { section: 'monitoring.tls', ...TLS, optionalKeys: ['ca.crt'] },
  { section: 'monitoring.grafana', keys: USER },
  { section: 'autoscaling.tls', ...TLS, optionalKeys: ['ca.crt'] },
  { section: 'logging.elasticsearch.tls', ...TLS, optionalKeys: ['ca.crt'] },
  { section: 'logging.elasticsearch.external', keys: USER },
  { section: 'logging.kibana', keys: ['security', 'savedObjects', 'reporting'] },
];

/** Path of the property that holds the name of the Secret. */
export function propertyPath({ section, property = 'existingSecret' }: SecretSlot): ConfigPath {
  return [...section.split('.'), property];
}

/** All keys of a slot. */
export function keysOf({ keys, optionalKeys = [] }: SecretSlot): string[] {
  return [...keys, ...optionalKeys];
}

/** Name of the Secret that the stack makes for a slot. */
export function secretName(instance: string, { section }: SecretSlot): string {
  return `${instance}-${section.toLowerCase()}`;
}

/** Namespace of the pods that read the Secret of a slot. */
export function namespaceOf(platform: Platform, { section }: SecretSlot): string {
  const part = section.split('.')[0] as PlatformPart;
  return namespacesOf(platform)[part].namespace;
}
