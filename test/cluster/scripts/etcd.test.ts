import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildTools } from '../build-tools';
import { freePorts } from '../ports';
import { assertFoundLater, assertMissing } from './asserts';
import { commandOf, readinessPath, withParts } from './container';
import { STANDARD, withSilentServer, Workshop } from './workshop';

describe('etcd', () => {
  let shop: Workshop;
  let etcd: string;

  before(async () => {
    shop = new Workshop();
    ({ etcd } = await buildTools((line) => process.stderr.write(`${line}\n`), ['etcd']));
  });
  after(() => shop?.stop());

  it('blocks the wait of the scheduler until it is healthy', async () => {
    const [client = 0, peer = 0] = await freePorts(2);
    const fields = { 'metadata.name': 'owdev-etcd-0' };
    const { argv, env } = commandOf(STANDARD, STANDARD.container('etcd'), { fields });
    const args = withParts(argv.slice(1).join('\n'), {
      '0.0.0.0:2379': `127.0.0.1:${client}`,
      '0.0.0.0:2380': `127.0.0.1:${peer}`,
      'owdev-etcd-0.owdev-etcd.openwhisk.svc.cluster.local:2379': `127.0.0.1:${client}`,
      'owdev-etcd-0.owdev-etcd.openwhisk.svc.cluster.local:2380': `127.0.0.1:${peer}`,
      '/data/etcd': `${shop.folder}/data`,
    }).split('\n');
    const waiting = shop.wait(STANDARD, 'scheduler', 'etcd', { port: client });
    setTimeout(() => shop.start('etcd', { argv: [etcd, ...args], env }), 1000);
    assertFoundLater(await waiting);
    assert.equal((await fetch(`http://127.0.0.1:${client}${readinessPath(STANDARD, 'etcd')}`)).status, 200);
    shop.processes.assertRunning();
  });

  it('is not ready while its port is closed, or another program listens', async () => {
    const [port = 0] = await freePorts(1);
    assertMissing(await shop.wait(STANDARD, 'scheduler', 'etcd', { port, deadlineSeconds: 1 }), /Connection refused/);
    await withSilentServer(async (silent) => {
      const env = { port: silent, deadlineSeconds: 1 };
      assertMissing(await shop.wait(STANDARD, 'scheduler', 'etcd', env), /timed out|none|Terminated/);
    });
  });
});
