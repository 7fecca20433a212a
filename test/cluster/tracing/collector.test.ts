import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Manifests } from '../../support/platform';
import { until } from '../wait';
import { JaegerApi } from './jaeger-api';
import { sendSpans, type SentSpan } from './otlp';
import { TracingPods } from './pods';
import { OwnMetrics } from './programs';

const SHARE = 0.25;
const SLOW_MS = 500;
const QUEUE = 1000;

const SAMPLED = Manifests.of(`
tracing:
  enabled: true
  collector:
    queueSpans: ${QUEUE}
    tailSampling: { decisionWaitSeconds: 1, traces: 10000, slowMilliseconds: ${SLOW_MS}, share: ${SHARE} }
`);

/** Traces of each kind. */
const SENT = { usual: 1600, slow: 100, failed: 100 };

/** Spans of one request. */
const PER_REQUEST = 300;

/** Five standard deviations of a number of independent decisions: a run in two million is outside. */
function tolerance(count: number, share: number): number {
  return 5 * Math.sqrt(count * share * (1 - share));
}

const spans = (count: number, name: string, more: Partial<SentSpan> = {}): SentSpan[] =>
  Array.from({ length: count }, () => ({ service: 'load', name, durationMs: 20, ...more }));

describe('the collector', () => {
  let pods: TracingPods;
  let jaeger: JaegerApi;

  before(async () => {
    pods = await TracingPods.of(SAMPLED);
    jaeger = new JaegerApi(pods.ports.jaeger.query);
    await pods.startAll();
  });
  after(() => pods?.stop());

  const metrics = () => OwnMetrics.from(pods.ports['otel-collector'].metrics);
  const send = (some: readonly SentSpan[]) => sendSpans(pods.ports['otel-collector'].http, some);
  const stored = async (operation: string) => (await jaeger.traces({ service: 'load', operation, limit: 5000 })).length;

  it('keeps every slow and every failed trace, and the share of the rest', { timeout: 120_000 }, async (t) => {
    const all = [
      ...spans(SENT.usual, 'usual'),
      ...spans(SENT.slow, 'slow', { durationMs: SLOW_MS + 1 }),
      ...spans(SENT.failed, 'failed', { failed: true }),
    ];
    for (let first = 0; first < all.length; first += PER_REQUEST)
      assert.equal(await send(all.slice(first, first + PER_REQUEST)), 200);
    const exported = async (): Promise<number> => (await metrics()).sum('otelcol_exporter_sent_spans');
    const settled = async () => {
      const before = await exported();
      const { slow, failed } = { slow: await stored('slow'), failed: await stored('failed') };
      if (slow < SENT.slow || failed < SENT.failed) return false;
      await sleep(1500);
      return (await exported()) === before;
    };
    await until(settled, { what: 'all slow and failed traces are stored, and no further ones come', intervalMs: 250 });
    const usual = await stored('usual');
    assert.deepEqual([await stored('slow'), await stored('failed')], [SENT.slow, SENT.failed]);
    assert.ok(Math.abs(usual - SENT.usual * SHARE) <= tolerance(SENT.usual, SHARE), `${usual} of ${SENT.usual}`);
    t.diagnostic(`${usual} of ${SENT.usual} traces that were neither slow nor failed are kept`);
  });

  it('refuses spans beyond its memory, which its metrics count', { timeout: 60_000 }, async () => {
    await pods.programs.end('otel-collector');
    const parts = { 'limit_percentage: 80': 'limit_mib: 2', 'spike_limit_percentage: 16': 'spike_limit_mib: 1' };
    await pods.start('otel-collector', { name: 'full-collector', parts });
    const refuses = async () => (await send(spans(3, 'refused'))) === 503;
    await until(refuses, { what: 'spans are refused', timeoutSeconds: 20, intervalMs: 200 });
    const now = await metrics();
    const refused = now.sum('otelcol_processor_memory_limiter_refused_spans');
    assert.ok(refused >= 3, `${refused} spans refused`);
    assert.equal(now.sum('otelcol_receiver_refused_spans', 'receiver="otlp"'), refused);
    assert.match(pods.programs.output('full-collector'), /Memory usage is above soft limit\. Refusing data/);
    await pods.programs.end('full-collector');
  });

  it('counts what it drops while Jaeger is away and its queue is full', { timeout: 90_000 }, async () => {
    await pods.programs.end('jaeger');
    await pods.start('otel-collector', { name: 'lonely-collector' });
    const dropped = async () => {
      await send(spans(PER_REQUEST, 'dropped', { failed: true }));
      // Tail sampling passes them on once it has decided.
      await sleep(500);
      return (await metrics()).sum('otelcol_exporter_enqueue_failed_spans', 'exporter="otlp_grpc/jaeger"') > 0;
    };
    await until(dropped, { what: 'spans do not fit into the queue', timeoutSeconds: 60, intervalMs: 200 });
    const now = await metrics();
    assert.equal(now.sum('otelcol_exporter_queue_capacity', 'exporter="otlp_grpc/jaeger"'), QUEUE);
    const size = now.sum('otelcol_exporter_queue_size', 'exporter="otlp_grpc/jaeger"');
    assert.ok(size > QUEUE * 0.8, `only ${size} spans wait`);
  });
});
