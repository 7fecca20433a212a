import { parseSize } from '../text/quantity';
import { copiesOn } from './index-template';

/**
 * Disk usage beyond which Elasticsearch allocates no more shards, in percent (Elasticsearch reference, "Disk-based shard
 * allocation"). A whole number: products with 0.85 are inexact, and the size that a message suggests would be refused again.
 */
export const USABLE_PERCENT = 85;

/** Space of all volumes together that may be used, in GiB. */
export function usableGib({ replicas, size }: { readonly replicas: number; readonly size: string }): number {
  return rounded((replicas * parseSize(size).gibibytes * USABLE_PERCENT) / 100);
}

/** Indices that are written every day. */
interface DailyIndices {
  readonly gibPerDay: number;
  readonly retentionDays: number;
}

/** Space of all days and copies together, in GiB. */
export function neededGib({ gibPerDay, retentionDays }: DailyIndices, copies: number): number {
  return rounded(gibPerDay * retentionDays * (1 + copies));
}

/** An amount without the error of its last digits: 68 days of 0.1 GiB are 6.8 GiB. */
function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}

/** Copies of each shard on other nodes: a number in the platform file, or one where there is another node. */
export function copiesOf(
  copies: number | undefined,
  { external, replicas }: { readonly external?: object; readonly replicas: number },
): number {
  return copies ?? (external ? 1 : copiesOn(replicas));
}

/** An amount in messages. */
export function gib(amount: number): string {
  return `${Math.round(amount * 10) / 10} GiB`;
}
