import { ActionServer } from './action-server';
import { Environment, SettingsError } from './environment';
import { createFunction, FUNCTIONS, type FunctionName } from './functions';
import { FunctionServer } from './server';

/** Entry point of the image: an OpenFaaS function, or an OpenWhisk action, whose containers have the address of the API. */
async function main(): Promise<void> {
  const env = new Environment(process.env);
  const port = env.integer('PORT', { min: 1, max: 65_535, byDefault: 8080 });
  if (env.optional('__OW_API_HOST') === undefined) return serveFunction(env, port);
  env.check();
  const server = new ActionServer((variables) => createFunction(nameIn(variables), variables));
  await server.listen(port);
  process.once('SIGTERM', () => void server.close());
}

/** Serves the function that FUNCTION names until SIGTERM. */
async function serveFunction(env: Environment, port: number): Promise<void> {
  const name = env.oneOf('FUNCTION', FUNCTIONS);
  const drainSeconds = env.integer('DRAIN_SECONDS', { min: 0, max: 300, byDefault: 5 });
  env.check();
  const server = new FunctionServer(createFunction(name, process.env), { allowOrigin: env.optional('ALLOW_ORIGIN') });
  await server.listen(port);
  console.log(`${name} listens at port ${port}`);
  process.once('SIGTERM', () => void server.drain(drainSeconds));
}

/** An action has its environment variables from its initialization on. */
function nameIn(variables: NodeJS.ProcessEnv): FunctionName {
  const env = new Environment(variables);
  const name = env.oneOf('FUNCTION', FUNCTIONS);
  env.check();
  return name;
}

main().catch((error: unknown) => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exitCode = 1;
});
