import { z } from 'zod';

/** The Secret that a property names. */
export interface SecretContent {
  /** Keys that the Secret must have. */
  readonly keys: readonly string[];
  /** Keys that the Secret may have. @default - none. */
  readonly optionalKeys?: readonly string[];
  /** Type of the Secret. @default Opaque */
  readonly type?: string;
}

/** Properties that name a Secret with credentials, which a Pulumi stack can create from its own configuration. */
export const SECRETS = z.registry<SecretContent>();

/** A Secret with a user name and a password. */
export const USER: SecretContent = { keys: ['username', 'password'] };

/** A certificate whose authorities are public, or irrelevant. */
export const CERTIFICATE: SecretContent = { keys: ['tls.crt', 'tls.key'], type: 'kubernetes.io/tls' };

/** A certificate that clients verify by the authority in the same Secret. */
export const VERIFIED_CERTIFICATE: SecretContent = { ...CERTIFICATE, optionalKeys: ['ca.crt'] };

/** Administrator of a CouchDB. */
export const DATABASE_USER: SecretContent = { keys: ['db_username', 'db_password'] };

/** All paths of properties within a schema that name such a Secret. */
export function secretProperties(schema: z.ZodType, path: readonly string[] = []): [string[], SecretContent][] {
  const content = SECRETS.get(schema);
  if (content) return [[[...path], content]];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return secretProperties(schema.unwrap() as z.ZodType, path);
  }
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([key, child]) =>
    secretProperties(child, [...path, key]),
  );
}
