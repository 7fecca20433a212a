import * as fc from 'fast-check';
import { pickCat } from '../../../stacks/cats/cats-table';
import { createFunction, type FunctionName } from '../../../stacks/cats/functions';
import { escapeMarkup, type Response } from '../../../stacks/cats/http';
import { catPicture } from '../../../stacks/cats/picture/cat';
import { escapePicture } from '../../../stacks/cats/stored-form';
import { FakeDatabase } from './fake-database';

const DB_HOST = 'mysql';
let database: FakeDatabase;
beforeEach(() => {
  database = new FakeDatabase();
});

interface Call {
  readonly method?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

async function call(name: FunctionName, { method = 'POST', query = {}, env = {} }: Call = {}): Promise<Response> {
  const { answer } = createFunction(name, { DB_HOST, ...env }, () => database);
  return answer({ method, query: new Map(Object.entries(query)) });
}

const errorOf = ({ statusCode, body }: Response): unknown => [
  statusCode,
  (JSON.parse(body) as { error: string }).error,
];

describe('randstore', () => {
  test('stores the picture of the given seed', async () => {
    const { statusCode, headers, body } = await call('randstore', { query: { seed: '42' } });
    const picture = Buffer.from(catPicture(42));
    expect([statusCode, headers['content-type']]).toEqual([201, 'application/json']);
    expect(JSON.parse(body)).toEqual({ id: 1, seed: 42, bytes: picture.length });
    expect(database.cats.get(1)).toBe(escapePicture(picture));
    expect(database.statements).toEqual(['INSERT INTO cats (img) VALUES (?)']);
  });

  test('draws another cat at each invocation without a seed', async () => {
    for (let count = 0; count < 20; count += 1) await call('randstore');
    expect(new Set(database.cats.values()).size).toBe(20);
  });

  test.each(['-1', '4294967296', '1.5', '', 'x'])('refuses the seed %j', async (seed) => {
    const refused = await call('randstore', { query: { seed } });
    expect(errorOf(refused)).toEqual([400, 'seed: an integer from 0 to 4294967295']);
    expect(database.statements).toEqual([]);
  });

  test('stores nothing at a GET, which browsers send by themselves', async () => {
    const refused = await call('randstore', { method: 'GET' });
    expect(errorOf(refused)).toEqual([405, 'only POST']);
    expect(refused.headers['allow']).toBe('POST');
  });
});

describe('randshow', () => {
  test('shows a stored picture byte for byte', async () => {
    await call('randstore', { query: { seed: '7' } });
    const { statusCode, headers, body } = await call('randshow', { method: 'GET' });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toBe("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
    const [, image = '', text] = /<img src="data:image\/svg\+xml;base64,([^"]*)" alt="([^"]*)">/.exec(body) ?? [];
    expect(Buffer.from(image, 'base64').toString()).toBe(catPicture(7));
    expect(text).toBe('Cat 1');
    expect(body).toContain('<figcaption>Cat 1, stored 2026-11-30 12:00:00</figcaption>');
  });

  test('finds an id in an index by default, and sorts the table as in the talk if asked to', async () => {
    database.cats.set(3, escapePicture(Buffer.from('<svg/>')));
    await call('randshow');
    expect(database.statements).toEqual([
      'SELECT MIN(id) AS low, MAX(id) AS high FROM cats',
      'SELECT id, img, created FROM cats WHERE id >= ? ORDER BY id LIMIT 1',
    ]);
    await call('randshow', { env: { PICK: 'talk' } });
    expect(database.statements[2]).toBe('SELECT id, img, created FROM cats ORDER BY RAND() LIMIT 1');
  });

  test('reports an empty table', async () => {
    const empty = [404, 'no picture is stored yet: call randstore'];
    expect(errorOf(await call('randshow'))).toEqual(empty);
    expect(errorOf(await call('randshow', { env: { PICK: 'talk' } }))).toEqual(empty);
  });

  test('refuses a row that randstore did not write, instead of passing it to a browser', async () => {
    database.cats.set(5, '"><script>alert(1)</script>');
    expect(errorOf(await call('randshow'))).toEqual([500, 'picture 5 is damaged']);
  });

  test('refuses other methods', async () => {
    expect(errorOf(await call('randshow', { method: 'DELETE' }))).toEqual([405, 'only GET, HEAD, POST']);
  });
});

describe('the lookup of a random id', () => {
  const stored = (ids: readonly number[]) => new FakeDatabase(new Map(ids.map((id) => [id, 'AAAA'])));

  test('finds one of the stored pictures, also with gaps, and every one without', async () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(ids, random, async (chosen, value) => {
        const cat = await pickCat(stored(chosen), 'index', () => value);
        expect(chosen).toContain(cat?.id);
      }),
    );
    const found = [0, 0.26, 0.51, 0.99].map(async (value) => pickCat(stored([6, 7, 8, 9]), 'index', () => value));
    expect((await Promise.all(found)).map((cat) => cat?.id)).toEqual([6, 7, 8, 9]);
  });

  test('continues at the beginning when the rows behind the id were deleted in between', async () => {
    const shrinking = stored([1, 2, 3]);
    const cat = await pickCat(shrinking, 'index', () => {
      shrinking.cats.delete(2);
      shrinking.cats.delete(3);
      return 0.9;
    });
    expect(cat?.id).toBe(1);
  });
});

