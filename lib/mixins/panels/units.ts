/** Units of values, by the names that Grafana has for them (Grafana, "Standard options", Unit). */
export const UNITS = {
  count: 'short',
  cores: 'none',
  ratio: 'percentunit',
  bytes: 'bytes',
  bytesPerSecond: 'binBps',
  megabytes: 'mbytes',
  seconds: 's',
  /** Milliseconds since 1970, shown as how long ago it was or will be. */
  timeMilliseconds: 'dateTimeFromNow',
  perSecond: 'cps',
  requestsPerSecond: 'reqps',
  operationsPerSecond: 'ops',
  packetsPerSecond: 'pps',
  gigabyteSeconds: 'suffix:GB·s',
} as const;

/** The unit of a value. */
export type Unit = keyof typeof UNITS;
