import { toPrometheusSize } from '../text/prometheus-size';
import { parseSize } from '../text/quantity';

/** The ratio of a volume that samples may fill: the write-ahead log and a compaction need the rest. */
const SHARE = 0.85;

/** The retention size that fits a volume, in Prometheus' notation. */
export function retentionSizeOf(volume: string): string {
  return toPrometheusSize(parseSize(volume).times(SHARE));
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
