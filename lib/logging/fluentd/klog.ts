import { ADDING, filter, parse, type Directive } from './directive';

/**
 * The header of Kubernetes' own components and most controllers (klog, `formatHeader`): severity I, W, E or F, month and day, time,
 * thread, file and line.
 */
const HEADER = '/\\A(?<severity>[IWEF])\\d{4} \\d{2}:\\d{2}:\\d{2}\\.\\d+ +\\d+ (?<file>[^ :\\]]+):(?<line>\\d+)\\] /';

/** Adds the severity, file and line of lines with a header of klog. */
export function klogFields(tags: string, id: string): Directive {
  return filter(
    tags,
    'parser',
    id,
    { ...ADDING, inject_key_prefix: 'klog.' },
    parse('regexp', { expression: HEADER, types: 'line:integer' }),
  );
}
