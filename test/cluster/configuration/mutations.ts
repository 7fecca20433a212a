/** A text with one mistake, or a harmless change, in it. */
export interface Mutation {
  readonly kind: string;
  readonly text: string;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let next = Math.imul(state ^ (state >>> 15), 1 | state);
    next = (next + Math.imul(next ^ (next >>> 7), 61 | next)) ^ next;
    return ((next ^ (next >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Change = (text: string, random: () => number) => string | undefined;

/** A change of one match of a form, chosen at random. */
function atMatch(form: RegExp, change: (match: string, random: () => number) => string): Change {
  return (text, random) => {
    const matches = [...text.matchAll(form)];
    const match = matches[Math.floor(random() * matches.length)];
    if (!match) return undefined;
    return text.slice(0, match.index) + change(match[0], random) + text.slice(match.index + match[0].length);
  };
}

function typo(word: string, random: () => number): string {
  const at = Math.floor(random() * (word.length - 1));
  const [first = '', second = ''] = word.slice(at);
  const changed = [second + first, first, `${first}${first}${second}`, `${first}x${second}`];
  return word.slice(0, at) + (changed[Math.floor(random() * changed.length)] ?? '') + word.slice(at + 2);
}

/** Ways to break a configuration file; each is a slip of somebody who writes one by hand. */
const CHANGES: Readonly<Record<string, Change>> = {
  'typo in a name': atMatch(/(?<=^[ \t]*(- )?)[A-Za-z][\w.-]{3,}/gm, typo),
  'removed bracket or quotation': atMatch(/["'{}[\]]/g, () => ''),
  'removed separator': atMatch(/[;:=]/g, () => ''),
  'word for a number': atMatch(/(?<=[ =:])\d+(?=[;\s])/g, () => 'many'),
  'wrong unit': atMatch(/(?<=[ =:])\d+[a-z]*(?=[;\s]|$)/gm, (match) => `${match}zz`),
  'wrong switch': atMatch(/\b(on|off|true|false|yes|no)\b/g, () => 'perhaps'),
  'removed line': atMatch(/^[^\n]+\n/gm, () => ''),
  'line twice': atMatch(/^[^\n]+\n/gm, (match) => match + match),
  'deeper line': atMatch(/^(?=[ \t]*\w)/gm, () => ' '),
  'unknown name': atMatch(/(?<=^([ \t]*))[A-Za-z_][\w.-]{3,}(?=[ \t]*[:= ])/gm, (match) => `${match}_nonsense`),
};

/** Mutations of a text, of all kinds in turn. */
export function mutationsOf(text: string, count: number, seed: number): Mutation[] {
  const random = randomNumbers(seed);
  const kinds = Object.entries(CHANGES);
  const found: Mutation[] = [];
  for (let turn = 0; found.length < count && turn < 20 * count; turn++) {
    const [kind, change] = kinds[turn % kinds.length] ?? ['', () => undefined];
    const changed = change(text, random);
    if (changed !== undefined && changed !== text && !found.some((other) => other.text === changed)) {
      found.push({ kind, text: changed });
    }
  }
  return found;
}
