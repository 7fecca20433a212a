import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { METRICS } from '../../../lib/mixins';
import { Manifests } from '../../support/platform';
import { until } from '../wait';
import { JaegerApi } from './jaeger-api';
import { sendSpans, type SentSpan } from './otlp';
import { TracingPods } from './pods';
import { Watcher } from './watcher';

const WATCHED = Manifests.of(`
profile: lean
monitoring: { enabled: true, prometheus: { exemplars: 1000 } }
tracing:
  enabled: true
  collector:
    queueSpans: 1000
    spanMetrics: true
    tailSampling: { decisionWaitSeconds: 1, traces: 50000, slowMilliseconds: 500, share: 0.5 }
`);

/** A memory that is full at once. */
const FULL = { 'limit_percentage: 80': 'limit_mib: 2', 'spike_limit_percentage: 16': 'spike_limit_mib: 1' };

/** Metrics of spans are served when they are flushed. */
const SOON = { 'metrics_flush_interval: 15s': 'metrics_flush_interval: 1s' };

const span: SentSpan = { service: 'openwhisk-controller', name: 'activation', durationMs: 40, failed: true };
const spans = (count: number): SentSpan[] => Array.from({ length: count }, () => span);

describe('the metrics of tracing', () => {
  let pods: TracingPods;
  let watcher: Watcher;
  let jaeger: JaegerApi;

  before(async () => {
    pods = await TracingPods.of(WATCHED);
    jaeger = new JaegerApi(pods.ports.jaeger.query);
    watcher = await Watcher.start(pods.programs.shop, {
      'otel-collector': pods.ports['otel-collector'].metrics,
      'otel-span-metrics': pods.ports['otel-collector'].spanMetrics,
      jaeger: pods.ports.jaeger.metrics,
      // No collector runs on the node.
      'otel-agent': pods.ports.jaeger.spanMetrics,
    });
  });
  after(() => pods?.stop());

  const send = (some: readonly SentSpan[]) => sendSpans(pods.ports['otel-collector'].http, some);

  const firesWhile = (alert: string, some: readonly SentSpan[]) => watcher.firesWhile(alert, () => send(some));

  it('report programs that do not run', async () => {
    for (const alert of ['OtelCollectorDown', 'JaegerDown', 'OtelAgentDown']) await watcher.fires(alert);
  });

  it('have exemplars that lead to traces', { timeout: 90_000 }, async () => {
    await pods.start('jaeger');
    await pods.start('otel-collector', { parts: SOON });
    assert.equal(await send([span]), 200);
    await jaeger.trace({ service: span.service, operation: span.name });
    const [id = ''] = await until(
      async () => {
        const ids = await watcher.exemplars('traces_span_metrics_duration_seconds_bucket');
        return ids.length > 0 && ids;
      },
      { what: 'there are exemplars', timeoutSeconds: 30, intervalMs: 500 },
    );
    assert.equal(await jaeger.has(id), true);
    await watcher.look();
  });

  it('report traces that are dropped before they are decided', { timeout: 90_000 }, async () => {
    await pods.programs.end('otel-collector');
    // A span that comes after the decision on its trace shares its fate.
    const late = { ...span, traceId: 'c0ffee00c0ffee00c0ffee00c0ffee00' };
    const parts = { 'num_traces: 50000': 'num_traces: 100' };
    await pods.start('otel-collector', { name: 'small-collector', parts });
    await firesWhile('OtelCollectorTracesTooMany', [...spans(300), late]);
    await pods.programs.end('small-collector');
  });

  it('report spans that a backend refuses for good', { timeout: 90_000 }, async () => {
    // The port of queries knows no OTLP.
    const { queryGrpc } = pods.ports.jaeger;
    const parts = { 'owdev-jaeger.tracing.svc.cluster.local:4317': `127.0.0.1:${queryGrpc}` };
    await pods.start('otel-collector', { name: 'misled-collector', parts });
    await firesWhile('OtelCollectorSendFailing', spans(3));
    await pods.programs.end('misled-collector');
  });

  it('report a memory that is full', { timeout: 120_000 }, async () => {
    await pods.start('otel-collector', { name: 'full-collector', parts: FULL });
    await firesWhile('OtelCollectorSpansRefused', spans(3));
    await watcher.fires('OtelCollectorMemoryLimited');
    await pods.programs.end('full-collector');
    await pods.programs.end('jaeger');
    await pods.start('jaeger', { name: 'full-jaeger', parts: FULL });
    await pods.start('otel-collector', { name: 'third-collector' });
    await firesWhile('JaegerSpansRefused', spans(3));
    await pods.programs.end('full-jaeger');
  });

  it('report a queue that fills up, and what does not fit into it', { timeout: 120_000 }, async () => {
    await firesWhile('OtelCollectorQueueFilling', spans(90));
    await firesWhile('OtelCollectorSpansDropped', spans(90));
  });

  it('have the names, types and labels of the catalogue', (t) => {
    const sources = ['otel-collector', 'otel-span-metrics', 'jaeger'] as const;
    assert.deepEqual(
      sources.flatMap((source) => watcher.wrong(source)),
      [],
    );
    const count = sources.flatMap((source) => METRICS[source].families.filter(({ captured }) => captured)).length;
    t.diagnostic(`${count} families of ${sources.length} sources`);
  });
});