describe('errors', () => {
  let logged: jest.SpyInstance;
  beforeEach(() => {
    logged = jest.spyOn(console, 'error').mockImplementation();
  });
  afterEach(() => logged.mockRestore());

  test.each(['randstore', 'randshow'] as const)(
    '%s answers 503 while the database is away, and recovers',
    async (name) => {
      database.cats.set(1, escapePicture(Buffer.from('<svg/>')));
      database.away = true;
      const failed = await call(name);
      expect(errorOf(failed)).toEqual([503, 'the database refuses connections (ECONNREFUSED)']);
      expect(failed.headers['retry-after']).toBe('1');
      expect(logged.mock.calls).toEqual([[`${name}: the database refuses connections (ECONNREFUSED)`]]);
      database.away = false;
      expect((await call(name)).statusCode).toBeLessThan(300);
    },
  );

  test('an unexpected error is 500, with the details in the log only', async () => {
    jest.spyOn(database, 'rows').mockRejectedValue(new Error('a detail'));
    expect(errorOf(await call('randshow'))).toEqual([500, 'internal error, see the log of the function']);
    expect(String(logged.mock.calls)).toContain('a detail');
  });
});

test('wrong settings are reported all at once', () => {
  const env = { DB_PORT: '0', DB_POOL: 'many', DB_IDLE_SECONDS: '1.5', DB_TIMEOUT_SECONDS: '301', PICK: 'best' };
  expect(() => createFunction('randshow', env)).toThrow(
    'DB_HOST is not set; DB_PORT: 0 is not an integer from 1 to 65535; DB_POOL: many is not an integer from 1 to 1000; ' +
      'DB_IDLE_SECONDS: 1.5 is not an integer from 1 to 3600; DB_TIMEOUT_SECONDS: 301 is not an integer from 1 to 300; ' +
      'PICK: best is not one of index, talk',
  );
});

test('an address as the host is refused with an authority, because its certificate could not be verified', () => {
  expect(() => createFunction('randstore', { DB_HOST: '10.0.0.1', DB_CA: '/ca.crt' })).toThrow(
    "DB_HOST: 10.0.0.1 is an address; with DB_CA, it has to be a name of the server's certificate",
  );
  expect(() => createFunction('randstore', { DB_HOST: '10.0.0.1' })).not.toThrow();
});

test('escaped text ends neither an attribute nor an element, and is the text again in a browser', () => {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  fc.assert(
    fc.property(fc.string(), (text) => {
      const escaped = escapeMarkup(text);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped.replace(/&([^;]+);/g, (_, name: string) => entities[name] ?? '?')).toBe(text);
    }),
  );
});
