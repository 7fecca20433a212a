import { Environment, SettingsError } from './environment';
import { createFunction, FUNCTIONS } from './functions';
import { FunctionServer } from './server';

/** Entry point of the image: serves the function that FUNCTION names until SIGTERM. */
async function main(): Promise<void> {
  const env = new Environment(process.env);
  const name = env.oneOf('FUNCTION', FUNCTIONS);
  const port = env.integer('PORT', { min: 1, max: 65_535, byDefault: 8080 });
  const drainSeconds = env.integer('DRAIN_SECONDS', { min: 0, max: 300, byDefault: 5 });
  env.check();
  const server = new FunctionServer(createFunction(name, process.env), { allowOrigin: env.optional('ALLOW_ORIGIN') });
  await server.listen(port);
  console.log(`${name} listens at port ${port}`);
  process.once('SIGTERM', () => void server.drain(drainSeconds));
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
});
