import type { ServedFamily } from '../../../lib/mixins/families/exposition';

/** What is not as it is written down. A family may have had no series with some of its labels. */
export function differences(written: ServedFamily, served: ServedFamily | undefined): string[] {
  if (!served) return ['is not served'];
  const unknown = served.labels.filter((label) => !written.labels.includes(label));
  return [
    ...(served.type === written.type ? [] : [`is of type ${served.type}, not ${written.type}`]),
    ...(served.stability === written.stability ? [] : [`is ${served.stability}, not ${written.stability}`]),
    ...(unknown.length === 0 ? [] : [`has the labels ${unknown.join(', ')} too`]),
  ];
}
