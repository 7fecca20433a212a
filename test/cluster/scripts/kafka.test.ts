import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { IMAGES } from '../../../lib/catalogue/images';
import { topicSettings } from '../../../lib/openwhisk/kafka-disk';
import { platformSchema } from '../../../lib/platform/model';
import { until } from '../wait';
import { assertFoundLater, assertMissing } from './asserts';
import { BROKER_NAME, KafkaServer } from './kafka-server';
import { pinnedVersion } from './installations';
import { Names } from './names';
import { STANDARD, withSilentServer, Workshop } from './workshop';
import { memberName, ZookeeperServers } from './zookeeper-server';

describe('Kafka', () => {
  let shop: Workshop;
  let names: Names;
  let kafka: KafkaServer;
  let zookeeper: ZookeeperServers;

  before(async () => {
    shop = new Workshop();
    names = new Names(shop.folder);
    names.add(memberName(0));
    zookeeper = await ZookeeperServers.of(shop, STANDARD, names);
    kafka = await KafkaServer.of(shop, names);
    zookeeper.start(0);
    await shop.wait(STANDARD, 'kafka', 'zookeeper', { port: zookeeper.clientPort(0) });
  });
  after(() => shop?.stop());

  const wait = (port: number, deadlineSeconds: number) =>
    shop.wait(STANDARD, 'controller', 'kafka', { port, deadlineSeconds });

  it('runs the version of the image', () => {
    assert.equal(pinnedVersion('kafka'), IMAGES.kafka.split(':').at(-1));
  });

  it('is not ready while its port is closed', async () => {
    assertMissing(await wait(kafka.port, 1), /answer: none/);
    assert.notEqual((await kafka.ready()).code, 0);
  });

  it('is not ready while another program listens', async () => {
    await withSilentServer(async (port) => {
      assertMissing(await wait(port, 1), /answer: none/);
      assert.notEqual((await kafka.ready(port)).code, 0);
    });
    const port = zookeeper.clientPort(0);
    assertMissing(await wait(port, 1), /answer: none/);
    assert.notEqual((await kafka.ready(port)).code, 0);
  });

  it('blocks the wait of the controller until it answers, and is ready then', async (t) => {
    const waiting = wait(kafka.port, 60);
    const started = Date.now();
    kafka.start(zookeeper.clientPort(0));
    // DNS knows a pod some time after it has started, but need not wait until it is ready.
    assert.equal(
      STANDARD.get<{ spec: Record<string, unknown> }>('Service', 'kafka').spec['publishNotReadyAddresses'],
      true,
    );
    setTimeout(() => names.add(BROKER_NAME), 500);
    let unready = 0;
    const ready = async () => {
      shop.processes.assertRunning();
      const { code } = await kafka.ready();
      unready += code === 0 ? 0 : 1;
      return code === 0;
    };
    await until(ready, { what: 'Kafka is ready', intervalMs: 200 });
    t.diagnostic(`ready after ${((Date.now() - started) / 1000).toFixed(1)} s and ${unready} tries`);
    assert.ok(unready > 0);
    assertFoundLater(await waiting);
    assert.match(shop.processes.tail('kafka', 1000), /started \(kafka\.server\.KafkaServer\)/);
  });

  it('creates no topic for a program that reads one before it exists', async () => {
    assert.equal(await kafka.read('events'), '');
    assert.deepEqual(await kafka.topics(), ['__consumer_offsets']);
  });

  it('deletes what exceeds the retention and one segment of a topic', async (t) => {
    const { segmentBytes = 0, retentionBytes = 0 } = topicSettings(platformSchema.parse({}).openwhisk).invoker;
    await kafka.create('invoker7', { 'segment.bytes': segmentBytes, 'retention.bytes': retentionBytes });
    await kafka.fill('invoker7', 100);
    const started = Date.now();
    const deleted = () => Promise.resolve(kafka.diskUsage('invoker7') <= segmentBytes + retentionBytes);
    await until(deleted, { what: 'old segments are deleted', timeoutSeconds: 90, intervalMs: 1000 });
    t.diagnostic(
      `100 MiB became ${Math.round(kafka.diskUsage('invoker7') / 2 ** 20)} MiB in ${(Date.now() - started) / 1000} s`,
    );
  });

  it('delivers messages', async (t) => {
    await kafka.create('invoker0');
    const started = Date.now();
    assert.equal(await kafka.exchange('invoker0', 'hello'), 'hello');
    t.diagnostic(`a message came back after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  });

  it('accepts every key of its configuration', () => {
    const log = shop.processes.tail('kafka', 10_000);
    for (const line of STANDARD.config('kafka')['server.properties']?.trim().split('\n') ?? []) {
      const [name = ''] = line.split('=');
      assert.ok(log.includes(`\t${name} = `), `Kafka lists no ${name} among its settings`);
    }
    assert.doesNotMatch(log, / (ERROR|FATAL) /);
  });

  it('writes only its data: anything else would fill the scratch volume and evict the pod', () => {
    assert.deepEqual(readdirSync(kafka.scratch), []);
  });
});
