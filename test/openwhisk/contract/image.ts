import { configurationKey, isConfiguration } from '../../../lib/openwhisk/contract/system-properties';
import type { Generation, Program } from '../../../lib/openwhisk/contract/programs';

/** System properties that the image derives from an environment; an empty variable sets none. */
export function systemProperties(env: Readonly<Record<string, string>>): Record<string, string> {
  const set = Object.entries(env).filter(([name, value]) => isConfiguration(name) && value !== '');
  return Object.fromEntries(set.map(([name, value]) => [configurationKey(name), dereferenced(value, env)]));
}

/** A value that starts with `$` names another variable (OpenWhisk, transformEnvironment.sh). */
function dereferenced(value: string, env: Readonly<Record<string, string>>): string {
  return (value.startsWith('$') && env[value.slice(1)]) || value;
}

/**
 * Options of the JVM as the image's init.sh and start script pass them. The start script of the akka images (Gradle 6) has a shell
 * expand variables in the options, the start script of the pekko images (Gradle 7) does not.
 */
export function jvmOptions(
  generation: Generation,
  program: Program,
  env: Readonly<Record<string, string>>,
  podIp: string,
): string[] {
  const words = [env['JAVA_OPTS'], env[`${program.toUpperCase().replace('-', '_')}_OPTS`]]
    .flatMap((options = '') => options.split(/\s+/).filter(Boolean))
    .map((word) => (generation === 'akka' ? word.replaceAll(/\$(\w+)/g, (_, name: string) => env[name] ?? '') : word));
  const clusters = program === 'controller' || program === 'scheduler';
  return [
    ...words,
    ...(clusters ? [`-D${generation}.remote.artery.bind.hostname=${podIp}`] : []),
    ...Object.entries(systemProperties(env)).map(([key, value]) => `-D${key}=${value}`),
  ];
}
