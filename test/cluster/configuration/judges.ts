import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { buildTools } from '../build-tools';
import type { ToolName } from '../tools';
import { classPath, elasticsearchHome, nginxProgram } from '../scripts/installations';
import { requireProgram } from '../scripts/programs';
import { SOURCES } from '../sources';

const run = promisify(execFile);

/** Why a program refuses a text; undefined when it starts with it. */
export type Judge = (text: string) => Promise<string | undefined>;

/** Runs a program, and returns what it prints when it fails. */
async function refusal(program: string, args: readonly string[], cwd: string): Promise<string | undefined> {
  try {
    await run(program, [...args], { cwd, timeout: 30_000, env: { PATH: process.env['PATH'] ?? '' } });
    return undefined;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    return `${stdout}${stderr}` || String(error);
  }
}

/** Path of a program of the tool cache. */
async function toolPath(name: ToolName): Promise<string> {
  return (await buildTools((line) => process.stderr.write(`${line}\n`), [name]))[name];
}

/** Programs that judge one file after another, and end with their input. */
const running: ChildProcess[] = [];

/** Ends the programs of all judges; while one runs, the test file does not end. */
export function endJudges(): void {
  for (const child of running.splice(0)) child.stdin?.end();
}

/** Answers of a Java program. */
async function javaJudge(program: string, libraries: string, folder: string): Promise<Judge> {
  const classes = join(folder, 'classes');
  mkdirSync(classes, { recursive: true });
  const source = join(SOURCES, 'configuration', 'JavaConfigurations.java');
  await run(requireProgram('javac'), ['-d', classes, source]);
  const child = spawn(requireProgram('java'), ['-cp', `${classes}:${libraries}`, 'JavaConfigurations', program], {
    stdio: ['pipe', 'pipe', 'ignore'],
    timeout: 300_000,
  });
  return lineJudge(child, folder, program === 'elasticsearch' ? 'yml' : 'properties');
}

/** Answers of a program that judges one file per line of its input. */
function lineJudge(child: ChildProcessByStdio<Writable, Readable, null>, folder: string, extension: string): Judge {
  running.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let files = 0;
  return async (text) => {
    const file = join(folder, `${files++}.${extension}`);
    writeFileSync(file, text);
    child.stdin.write(`${file}\n`);
    const { value } = (await lines.next()) as { value?: string };
    return value === 'ok' ? undefined : String(value);
  };
}

/** Judges by the name of the format; each gets a folder of its own. */
export const JUDGES: Readonly<Record<string, (folder: string) => Promise<Judge>>> = {
  nginx: async (folder) => {
    const nginx = await nginxProgram();
    return async (text) => {
      writeFileSync(join(folder, 'nginx.conf'), text);
      return refusal(nginx, ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')], folder);
    };
  },
  kafka: async (folder) => javaJudge('kafka', await classPath('kafka'), folder),
  zookeeper: async (folder) => {
    writeFileSync(join(folder, 'myid'), '1');
    const judge = await javaJudge('zookeeper', await classPath('zookeeper'), folder);
    return async (text) => judge(text.replaceAll('/data', folder));
  },
  elasticsearch: async (folder) => javaJudge('elasticsearch', join(await elasticsearchHome(), 'lib', '*'), folder),
  mariadb: (folder) => {
    const server = requireProgram('mariadbd');
    return Promise.resolve(async (text) => {
      writeFileSync(join(folder, 'my.cnf'), text);
      return refusal(server, [`--defaults-file=${join(folder, 'my.cnf')}`, '--help', '--verbose'], folder);
    });
  },
  redis: (folder) => {
    const server = requireProgram('redis-server');
    const SENTINEL = 'no-such-directive here';
    return Promise.resolve(async (text) => {
      // The server reads line by line, and stops at the first that is wrong: the last one is ours.
      writeFileSync(join(folder, 'redis.conf'), `${text}\n${SENTINEL}\n`);
      const printed = await refusal(server, [join(folder, 'redis.conf')], folder);
      return printed?.includes(`>>> '${SENTINEL}'`) ? undefined : printed;
    });
  },
  prometheus: async (folder) => {
    const promtool = await toolPath('promtool');
    return async (text) => {
      writeFileSync(join(folder, 'prometheus.yml'), text);
      return refusal(promtool, ['check', 'config', '--syntax-only', 'prometheus.yml'], folder);
    };
  },
  rules: async (folder) => {
    const promtool = await toolPath('promtool');
    return async (text) => {
      writeFileSync(join(folder, 'rules.yml'), text);
      return refusal(promtool, ['check', 'rules', '--lint=none', 'rules.yml'], folder);
    };
  },
  alertmanager: async (folder) => {
    const amtool = await toolPath('amtool');
    return async (text) => {
      writeFileSync(join(folder, 'alertmanager.yml'), text);
      return refusal(amtool, ['check-config', 'alertmanager.yml'], folder);
    };
  },
  blackbox: async (folder) => {
    const exporter = await toolPath('blackbox_exporter');
    return async (text) => {
      writeFileSync(join(folder, 'blackbox.yml'), text);
      return refusal(exporter, ['--config.check', '--config.file=blackbox.yml'], folder);
    };
  },
  nats: async (folder) => {
    const server = await toolPath('nats-server');
    return async (text) => {
      writeFileSync(join(folder, 'nats.conf'), text);
      const printed = await refusal(server, ['-t', '-c', 'nats.conf'], folder);
      // With -t, the server also fails at what it otherwise only warns of.
      return /^nats-server: \S+: invalid use of field/.test(printed ?? '') ? undefined : printed;
    };
  },
  components: async (folder) => {
    const program = await toolPath('component-config');
    return lineJudge(spawn(program, { stdio: ['pipe', 'pipe', 'ignore'], timeout: 300_000 }), folder, 'yaml');
  },
  bash: async (folder) => shellJudge('bash', [], folder),
  dash: async (folder) => shellJudge('dash', [], folder),
  ash: async (folder) => shellJudge(requireProgram('busybox'), ['ash'], folder),
};

function shellJudge(shell: string, args: readonly string[], folder: string): Promise<Judge> {
  return Promise.resolve(async (text) => {
    writeFileSync(join(folder, 'script'), text);
    return refusal(shell, [...args, '-n', 'script'], folder);
  });
}

/** A file of this folder's `files`. */
export function example(name: string): string {
  return readFileSync(join(SOURCES, 'configuration', 'files', name), 'utf8');
}
