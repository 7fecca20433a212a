import type { Manifest } from '../../lib/kube/synthesis';
import { runChecks } from '../../lib/checks/all';
import { HTTP_KINDS } from '../../lib/monitoring/receivers';
import { integrations } from '../../lib/platform/schema/alert-receivers';
import { Manifests } from '../support/platform';

const SECRET = '{name: alerts, key: key}';

/** The monitoring of a platform with receivers and routes to all of them. */
const of = (alertmanager: string): Manifests =>
  Manifests.of(`profile: lean\nmonitoring:\n  enabled: true\n  alertmanager: ${alertmanager}`);

type Receivers = readonly Readonly<Record<string, unknown>>[];

const receiversOf = (manifests: Manifests): Receivers =>
  manifests.get<Manifest & { spec: { receivers: Receivers } }>('AlertmanagerConfig', 'alertmanager').spec.receivers;

interface Policy extends Manifest {
  readonly spec: { readonly egress: { readonly to?: unknown; readonly ports?: { readonly port: number }[] }[] };
}

/** Ports of servers outside the cluster that the network policy of Alertmanager opens. */
const openedPorts = (manifests: Manifests): number[] =>
  manifests
    .get<Policy>('NetworkPolicy', 'alertmanager')
    .spec.egress.filter(({ to }) => to === undefined)
    .flatMap(({ ports = [] }) => ports.map(({ port }) => port));

test('every kind of integration of the schema is written to the custom resource', () => {
  expect([...HTTP_KINDS, 'email'].sort()).toEqual(Object.keys(integrations).sort());
});

test('an integration has the names of the custom resource, and its secrets by reference', () => {
  const manifests = of(`{route: {receiver: team}, receivers: [{name: team,
    msteams: [{webhookUrlSecret: ${SECRET}, title: Title}],
    sns: [{topicArn: a, region: b, credentialsSecret: aws}],
    opsgenie: [{apiKeySecret: ${SECRET}, details: {a: b}, sendResolved: false}]}]}`);
  expect(runChecks(manifests.synthesis)).toEqual([]);
  const key = { name: 'alerts', key: 'key' };
  expect(receiversOf(manifests)[1]).toEqual({
    name: 'team',
    msteamsv2Configs: [{ webhookURL: key, title: 'Title', sendResolved: true }],
    opsgenieConfigs: [{ apiKey: key, details: [{ key: 'a', value: 'b' }], updateAlerts: false, sendResolved: false }],
    snsConfigs: [
      {
        topicARN: 'a',
        sigv4: {
          region: 'b',
          accessKey: { name: 'aws', key: 'accessKey' },
          secretKey: { name: 'aws', key: 'secretKey' },
        },
        sendResolved: true,
      },
    ],
  });
});

test('a receiver adds its own HTTP settings to the shared ones', () => {
  const receivers = receiversOf(
    of(`{httpConfig: {proxyUrl: 'http://proxy:3128', tls: {caSecret: ca}}, route: {receiver: a, routes: [{receiver: b, matchers: ['a="b"']}]},
    receivers: [{name: a, webex: [{roomId: room, tokenSecret: ${SECRET}}]},
      {name: b, webhooks: [{urlSecret: ${SECRET}}], httpConfig: {basicAuthSecret: user, followRedirects: false}}]}`),
  );
  const shared = { proxyUrl: 'http://proxy:3128', tlsConfig: { ca: { secret: { name: 'ca', key: 'ca.crt' } } } };
  expect(receivers[1]?.['webexConfigs']).toEqual([
    {
      roomID: 'room',
      sendResolved: true,
      httpConfig: { ...shared, authorization: { credentials: { name: 'alerts', key: 'key' } } },
    },
  ]);
  expect(receivers[2]?.['webhookConfigs']).toMatchObject([
    {
      httpConfig: {
        ...shared,
        followRedirects: false,
        basicAuth: { username: { name: 'user', key: 'username' }, password: { name: 'user', key: 'password' } },
      },
    },
  ]);
});

test.each([
  ['a service in the cloud', `{name: team, pagerduty: [{routingKeySecret: ${SECRET}}]}`, [443]],
  [
    'a server at a URL',
    `{name: team, telegram: [{botTokenSecret: ${SECRET}, chatId: 1, apiUrl: 'http://bot:8081'}]}`,
    [8081],
  ],
  [
    'a server that issues tokens',
    `{name: team, webhooks: [{urlSecret: ${SECRET}}], httpConfig: {oauth2: {existingSecret: a, tokenUrl: 'https://b:9443/token'}}}`,
    [9443],
  ],
  [
    'a proxy, and nothing else',
    `{name: team, slack: [{apiUrlSecret: ${SECRET}, channel: a}], httpConfig: {proxyUrl: 'http://proxy:3128'}}`,
    [3128],
  ],
  [
    'a server without the proxy',
    `{name: team, slack: [{apiUrlSecret: ${SECRET}, channel: a}], httpConfig: {proxyUrl: 'http://proxy:3128', noProxy: b}}`,
    [3128, 443],
  ],
  [
    'a mail server',
    "{name: team, email: [{to: a@b.org, from: c@b.org, smarthost: 'b.org:2525'}], httpConfig: {proxyUrl: 'http://proxy:3128'}}",
    [2525],
  ],
])('the network policy is open to %s', (_, receiver, ports) => {
  expect(openedPorts(of(`{replicas: 1, route: {receiver: team}, receivers: [${receiver}]}`))).toEqual(
    expect.arrayContaining(ports),
  );
  expect(
    openedPorts(of(`{replicas: 1, route: {receiver: team}, receivers: [${receiver}]}`)).filter((port) => port !== 53),
  ).toHaveLength(ports.length);
});

test('templates are in a ConfigMap that Alertmanager reads, and time intervals in its configuration', () => {
  const manifests = of(`{templates: {my.tmpl: '{{ define "a" }}b{{ end }}'},
    timeIntervals: [{name: nights, intervals: [{times: [{start: '22:00', end: '24:00'}], daysOfMonth: ['1:5', '-1']}]}],
    receivers: [{name: a}], route: {receiver: a, routes: [{matchers: ['a="b"'], activeTimeIntervals: [nights]}]}}`);
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.get('ConfigMap', 'alertmanager-templates')['data']).toEqual({
    'my.tmpl': '{{ define "a" }}b{{ end }}',
  });
  expect(manifests.get('Alertmanager', 'alertmanager')['spec']).toMatchObject({
    alertmanagerConfiguration: { templates: [{ configMap: { name: 'owdev-alertmanager-templates', key: 'my.tmpl' } }] },
  });
  expect(manifests.get('AlertmanagerConfig', 'alertmanager')['spec']).toMatchObject({
    muteTimeIntervals: [
      {
        name: 'nights',
        timeIntervals: [
          {
            times: [{ startTime: '22:00', endTime: '24:00' }],
            daysOfMonth: [
              { start: 1, end: 5 },
              { start: -1, end: -1 },
            ],
          },
        ],
      },
    ],
    route: { routes: [{ activeTimeIntervals: ['nights'] }, {}] },
  });
});
