import { Size } from './size';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
const PROMETHEUS_SIZE = /^(\d+)([KMGTPE]?B)$/;

/**
 * A size in Prometheus' notation, whose units are binary: `1GB` is 1 GiB (Prometheus, "Storage", `storage.tsdb.retention.size`).
 *
 * @throws when the text is not such a size.
 */
export function parsePrometheusSize(text: string): Size {
  const match = PROMETHEUS_SIZE.exec(text);
  if (!match) throw new Error(`'${text}' is not a size of Prometheus; write for example 512MB or 40GB`);
  const [, digits, unit = 'B'] = match;
  return Size.bytes(Number(digits) * 2 ** (10 * UNITS.indexOf(unit)));
}

/** A size in Prometheus' notation, rounded down to whole `MB`. */
export function toPrometheusSize(size: Size): string {
  return `${Math.floor(size.mebibytes)}MB`;
}
