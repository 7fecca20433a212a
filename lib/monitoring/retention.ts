import { parseQuantity } from '../kube/resources';

/** The part of a volume that samples may fill: the write-ahead log and a compaction need the rest. */
const SHARE = 0.85;

/** The size of samples that fits a volume, in Prometheus' notation, which takes `MB` for 1024 * 1024 bytes. */
export function retentionSizeOf(volume: string): string {
  return `${Math.floor((parseQuantity(volume) * SHARE) / 2 ** 20)}MB`;
}
