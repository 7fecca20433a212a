import { DatabaseError, type Connections, type Row } from '../../../stacks/cats/database';

/** Holds the table cats in memory, and answers the statements of the functions. */
export class FakeDatabase implements Connections {
  readonly statements: string[] = [];
  /** Whether the database is away. */
  away = false;
  closed = false;

  constructor(readonly cats = new Map<number, string>()) {}

  async rows(sql: string, [from = 0]: readonly unknown[] = []): Promise<readonly Row[]> {
    this.statements.push(sql);
    await this.answers();
    const ids = [...this.cats.keys()].sort((a, b) => a - b);
    if (sql.includes('MIN(id)')) return [{ low: ids[0] ?? null, high: ids.at(-1) ?? null }];
    const id = ids.find((candidate) => candidate >= Number(from));
    return id === undefined ? [] : [{ id, img: Buffer.from(this.cats.get(id) ?? ''), created: '2026-11-30 12:00:00' }];
  }

  async change(sql: string, [img]: readonly unknown[] = []): Promise<number> {
    this.statements.push(sql);
    await this.answers();
    const id = this.cats.size + 1;
    this.cats.set(id, String(img));
    return id;
  }

  async close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private async answers(): Promise<void> {
    await Promise.resolve();
    if (this.away) throw new DatabaseError('the database refuses connections (ECONNREFUSED)');
  }
}
