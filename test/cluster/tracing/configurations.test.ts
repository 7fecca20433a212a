import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildApp } from '../../../charts/app';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { Manifests } from '../../support/platform';
import { withParts } from '../scripts/container';
import { SOURCES } from '../sources';
import { TracingPrograms } from './programs';

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

/** Mistakes in the configuration of the default, and what the program says. */
const WRONG: readonly {
  readonly what: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly says: RegExp;
}[] = [
  {
    what: 'a pipeline without an exporter',
    parts: { 'exporters:\n        - otlp_grpc/jaeger': 'exporters: []' },
    says: /must have at least one exporter/,
  },
  {
    what: 'an exporter that is not defined',
    parts: { '- otlp_grpc/jaeger': '- otlp_grpc/elsewhere' },
    says: /references exporter "otlp_grpc\/elsewhere" which is not configured/,
  },
  {
    what: 'a component that does not exist',
    parts: { 'zipkin:': 'zipkin2:', '- zipkin': '- zipkin2' },
    says: /unknown type: "zipkin2"/,
  },
  {
    what: 'a key that does not exist',
    parts: { 'check_interval:': 'interval:' },
    says: /has invalid keys: interval/,
  },
];

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

  for (const { what, parts, says } of WRONG)
    it(`are refused with ${what}`, async () => {
      const text = withParts(collectorOf(PLATFORMS['the default'] as Manifests), parts);
      const { code, output } = await programs.validate('otelcol', text);
      assert.notEqual(code, 0);
      assert.match(output, says);
    });

  it('are accepted with the deprecated name of an exporter', async () => {
    const text = collectorOf(PLATFORMS['the default'] as Manifests).replaceAll('otlp_grpc/', 'otlp/');
    assert.equal((await programs.validate('otelcol', text)).code, 0);
  });
});
