import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { KeyPair } from '../pki';
import type { Processes } from '../processes';
import { requireProgram } from '../scripts/programs';
import { until } from '../wait';

const run = promisify(execFile);

/** Place and certificates of a server. */
export interface MariaDbOptions {
  readonly folder: string;
  readonly port: number;
  /** File with the authority of the server's certificate. */
  readonly ca: string;
  readonly certificate: KeyPair;
}

/** A real MariaDB on loopback that can be stopped and started again with its data. */
export class MariaDb {
  private starts = 0;
  private admin: Connection | undefined;

  private constructor(
    private readonly processes: Processes,
    private readonly options: MariaDbOptions,
  ) {}

  /** Installs the data directory and starts the server. */
  static async create(processes: Processes, options: MariaDbOptions): Promise<MariaDb> {
    const server = new MariaDb(processes, options);
    const install = requireProgram('mariadb-install-db');
    await run(install, [...server.common(), '--auth-root-authentication-method=normal', '--skip-test-db']);
    await server.start();
    return server;
  }

  async start({ certificate = this.options.certificate } = {}): Promise<void> {
    const { port, ca } = this.options;
    this.starts += 1;
    this.processes.start(this.log, requireProgram('mariadbd'), [
      ...this.common(),
      `--socket=${this.socket}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--wait-timeout=60',
      `--ssl-ca=${ca}`,
      `--ssl-cert=${certificate.cert}`,
      `--ssl-key=${certificate.key}`,
    ]);
    const connect = async () => createConnection({ socketPath: this.socket, user: 'root' }).catch(() => undefined);
    this.admin = await until(connect, { what: `MariaDB answers: ${this.processes.tail(this.log)}` });
  }

  /** Ends the server in an orderly way. */
  async stop(): Promise<void> {
    this.admin?.destroy();
    const { [this.log]: pid } = this.processes.pids();
    process.kill(pid ?? 0, 'SIGTERM');
    await until(() => this.processes.pids()[this.log] === undefined, { what: 'MariaDB ends' });
  }

  /** Runs statements as the administrator. */
  async administer(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.admin?.query(statement);
  }

  /** A number that the server counts (SHOW GLOBAL STATUS). */
  async status(name: string): Promise<number> {
    return this.number('SHOW GLOBAL STATUS LIKE ?', name);
  }

  /** Open connections of a user. */
  async connectionsOf(user: string): Promise<number> {
    return this.number(
      'SELECT ? AS name, COUNT(*) AS Value FROM information_schema.processlist WHERE user = ?',
      user,
      user,
    );
  }

  private async number(sql: string, ...values: readonly string[]): Promise<number> {
    const [rows = []] = (await this.admin?.query<RowDataPacket[]>(sql, [...values])) ?? [];
    return Number(rows[0]?.['Value']);
  }

  private get log(): string {
    return `mariadb-${this.starts}`;
  }

  private get socket(): string {
    return join(this.options.folder, 'mariadb.sock');
  }

  private common(): string[] {
    // Root has to ask for it.
    const user = process.getuid?.() === 0 ? ['--user=root'] : [];
    return ['--no-defaults', `--datadir=${join(this.options.folder, 'data')}`, ...user];
  }
}
