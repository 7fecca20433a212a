import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersFor } from './boards';
import { overview, picture, PICTURED } from './pictures';

const DOCS = join(__dirname, '../../../docs/boards');
const folders = foldersFor();
const boards = folders.flatMap(([, all]) => all);

const expected: Record<string, string> = {
  'README.md': overview(folders),
  ...Object.fromEntries(
    boards.filter(({ uid }) => PICTURED.includes(uid)).map((board) => [`${board.uid}.svg`, picture(board)]),
  ),
};

describe('docs/boards', () => {
  test('shows the boards as they are', () => {
    if (process.env.FAAS_STACK_UPDATE)
      for (const [file, text] of Object.entries(expected)) writeFileSync(join(DOCS, file), text);
    const actual = readdirSync(DOCS).map((file) => [file, readFileSync(join(DOCS, file), 'utf8')]);
    const stale = actual.filter(([file = '', text]) => expected[file] !== text).map(([file]) => file);
    expect(stale).toEqual([]);
    expect(actual.map(([file]) => file).sort()).toEqual(Object.keys(expected).sort());
  });

  test('pictures are of boards that there are, and well-formed', () => {
    const uids = boards.map(({ uid }) => uid);
    expect(PICTURED.filter((uid) => !uids.includes(uid))).toEqual([]);
    for (const [file, text] of Object.entries(expected)) {
      if (!file.endsWith('.svg')) continue;
      const tags = [...text.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)].filter(([, , , empty]) => empty === '');
      const names = (end: string): string[] => tags.flatMap(([, slash, name = '']) => (slash === end ? [name] : []));
      expect(names('').sort()).toEqual(names('/').sort());
      expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
    }
  });
});
