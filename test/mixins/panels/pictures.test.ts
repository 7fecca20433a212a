import '../../support/generated';
import { foldersFor } from './boards';
import { overview, picture, PICTURED } from './pictures';

const DOCS = 'docs/boards';
const folders = foldersFor();
const boards = folders.flatMap(([, all]) => all);

const expected: Record<string, string> = {
  'README.md': overview(folders),
  ...Object.fromEntries(
    boards.filter(({ uid }) => PICTURED.includes(uid)).map((board) => [`${board.uid}.svg`, picture(board)]),
  ),
};

describe('docs/boards', () => {
  test.each(Object.entries(expected))('has %s as generated from the boards', (file, text) => {
    expect(text).toBeGenerated(`${DOCS}/${file}`);
  });

  test('has no other file', () => {
    expect(Object.keys(expected)).toBeAllFilesOf(DOCS);
  });

  test('has well-formed pictures of existing boards', () => {
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
