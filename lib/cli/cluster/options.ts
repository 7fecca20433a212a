import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_PLATFORM_FILE } from '../../render';

/** Option that names the platform file. */
export function platformFileOption(): Option {
  return new Option('-f, --file <file>', 'platform file').default(
    DEFAULT_PLATFORM_FILE,
    'stacks/platforms/standard.yaml',
  );
}

/** Option that names the cluster. */
export function contextOption(): Option {
  return new Option('--context <name>', 'context of the kubeconfig file (default: the current one)');
}

/** Option for scripts. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON').default(false);
}

/** Option that sets fields of other managers. */
export function takeOverOption(): Option {
  return repeatable('--take-over <manager>', 'set fields that this manager has set, such as kubectl; repeatable');
}

/** An option that may be given several times. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .argParser((value: string, before: readonly string[]) => [...before, value])
    .default([], 'none');
}

/** A positive number of seconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('Write a whole number of seconds, such as 300.');
  return value;
}
