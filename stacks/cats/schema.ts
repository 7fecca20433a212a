import { createTable } from './cats-table';
import { Database, DatabaseError } from './database';
import { Environment, SettingsError } from './environment';
import { databaseSettings } from './settings';

/** Entry point of a Job: creates the table with an account of its own, so that the functions need no right to create one. */
async function main(): Promise<void> {
  const env = new Environment(process.env);
  const settings = databaseSettings(env);
  env.check();
  const database = new Database(settings);
  try {
    await createTable(database);
    console.log('the table cats exists');
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError || error instanceof DatabaseError ? error.message : error);
  process.exitCode = 1;
});
