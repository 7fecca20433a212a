import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { ContainerManifest, PodManifest } from '../../../lib/checks/read/manifests';
import { CERTIFICATE, CERTIFICATE_KEY } from '../../support/certificate';
import { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { freePorts } from '../ports';
import { commandOf, execute, withParts } from '../scripts/container';
import { requireProgram, SYSTEM_PATH } from '../scripts/programs';
import { Workshop } from '../scripts/workshop';
import { until } from '../wait';

/** A database of MariaDB, the server that Debian has; small, so that its limits are near. */
export const PLATFORM = Manifests.of(`
profile: lean
mysql:
  enabled: true
  version: mariadb-11.4
  database: cat_store
  connections: { max: 12, perUser: 12 }
  resources: { requests: { memory: 512Mi }, limits: { memory: 512Mi } }
  backup: { size: 1Gi, keep: 2 }
`);

/** User of the images; MariaDB refuses to run as root. */
const UID = 999;

/** Passwords of the user's own may hold what means something to SQL, to option files and to the shell. */
export const PASSWORDS = {
  root: 'r00t',
  application: `pa ss'w"o$(r)d\\x;#%s\``,
  exporter: `$HOME 'ex"port\\er#`,
  backup: `b"ack\\up'#;`,
} as const;

type User = keyof typeof PASSWORDS;

/** A started server of the manifests, and what its clients need. */
export class Database {
  readonly shop = new Workshop();
  /** What the Secrets hold. */
  readonly passwords: Record<User, string> = { ...PASSWORDS };
  /** Claim of the server. */
  readonly volume: string;
  /** Claim of the backups. */
  readonly backups: string;
  readonly certificate: string;
  port = 0;
  adminPort = 0;
  private starts = 0;
  private readonly server: string;

  constructor() {
    this.server = dirname(requireProgram('mariadbd'));
    requireProgram('mariadb');
    chmodSync(this.shop.folder, 0o755);
    for (const name of ['volume', 'run', 'files', 'backups', 'tls']) this.folder(name);
    this.volume = join(this.shop.folder, 'volume');
    this.backups = join(this.shop.folder, 'backups');
    this.certificate = join(this.shop.folder, 'tls/tls.crt');
    writeFileSync(this.certificate, CERTIFICATE);
    writeFileSync(join(this.shop.folder, 'tls/tls.key'), CERTIFICATE_KEY);
  }

  private folder(name: string): void {
    const path = join(this.shop.folder, name);
    mkdirSync(path);
    chownSync(path, UID, UID);
  }

  /** Name of the log of the newest start. */
  get log(): string {
    return `mariadbd-${this.starts}`;
  }

  get secrets(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.passwords).flatMap(([user, password]) => [
        [`owdev-mysql-${user}/username`, user],
        [`owdev-mysql-${user}/password`, password],
      ]),
    );
  }

  private get path(): string {
    return `${SYSTEM_PATH}${delimiter}${this.server}`;
  }

  /** Starts the server as its pod does, and waits for its first greeting. */
  async start(): Promise<void> {
    const { folder } = this.shop;
    [this.port = 0, this.adminPort = 0] = await freePorts(2);
    const cnf = withParts(PLATFORM.config('mysql')['my.cnf'] ?? '', {
      '/var/lib/mysql': this.volume,
      '/run/mysqld': join(folder, 'run'),
      '/etc/mysql-tls': join(folder, 'tls'),
      'extra_port=33062': `extra_port=${this.adminPort}`,
      '\nport=3306\n': `\nport=${this.port}\n`,
    });
    const { argv, env } = this.command(PLATFORM.container('mysql'), {
      CNF: this.shop.file('my.cnf', cnf),
      VOLUME: this.volume,
      RUN: join(folder, 'run'),
    });
    this.starts += 1;
    this.shop.start(this.log, { argv, env: { PATH: this.path, ...env } });
    await until(() => this.greets(), { what: `MariaDB answers: ${this.shop.processes.tail(this.log)}` });
  }

  /** Ends the server in the way in which the kubelet does. */
  async stop(): Promise<void> {
    const pid = this.shop.processes.pids()[this.log];
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
    await until(() => this.shop.processes.pids()[this.log] === undefined, { what: 'MariaDB has ended' });
  }

  private async greets(): Promise<boolean> {
    const { processes } = this.shop;
    if (processes.pids()[this.log] === undefined) throw new Error(`MariaDB has ended:\n${processes.tail(this.log)}`);
    return (await this.probe()).code === 0;
  }

  /** The readiness probe of the pod. */
  async probe(): Promise<ScriptResult> {
    const { readinessProbe } = PLATFORM.container('mysql') as unknown as {
      readinessProbe: { exec: { command: string[] } };
    };
    const argv = readinessProbe.exec.command.map((word) =>
      word.replace('/run/credentials', join(this.shop.folder, 'files')),
    );
    return execute({ argv, env: {} }, this.path);
  }

  /** A statement of a client. */
  async query(user: User, statement: string, options: ClientOptions = {}): Promise<ScriptResult> {
    const { port = this.port, tls = true, password = this.passwords[user] } = options;
    const encryption = tls ? [`--ssl-ca=${this.certificate}`, '--ssl-verify-server-cert'] : ['--skip-ssl'];
    const argv = ['mariadb', '--no-defaults', '--host=127.0.0.1', `--port=${port}`, `--user=${user}`, ...encryption];
    const more = ['--batch', '--skip-column-names', `--execute=${statement}`];
    return execute({ argv: [...argv, ...more], env: { MYSQL_PWD: password } }, this.path);
  }

  /** Runs the task of a CronJob as its pod does. */
  async task(
    name: 'mysql-backup' | 'mysql-restore',
    more: Readonly<Record<string, string>> = {},
  ): Promise<ScriptResult> {
    const [container] = podOf(PLATFORM, name).containers;
    if (!container) throw new Error(`${name} has no container`);
    const { argv, env } = this.command(container, {
      HOST: '127.0.0.1',
      PORT: String(name === 'mysql-backup' ? this.adminPort : this.port),
      CA: this.certificate,
      OPTIONS: join(this.shop.folder, `files/${name}.cnf`),
      DIRECTORY: this.backups,
    });
    return execute({ argv, env: { ...env, ...more } }, this.path);
  }

  /** Runs the init container that waits for the server before a backup. */
  async wait(manifests: Manifests, port: number, deadlineSeconds: number): Promise<ScriptResult> {
    const [waiting] = podOf(manifests, 'mysql-backup').initContainers ?? [];
    if (!waiting) throw new Error('there is no init container');
    return execute(commandOf(manifests, waiting), this.shop.busybox, {
      HOST: '127.0.0.1',
      PORT: String(port),
      DEADLINE_SECONDS: String(deadlineSeconds),
      INTERVAL_SECONDS: '0.2',
      TRY_TIMEOUT_SECONDS: '2',
    });
  }

  /** A container's command as the user of the image, with folders of the test in place of its volumes. */
  private command(container: ContainerManifest, places: Readonly<Record<string, string>>) {
    const given = { secrets: this.secrets, fields: { 'status.podIP': '127.0.0.1' } };
    const { argv, env } = commandOf(PLATFORM, container, given);
    const user = [requireProgram('setpriv'), `--reuid=${UID}`, `--regid=${UID}`, '--clear-groups'];
    const files = join(this.shop.folder, 'files');
    return { argv: [...user, ...argv], env: { ...env, ...places, ...('FILES' in env ? { FILES: files } : {}) } as Env };
  }
}

type Env = Readonly<Record<string, string>>;

/** How a client connects. */
interface ClientOptions {
  /** @default - the port of applications */
  readonly port?: number;
  /** @default true */
  readonly tls?: boolean;
  /** @default - the password of the user */
  readonly password?: string;
}

/** The pod of a task. */
function podOf(manifests: Manifests, name: string): PodManifest['spec'] {
  const { spec } = manifests.get<{ spec: { jobTemplate: { spec: { template: PodManifest } } } }>('CronJob', name);
  return spec.jobTemplate.spec.template.spec;
}
