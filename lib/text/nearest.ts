import { distance } from 'fastest-levenshtein';

/** Shortest word that counts as the beginning of another one. */
const SHORTEST_BEGINNING = 3;

/** Share of a word's letters that may differ; a suggestion beyond it is nonsense more often than help. */
const DIFFERENT_SHARE = 0.4;

/** Number of letters that may differ however long the word is: long names, such as metrics, share many letters by chance. */
const MOST_EDITS = 6;

/**
 * The candidate that a misspelt word most likely means, regardless of case; undefined when none is near. The beginning of a
 * candidate is as near as a single edit, and so is a word that begins with a candidate, within one part of a dotted path.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [best] = candidates
    .map((candidate) => ({ candidate, ...compare(lower, candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits || a.distance - b.distance);
  const most = Math.min(MOST_EDITS, Math.max(1, Math.floor(word.length * DIFFERENT_SHARE)));
  return best !== undefined && best.edits <= most ? best.candidate : undefined;
}

function compare(word: string, candidate: string): { readonly edits: number; readonly distance: number } {
  const [short, long] = word.length <= candidate.length ? [word, candidate] : [candidate, word];
  const begins =
    short.length >= SHORTEST_BEGINNING && long.startsWith(short) && !long.slice(short.length).includes('.');
  const letters = distance(word, candidate);
  const isOneEdit = begins || (letters === 2 && sortedLetters(word) === sortedLetters(candidate));
  return { edits: isOneEdit ? Math.min(1, letters) : letters, distance: letters };
}

/** Two letters in the wrong order are two edits of a word with the same letters. */
function sortedLetters(word: string): string {
  return [...word].sort().join('');
}
