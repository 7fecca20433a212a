import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildTools } from '../build-tools';
import { flags } from '../control-plane';
import { Cluster } from '../harness';
import { platformApp } from '../platform-app';
import { freePorts } from '../ports';
import { until } from '../wait';
import type { Manifest } from '../wire-types';
import { checkAlertmanagerConfig, receiversOf } from './amtool';
import { NotificationServer } from './notification-server';
import { generatedConfig, startOperator } from './real-operator';
import { read } from './scrape';
import { SmtpServer, type Mail } from './smtp-server';

const NAMESPACE = 'monitoring';
const TEMPLATE = '{{ define "shop.title" }}{{ .CommonLabels.alertname }} of {{ .CommonLabels.namespace }}{{ end }}';

interface Ports {
  readonly operator: number;
  readonly alertmanager: number;
  readonly https: number;
  readonly proxy: number;
  readonly starttls: number;
  readonly implicit: number;
  readonly plain: number;
}

const secret = (key: string): string => `{name: alerts, key: ${key}}`;

/** A platform with an integration of every kind, each of which leads to a server on loopback. */
function platform({ https, proxy, starttls, implicit, plain }: Ports): string {
  const at = `https://127.0.0.1:${https}`;
  const mail = 'to: ops@example.org, from: faas@example.org';
  return `
profile: lean
monitoring:
  enabled: true
  alertmanager:
    replicas: 1
    httpConfig: {tls: {caSecret: ca}}
    templates: {shop.tmpl: '${TEMPLATE}'}
    timeIntervals: [{name: always, intervals: [{weekdays: ['sunday:saturday']}]}]
    receivers:
      - name: all
        slack: [{apiUrlSecret: ${secret('slack')}, channel: '#alerts', title: '{{ template "shop.title" . }}'}]
        msteams: [{webhookUrlSecret: ${secret('msteams')}, title: '{{ template "shop.title" . }}'}]
        discord: [{webhookUrlSecret: ${secret('discord')}}]
        telegram: [{botTokenSecret: ${secret('telegram')}, chatId: -1, apiUrl: '${at}/telegram'}]
        webex: [{roomId: room, tokenSecret: ${secret('webex')}, apiUrl: '${at}/webex'}]
        rocketchat: [{tokenIdSecret: ${secret('rocketchat-id')}, tokenSecret: ${secret('rocketchat')}, apiUrl: '${at}/rocketchat/'}]
        wechat: [{apiSecret: ${secret('wechat')}, corpId: corp, toUser: a, apiUrl: '${at}/wechat/'}]
        pagerduty: [{routingKeySecret: ${secret('pagerduty')}, url: '${at}/pagerduty', details: {region: eu}}]
        opsgenie: [{apiKeySecret: ${secret('opsgenie')}, apiUrl: '${at}/opsgenie/', responders: [{type: team, name: ops}]}]
        victorops: [{apiKeySecret: ${secret('victorops')}, routingKey: ops, apiUrl: '${at}/victorops/'}]
        sns: [{topicArn: 'arn:aws:sns:eu-central-1:1:alerts', region: eu-central-1, credentialsSecret: aws, apiUrl: '${at}/sns'}]
        email:
          - {${mail}, smarthost: '127.0.0.1:${starttls}', username: faas, passwordSecret: ${secret('mail')}, tls: {caSecret: ca}}
          - {${mail}, smarthost: '127.0.0.1:${implicit}', implicitTLS: true, headers: {Subject: '{{ template "shop.title" . }}'}, tls: {caSecret: ca}}
          - {${mail}, smarthost: '127.0.0.1:${plain}', requireTLS: false}
      - name: proxied
        pushover: [{userKeySecret: ${secret('pushover-user')}, tokenSecret: ${secret('pushover')}}]
        httpConfig: {proxyUrl: 'http://127.0.0.1:${proxy}'}
      - name: basic
        webhooks: [{urlSecret: ${secret('basic')}, maxAlerts: 1, timeout: 10s, payload: '{"title": "{{ template "shop.title" . }}"}'}]
        httpConfig: {basicAuthSecret: user}
      - name: oauth2
        webhooks: [{urlSecret: ${secret('oauth2')}}]
        httpConfig: {oauth2: {existingSecret: client, tokenUrl: 'http://127.0.0.1:${proxy}/token', scopes: [alerts]}}
      - name: muted
        webhooks: [{urlSecret: ${secret('muted')}}]
    route:
      groupWait: 1s
      receiver: all
      routes:
        - matchers: ['severity="critical"']
          continue: true
          receiver: proxied
          routes:
            - {matchers: ['namespace="shop"'], receiver: basic, continue: true, activeTimeIntervals: [always]}
            - {matchers: ['namespace="shop"'], receiver: oauth2}
        - {matchers: ['severity="critical"'], receiver: muted, continue: true, muteTimeIntervals: [always]}
        - {matchers: ['severity="critical"', 'namespace="shop"'], receiver: proxied, continue: true}
        - {matchers: ['severity="critical"'], receiver: all}
`;
}

