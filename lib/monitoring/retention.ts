import { parseQuantity } from '../kube/resources';

/** The part of a volume that samples may fill: the write-ahead log and a compaction need the rest. */
const SHARE = 0.85;

/** The size of samples that fits a volume, in Prometheus' notation, which takes `MB` for 1024 * 1024 bytes. */
export function retentionSizeOf(volume: string): string {
  return `${Math.floor((parseQuantity(volume) * SHARE) / 2 ** 20)}MB`;
}

const HOURS: Readonly<Record<string, number>> = { y: 365 * 24, w: 7 * 24, d: 24, h: 1 };

/** A Prometheus duration in Go's notation, whose longest unit is the hour: `retention` of an Alertmanager takes no other. */
export function goDuration(duration: string): string {
  let hours = 0;
  const rest = duration.replace(/(\d+)([ywdh])/g, (_, count: string, unit: string) => {
    hours += Number(count) * (HOURS[unit] ?? 0);
    return '';
  });
  return hours > 0 || rest === '' ? `${hours}h${rest}` : rest;
}
