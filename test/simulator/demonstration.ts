import { join } from 'node:path';
import type { SimulateOptions } from '../../lib/cli/simulate';

/** Traces and the scrypt demonstration of the project. */
export const TRACES = join(__dirname, '../../stacks/traces');

/** The scrypt demonstration under a load of the project. */
export function demonstration(trace: string, rest: Partial<SimulateOptions> = {}): SimulateOptions {
  return {
    hpa: 'scrypt-hpa',
    trace: join(TRACES, `${trace}.csv`),
    manifest: join(TRACES, 'scrypt.yaml'),
    json: false,
    hold: false,
    podStart: 10,
    metricsResolution: 15,
    metricsDelay: 0,
    ...rest,
  };
}
