import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildTools } from '../build-tools';
import { flags } from '../control-plane';
import { Cluster } from '../harness';
import { checkAlertmanagerConfig, receiversOf } from '../monitoring/amtool';
import { generatedConfig, startOperator } from '../monitoring/real-operator';
import { read } from '../monitoring/scrape';
import { platformApp } from '../platform-app';
import { freePorts } from '../ports';
import { until } from '../wait';

const PLATFORM = `
profile: lean
monitoring: {enabled: true, alertmanager: {replicas: 1}}
openfaas: {enabled: true, licenceAccepted: true}
functions:
  - {name: resize, image: 'registry.example.org/resize:1', scaling: {mode: alert}}
  - {name: report, image: 'registry.example.org/report:1', scaling: {mode: alert}}
  - {name: index, image: 'registry.example.org/index:1', scaling: {mode: alert, preset: now}}
  - {name: convert, image: 'registry.example.org/convert:1', scaling: {mode: cpu}}
`;
const RECEIVER = 'monitoring/owdev-alertmanager/openfaas-gateway';

/** What the gateway reads of a notification, and when it came. */
interface Notification {
  readonly at: number;
  readonly path: string;
  readonly user: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

const alertOf = (name: string, preset = 'fixed', endsAt?: string) => ({
  labels: { alertname: 'APIHighInvocationRate', function_name: `${name}.openfaas-fn`, severity: 'none', preset },
  ...(endsAt ? { endsAt } : {}),
});

describe('Alertmanager with functions that scale on an alert', () => {
  const received: Notification[] = [];
  let cluster: Cluster;
  let gateway: Server;
  let ports: readonly [operator: number, alertmanager: number, gateway: number];
  let config: string;

  before(async () => {
    cluster = await Cluster.start({ nodes: [] });
    const [operator = 0, alertmanager = 0, receiver = 0] = await freePorts(3);
    ports = [operator, alertmanager, receiver];
    gateway = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url: path = '', headers } = request;
        const { alerts } = JSON.parse(Buffer.concat(chunks).toString()) as Pick<Notification, 'alerts'>;
        received.push({ at: Date.now(), path, user: headers.authorization ?? '', alerts });
        response.end();
      });
    });
    await new Promise<void>((done) => gateway.listen(receiver, '127.0.0.1', done));
  });
  after(() => {
    gateway?.close();
    gateway?.closeAllConnections();
    cluster?.stop();
  });

  /** The notifications about a function; each has to be about it alone. */
  const about = (name: string) =>
    received.filter(({ alerts }) => alerts.some(({ labels }) => labels['function_name'] === `${name}.openfaas-fn`));
  const send = async (...alerts: object[]): Promise<void> => {
    const { status, text } = await read({
      url: `http://127.0.0.1:${ports[1]}/api/v2/alerts`,
      body: JSON.stringify(alerts),
    });
    assert.equal(status, 200, text);
  };

  it('has a configuration of the real operator that amtool accepts, with a route for these functions only', async () => {
    const { manifests } = platformApp(PLATFORM);
    const data = Object.fromEntries(
      Object.entries({ 'basic-auth-user': 'admin', 'basic-auth-password': 'gateway-password' }).map(([key, value]) => [
        key,
        Buffer.from(value).toString('base64'),
      ]),
    );
    const metadata = { name: 'owdev-openfaas-user', namespace: 'monitoring' };
    const { errors } = await cluster.apply([...manifests, { apiVersion: 'v1', kind: 'Secret', metadata, data }]);
    assert.deepEqual(errors, []);
    await startOperator(cluster, manifests, ports[0]);
    const generated = () => generatedConfig(cluster, 'alertmanager-owdev-alertmanager-generated', 'alertmanager.yaml');
    const text = await until(generated, { what: 'the operator has generated the configuration' });
    assert.match(text, /http:\/\/owdev-openfaas-gateway\.openfaas[^:]*:8080\/system\/alert/);
    config = text.replace(/owdev-openfaas-gateway\.openfaas[^:]*:8080/, `127.0.0.1:${ports[2]}`);
    const { ok, message } = await checkAlertmanagerConfig(config);
    assert.ok(ok, message);
    const receivers = (name: string, preset?: string) => receiversOf(config, alertOf(name, preset).labels);
    assert.deepEqual(await receivers('resize'), [RECEIVER]);
    assert.deepEqual(await receivers('index', 'now'), [RECEIVER]);
    for (const [name, preset] of [
      ['index', 'fixed'],
      ['resize', 'now'],
      ['convert', 'now'],
    ] as const)
      assert.deepEqual(await receivers(name, preset), ['monitoring/owdev-alertmanager/nobody']);
  });

  it('posts the alerts of each function by themselves, as the user of the gateway', async () => {
    const { alertmanager } = await buildTools((line) => process.stderr.write(`${line}\n`), ['alertmanager']);
    const file = join(cluster.folder, 'alertmanager-scaling.yaml');
    writeFileSync(file, config);
    cluster.processes.start('alertmanager', alertmanager, [
      ...flags({
        'config.file': file,
        'storage.path': join(cluster.folder, 'alertmanager'),
        'web.listen-address': `127.0.0.1:${ports[1]}`,
        'cluster.listen-address': '',
      }),
    ]);
    await until(
      async () => (await read({ url: `http://127.0.0.1:${ports[1]}/-/ready` }).catch(() => undefined))?.status === 200,
      { what: 'Alertmanager is ready' },
    );
    // The expression of the preset "now" is about every function, so that an alert of a function with another mode exists, too.
    await send(alertOf('resize'), alertOf('index', 'now'), alertOf('convert', 'now'));
    await until(() => about('resize').length > 0 && about('index').length > 0, { what: 'both have been posted' });
    await send(alertOf('report'));
    await until(() => about('report').length > 0, { what: 'the third has been posted' });
    assert.equal(about('resize').length, 1, 'a function that begins to fire is no step for another one');
    assert.ok(received.every(({ alerts }) => alerts.length === 1));
    assert.deepEqual([...new Set(received.map(({ path }) => path))], ['/system/alert']);
    assert.deepEqual(
      [...new Set(received.map(({ user }) => user))],
      [`Basic ${Buffer.from('admin:gateway-password').toString('base64')}`],
    );
    assert.deepEqual(about('convert'), []);
  });

  it('posts again after the repeat interval, and once more when the alert is resolved', async (t) => {
    await until(() => about('resize').length > 1, { what: 'the next step', timeoutSeconds: 60 });
    const [first, second] = about('resize').map(({ at }) => at / 1000) as [number, number];
    t.diagnostic(`${(second - first).toFixed(1)} s between two steps`);
    assert.ok(second - first > 29 && second - first < 45, `${second - first} s between two steps`);
    await send(alertOf('resize', 'fixed', new Date().toISOString()));
    const last = () => about('resize').at(-1)?.alerts[0]?.status;
    await until(() => last() === 'resolved', { what: 'the resolved alert has been posted', timeoutSeconds: 30 });
  });
});
