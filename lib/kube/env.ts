import type { ConfigFiles } from './config-files';
import { k8s } from './k8s';
import type { SecretRef } from './secrets';

/** Where the value of an environment variable comes from. */
export type EnvValue =
  | string
  | { readonly secret: SecretRef; readonly key: string }
  | { readonly config: ConfigFiles; readonly key: string }
  | { readonly field: 'metadata.name' | 'metadata.namespace' | 'spec.nodeName' | 'status.podIP' };

/** Environment variables by name, so that none can be given twice. A value may use an earlier variable as `$(NAME)`. */
export type Env = Readonly<Record<string, EnvValue>>;

/** The typed form of {@link Env} for a container. */
export function toEnvVars(env: Env): k8s.EnvVar[] {
  return Object.entries(env).map(([name, value]) => {
    if (typeof value === 'string') return { name, value };
    if ('secret' in value) return { name, valueFrom: { secretKeyRef: { name: value.secret.name, key: value.key } } };
    if ('config' in value) return { name, valueFrom: { configMapKeyRef: { name: value.config.name, key: value.key } } };
    return { name, valueFrom: { fieldRef: { fieldPath: value.field } } };
  });
}

/** The Secrets that an environment reads. */
export function secretsIn(env: Env): SecretRef[] {
  return Object.values(env).flatMap((value) => (typeof value === 'object' && 'secret' in value ? [value.secret] : []));
}

/** The configuration that an environment reads. */
export function configsIn(env: Env): ConfigFiles[] {
  return Object.values(env).flatMap((value) => (typeof value === 'object' && 'config' in value ? [value.config] : []));
}
