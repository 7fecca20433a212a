import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { packageRoot } from '../../lib/text/package-root';
import { buildTools, ToolsError } from '../cluster/build-tools';
import { couchdbModules, elasticsearchHome, installed, nginxProgram } from '../cluster/scripts/installations';
import { requireProgram } from '../cluster/scripts/programs';
import type { Inside } from './cluster';
import { buildImages, IMAGE_TOOLS } from './images/catalogue';
import { NODE_TOOLS } from './node';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Settings of the kernel that a kubelet changes, and that no namespace keeps to itself. */
const SETTINGS = [
  'vm/overcommit_memory',
  'vm/panic_on_oom',
  'kernel/panic',
  'kernel/panic_on_oops',
  'kernel/keys/root_maxkeys',
  'kernel/keys/root_maxbytes',
];

const PACKAGES: Readonly<Record<string, string>> = {
  runc: 'runc',
  nft: 'nftables',
  ip: 'iproute2',
  busybox: 'busybox',
  'redis-server': 'redis-server',
  jq: 'jq',
  ps: 'procps',
  curl: 'curl',
  openssl: 'openssl',
  java: 'default-jre-headless',
  mvn: 'maven',
  unshare: 'util-linux',
};

/** Throws with everything that the machine lacks. */
function checkMachine(): void {
  const missing: string[] = [];
  if (process.platform !== 'linux') missing.push('Linux');
  if (process.getuid?.() !== 0) missing.push('root: nodes need namespaces, mounts and control groups');
  const folders = (process.env['PATH'] ?? '').split(':');
  const packages = Object.entries(PACKAGES).filter(
    ([program]) => !folders.some((folder) => existsSync(join(folder, program))),
  );
  if (!existsSync('/usr/lib/cni/ptp')) packages.push(['ptp', 'containernetworking-plugins']);
  if (packages.length > 0)
    missing.push(
      `${packages.map(([program]) => program).join(', ')} (Debian: apt-get install ${packages.map(([, name]) => name).join(' ')})`,
    );
  if (missing.length > 0)
    throw new ToolsError(
      `this machine cannot run real nodes; it lacks:\n${missing.map((line) => `- ${line}`).join('\n')}`,
    );
}

/** What the kernel or its supervisor forbids here, if anything. */
function forbidden(): string | undefined {
  if (!existsSync('/sys/fs/cgroup/memory'))
    return 'control groups of version 1 with the controller memory are not mounted';
  try {
    execFileSync(
      'unshare',
      ['--mount', '--net', '--uts', '--ipc', '--pid', '--fork', '--mount-proc', 'nft', 'add table inet probe'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        encoding: 'utf8',
      },
    );
    return undefined;
  } catch (error) {
    return `new namespaces with rules of their own: ${(error as { stderr?: string }).stderr?.trim() ?? String(error)}`;
  }
}

/**
 * However the runner ends, its end of the pipe closes: the guard then removes what no namespace takes with it. Control groups go
 * once the last process in them has ended. An orderly end stops the guard first.
 */
const GUARD =
  'read -r _; for i in $(seq 30); do sleep 2; find /sys/fs/cgroup/*/"$1" -depth -type d -exec rmdir {} + 2>/dev/null; ls -d /sys/fs/cgroup/*/"$1" >/dev/null 2>&1 || break; done; while [ $# -gt 2 ]; do echo "$4" >"$3"; set -- "$1" "$2" "${@:5}"; done; rm -rf "$2"';

