import { required } from '../kube/required';
import type { ConfigPath } from '../platform/mistake';
import { platformSchema, type Platform } from '../platform/model';
import { namespacesOf } from '../platform/namespaces';
import { secretProperties, type SecretContent } from '../platform/schema/secrets';

/** A property of the platform that names a Secret, which the stack can create from its own configuration. */
export interface SecretSlot extends SecretContent {
  /** The section with the property, e.g. `openwhisk.redis.auth`. */
  readonly section: string;
  /** Path of the property. */
  readonly path: ConfigPath;
}

/** Every such property of the schema. */
export const SECRET_SLOTS: readonly SecretSlot[] = secretProperties(platformSchema).map(([path, content]) => ({
  section: path.slice(0, -1).join('.'),
  path,
  ...content,
}));

/** All keys of a slot. */
export function keysOf({ keys, optionalKeys = [] }: SecretSlot): string[] {
  return [...keys, ...optionalKeys];
}

/** Name of the Secret that the stack creates for a slot. */
export function secretName(instance: string, { section }: SecretSlot): string {
  return `${instance}-${section.toLowerCase()}`;
}

/** Namespace of the pods that read the Secret of a slot. */
export function namespaceOf(platform: Platform, { path }: SecretSlot): string {
  const parts = Object.values(namespacesOf(platform)).map((part) => ({ ...part, section: part.path.slice(0, -1) }));
  const own = parts
    .filter(({ section }) => section.every((key, index) => path[index] === key))
    .sort((a, b) => b.section.length - a.section.length)[0];
  return required(own, 'the part of the platform with the Secret').namespace;
}