/** The Secrets that the platform file names. */
function secrets({ https }: Ports, ca: string): Manifest[] {
  const at = (path: string) => `https://127.0.0.1:${https}/${path}`;
  const tokens = [
    ...['telegram', 'webex', 'rocketchat-id', 'rocketchat', 'wechat', 'pagerduty', 'opsgenie', 'victorops'],
    ...['pushover-user', 'pushover', 'mail'],
  ];
  const content: Record<string, Record<string, string>> = {
    alerts: {
      ...Object.fromEntries(tokens.map((name) => [name, `${name}-token`])),
      telegram: '1:telegram-token',
      ...Object.fromEntries(
        ['slack', 'msteams', 'discord', 'basic', 'oauth2', 'muted'].map((name) => [name, at(name)]),
      ),
    },
    aws: { accessKey: 'AKIAEXAMPLE', secretKey: 'aws-secret' },
    user: { username: 'faas', password: 'user-password' },
    client: { clientId: 'faas', clientSecret: 'client-secret' },
    ca: { 'ca.crt': ca },
  };
  return Object.entries(content).map(([name, stringData]) => {
    const data = Object.fromEntries(
      Object.entries(stringData).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    );
    return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: NAMESPACE }, data };
  });
}

describe('Alertmanager with an integration of every kind', () => {
  let cluster: Cluster;
  let ports: Ports;
  let app: ReturnType<typeof platformApp>;
  let services: NotificationServer;
  let mails: Readonly<Record<'starttls' | 'implicit' | 'plain', SmtpServer>>;
  let config: string;

  before(async () => {
    cluster = await Cluster.start({ nodes: [] });
    const [operator = 0, alertmanager = 0, https = 0, proxy = 0, starttls = 0, implicit = 0, plain = 0] =
      await freePorts(7);
    ports = { operator, alertmanager, https, proxy, starttls, implicit, plain };
    app = platformApp(platform(ports));
    const pair = await cluster.authority.issue('services', {
      user: 'services',
      serves: ['IP:127.0.0.1', 'DNS:api.pushover.net'],
    });
    const certificate = { cert: readFileSync(pair.cert), key: readFileSync(pair.key) };
    services = new NotificationServer(certificate, ports);
    mails = {
      starttls: new SmtpServer('starttls', certificate),
      implicit: new SmtpServer('implicit', certificate),
      plain: new SmtpServer('none', certificate),
    };
    await services.listen();
    await Promise.all((['starttls', 'implicit', 'plain'] as const).map((kind) => mails[kind].listen(ports[kind])));
  });
  after(() => {
    services?.close();
    Object.values(mails ?? {}).forEach((server) => server.close());
    cluster?.stop();
  });

  it('is accepted by the API server, and its configuration by the real operator', async () => {
    const { errors } = await cluster.apply([
      ...app.manifests,
      ...secrets(ports, readFileSync(cluster.authority.cert, 'utf8')),
    ]);
    assert.deepEqual(errors, []);
    await startOperator(cluster, app.manifests, ports.operator);
    const generated = () => generatedConfig(cluster, 'alertmanager-owdev-alertmanager-generated', 'alertmanager.yaml');
    const text = await until(generated, { what: 'the operator has generated the configuration' });
    config = outsideOfAPod(text, cluster);
  });

  it('has a configuration that amtool accepts, with the routes of the platform file', async () => {
    const { ok, message } = await checkAlertmanagerConfig(config);
    assert.ok(ok, message);
    assert.match(message, /6 receivers/);
    assert.deepEqual(await receiversOf(config, { severity: 'warning' }), ['monitoring/owdev-alertmanager/all']);
  });

  it('delivers an alert to every receiver, through the proxy and with the credentials of its Secrets', async (t) => {
    const { alertmanager } = await buildTools((line) => process.stderr.write(`${line}\n`), ['alertmanager']);
    const file = join(cluster.folder, 'alertmanager-generated.yaml');
    writeFileSync(file, config);
    cluster.processes.start('alertmanager', alertmanager, [
      ...flags({
        'config.file': file,
        'storage.path': join(cluster.folder, 'alertmanager'),
        'web.listen-address': `127.0.0.1:${ports.alertmanager}`,
        'cluster.listen-address': '',
      }),
    ]);
    const api = `http://127.0.0.1:${ports.alertmanager}`;
    await until(async () => (await read({ url: `${api}/-/ready` }).catch(() => undefined))?.status === 200, {
      what: 'Alertmanager is ready',
    });
    const labels = { alertname: 'ShopDown', namespace: 'shop', severity: 'critical' };
    const { status, text } = await read({ url: `${api}/api/v2/alerts`, body: JSON.stringify([{ labels }]) });
    assert.equal(status, 200, text);

    const paths = [
      ...['/slack', '/msteams', '/discord', '/telegram/bot1:telegram-token/sendMessage', '/webex'],
      ...['/rocketchat/api/v1/chat.postMessage', '/wechat/message/send', '/pagerduty', '/opsgenie/v2/alerts'],
      ...['/victorops/victorops-token/ops', '/sns', '/1/messages.json', '/basic', '/oauth2'],
    ];
    const missing = () => [
      ...paths.filter((path) => services.at(path).length === 0),
      ...Object.entries(mails).flatMap(([kind, { mails: received }]) => (received.length === 0 ? [kind] : [])),
    ];
    await until(() => missing().length === 0, { what: 'every receiver has the alert', timeoutSeconds: 60 }).catch(
      (error: unknown) => {
        throw new Error(
          `${String(error)}; without it: ${missing().join(', ')}\n${cluster.processes.tail('alertmanager', 40)}`,
        );
      },
    );
    t.diagnostic(
      `${services.received.length} requests, ${Object.values(mails).flatMap((one) => one.mails).length} mails`,
    );
  });

  it('fills in the templates of the platform file', () => {
    for (const path of ['/slack', '/msteams']) assert.match(services.at(path)[0]?.body ?? '', /ShopDown of shop/);
    assert.deepEqual(JSON.parse(services.at('/basic')[0]?.body ?? ''), { title: 'ShopDown of shop' });
    assert.match(mails.implicit.mails[0]?.text ?? '', /Subject: ShopDown of shop/);
  });

  it('authenticates as the platform file has it', () => {
    const authorization = (path: string) => services.at(path)[0]?.headers.authorization ?? '';
    assert.equal(authorization('/webex'), 'Bearer webex-token');
    assert.equal(authorization('/opsgenie'), 'GenieKey opsgenie-token');
    assert.equal(authorization('/basic'), `Basic ${Buffer.from('faas:user-password').toString('base64')}`);
    assert.equal(authorization('/oauth2'), 'Bearer issued');
    assert.match(services.at('/token')[0]?.body ?? '', /scope=alerts/);
    assert.match(authorization('/sns'), /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d+\/eu-central-1\/sns\//);
    assert.equal(authorization('/slack'), '');
  });

  it('connects to Pushover through the proxy only', () => {
    assert.deepEqual([...new Set(services.proxied)], ['api.pushover.net:443']);
    assert.ok(services.at('/1/messages.json').every(({ host }) => host === 'api.pushover.net'));
  });

  it('sends mail over STARTTLS, implicit TLS and plain connections', () => {
    const of = (server: SmtpServer): Mail | undefined => server.mails[0];
    assert.deepEqual(of(mails.starttls)?.user, ['faas', 'mail-token']);
    assert.deepEqual(
      [of(mails.starttls)?.encrypted, of(mails.implicit)?.encrypted, of(mails.plain)?.encrypted],
      [true, true, false],
    );
    assert.equal(of(mails.plain)?.user, undefined);
    assert.match(of(mails.plain)?.to ?? '', /ops@example\.org/);
  });

  it('sends nothing to a route that is muted', () => {
    assert.deepEqual(services.at('/muted'), []);
  });
});

/** The same configuration for an Alertmanager that runs beside the cluster instead of in a pod. */
function outsideOfAPod(config: string, cluster: Cluster): string {
  const template = join(cluster.folder, 'shop.tmpl');
  writeFileSync(template, TEMPLATE);
  return config
    .replaceAll(/\/etc\/alertmanager\/certs\/[^\s"]+/g, cluster.authority.cert)
    .replaceAll(/\/etc\/alertmanager\/templates\/[^\s"]+/g, template);
}