function startGuard(...args: readonly string[]): () => void {
  const guard = spawn('bash', ['-c', GUARD, 'guard', ...args], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  guard.unref();
  (guard.stdin as NodeJS.WritableStream & { unref?: () => void }).unref?.();
  return () => guard.kill('SIGKILL');
}

/** Removes the control groups of a run; processes in them have ended. */
function removeCgroups(name: string): void {
  for (const controller of readdirSync('/sys/fs/cgroup')) {
    const folder = join('/sys/fs/cgroup', controller, name);
    if (existsSync(folder))
      execFileSync('find', [folder, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', '+'], { stdio: 'ignore' });
  }
}

/** Platforms, each with a test file of its name. */
const SUITES = ['lean', 'standard'] as const;

type Suite = (typeof SUITES)[number];

/** @param wanted - suites. @default - all */
async function main(wanted: readonly string[]): Promise<number> {
  const suites = SUITES.filter((suite) => wanted.length === 0 || wanted.includes(suite));
  checkMachine();
  const reason = forbidden();
  if (reason !== undefined) {
    say(`NOT RUN: this machine cannot run real nodes: ${reason}`);
    say('0 passed, 0 failed');
    return 0;
  }
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  const binaries = await buildTools(say, [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubectl',
    ...NODE_TOOLS,
    ...IMAGE_TOOLS,
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-node-'));
  const cgroup = basename(folder);
  const settings = SETTINGS.map((name) => join('/proc/sys', name))
    .filter((file) => existsSync(file))
    .map((file) => [file, readFileSync(file, 'utf8')] as const);
  const stopGuard = startGuard(cgroup, folder, ...settings.flatMap(([file, value]) => [file, value.trim()]));
  const cleanUp = () => {
    stopGuard();
    try {
      removeCgroups(cgroup);
    } catch (error) {
      say(`control groups are left: ${String(error)}`);
    }
    for (const [file, value] of settings) if (readFileSync(file, 'utf8') !== value) writeFileSync(file, value);
    if (process.env['FAAS_STACK_KEEP']) say(`the logs are in ${folder}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const before = traces(cgroup);
  let totals: Totals = { passed: 0, failed: 1 };
  try {
    const build = join(packageRoot(__dirname), 'build');
    const archives = { lean: join(folder, 'lean.tar'), standard: join(folder, 'standard.tar') };
    const servers = {
      nginx: await nginxProgram(),
      couchdb: await couchdbModules(),
      build,
      kafka: await installed('kafka'),
      zookeeper: await installed('zookeeper'),
      elasticsearch: await elasticsearchHome(),
      java: dirname(dirname(realpathSync(requireProgram('java')))),
    };
    const { images } = await buildImages(folder, binaries, servers, archives);
    say(`${images.length} images written in ${seconds()}`);
    totals = { passed: 0, failed: 0 };
    for (const suite of suites) {
      const { passed, failed } = await runSuite(suite, join(folder, suite), {
        cgroup: join(cgroup, suite),
        binaries,
        archive: archives[suite],
      });
      totals = { passed: totals.passed + passed, failed: totals.failed + failed };
    }
    for (const kind of ['real', 'stand-in'] as const) {
      const found = images.filter((image) => image.kind === kind);
      say(
        `${kind}: ${found.length} images: ${found.map(({ name, program }) => (program ? `${name} (${program})` : name)).join(', ')}`,
      );
    }
  } finally {
    cleanUp();
  }
  const left = traces(cgroup).filter((trace) => !before.includes(trace));
  say(
    `${left.length === 0 ? 'ok     ' : 'FAILED '} leaves nothing behind${left.length > 0 ? `: ${left.join('; ')}` : ''}`,
  );
  const passed = totals.passed + (left.length === 0 ? 1 : 0);
  const failed = totals.failed + (left.length === 0 ? 0 : 1);
  say(`in ${seconds()}`);
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

type Totals = Readonly<Record<'passed' | 'failed', number>>;

/** Runs the tests of a platform. A suite that ends without totals counts as one failed test. */
async function runSuite(suite: Suite, folder: string, inside: Omit<Inside, 'folder'>): Promise<Totals> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'inside.json'), JSON.stringify({ folder: join(folder, 'cluster'), ...inside }));
  await enter(folder, suite);
  const file = join(folder, 'totals.json');
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  return JSON.parse(readFileSync(file, 'utf8')) as Totals;
}

/** Everything that a run could leave behind on the machine. */
function traces(run: string): string[] {
  const of = (kind: string, lines: readonly string[]) =>
    lines.filter((line) => line !== '').map((line) => `${kind} ${line}`);
  const output = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' }).split('\n');
  const cgroups = readdirSync('/sys/fs/cgroup').flatMap((controller) =>
    readdirSync(join('/sys/fs/cgroup', controller), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${controller}/${name}`),
  );
  return [
    ...of(
      'interface',
      output('ip', '-brief', 'link').map((line) => line.split(/\s+/)[0] ?? ''),
    ),
    ...of(
      'mount',
      readFileSync('/proc/self/mounts', 'utf8')
        .split('\n')
        .map((line) => line.split(' ')[1] ?? ''),
    ),
    ...of('rule', output('nft', 'list', 'tables')),
    ...of('control group', cgroups),
    ...of(
      'process',
      // Others may run control planes on this machine, and programs that pretend to be kubelets.
      output('ps', '-eo', 'args').filter(
        (line) => /^\S*(containerd\S*|kubelet|runc)( |$)/.test(line) || line.includes(run),
      ),
    ),
  ];
}

/**
 * Runs the tests in namespaces of their own: with the process namespace every process ends, with the network namespace every
 * interface and rule, with the mount namespace every mount. The shell is the first process there, and reaps what others leave.
 */
function enter(folder: string, suite: Suite): Promise<void> {
  const script = `"$@" & child=$!; trap 'kill $child' TERM INT; wait $child; wait $child`;
  const args = [
    '--mount',
    '--net',
    '--uts',
    '--ipc',
    '--pid',
    '--fork',
    '--kill-child=KILL',
    '--mount-proc',
    '--propagation',
    'private',
  ];
  const child = spawn(
    'setpriv',
    [
      '--pdeathsig',
      'KILL',
      'unshare',
      ...args,
      'bash',
      '-c',
      script,
      '-',
      process.execPath,
      join(__dirname, 'inside.js'),
      folder,
      suite,
    ],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const end = () => child.kill('SIGKILL');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  return new Promise((done) => child.once('exit', () => setTimeout(done, 500)));
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof ToolsError ? error.message : String((error as Error).stack ?? error)}\n`);
    process.exitCode = 1;
  },
);
