import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { familiesOf } from '../../../lib/mixins/catalogue';
import type { MetricFamily } from '../../../lib/mixins/families/parse';
import { METRICS } from '../../../lib/mixins';
import { openwhisk } from '../../../lib/mixins/openwhisk';
import { SCRAPE_FAMILIES } from '../../../lib/mixins/families/shared';
import type { MetricSource } from '../../../lib/catalogue/sources';
import { differences } from './differences';
import { Stand } from './stand';

/** Seconds until a family must be served that comes only when its program has done something. */
const PATIENCE = 60;

/** The sources that `tracing/metrics` captures. */
const TRACED: readonly MetricSource[] = ['otel-collector', 'otel-span-metrics', 'jaeger'];

/** The sources that the node test captures (`FAAS_STACK_CAPTURE=1 npm run test:node`). */
const ON_NODES: readonly MetricSource[] = [
  'kubelet',
  'kubelet-cadvisor',
  'kubelet-probes',
  'kubelet-resource',
  'kube-proxy',
];

describe('the catalogue of metrics', () => {
  let stand: Stand;
  const startedAt = Date.now();

  before(async () => {
    stand = await Stand.start();
  });
  after(() => stand?.stop());

  it('marks only sources as captured that are captured here, in the tests of tracing and of nodes, or are in the committed captures of OpenWhisk', (t) => {
    t.diagnostic(`${stand.sources.length} sources up in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    const captured = (Object.keys(METRICS) as MetricSource[]).filter((source) =>
      METRICS[source].families.some((family) => family.captured),
    );
    const expected = [...stand.sources, ...TRACED, ...ON_NODES, ...(Object.keys(openwhisk.sources) as MetricSource[])];
    assert.deepEqual(captured.sort(), expected.sort());
  });

  it('lists only exposed families, with the right type, stability and labels', async (t) => {
    const wrong = (await Promise.all(stand.sources.map((source) => settled(stand, source)))).flat();
    assert.deepEqual(wrong, []);
    const count = stand.sources.flatMap(capturedOf).length;
    t.diagnostic(`${count} families of ${stand.sources.length} sources`);
  });

  it('covers programs that the API server proxies requests to', async () => {
    for (const name of ['v1beta1.metrics.k8s.io', 'v1beta1.custom.metrics.k8s.io'])
      await stand.cluster.kubectl('wait', '--for=condition=Available', `apiservice/${name}`, '--timeout=30s');
  });
});

/** The families that a source serves according to the catalogue, as far as that was seen. */
function capturedOf(source: MetricSource): MetricFamily[] {
  return familiesOf(source).filter((family) => family.captured && !SCRAPE_FAMILIES.includes(family));
}

/** What is wrong with a source's families, after some time to serve them all. */
async function settled(stand: Stand, source: MetricSource): Promise<string[]> {
  const deadline = Date.now() + PATIENCE * 1000;
  for (;;) {
    const served = new Map((await stand.families(source)).map((family) => [family.name, family]));
    const wrong = capturedOf(source).flatMap((family) =>
      differences(family, served.get(family.name)).map((text) => `${source} ${family.name}: ${text}`),
    );
    if (wrong.length === 0 || Date.now() > deadline) return wrong;
    await sleep(1000);
  }
}
