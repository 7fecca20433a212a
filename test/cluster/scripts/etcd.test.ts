import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Manifests } from '../../support/platform';
import { buildTools } from '../build-tools';
import { freePorts } from '../ports';
import { until } from '../wait';
import { assertFoundLater, assertMissing } from './asserts';
import { commandOf, readinessPath, withParts } from './container';
import { requireProgram } from './programs';
import { Secured } from './secured';
import { STANDARD, withSilentServer, Workshop } from './workshop';

const ENSEMBLE = Manifests.of(
  'security: {internalTLS: true}\nopenwhisk: {scheduler: {enabled: true}, etcd: {replicas: 3}}\n',
);
const HOST = 'owdev-etcd.openwhisk.svc.cluster.local';

describe('Members of etcd with TLS', () => {
  let shop: Workshop;
  let etcd: string;
  let secured: Secured;
  let ports: number[];

  before(async () => {
    shop = new Workshop();
    ({ etcd } = await buildTools((line) => process.stderr.write(`${line}\n`), ['etcd']));
    secured = Secured.of(shop, ENSEMBLE);
    ports = await freePorts(6);
    const names = [0, 1, 2].map((ordinal) => `127.0.0.1 owdev-etcd-${ordinal}.${HOST}\n`);
    shop.file('etc-hosts', `${names.join('')}127.0.0.1 localhost\n`);
  });
  after(() => shop?.stop());

  /** Starts a member in a mount namespace whose hosts file takes the place of the DNS. */
  function start(ordinal: number, certificate = 'etcd'): void {
    const fields = { 'metadata.name': `owdev-etcd-${ordinal}` };
    const { argv, env } = commandOf(ENSEMBLE, ENSEMBLE.container('etcd'), { fields });
    const [client, peer] = [ports[ordinal], ports[ordinal + 3]];
    const args = [0, 1, 2].reduce(
      (text, member) =>
        text.replaceAll(`owdev-etcd-${member}.${HOST}:2380`, `owdev-etcd-${member}.${HOST}:${ports[member + 3]}`),
      withParts(argv.slice(1).join('\n'), {
        '0.0.0.0:2379': `127.0.0.1:${client}`,
        '0.0.0.0:2380': `127.0.0.1:${peer}`,
        '/data/etcd': `${shop.folder}/data-${ordinal}`,
        '/etc/tls/': `${secured.certificates(certificate)}/`,
      }),
    );
    const inside = `mount --bind '${shop.folder}/etc-hosts' /etc/hosts && exec "$@"`;
    shop.start(`etcd-${ordinal}`, {
      argv: [requireProgram('unshare'), '--mount', '/bin/sh', '-c', inside, 'sh', etcd, ...args.split('\n')],
      env,
    });
  }

  const healthy = async (ordinal: number): Promise<boolean> => {
    // A member without a quorum accepts connections and does not answer.
    const signal = AbortSignal.timeout(2000);
    const answer = await fetch(`http://127.0.0.1:${ports[ordinal]}/health`, { signal }).catch(() => undefined);
    return answer?.status === 200;
  };

  it('form a quorum, which a member with the certificate of another CA cannot join', async () => {
    start(0, 'other-etcd');
    start(1);
    await sleep(5000);
    assert.equal(await healthy(1), false, 'one of three is not a quorum');
    start(2);
    await until(() => healthy(1), { what: 'two members are healthy' });
    assert.ok(await healthy(2));
    assert.equal(await healthy(0), false);
    assert.match(shop.processes.tail('etcd-1', 500), /rejected connection.*(bad certificate|unknown authority)/);
  });
});

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
