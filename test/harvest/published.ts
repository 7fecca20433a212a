import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Harvest } from './kubernetes';

/** A metric in the list that Kubernetes publishes for its documentation. */
interface Published {
  readonly name: string;
  readonly namespace?: string;
  readonly subsystem?: string;
  readonly type: string;
  readonly stabilityLevel: string;
  readonly labels?: readonly string[];
  readonly constLabels?: Readonly<Record<string, string>>;
  readonly deprecatedVersion?: string;
}

const TYPES: Readonly<Record<string, string>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Histogram: 'histogram',
  Summary: 'summary',
  TimingRatioHistogram: 'histogram',
};

/**
 * What is different in the list that a release holds of itself, as lines. The list is made from time to time only: at a release it
 * shows an older state of the sources. Nothing is returned for a release without the list.
 */
export function differences({ folder, metrics }: Harvest): string[] {
  const file = join(folder, 'test/instrumentation/documentation/documentation-list.yaml');
  if (!existsSync(file)) return [];
  const own = new Map(metrics.filter(({ at }) => at[0] !== 'kubelet-cadvisor').map((metric) => [metric.name, metric]));
  const listed = parse(readFileSync(file, 'utf8')) as Published[];
  return listed.flatMap(({ namespace, subsystem, name, type, stabilityLevel, deprecatedVersion = '', ...labels }) => {
    const full = [namespace, subsystem, name].filter(Boolean).join('_');
    const metric = own.get(full);
    if (!metric) return [`${full}: only in the list`];
    const names = [...(labels.labels ?? []), ...Object.keys(labels.constLabels ?? {})].sort().join(',');
    const pairs: readonly (readonly [what: string, source: string, list: string])[] = [
      ['type', metric.type, TYPES[type] ?? metric.type],
      ['class', metric.stability, stabilityLevel],
      ['labels', metric.labels.join(','), names],
      ['deprecated', metric.deprecated ?? '', deprecatedVersion],
    ];
    return pairs
      .filter(([, source, list]) => source !== list)
      .map(([what, source, list]) => `${full}: ${what} '${source}' in the sources, '${list}' in the list`);
  });
}
