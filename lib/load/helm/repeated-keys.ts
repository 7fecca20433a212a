import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, LineCounter, parseDocument, type Node, type YAMLMap } from 'yaml';
import { isMapping } from '../../platform/profiles';

/** A key that its object has again further down. Helm's parser keeps the last value, without merging the two. */
export interface RepeatedKey {
  readonly path: readonly string[];
  /** First and last line of the value that does not count. */
  readonly lines: readonly [number, number];
  /** Line of the value that counts. */
  readonly replacedOn: number;
  /** Values that the last one does not repeat, such as `metrics.prometheusEnabled`. */
  readonly lost: readonly string[];
}

/** Every repetition in a YAML file that parses, except below a value that does not count itself. */
export function repeatedKeys(text: string): RepeatedKey[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, uniqueKeys: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const walk = (node: unknown, path: readonly string[]): RepeatedKey[] => {
    if (!isMap(node)) return [];
    return Object.entries(pairsByKey(node)).flatMap(([name, values]) => {
      const here = [...path, name];
      const [last, ...earlier] = [...values].reverse();
      const counts: unknown = last && valueOf(last.value);
      const lost = earlier.reverse().map(({ key, value }): RepeatedKey => {
        const [begin] = key.range ?? [0];
        const end = value?.range?.[1] ?? begin;
        const lastCharacter = begin + text.slice(begin, end).trimEnd().length - 1;
        return {
          path: here,
          lines: [lineAt(begin), lineAt(Math.max(begin, lastCharacter))],
          replacedOn: lineAt(last?.key.range?.[0] ?? 0),
          lost: lostValues(valueOf(value), counts, here),
        };
      });
      return [...lost, ...walk(last?.value, here)];
    });
  };
  const valueOf = (node: Node | null): unknown => node?.toJS(document);
  return walk(document.contents, []);
}

interface KeyAndValue {
  readonly key: Node;
  readonly value: Node | null;
}

function pairsByKey(map: YAMLMap): Record<string, KeyAndValue[]> {
  const byKey: Record<string, KeyAndValue[]> = Object.create(null) as Record<string, KeyAndValue[]>;
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    (byKey[String(key.value)] ??= []).push({ key, value: value as Node | null });
  }
  return byKey;
}

/** The paths of values that differ from what counts, or are missing there. */
function lostValues(value: unknown, counts: unknown, path: readonly string[]): string[] {
  if (isDeepStrictEqual(value, counts)) return [];
  if (!isMapping(value)) return [path.join('.')];
  return Object.entries(value).flatMap(([key, inner]) =>
    lostValues(inner, isMapping(counts) ? counts[key] : undefined, [...path, key]),
  );
}
