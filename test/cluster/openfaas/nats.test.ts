import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NATS_CLUSTER } from '../../../lib/openfaas/contract';
import { Manifests } from '../../support/platform';
import { buildTools } from '../build-tools';
import { freePorts } from '../ports';
import { assertFound, assertMissing } from '../scripts/asserts';
import { commandOf, readinessPath } from '../scripts/container';
import { SYSTEM_PATH } from '../scripts/programs';
import { Workshop } from '../scripts/workshop';
import type { ToolName } from '../tools';
import { until } from '../wait';
import { NatsClient } from './nats-client';

const platform = (name: string): Manifests =>
  Manifests.of(readFileSync(join(__dirname, `../../../../test/platforms/${name}.yaml`), 'utf8'));
const ENABLED = 'openfaas: { enabled: true, licenceAccepted: true }';
const COMMUNITY = Manifests.of(`profile: lean\n${ENABLED}`);
const PRO = platform('openfaas-pro');

describe('the queue of OpenFaaS', () => {
  let shop: Workshop;

  before(() => {
    shop = new Workshop();
  });
  after(() => shop?.stop());

  /** Starts a server with the arguments of its pod, on ports and a folder of the test. */
  async function start(tool: ToolName, manifests: Manifests, name: string, folder: string) {
    const { [tool]: binary } = await buildTools((line) => process.stderr.write(`${line}\n`), [tool]);
    const [client = 0, monitor = 0] = await freePorts(2);
    const { argv, env } = commandOf(manifests, manifests.container('openfaas-nats'));
    const places: Readonly<Record<string, string>> = {
      '4222': String(client),
      '8222': String(monitor),
      '/data': folder,
      '/nats-streaming-server': binary,
    };
    const words = argv.map((word) => places[word] ?? word);
    shop.start(name, { argv: words[0] === binary ? words : [binary, ...words], env: { PATH: SYSTEM_PATH, ...env } });
    const health = `http://127.0.0.1:${monitor}${readinessPath(manifests, 'openfaas-nats')}`;
    const ready = async () => (await fetch(health).catch(() => undefined))?.ok === true;
    return { client, monitor, ready: () => until(ready, { what: `${name} is healthy`, timeoutSeconds: 30 }) };
  }

  it('of the community edition, a real NATS Streaming, accepts the cluster of gateway and queue worker', async () => {
    const { client, monitor, ready } = await start('nats-streaming-server', COMMUNITY, 'streaming', shop.folder);
    assertFound(await shop.wait(COMMUNITY, 'openfaas-gateway', 'nats', { port: monitor, deadlineSeconds: 30 }));
    await ready();
    const nats = await NatsClient.connect(client);
    const accepted = await nats.request(`_STAN.discover.${NATS_CLUSTER}`, connectRequest('faas-gateway'));
    assert.match(accepted?.toString() ?? 'no answer', /_STAN\.pub\./);
    assert.doesNotMatch(accepted?.toString() ?? '', /stan: /);
    // Another cluster is not served.
    const other = await nats.request('_STAN.discover.other-cluster', connectRequest('faas-gateway'));
    assert.equal(other, undefined);
    nats.close();
  });

  it('of edition pro, a real NATS with JetStream, keeps invocations through the end of its pod', async () => {
    const folder = join(shop.folder, 'jetstream');
    mkdirSync(folder);
    const first = await start('nats-server', PRO, 'jetstream', folder);
    await first.ready();
    const nats = await NatsClient.connect(first.client);
    const stream = { name: 'faas-request', subjects: ['faas-request'], storage: 'file', retention: 'workqueue' };
    const created = await nats.ask('$JS.API.STREAM.CREATE.faas-request', stream);
    assert.deepEqual(created['error'], undefined);
    const stored = await nats.ask('faas-request', { function: 'resize' });
    assert.deepEqual(stored, { stream: 'faas-request', seq: 1 });
    nats.close();
    process.kill(shop.processes.pids()['jetstream'] ?? 0, 'SIGKILL');
    const second = await start('nats-server', PRO, 'jetstream-again', folder);
    await second.ready();
    assertFound(await shop.wait(PRO, 'openfaas-queue-worker', 'nats', { port: second.monitor, deadlineSeconds: 10 }));
    const again = await NatsClient.connect(second.client);
    const info = await again.ask('$JS.API.STREAM.INFO.faas-request', {});
    assert.equal((info['state'] as { messages: number }).messages, 1);
    again.close();
  });

  it('is missing while nothing listens', async () => {
    const [port = 0] = await freePorts(1);
    const result = await shop.wait(PRO, 'openfaas-gateway', 'nats', { port, deadlineSeconds: 1 });
    assertMissing(result, /refused/);
  });
});

/** A request to connect (nats-io/stan.go 0.10, pb/protocol.proto, ConnectRequest): client and inbox of heartbeats. */
function connectRequest(client: string): Buffer {
  const field = (number: number, text: string) =>
    Buffer.concat([Buffer.from([(number << 3) | 2, text.length]), Buffer.from(text)]);
  return Buffer.concat([field(1, client), field(2, '_INBOX.heartbeats')]);
}
