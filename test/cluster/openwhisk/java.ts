import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Generation, Program } from '../../../lib/openwhisk/contract/programs';
import { jvmOptions } from '../../openwhisk/contract/image';
import type { Manifests } from '../../support/platform';
import { commandOf, withParts } from '../scripts/container';
import { classPath } from '../scripts/installations';
import { requireProgram } from '../scripts/programs';
import { SOURCES } from '../sources';
import { type PodSandbox, SERVICE_ADDRESS } from './pod-network';

const run = promisify(execFile);

/** How a program is compiled. */
interface CompileOptions {
  /** Parts of its source by what takes their place. @default - none */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Folder of its source among the tests. @default 'openwhisk' */
  readonly room?: 'openwhisk' | 'tracing';
}

/** Compiles a program against the libraries of `tools/<library>`, and returns its class path. */
export async function compiled(
  program: string,
  library: Parameters<typeof classPath>[0],
  folder: string,
  { replaced = {}, room = 'openwhisk' }: CompileOptions = {},
): Promise<string> {
  const libraries = await classPath(library);
  const classes = join(folder, 'classes');
  mkdirSync(classes, { recursive: true });
  const source = join(folder, `${program}.java`);
  writeFileSync(source, withParts(readFileSync(join(SOURCES, room, `${program}.java`), 'utf8'), replaced));
  await run(requireProgram('javac'), ['-cp', libraries, '-d', classes, source]);
  return `${classes}:${libraries}`;
}

/** What a Java program runs as. */
export interface JavaPod {
  readonly manifests: Manifests;
  readonly generation: Generation;
  /** The program of OpenWhisk whose environment and options it gets. */
  readonly program: Program;
  readonly sandbox: PodSandbox;
  readonly classPath: string;
  /** Options of the JVM that are the test's. @default - none */
  readonly options?: readonly string[];
}

/** Arguments of `nsenter` that run a Java program in a pod, with nothing but the environment of the manifests and the kubelet. */
export function javaIn(pod: JavaPod, mainClass: string, ...args: readonly string[]): string[] {
  const { manifests, generation, program, sandbox, options = [] } = pod;
  const { env } = commandOf(manifests, manifests.container(program), {
    fields: { 'status.podIP': sandbox.ip, 'metadata.name': sandbox.name },
    secrets: secretsOf(manifests, program),
  });
  const variables = {
    KUBERNETES_SERVICE_HOST: SERVICE_ADDRESS.host,
    KUBERNETES_SERVICE_PORT: String(SERVICE_ADDRESS.port),
    ...env,
  };
  return [
    ...sandbox.all,
    'env',
    '-i',
    ...Object.entries(variables).map(([key, value]) => `${key}=${value}`),
    requireProgram('java'),
    ...jvmOptions(generation, program, variables, sandbox.ip),
    ...options,
    // A small program on a busy machine.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    '-cp',
    pod.classPath,
    mainClass,
    ...args,
  ];
}

/** Placeholders for the Secrets that a container reads: the test's programs use none of them. */
function secretsOf(manifests: Manifests, program: Program): Record<string, string> {
  const references = (manifests.container(program).env ?? []) as unknown as readonly {
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
  }[];
  const found = references.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
  return Object.fromEntries(found.map(({ name, key }) => [`${name}/${key}`, 'unused']));
}
