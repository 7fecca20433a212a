import * as pulumi from '@pulumi/pulumi';
import { isAbsolute, join } from 'node:path';
import { PACKAGE_ROOT } from '../render';
import { printable } from '../text/printable';
import { schemaAt } from '../load/forms';
import { isReservedKey } from '../load/unusable-text';
import { parseYamlValue } from '../load/yaml-file';
import { PlatformFileError, type Mistake } from '../platform/mistake';
import { platformSchema } from '../platform/model';
import type { FaasStackArgs } from './deploy';
import { isContent } from './kubeconfig';
import type { Override } from './platform-source';
import { keysOf, SECRET_SLOTS } from './secret-slots';

/** One value of a stack's configuration. */
export interface ConfigValue {
  /** Name, without the project's. */
  readonly name: string;
  readonly text: string;
  /** Whether it was set with `--secret`. */
  readonly secret: boolean;
}

/** A stack's configuration, sorted by what it is for. */
export interface StackConfig extends Pick<FaasStackArgs, 'platform' | 'overrides' | 'protectData'> {
  /** Names of the configuration's values for Secrets, by section, then by key. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Content or path of a kubeconfig file. @default - as kubectl. */
  readonly kubeconfig?: ConfigValue;
  /** Context of the kubeconfig file. @default - its current one. */
  readonly context?: string;
}

/** Values that are not about the platform but about the stack. */
const STACK_KEYS = ['platform', 'kubeconfig', 'context', 'protectData'];

/**
 * Sorts a stack's configuration. A value belongs to a Secret if the section in its name has a Secret; any other value
 * overrides the platform's value at this path.
 *
 * @param root - folder that the platform file's name starts from.
 * @throws PlatformFileError if a secret is set in plain text, or a non-secret with `--secret`: manifests would show it.
 */
export function sortConfig(values: readonly ConfigValue[], project: string, root: string): StackConfig {
  const mistakes: Mistake[] = [];
  const overrides: Override[] = [];
  const secrets: Record<string, Record<string, string>> = {};
  for (const value of values.filter(({ name }) => !STACK_KEYS.includes(name))) {
    const key = `${project}:${value.name}`;
    const slot = slotOf(value.name);
    if (slot && !value.secret) mistakes.push(plainSecret(key));
    else if (slot) secrets[slot.section] = { ...secrets[slot.section], [slot.key]: value.name };
    else if (value.secret) mistakes.push(secretOverride(key));
    else if (value.name.split('.').some(isReservedKey)) mistakes.push(reservedName(key));
    else overrides.push({ key, path: value.name.split('.'), value: typed(value, key, mistakes) });
  }
  const find = (name: string): ConfigValue | undefined => values.find((value) => value.name === name);
  const kubeconfig = find('kubeconfig');
  // The content of the file holds keys; its path does not.
  if (kubeconfig && !kubeconfig.secret && isContent(kubeconfig.text))
    mistakes.push(plainSecret(`${project}:kubeconfig`));
  const protectData = find('protectData')?.text;
  if (protectData !== undefined && !['true', 'false'].includes(protectData))
    mistakes.push(notBoolean(project, protectData));
  if (mistakes.length > 0) throw new PlatformFileError('the configuration of the stack', mistakes);
  const platform = find('platform')?.text;
  return {
    platform: platform
      ? isAbsolute(platform)
        ? platform
        : join(root, platform)
      : join(PACKAGE_ROOT, 'stacks', 'platforms', 'standard.yaml'),
    overrides,
    secrets,
    protectData: protectData === 'true',
    kubeconfig,
    context: find('context')?.text,
  };
}

/** Reads the configuration of the stack that runs. */
export function readConfig(): StackConfig {
  const project = pulumi.getProject();
  const prefix = `${project}:`;
  const values = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, text]) => ({ name: key.slice(prefix.length), text, secret: isSecret(key) }));
  return sortConfig(values, project, pulumi.getRootDirectory());
}

/** The values of Secrets, which stay outputs from the first step. */
export function secretValues({ secrets }: StackConfig): FaasStackArgs['secrets'] {
  const config = new pulumi.Config();
  const values = (names: Readonly<Record<string, string>>): Record<string, pulumi.Output<string>> =>
    Object.fromEntries(Object.entries(names).map(([key, name]) => [key, config.requireSecret(name)]));
  return Object.fromEntries(Object.entries(secrets).map(([section, names]) => [section, values(names)]));
}

/** Whether a value was set with `--secret`. The library has the method, but not its types. */
function isSecret(key: string): boolean {
  return (pulumi.runtime as unknown as { isConfigSecret(key: string): boolean }).isConfigSecret(key);
}

/** The Secret and the key that a name such as `openwhisk.redis.auth.password` stands for. */
function slotOf(name: string): { readonly section: string; readonly key: string } | undefined {
  for (const slot of SECRET_SLOTS) {
    const key = keysOf(slot).find((candidate) => name === `${slot.section}.${candidate}`);
    if (key) return { section: slot.section, key };
  }
  return undefined;
}

/** Configuration values are strings: for any other type, the string is parsed as YAML, a superset of JSON. */
function typed({ name, text }: ConfigValue, key: string, mistakes: Mistake[]): unknown {
  const schema = schemaAt(platformSchema, name.split('.'));
  if (schema && schema.safeParse(text).success) return text;
  const parsed = parseYamlValue(text);
  if ('value' in parsed) return parsed.value;
  mistakes.push({ ...parsed.mistake, file: key });
  return undefined;
}

function plainSecret(key: string): Mistake {
  return {
    file: key,
    problem: 'the value is a secret, and is stored in the configuration in plain text',
    allowed: 'a value that is encrypted',
    fix: `pulumi config set --secret ${key}; change the value, too, if others have seen the file`,
  };
}

function reservedName(key: string): Mistake {
  return {
    file: key,
    problem: 'the path has a reserved key',
    allowed: 'a path of the platform file',
    fix: `pulumi config rm ${key}`,
  };
}

function notBoolean(project: string, text: string): Mistake {
  const key = `${project}:protectData`;
  const meant = /^\s*(true|yes|y|on|1)\s*$/i.test(text);
  return {
    file: key,
    problem: `'${printable(text, 60)}' is not true or false`,
    allowed: 'true, false',
    fix: `pulumi config set ${key} ${meant}`,
  };
}

function secretOverride(key: string): Mistake {
  return {
    file: key,
    problem: 'the value is set as a secret, but manifests show it',
    allowed: `secrets: ${SECRET_SLOTS.map(({ section, keys }) => `${section}.{${keys.join(',')}}`).join(', ')}`,
    fix: `pulumi config set --plaintext ${key}`,
  };
}
