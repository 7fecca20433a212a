import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { jvmOptions } from '../../openwhisk/contract/image';
import { Manifests } from '../../support/platform';
import { tracingConf } from '../openwhisk/application-conf';
import { compiled } from '../openwhisk/java';
import { Backend } from '../scripts/backend';
import { JaegerApi, type Span } from './jaeger-api';
import { TracingPods } from './pods';
import { Tracer } from './tracer';

const GENERATIONS = ['akka', 'pekko'] as const;
const CACHE_SECONDS = 400;

const platform = (generation: (typeof GENERATIONS)[number], sampleRate = 1): Manifests =>
  Manifests.of(`
openwhisk: { actorSystem: ${generation} }
tracing: { enabled: true, openwhisk: { sampleRate: ${sampleRate}, cacheExpirySeconds: ${CACHE_SECONDS} } }
`);

describe('spans as the tracing library of OpenWhisk sends them', () => {
  let pods: TracingPods;
  let jaeger: JaegerApi;
  let classPath: string;

  before(async () => {
    pods = await TracingPods.of(platform('pekko'));
    jaeger = new JaegerApi(pods.ports.jaeger.query);
    const folder = join(pods.programs.shop.folder, 'java');
    mkdirSync(folder);
    [classPath] = await Promise.all([compiled('Tracer', 'brave', folder, { room: 'tracing' }), pods.startAll()]);
  });
  after(() => pods?.stop());

  /** A program of OpenWhisk with the environment of its pod, whose spans go to the collector unless told otherwise. */
  async function start(
    program: 'controller' | 'invoker',
    generation: (typeof GENERATIONS)[number] = 'pekko',
    {
      manifests = platform(generation),
      url = `http://127.0.0.1:${pods.ports['otel-collector'].zipkin}`,
    }: { manifests?: Manifests; url?: string } = {},
  ): Promise<Tracer> {
    const env = manifests.env(program);
    const target = env['CONFIG_whisk_tracing_zipkin_url'] ?? '';
    assert.equal(target, 'http://owdev-otel-collector.tracing.svc.cluster.local:9411');
    const traced = Object.entries(env).filter(([name]) => name.startsWith('CONFIG_whisk_tracing_'));
    const files = join(pods.programs.shop.folder, program);
    mkdirSync(files, { recursive: true });
    writeFileSync(join(files, 'application.conf'), tracingConf(program));
    return Tracer.start(
      `${files}:${classPath}`,
      jvmOptions(generation, program, { ...Object.fromEntries(traced), CONFIG_whisk_tracing_zipkin_url: url }, ''),
    );
  }

  const find = (spans: readonly Span[], operation: string): Span | undefined =>
    spans.find((span) => span.operation === operation);

  for (const generation of GENERATIONS)
    it(`of ${generation} come out of Jaeger as one trace, from the controller to the invoker`, async (t) => {
      const transaction = `${generation}f00dfacef00dfacef00dface`;
      const [controller, invoker] = await Promise.all([start('controller', generation), start('invoker', generation)]);
      await controller.send('start', transaction, 'activation');
      await controller.send('start', transaction, 'kafka');
      const message = await controller.send('context', transaction);
      await controller.send('finish', transaction);
      await invoker.send('resume', transaction, message);
      await invoker.send('start', transaction, 'activationRun');
      await invoker.send('error', transaction, 'no container');
      await controller.send('finish', transaction);
      await Promise.all([controller.end(), invoker.end()]);

      const query = { service: 'openwhisk-invoker', tags: { transactionId: transaction } };
      const spans = await jaeger.trace(query, (all) => all.length === 3);
      const [activation, kafka, run] = ['activation', 'kafka', 'activationrun'].map((name) => find(spans, name));
      assert.deepEqual(
        [activation, kafka, run].map((span) => [span?.service, span?.parent, span?.tags['transactionId']]),
        [
          ['openwhisk-controller', undefined, transaction],
          ['openwhisk-controller', activation?.spanId, transaction],
          ['openwhisk-invoker', kafka?.spanId, transaction],
        ],
      );
      assert.deepEqual([run?.tags['error'], run?.tags['message']], [true, 'no container']);
      t.diagnostic(`the message to the invoker has ${message.replaceAll(/=[^,]*/g, '').replaceAll(',', ', ')}`);
    });

  it('are lost when they are open for longer than the cache keeps them, and then only', async () => {
    const controller = await start('controller');
    await controller.send('start', 'short', 'activation');
    await controller.send('pass', '', CACHE_SECONDS - 1);
    assert.equal(await controller.send('finish', 'short'), 'closed');
    await controller.send('start', 'long', 'activation');
    await controller.send('pass', '', CACHE_SECONDS);
    assert.equal(await controller.send('finish', 'long'), 'forgotten');
    await controller.send('collect');
    await controller.end();
    const found = (transactionId: string) =>
      jaeger.traces({ service: 'openwhisk-controller', tags: { transactionId } });
    await jaeger.trace({ service: 'openwhisk-controller', tags: { transactionId: 'short' } });
    assert.deepEqual(await found('long'), []);
  });

  it('are not sent at a rate of 0, neither by the controller nor by the invoker, which it decides for', async () => {
    const controller = await start('controller', 'pekko', { manifests: platform('pekko', 0) });
    const invoker = await start('invoker');
    await controller.send('start', 'unsampled', 'activation');
    const message = await controller.send('context', 'unsampled');
    assert.match(message, /X-B3-Sampled=0/);
    await invoker.send('resume', 'unsampled', message);
    for (const one of [invoker, controller]) {
      if (one === invoker) await one.send('start', 'unsampled', 'activationRun');
      await one.send('finish', 'unsampled');
      await one.send('start', 'last', 'end');
      await one.send('finish', 'last');
      await one.end();
    }
    await jaeger.trace({ service: 'openwhisk-invoker', operation: 'end' });
    assert.deepEqual(await jaeger.traces({ service: 'openwhisk-invoker', tags: { transactionId: 'unsampled' } }), []);
  });

  it('go to the path of Zipkin below the URL, which a slash at its end changes', async () => {
    const server = new Backend('zipkin');
    const port = await server.listen();
    for (const url of [`http://127.0.0.1:${port}`, `http://127.0.0.1:${port}/`]) {
      const controller = await start('controller', 'pekko', { url });
      await controller.send('start', 'path', 'activation');
      await controller.send('finish', 'path');
      await controller.end();
    }
    server.close();
    assert.deepEqual(server.paths, ['/api/v2/spans', '//api/v2/spans']);
    // The collector takes both; a Zipkin server need not.
    const { zipkin } = pods.ports['otel-collector'];
    const statuses = server.paths.map(async (path) => {
      const body = JSON.stringify([{ traceId: '5af7183fb1d4cf5f', id: '5af7183fb1d4cf5f', name: 'x' }]);
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`http://127.0.0.1:${zipkin}${path}`, { method: 'POST', headers, body })).status;
    });
    assert.deepEqual(await Promise.all(statuses), [202, 202]);
  });
});
