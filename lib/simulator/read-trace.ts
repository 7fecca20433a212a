import { readCsv } from './csv-trace';
import { readQueryRange } from './query-range';
import type { Trace } from './trace';

/** How a trace is read. */
export interface TraceOptions {
  /**
   * Whether a value holds over rows that are missing.
   * @default false
   */
  readonly hold?: boolean;
}

/**
 * Reads a trace in CSV, or the answer of Prometheus to a range query in JSON; `file` is its name in messages.
 *
 * @throws SimulationInputError with all rows that are wrong.
 */
export function readTrace(text: string, file: string, { hold = false }: TraceOptions = {}): Trace {
  const content = text.replace(/^\uFEFF/, '');
  return /^\s*[{[]/.test(content) ? readQueryRange(content, file, hold) : readCsv(content, file, hold);
}
