import { nearest } from '../text/nearest';
import { parseQuantity } from '../text/quantity';
import { columnOf } from './columns';
import { belongsToNoPod } from './controller';
import type { Hpa } from './hpa';
import { SimulationInputError } from './input-error';
import type { OwnUse, Startup } from './own-use';
import type { Amounts } from './pod-resources';
import type { Target } from './simulation';

/** The option of what a pod uses without load. */
const BASE = '--base';

/**
 * Use of a pod besides its share of the load; `base` has amounts by the names of the trace's columns.
 *
 * @throws SimulationInputError when the HPA does not measure it, or nothing of a pod's capacity is left for the load.
 */
export function ownUseOf(hpa: Hpa, { capacity }: Target, base: Amounts, startup: Startup | undefined): OwnUse {
  const ofPods = hpa.metrics.filter((metric) => !belongsToNoPod(metric)).map(columnOf);
  const unknown = Object.keys(base).filter((name) => !ofPods.includes(name));
  if (unknown.length > 0) {
    throw new SimulationInputError(
      BASE,
      unknown.map((name) => {
        const near = nearest(name, ofPods);
        const fix = near ? `write ${near}` : 'leave it out';
        return {
          problem: `${hpa.name} does not measure '${name}' of its pods`,
          allowed: ofPods.join(', ') || 'nothing',
          fix,
        };
      }),
    );
  }
  const amounts = hpa.metrics.map((metric) => parseQuantity(base[columnOf(metric)] ?? 0));
  const full = capacity && (amounts[capacity.metric] ?? 0) >= capacity.perPod ? capacity : undefined;
  if (full) {
    const problem = `${amounts[full.metric]} leaves nothing for the load: a pod can use ${full.perPod}`;
    throw new SimulationInputError(BASE, [{ problem, fix: 'write less, or raise the limit or --capacity' }]);
  }
  return { base: amounts, ...(startup && { startup }) };
}
