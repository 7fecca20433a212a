import type { ContainerManifest } from '../../../lib/checks/read/manifests';
import type { Manifests } from '../../support/platform';
import { runScript, type ScriptResult } from '../../support/shell';

/** What a container is started with. */
export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What the cluster knows and the manifests do not. */
export interface Given {
  /** Values of Secrets by `<name>/<key>`. @default - none. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Fields of the pod by their paths. @default - none. */
  readonly fields?: Readonly<Record<string, string>>;
}

type Entry = NonNullable<ContainerManifest['env']>[number] & {
  readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
};

/** A container's command and arguments, with the environment that the kubelet makes. */
export function commandOf(manifests: Manifests, container: ContainerManifest, given: Given = {}): Command {
  const { command = [], args = [] } = container as { command?: string[]; args?: string[] };
  const env = Object.fromEntries((container.env ?? []).map((entry) => [entry.name, valueOf(manifests, entry, given)]));
  const expand = (text: string) => text.replaceAll(/\$\(([\w.-]+)\)/g, (unknown, name: string) => env[name] ?? unknown);
  return { argv: [...command, ...args].map(expand), env };
}

function valueOf(manifests: Manifests, { name, value, valueFrom }: Entry, { secrets, fields }: Given): string {
  const { configMapKeyRef: config, secretKeyRef: secret, fieldRef: field } = valueFrom ?? {};
  const found =
    value ??
    (config && manifests.config(config.name.replace(/^owdev-/, ''))[config.key]) ??
    (secret && secrets?.[`${secret.name}/${secret.key}`]) ??
    (field && fields?.[field.fieldPath]);
  if (found === undefined) throw new Error(`the test gives no value for ${name}`);
  return found;
}

/** The command of an init container. */
export function initContainer(manifests: Manifests, workload: string, name: string, given?: Given): Command {
  const container = manifests.pod(workload).initContainers?.find((candidate) => candidate.name === name);
  if (!container) throw new Error(`${workload} has no init container ${name}`);
  return commandOf(manifests, container, given);
}

/** A readiness probe, as far as one is asked here. */
interface Probe {
  readonly exec?: { readonly command: readonly string[] };
  readonly httpGet?: { readonly path: string };
}

function probeOf(manifests: Manifests, workload: string): Probe {
  const { readinessProbe } = manifests.container(workload) as unknown as { readinessProbe?: Probe };
  return readinessProbe ?? {};
}

/** The command of a readiness probe, with parts of its last word replaced. */
export function readinessCommand(
  manifests: Manifests,
  workload: string,
  parts: Readonly<Record<string, string>> = {},
): string[] {
  const { exec } = probeOf(manifests, workload);
  if (!exec) throw new Error(`${workload} has no readiness command`);
  return [...exec.command.slice(0, -1), withParts(exec.command.at(-1) ?? '', parts)];
}

/** The path that the kubelet gets to see whether a pod is ready. */
export function readinessPath(manifests: Manifests, workload: string): string {
  const { httpGet } = probeOf(manifests, workload);
  if (!httpGet) throw new Error(`${workload} has no readiness path`);
  return httpGet.path;
}

/**
 * A text with parts of it replaced.
 *
 * @throws when a part is not in it: a test that replaces nothing tests something else than it says
 */
export function withParts(text: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((result, [part, replacement]) => {
    if (!result.includes(part)) throw new Error(`there is no '${part}' in:\n${result}`);
    return result.replaceAll(part, replacement);
  }, text);
}

/** Runs a command as it is in the manifest; the shell that starts it has only this to do. */
export async function execute(
  { argv, env }: Command,
  path: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ScriptResult> {
  const words = argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  return runScript(`exec ${words.join(' ')}`, { PATH: path, ...env, ...more }, { timeoutMs: 150_000 });
}
