import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { whyUnreadable } from '../load/unreadable';
import { UserError } from '../text/user-error';

/** A cluster that cannot be used, with what to do about it. */
export class ClusterError extends UserError {
  public override readonly name = 'ClusterError';

  constructor(problem: string, fix: string) {
    super(`${problem}; nothing was created\n  fix: ${fix}`);
  }
}

/** Address of a cluster and client credentials, as in kubeconfig files. */
export interface ClusterAddress {
  /** URL of the API server. */
  readonly server: string;
  /** CA certificates of the server, in PEM. @default - the CAs of Node.js */
  readonly ca?: string;
  /** Client certificate, in PEM. @default - none. */
  readonly cert?: string;
  /** Its key, in PEM. @default - none. */
  readonly key?: string;
  /** @default - none. */
  readonly token?: string;
}

/** A string, or undefined for the null that an empty line gives. */
const text = () =>
  z
    .string()
    .nullish()
    .transform((value) => value ?? undefined);

const named = <Content extends z.ZodType>(key: string, content: Content) =>
  z
    .array(z.object({ name: z.string(), [key]: content.nullish() }))
    .nullish()
    .transform(
      (entries) => new Map((entries ?? []).map((entry) => [entry.name as string, entry[key] as z.output<Content>])),
    );

/** The parts of a kubeconfig file that are looked at (Kubernetes, "kubeconfig (v1)"). */
const kubeconfigSchema = z.object({
  'current-context': text(),
  contexts: named('context', z.object({ cluster: text(), user: text() })),
  clusters: named(
    'cluster',
    z.object({ server: text(), 'certificate-authority': text(), 'certificate-authority-data': text() }),
  ),
  users: named(
    'user',
    z.object({
      token: text(),
      'client-certificate': text(),
      'client-certificate-data': text(),
      'client-key': text(),
      'client-key-data': text(),
    }),
  ),
});

type Kubeconfig = z.output<typeof kubeconfigSchema>;

/** Which cluster is meant. */
export interface ClusterChoice {
  /** Content or path of a kubeconfig file. @default - as kubectl: KUBECONFIG, then ~/.kube/config. */
  readonly kubeconfig?: string;
  /** @default - the file's current context. */
  readonly context?: string;
  /** Folder that a relative path starts from. @default - the working directory. */
  readonly root?: string;
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const SET_KUBECONFIG =
  'set KUBECONFIG, or `pulumi config set faas-stack:kubeconfig <path>` (with --secret and the content of the file, where there is no file)';

/**
 * Finds the cluster that the provider will connect to, the way it does itself.
 *
 * @returns undefined inside a cluster, where the provider has what it needs from the pod.
 * @throws ClusterError when there is no kubeconfig, or not this context in it.
 */
export function findCluster({ env = process.env, ...choice }: ClusterChoice): ClusterAddress | undefined {
  const found = readKubeconfig(choice, env);
  if (!found) {
    if (env['KUBERNETES_SERVICE_HOST']) return undefined;
    throw new ClusterError('There is no kubeconfig file, so no cluster to deploy to', SET_KUBECONFIG);
  }
  const { file, text } = found;
  const config = parseKubeconfig(text, file);
  const names = [...config.contexts.keys()];
  const wanted = choice.context ?? config['current-context'] ?? '';
  const context = config.contexts.get(wanted);
  if (!context) {
    const problem = wanted ? `${file} has no context '${wanted}'` : `${file} has no current context`;
    const fix = `pulumi config set faas-stack:context <context>, one of: ${names.join(', ') || 'none is there'}`;
    throw new ClusterError(problem, fix);
  }
  const cluster = config.clusters.get(context.cluster ?? '');
  if (!cluster?.server) {
    throw new ClusterError(
      `${file} has no server for the context '${wanted}'`,
      'correct the file, or take another one',
    );
  }
  const user = config.users.get(context.user ?? '');
  return {
    server: cluster.server,
    ca: pem(cluster['certificate-authority-data'], cluster['certificate-authority']),
    cert: pem(user?.['client-certificate-data'], user?.['client-certificate']),
    key: pem(user?.['client-key-data'], user?.['client-key']),
    token: user?.token,
  };
}

function readKubeconfig(
  { kubeconfig, root = '' }: ClusterChoice,
  env: Readonly<Record<string, string | undefined>>,
): { readonly file: string; readonly text: string } | undefined {
  if (kubeconfig && isContent(kubeconfig)) {
    return { file: 'The kubeconfig of the configuration', text: kubeconfig };
  }
  if (kubeconfig) {
    const file = kubeconfigPath(kubeconfig, root);
    if (!existsSync(file)) throw new ClusterError(`There is no kubeconfig file ${file}`, SET_KUBECONFIG);
    return { file, text: contentOf(file) };
  }
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const candidates = listed.length > 0 ? listed : [join(env['HOME'] ?? homedir(), '.kube', 'config')];
  const file = candidates.find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : { file, text: contentOf(file) };
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ClusterError(`${file}: ${whyUnreadable(error)}`, SET_KUBECONFIG);
  }
}

/** Whether the configuration holds a kubeconfig file itself, not its path. */
export function isContent(kubeconfig: string): boolean {
  return kubeconfig.includes('\n') || kubeconfig.trimStart().startsWith('{');
}

/** The path of a kubeconfig file that the configuration names. */
export function kubeconfigPath(path: string, root: string): string {
  return isAbsolute(path) ? path : join(root, path);
}

function parseKubeconfig(text: string, file: string): Kubeconfig {
  try {
    const { data } = kubeconfigSchema.safeParse(parse(text));
    if (data) return data;
  } catch {
    // The parser's message is dropped: it may quote keys from the file.
  }
  throw new ClusterError(`${file} is not a kubeconfig file`, 'correct the file, or take another one');
}

function pem(data: string | undefined, file: string | undefined): string | undefined {
  if (data) return Buffer.from(data, 'base64').toString();
  return file && existsSync(file) ? contentOf(file) : undefined;
}
