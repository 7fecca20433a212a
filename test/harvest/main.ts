import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { harvest, type Harvest, type HarvestedMetric } from './kubernetes';
import { differences } from './published';

/** Releases of Kubernetes whose metrics are listed: the supported versions, and the one before them, which users upgrade from. */
const RELEASES = ['1.33.5', '1.34.4', '1.35.4', '1.36.1', '1.37.2'];

const LISTS = join('lib', 'mixins', 'stability', 'lists');

function line({ name, type, stability, labels, buckets, deprecated, at }: HarvestedMetric): string {
  return [
    name,
    stability === '' ? type : `${type}/${stability.toLowerCase()}`,
    labels.join(',') || '-',
    `at=${at.join(',')}`,
    ...(deprecated ? [`deprecated=${deprecated.split('.').slice(0, 2).join('.')}`] : []),
    ...(buckets ? [`le=${buckets.map((bucket) => Number(bucket.toPrecision(12))).join(',')}`] : []),
  ].join(' ');
}

function write({ release, cadvisor, metrics }: Harvest): void {
  const version = release.split('.').slice(0, 2).join('.');
  const text = [
    '/** Written by `npm run harvest`: one metric per line, `<name> <type>[/<class>] <labels> at=<places> [deprecated=<version>] [le=<buckets>]`. */',
    `export const KUBERNETES_${version.replace('.', '_')} = {`,
    `  version: '${version}',`,
    `  sources: ['k8s.io/kubernetes v${release}', 'github.com/google/cadvisor v${cadvisor}'],`,
    '  metrics: `',
    ...metrics.map((metric) => `    ${line(metric)}`),
    '  `,',
    '};',
    '',
  ];
  writeFileSync(join(LISTS, `${version}.ts`), text.join('\n'));
}

for (const release of RELEASES) {
  const found = harvest(release);
  write(found);
  const different = differences(found);
  process.stdout.write(`Kubernetes ${release}: ${found.metrics.length} metrics\n`);
  if (process.argv.includes('--differences')) process.stdout.write(different.map((text) => `  ${text}\n`).join(''));
  else if (different.length > 0)
    process.stdout.write(`  ${different.length} lines of its own list differ: npm run harvest -- --differences\n`);
}
