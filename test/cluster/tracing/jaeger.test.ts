import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Manifests } from '../../support/platform';
import { JaegerApi } from './jaeger-api';
import { sendSpans } from './otlp';
import { TracingPods } from './pods';

const BADGER = Manifests.of('tracing: { enabled: true, jaeger: { storage: { type: badger } } }');

describe('Jaeger with Badger', () => {
  let pods: TracingPods;

  before(async () => {
    pods = await TracingPods.of(BADGER);
    await pods.startAll();
  });
  after(() => pods?.stop());

  it('keeps traces when its pod is replaced', async () => {
    const jaeger = new JaegerApi(pods.ports.jaeger.query);
    const query = { service: 'openwhisk-controller', operation: 'activation' };
    const span = {
      service: query.service,
      name: query.operation,
      durationMs: 40,
      attributes: { transactionId: 'kept' },
    };
    assert.equal(await sendSpans(pods.ports['otel-collector'].http, [span]), 200);
    const stored = await jaeger.trace(query);
    await pods.programs.end('jaeger');
    await pods.start('jaeger', { name: 'jaeger-again' });
    assert.deepEqual(await jaeger.trace(query), stored);
    assert.deepEqual(await jaeger.services(), ['openwhisk-controller']);
  });
});
