import { holdsIn, type OpenWhiskVariant } from '../../../lib/catalogue/openwhisk-variant';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { METRICS } from '../../../lib/mixins';
import { SHARED_FAMILIES } from '../../../lib/mixins/families/shared';

/** The variant of OpenWhisk whose metrics the stand-ins serve. */
const VARIANT: OpenWhiskVariant = {
  mode: 'sharding',
  generation: 'akka',
  containerFactory: 'kubernetes',
  tags: 'on',
};

/** The metrics of a source as the stand-in reads them: name, type and labels of a family a line. */
export function familiesText(source: MetricSource): string {
  const { families, shares } = METRICS[source];
  return [...families, ...shares.flatMap((name) => SHARED_FAMILIES[name])]
    .filter(({ only }) => !only || holdsIn(only, VARIANT))
    .map(({ name, type, labels }) => `${name} ${type} ${labels.join(',')}`.trimEnd())
    .join('\n');
}
