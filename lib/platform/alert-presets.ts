/** Numbers of a loop that scales on an alert: Prometheus' rule, Alertmanager's route, and the labels of a function. */
export interface AlertPreset {
  /** Invocations per second of a function above which it gets pods. */
  readonly threshold: number;
  /** Range of `rate()`; the gateway is scraped every 5 s. */
  readonly window: string;
  /** Time between two steps while the alert fires. */
  readonly repeatInterval: string;
  /** Largest number of pods. */
  readonly max: number;
  /** Size of a step in percent of the largest number. */
  readonly factor: number;
}

const OPENFAAS = { threshold: 5, window: '10s', repeatInterval: '30s' } as const;

/** Loops by name; the simulator has the same ones. */
export const ALERT_PRESETS = {
  /** A talk of 2018: five pods per minute up to 20. */
  talk: { ...OPENFAAS, repeatInterval: '50s', max: 20, factor: 25 },
  /** OpenFaaS of April 2018. */
  '2018': { ...OPENFAAS, max: 20, factor: 20 },
  /** The community edition since 2023. */
  now: { ...OPENFAAS, max: 5, factor: 10 },
  /** The same with a window of six scrapes: two samples are lost with a single missed scrape, and the function falls to its minimum. */
  fixed: { ...OPENFAAS, window: '30s', max: 5, factor: 10 },
} as const satisfies Readonly<Record<string, AlertPreset>>;

/** Name of a loop. */
export type AlertPresetName = keyof typeof ALERT_PRESETS;

/** The loop where the file names none. */
export const DEFAULT_PRESET: AlertPresetName = 'fixed';
