import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { IMAGES } from '../../../lib/catalogue/images';
import { Manifests } from '../../support/platform';
import { freePorts } from '../ports';
import { until } from '../wait';
import { assertFound, assertFoundLater, assertMissing } from './asserts';
import { pinnedVersion } from './installations';
import { Names } from './names';
import { Secured } from './secured';
import { STANDARD, withSilentServer, Workshop } from './workshop';
import { memberName, ZookeeperServers } from './zookeeper-server';

describe('ZooKeeper', () => {
  let shop: Workshop;

  before(() => {
    shop = new Workshop();
  });
  after(() => shop?.stop());

  it('runs the version of the image', () => {
    assert.equal(pinnedVersion('zookeeper'), IMAGES.zookeeper.split(':').at(-1));
  });

  it('blocks the wait of Kafka until it serves, and is ready then', async (t) => {
    const names = new Names(shop.folder);
    const servers = await ZookeeperServers.of(shop, STANDARD, names);
    assert.notEqual((await servers.ready(0)).code, 0);
    const waiting = shop.wait(STANDARD, 'kafka', 'zookeeper', { port: servers.clientPort(0) });
    const started = Date.now();
    servers.start(0);
    assertFoundLater(await waiting);
    t.diagnostic(`found after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    const { code, output } = await servers.ready(0);
    assert.equal(code, 0, output);
    shop.processes.assertRunning();
  });

  it('is not ready while its port is closed, or another program listens', async () => {
    const [port = 0] = await freePorts(1);
    assertMissing(await shop.wait(STANDARD, 'kafka', 'zookeeper', { port, deadlineSeconds: 1 }), /none|refused/);
    await withSilentServer(async (silent) => {
      const options = { port: silent, deadlineSeconds: 1 };
      assertMissing(await shop.wait(STANDARD, 'kafka', 'zookeeper', options), /^(punt!|none|Terminated)/);
    });
  });
});

describe('A ZooKeeper ensemble', () => {
  let shop: Workshop;

  before(() => {
    shop = new Workshop();
  });
  after(() => shop?.stop());

  it('serves, and ends the wait, when a quorum of its members has formed', async (t) => {
    const production = Manifests.of('profile: production\n');
    const names = new Names(shop.folder);
    const servers = await ZookeeperServers.of(shop, production, names, Secured.of(shop, production));
    const [first, second] = [servers.clientPort(0), servers.clientPort(1)];

    // DNS knows a pod some seconds after it has started.
    names.add(memberName(1), memberName(2));
    servers.start(0);
    await sleep(5000);
    shop.processes.assertRunning();
    names.add(memberName(0));

    const refused = async () => {
      const result = await shop.wait(production, 'kafka', 'zookeeper', { port: first, deadlineSeconds: 1 });
      return /not currently serving requests/.test(result.stderr) && result;
    };
    assertMissing(await until(refused, { what: 'the first member answers' }), /not currently serving requests/);
    assert.notEqual((await servers.ready(0)).code, 0, 'one of three is not a quorum');

    const started = Date.now();
    servers.start(1);
    assertFoundLater(await shop.wait(production, 'kafka', 'zookeeper', { port: first, deadlineSeconds: 60 }));
    t.diagnostic(`2 of 3 serve after ${((Date.now() - started) / 1000).toFixed(1)} s`);
    for (const ordinal of [0, 1]) {
      const ready = async () => (await servers.ready(ordinal)).code === 0;
      await until(ready, { what: `member ${ordinal} is ready` });
    }
    assertFound(await shop.wait(production, 'kafka', 'zookeeper', { port: second }));
    shop.processes.assertRunning();
  });
});
