import { randomInt } from 'node:crypto';
import { Database, DatabaseError, type Connections } from './database';
import { Environment } from './environment';
import { json, type Handler } from './http';
import { PICKS } from './cats-table';
import { randshow } from './randshow';
import { randstore, SEEDS } from './randstore';
import { databaseSettings } from './settings';
import { systembreaker } from './systembreaker';

export const FUNCTIONS = ['randstore', 'randshow', 'systembreaker'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** A function as a platform runs it: its handler, and the release of its connections. */
export interface CatFunction {
  readonly answer: Handler;
  readonly close: () => Promise<void>;
}

/**
 * Builds a function from its environment variables.
 *
 * @param connect replaces the database in tests
 * @throws SettingsError if variables are missing or wrong
 */
export function createFunction(
  name: FunctionName,
  variables: NodeJS.ProcessEnv,
  connect?: () => Connections,
): CatFunction {
  if (name === 'systembreaker') return { answer: guarded(name, systembreaker()), close: async () => {} };
  const env = new Environment(variables);
  const settings = databaseSettings(env);
  const pick = env.oneOf('PICK', PICKS, 'index');
  env.check();
  const database = connect?.() ?? new Database(settings);
  const handler = name === 'randstore' ? randstore(database, () => randomInt(SEEDS)) : randshow(database, pick);
  return { answer: guarded(name, handler), close: () => database.close() };
}

/** Turns errors into answers; details for operators go to the log. */
function guarded(name: FunctionName, handler: Handler): Handler {
  return async (request) => {
    try {
      return await handler(request);
    } catch (error) {
      if (error instanceof DatabaseError) {
        const { message, cause } = error;
        console.error(`${name}: ${message}${cause instanceof Error ? `: ${cause.message}` : ''}`);
        return json(503, { error: error.message }, { 'retry-after': '1' });
      }
      console.error(`${name}:`, error);
      return json(500, { error: 'internal error, see the log of the function' });
    }
  };
}
