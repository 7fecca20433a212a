import { distance } from 'fastest-levenshtein';

/** The candidate that a word most likely means; none when nothing is like it. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const edits = (candidate: string): number => {
    const other = candidate.toLowerCase();
    const isPart = lower.length > 2 && (other.startsWith(lower) || lower.startsWith(other));
    return isPart ? 1 : distance(lower, other);
  };
  const [best] = [...candidates].sort((a, b) => edits(a) - edits(b));
  return best !== undefined && edits(best) <= Math.max(1, Math.floor(word.length * 0.4)) ? best : undefined;
}
