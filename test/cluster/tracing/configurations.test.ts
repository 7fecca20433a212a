import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { buildApp } from '../../../charts/app';
import { IMAGES } from '../../../lib/catalogue/images';
import { collectorConfig } from '../../../lib/checks/collector-config';
import type { Finding } from '../../../lib/checks/finding';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { Manifests } from '../../support/platform';
import { SOURCES } from '../sources';
import { TracingPrograms } from './programs';
import { changed, MISTAKES, type Change } from './spoilt';

const platform = (name: string): Manifests =>
  new Manifests(
    synthesize(buildApp(parsePlatform(readFileSync(join(SOURCES, `../platforms/${name}.yaml`), 'utf8')).platform)),
  );

/** Every form of configuration. */
const PLATFORMS: Readonly<Record<string, Manifests>> = {
  everything: platform('everything'),
  tracing: platform('tracing'),
  'the default': Manifests.of('tracing: { enabled: true }'),
};

/** A configuration with all that mistakes are made in. */
const COMPLETE = Manifests.of(`
profile: lean
monitoring: { enabled: true }
tracing: { enabled: true, collector: { spanMetrics: true, tailSampling: { share: 0.5 } } }
`);

/** Findings about a configuration, mounted by a pod of the catalogue's version. */
function findingsIn(text: string): Finding[] {
  const metadata = { name: 'collector', namespace: 'tracing' };
  const spec = {
    containers: [{ name: 'collector', image: IMAGES['otel-collector'] }],
    volumes: [{ name: 'config', configMap: { name: 'collector' } }],
  };
  const manifests = [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': text } },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 1, template: { spec } } },
  ];
  return collectorConfig({ objects: manifests.map((manifest) => ({ path: manifest.kind, manifest })) });
}

describe('the configurations of tracing', () => {
  let programs: TracingPrograms;

  before(async () => {
    programs = await TracingPrograms.prepare();
  });
  after(() => programs?.stop());

  const collectorOf = (manifests: Manifests) => manifests.config('otel-collector')['config.yaml'] ?? '';

  for (const [name, manifests] of Object.entries(PLATFORMS)) {
    it(`of ${name} are valid for the collector`, async () => {
      assert.deepEqual(await programs.validate('otelcol', collectorOf(manifests)), { code: 0, output: '' });
    });
    it(`of ${name} are valid for Jaeger`, async () => {
      const { code, output } = await programs.validate('jaeger', manifests.config('jaeger')['config.yaml'] ?? '');
      assert.equal(code, 0, output);
    });
  }

  it('are judged by the checks as by the collector', { timeout: 120_000 }, async (t) => {
    const complete = parse(collectorOf(COMPLETE)) as Change;
    const counts = { refused: 0, found: 0 };
    for (const [what, { change, accepted = false, rule }] of Object.entries(MISTAKES)) {
      const text = stringify(changed(complete, change), { aliasDuplicateObjects: false });
      const { code } = await programs.validate('otelcol', text);
      const findings = findingsIn(text);
      assert.deepEqual({ what, accepted: code === 0 }, { what, accepted });
      const rules = new Set(findings.map((finding) => finding.rule));
      assert.deepEqual({ what, found: rule ? rules.has(rule) : rules.size > 0 }, { what, found: rule !== undefined });
      if (accepted) assert.ok(!findings.some(({ problem }) => problem.includes('does not start')), what);
      if (!accepted) counts.refused++;
      if (!accepted && rule) counts.found++;
    }
    t.diagnostic(`${counts.found} of ${counts.refused} mistakes that the collector refuses are findings`);
  });

  it('are accepted with the deprecated name of an exporter', async () => {
    const text = collectorOf(PLATFORMS['the default'] as Manifests).replaceAll('otlp_grpc/', 'otlp/');
    assert.equal((await programs.validate('otelcol', text)).code, 0);
  });
});
