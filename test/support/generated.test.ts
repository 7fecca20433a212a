import { describeDifferences, differences } from './generated';

const object = (name: string, value: string): string =>
  `kind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: ns\ndata:\n  key: ${value}\n`;
const file = (...objects: string[]): string => objects.join('---\n');
const FILE = 'x.k8s.yaml';
const shown = (committed: string, written: string): string => `-${committed}+${written}`;

describe('the difference of generated manifests', () => {
  const committed = file(object('a', '1'), object('b', '1'), object('c', '1'));
  const written = file(object('a', '1'), object('b', '2'), object('d', '1'));
  const message = describeDifferences(FILE, differences(committed, written, FILE), shown);

  test('names each object that was changed, added or removed, and no other', () => {
    expect(message).toContain('changed: ConfigMap/ns/b\n  added: ConfigMap/ns/d\n  removed: ConfigMap/ns/c\n');
    expect(message).not.toContain('ConfigMap/ns/a');
  });

  test('shows what changed, and names the command that writes the file', () => {
    expect(message).toContain("x.k8s.yaml is not as committed: run 'npm run update' and review 'git diff'");
    expect(message).toContain('key: 2');
  });

  test('breaks long lines of JSON, so that the changed value can be seen', () => {
    const json = (value: number): string => JSON.stringify({ list: Array.from({ length: 100 }, () => 'text'), value });
    const found = differences(object('a', json(1)), object('a', json(2)), FILE);
    const lines = describeDifferences(FILE, found, shown).split('\n');
    expect(lines.filter((line) => line.length > 240)).toEqual([]);
    expect(lines).toContain('"value":2}');
  });

  test('of another order names no object', () => {
    const swapped = differences(
      file(object('a', '1'), object('b', '1')),
      file(object('b', '1'), object('a', '1')),
      FILE,
    );
    expect(describeDifferences(FILE, swapped, shown)).toContain('the order of the objects');
  });
});
