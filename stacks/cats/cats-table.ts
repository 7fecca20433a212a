import type { Connections, Row } from './database';

/** A stored picture. */
export interface StoredCat {
  readonly id: number;
  /** In the form of `escapePicture`. */
  readonly img: string;
  readonly created: string;
}

/** `talk` reads and sorts the whole table for each picture; `index` looks one up. */
export const PICKS = ['index', 'talk'] as const;
export type Pick = (typeof PICKS)[number];

const COLUMNS = 'SELECT id, img, created FROM cats';

/** Creates the table unless it exists: the only statement that needs more rights than SELECT and INSERT. */
export async function createTable(database: Connections): Promise<void> {
  await database.change(
    `CREATE TABLE IF NOT EXISTS cats (
      id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
      img LONGBLOB NOT NULL,
      created TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
    )`,
  );
}

/** Returns the id of the stored picture. */
export async function store(database: Connections, img: string): Promise<number> {
  return database.change('INSERT INTO cats (img) VALUES (?)', [img]);
}

/**
 * A stored picture at random, or `undefined` while the table is empty.
 *
 * @param random from 0 up to, but not including, 1
 */
export async function pickCat(
  database: Connections,
  pick: Pick,
  random: () => number = Math.random,
): Promise<StoredCat | undefined> {
  if (pick === 'talk') return first(await database.rows(`${COLUMNS} ORDER BY RAND() LIMIT 1`));
  const [range] = await database.rows('SELECT MIN(id) AS low, MAX(id) AS high FROM cats');
  const [low, high] = [Number(range?.['low']), Number(range?.['high'])];
  if (high === 0) return undefined;
  const from = low + Math.floor(random() * (high - low + 1));
  const nextFrom = async (id: number): Promise<StoredCat | undefined> =>
    first(await database.rows(`${COLUMNS} WHERE id >= ? ORDER BY id LIMIT 1`, [id]));
  // Rows may have been deleted since: then the search continues at the beginning.
  return (await nextFrom(from)) ?? (await nextFrom(low));
}

function first([row]: readonly Row[]): StoredCat | undefined {
  return row && { id: Number(row['id']), img: String(row['img']), created: String(row['created']) };
}
