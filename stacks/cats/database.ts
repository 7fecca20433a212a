import { readFileSync } from 'node:fs';
import { createPool, type Pool, type PoolConnection, type ResultSetHeader, type RowDataPacket } from 'mysql2';
import type { DatabaseSettings } from './settings';

/** A failure of the database. The message is fit for clients: it has no address, user, password or data. */
export class DatabaseError extends Error {}

/** Milliseconds until an attempt to connect fails. */
const CONNECT_TIMEOUT = 5_000;

/** Requests of one replica that may wait for its connections; further ones fail at once. */
const WAITING = 1_000;

/** Class of the SQL states that end a connection. */
const CONNECTION_LOST = '08';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections',
  ENOTFOUND: 'has no address',
  EAI_AGAIN: 'has no address at the moment',
  ETIMEDOUT: 'does not answer',
  PROTOCOL_CONNECTION_LOST: 'closed the connection',
  ECONNRESET: 'closed the connection',
  HANDSHAKE_SSL_ERROR: 'is not the server that DB_CA and DB_HOST describe',
  ER_SERVER_SHUTDOWN: 'is being stopped',
  ER_CON_COUNT_ERROR: 'has no connection left: max_connections',
  ER_TOO_MANY_USER_CONNECTIONS: 'has no connection left for this user: max_user_connections',
  ER_USER_LIMIT_REACHED: 'has no connection left for this user: MAX_USER_CONNECTIONS',
  ER_ACCESS_DENIED_ERROR: 'denies access to this user',
  ER_DBACCESS_DENIED_ERROR: 'denies access to this schema',
  ER_TABLEACCESS_DENIED_ERROR: 'denies access to the table',
  ER_BAD_DB_ERROR: 'has no such schema',
  ER_NO_SUCH_TABLE: 'has no table: run the schema step',
};

/** The server's code is fit for clients, its message is not: it contains user and address. */
function described(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error;
  const { code } = error as { readonly code?: string };
  const reason = (code !== undefined && REASONS[code]) || 'failed';
  return new DatabaseError(`the database ${reason}${code === undefined ? '' : ` (${code})`}`, { cause: error });
}

/** A row of a result, by column. */
export type Row = Readonly<Record<string, unknown>>;

/** The part of the database that the functions use; tests replace it. */
export interface Connections {
  rows(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Returns the id of the inserted row, or 0. */
  change(sql: string, values?: readonly unknown[]): Promise<number>;
  close(): Promise<void>;
}

/**
 * A database with at most `pool` connections, which open on demand and close when idle. Every failure is a DatabaseError, and
 * the next query tries again.
 */
export class Database implements Connections {
  private pool: Pool | undefined;

  constructor(private readonly settings: DatabaseSettings) {}

  async rows(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.query<RowDataPacket[]>(sql, values);
  }

  async change(sql: string, values: readonly unknown[] = []): Promise<number> {
    const { insertId } = await this.query<ResultSetHeader>(sql, values);
    return insertId;
  }

  async close(): Promise<void> {
    const { pool } = this;
    this.pool = undefined;
    if (pool) await pool.promise().end();
  }

  private async query<T extends RowDataPacket[] | ResultSetHeader>(sql: string, values: readonly unknown[]) {
    const deadline = Date.now() + this.settings.timeoutSeconds * 1000;
    let pool: Pool | undefined;
    let connection: PoolConnection | undefined;
    try {
      pool = this.pool ??= openPool(this.settings);
      connection = await this.connection(pool, deadline);
      const options = { sql, values: [...values], timeout: Math.max(1, deadline - Date.now()) };
      const [result] = await connection.promise().query<T>(options);
      connection.release();
      return result;
    } catch (error) {
      const { code, sqlState } = error as { readonly code?: string; readonly sqlState?: string };
      // A connection stays after an error of the statement alone: a late answer would be taken for the next query's.
      if (sqlState !== undefined && !sqlState.startsWith(CONNECTION_LOST)) connection?.release();
      else connection?.destroy();
      // The password may have been changed: the next request reads the files again. The connections of this pool end idle.
      if (code === 'ER_ACCESS_DENIED_ERROR' && pool === this.pool) this.pool = undefined;
      throw described(error);
    }
  }

  /** A connection of the pool; requests wait in order while all are in use. */
  private async connection(pool: Pool, deadline: number): Promise<PoolConnection> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        const { timeoutSeconds, pool: size } = this.settings;
        reject(new DatabaseError(`no connection was free within ${timeoutSeconds} s (pool: ${size})`));
      }, deadline - Date.now());
      pool.getConnection((error, connection) => {
        clearTimeout(timer);
        if (error) reject(error);
        else if (late) connection.release();
        else resolve(connection);
      });
    });
  }
}

function openPool(settings: DatabaseSettings): Pool {
  const { host, port, name, pool: connectionLimit, caFile } = settings;
  const pool = createPool({
    host,
    port,
    database: name,
    user: settings.user?.trimEnd() ?? credential('DB_USER_FILE', settings.userFile),
    password: settings.password?.trimEnd() ?? credential('DB_PASSWORD_FILE', settings.passwordFile),
    ssl: caFile === undefined ? undefined : { ca: credential('DB_CA', caFile), verifyIdentity: true },
    connectionLimit,
    queueLimit: WAITING,
    connectTimeout: CONNECT_TIMEOUT,
    gracefulEnd: true,
    dateStrings: true,
  });
  closeWhenIdle(pool, settings.idleSeconds * 1000);
  return pool;
}

function credential(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (error) {
    throw new DatabaseError(`the file of ${variable} cannot be read`, { cause: error });
  }
}

/** mysql2 closes idle connections only if `maxIdle` is below the limit, which a pool of one connection cannot be. */
function closeWhenIdle(pool: Pool, milliseconds: number): void {
  const timers = new WeakMap<PoolConnection, NodeJS.Timeout>();
  pool.on('release', (connection) => {
    // Without a callback, the end of a connection that the server has closed would be an unhandled error.
    const close = (): void => connection.end(() => undefined);
    timers.set(connection, setTimeout(close, milliseconds).unref());
  });
  pool.on('acquire', (connection) => clearTimeout(timers.get(connection)));
}
