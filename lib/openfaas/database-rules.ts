import type { PlatformFunction } from '../platform/functions';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import { DATABASE_VARIABLES } from './function-database';

/** A function with a database has one to connect to, and no other address of it. */
export function databaseMistakes(
  { database, environment }: PlatformFunction,
  path: ConfigPath,
  { mysql: { enabled, external } }: Platform,
): Mistake[] {
  if (!database) return [];
  if (!enabled)
    return [
      {
        path: [...path, 'database'],
        problem: 'the platform has no database',
        allowed: 'database with mysql.enabled: true',
        fix: 'set mysql.enabled: true, or remove it',
      },
    ];
  return [
    ...(external?.tls && !external.tls.caSecret
      ? [
          {
            path: [...path, 'database'],
            problem: 'functions verify the server with a file of CA certificates, and mysql.external.tls names none',
            allowed: 'database with mysql.external.tls.caSecret',
            fix: 'add mysql.external.tls.caSecret: the name of a Secret with the key ca.crt',
          },
        ]
      : []),
    ...DATABASE_VARIABLES.filter((name) => Object.hasOwn(environment, name)).map((name) => ({
      path: [...path, 'environment', name],
      problem: 'the platform sets it for the database of the function',
      allowed: 'other variables',
      fix: 'remove it, or remove database',
    })),
  ];
}
