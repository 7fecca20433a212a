import * as fc from 'fast-check';
import { alerts } from '../../lib/mixins';
import type { PlatformInput } from '../../lib/platform/model';
import { members, pods, some } from './arbitraries';

type MonitoringInput = NonNullable<PlatformInput['monitoring']>;
type PrometheusInput = NonNullable<MonitoringInput['prometheus']>;

const alertName = fc.constantFrom(...(Object.keys(alerts) as (keyof typeof alerts)[]));

/** Changes that every alert allows. */
const tuning = fc.constantFrom({ enabled: false }, { for: '30m' }, { severity: 'info' as const });

/** Settings of the pods of any component. */
const podSettings = fc.constantFrom<NonNullable<NonNullable<MonitoringInput['grafana']>['pods']>>(
  {},
  {
    nodeSelector: { pool: 'monitoring' },
    tolerations: [{ key: 'dedicated', value: 'monitoring', effect: 'NoExecute', tolerationSeconds: 60 }],
    priorityClassName: 'important',
    labels: { team: 'a' },
  },
  { tolerations: [{ operator: 'Exists' }], annotations: { 'example.org/a': 'b' } },
);
const claims = {
  pods: podSettings,
  storageClassName: some('fast'),
  claimRetention: fc.constantFrom({}, { whenDeleted: 'Delete' as const }, { whenScaled: 'Delete' as const }),
};
const SECRET = { name: 'my-alerts', key: 'key' };

/** A receiver of every kind, and routes that lead to it. */
const alertmanager: fc.Arbitrary<MonitoringInput['alertmanager']> = fc
  .tuple(
    fc.record({
      ...claims,
      replicas: members,
      retention: fc.constantFrom('120h', '10d'),
      externalUrl: some('https://alerts.example.org'),
      ingress: some({ host: 'alerts.example.org', usersSecret: 'my-users', tlsSecret: 'my-alerts-tls' }),
    }),
    fc.constantFrom<NonNullable<MonitoringInput['alertmanager']>>(
      {},
      {
        receivers: [{ name: 'team', webhooks: [{ urlSecret: { name: 'my-alerts', key: 'url' } }] }],
        route: { receiver: 'team', groupBy: ['namespace'] },
      },
      {
        receivers: [
          {
            name: 'mail',
            email: [
              { to: 'a@example.org', from: 'b@example.org', smarthost: 'smtp.example.org:465' },
              { to: 'a@example.org', from: 'b@example.org', smarthost: 'relay.example.org:25', requireTLS: false },
            ],
          },
        ],
        route: { receiver: 'mail' },
      },
      {
        receivers: [
          { name: 'chat', slack: [{ apiUrlSecret: { name: 'my-alerts', key: 'slack' }, channel: '#alerts' }] },
          { name: 'pager', pagerduty: [{ routingKeySecret: { name: 'my-alerts', key: 'pager' } }] },
        ],
        route: { receiver: 'chat', routes: [{ receiver: 'pager', matchers: ['severity="critical"'] }] },
        inhibitions: [{ source: ['alertname="A"'], target: ['alertname="B"'] }],
      },
      {
        httpConfig: { proxyUrl: 'http://proxy.example.org:3128', tls: { caSecret: 'my-ca' } },
        templates: { 'my.tmpl': '{{ define "my.title" }}Alert{{ end }}' },
        timeIntervals: [{ name: 'nights', intervals: [{ times: [{ start: '00:00', end: '06:00' }] }] }],
        receivers: [
          {
            name: 'all',
            opsgenie: [{ apiKeySecret: SECRET, responders: [{ type: 'team', name: 'ops' }], details: { a: 'b' } }],
            msteams: [{ webhookUrlSecret: SECRET, title: '{{ template "my.title" . }}' }],
            telegram: [{ botTokenSecret: SECRET, chatId: -1 }],
            discord: [{ webhookUrlSecret: SECRET }],
            webex: [{ tokenSecret: SECRET, roomId: 'room' }],
            rocketchat: [{ tokenIdSecret: SECRET, tokenSecret: SECRET, apiUrl: 'https://chat.example.org/' }],
            wechat: [{ apiSecret: SECRET, corpId: 'corp' }],
            victorops: [{ apiKeySecret: SECRET, routingKey: 'ops' }],
            pushover: [{ userKeySecret: SECRET, tokenSecret: SECRET }],
            sns: [{ topicArn: 'arn:aws:sns:eu-central-1:1:alerts', region: 'eu-central-1' }],
          },
          {
            name: 'hook',
            webhooks: [{ urlSecret: SECRET }],
            httpConfig: { basicAuthSecret: 'my-user', noProxy: 'example.org' },
          },
        ],
        route: {
          receiver: 'all',
          routes: [
            {
              matchers: ['team="shop"'],
              muteTimeIntervals: ['nights'],
              routes: [{ receiver: 'hook', matchers: ['severity="critical"'] }],
            },
          ],
        },
      },
    ),
  )
  .map(([size, receivers]) => ({ ...size, ...receivers }));

const sections: fc.Arbitrary<MonitoringInput> = fc.record({
  namespace: fc.constantFrom('monitoring', 'observability'),
  watchedNamespaces: fc.constantFrom<NonNullable<MonitoringInput['watchedNamespaces']>>(
    [],
    ['shop'],
    [{ name: 'shop', secrets: true, alertmanagerConfigs: true }],
  ),
  tls: fc.constantFrom<NonNullable<MonitoringInput['tls']>>(
    {},
    { existingSecret: 'my-monitoring-tls' },
    { certManager: { issuer: 'my-issuer' } },
  ),
  prometheus: fc
    .record({
      ...claims,
      replicas: pods(3),
      shards: fc.constantFrom(1, 2),
      thanos: some({ objectStorage: { name: 'my-bucket' }, from: ['thanos'] }),
      retention: fc.constantFrom('15d', '30d'),
      nameValidationScheme: fc.constantFrom('UTF8' as const, 'Legacy' as const),
      externalUrl: some('https://monitoring.example.org/prometheus'),
      ingress: some({ host: 'prometheus.example.org', usersSecret: 'my-users', tlsTerminatedUpstream: true }),
      externalLabels: fc.constantFrom<Record<string, string>[]>({}, { cluster: 'blue' }),
      remoteWrite: fc.constantFrom<NonNullable<PrometheusInput['remoteWrite']>>(
        [],
        [{ url: 'https://metrics.example.org/push', basicAuthSecret: 'my-store', keep: ['up'] }],
        [
          { url: 'https://a.example.org/push', name: 'a', sigv4: { region: 'eu-central-1' }, queue: { maxShards: 10 } },
          {
            url: 'https://b.example.org/push',
            name: 'b',
            azureAd: { managedIdentity: {} },
            headers: { 'X-Scope-OrgID': 'b' },
          },
        ],
        [
          {
            url: 'https://metrics.example.org/push',
            oauth2: { existingSecret: 'my-oauth', tokenUrl: 'https://login.example.org/token' },
            tls: { caSecret: 'my-ca' },
            writeRelabelings: [{ action: 'labeldrop', regex: 'pod_uid' }],
          },
        ],
      ),
      alertmanagers: fc.constantFrom<NonNullable<PrometheusInput['alertmanagers']>>(
        [],
        [{ url: 'https://alerts.example.org', basicAuthSecret: 'my-store' }],
        [{ service: { namespace: 'alerting', name: 'alertmanager-main' } }],
      ),
      serviceAccountAnnotations: fc.constantFrom<Record<string, string>[]>(
        {},
        { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/metrics' },
      ),
      limits: fc.constantFrom({}, { samples: 500_000, bodySize: '100MB' }, { labels: 60, enforced: true }),
      query: some({ maxConcurrency: 10, timeout: '1m' }),
      scrapeTimeout: some('15s'),
      nativeHistograms: fc.boolean(),
      exemplars: some(100_000),
      enableFeatures: fc.constantFrom<NonNullable<PrometheusInput['enableFeatures']>>([], ['metadata-wal-records']),
      receivers: fc.constantFrom<PrometheusInput['receivers']>(
        undefined,
        { remoteWrite: true, from: ['shop'] },
        { otlp: {}, from: ['shop', 'openwhisk'] },
      ),
    })
    // Each shard has two pods or more.
    .map((prometheus) => ({ ...prometheus, ...(prometheus.shards === 1 ? {} : { replicas: 2 }) })),
  alertmanager: fc.oneof({ weight: 4, arbitrary: alertmanager }, fc.constant({ enabled: false })),
  grafana: fc.record({
    enabled: fc.boolean(),
    existingSecret: some('my-grafana'),
    pods: podSettings,
    host: fc.constant('grafana.example.org'),
    clusterLabel: some('cluster'),
    disabledBoards: fc.constantFrom([], ['kubernetes-pod' as const, 'openwhisk-system' as const]),
    ini: fc.constantFrom<NonNullable<MonitoringInput['grafana']>['ini'][]>(
      {},
      {
        'auth.github': { enabled: true, client_id: 'a', client_secret: { name: 'my-grafana', key: 'secret' } },
        smtp: { enabled: true, host: 'smtp.example.org:587', from_address: 'a@example.org' },
      },
    ),
    ldap: some({ existingSecret: 'my-ldap', servers: [{ host: 'ldap.example.org' }] }),
    tlsSecret: some('my-grafana-tls'),
    boards: fc.constantFrom<NonNullable<NonNullable<MonitoringInput['grafana']>['boards']>>(
      [],
      [{ folder: 'Shop', configMap: 'my-boards' }],
      [{ folder: 'Shop', json: '{"title": "Orders"}' }],
    ),
    datasources: fc.constantFrom<NonNullable<NonNullable<MonitoringInput['grafana']>['datasources']>>(
      [],
      [{ name: 'Loki', type: 'loki', url: 'https://loki.example.org', basicAuthSecret: 'my-loki' }],
    ),
  }),
  operator: fc.constantFrom({}, { enabled: false }, { resources: { limits: { memory: '512Mi' } } }),
  nodeExporter: fc.record({
    enabled: fc.boolean(),
    namespace: some('node-metrics'),
    tls: fc.constantFrom({}, { existingSecret: 'my-node-exporter-tls' }),
    pods: podSettings,
    port: fc.constantFrom(9100, 9110),
    collectors: fc.constantFrom({}, { hwmon: true, zfs: false }),
    options: fc.constantFrom<Record<string, string>[]>({}, { 'netdev.device-include': 'eth0' }),
    textfileDirectory: some('/var/lib/node_exporter'),
  }),
  kubeStateMetrics: fc.record({
    enabled: fc.boolean(),
    pods: podSettings,
    objects: fc.constantFrom([], ['leases' as const, 'roles' as const]),
    labels: fc.constantFrom({}, { pods: ['app', 'example.org/*'] }),
  }),
  blackbox: fc.record({
    enabled: fc.boolean(),
    targets: fc.constantFrom([], [{ name: 'shop', url: 'https://shop.example.org' }]),
    modules: fc.constantFrom<NonNullable<NonNullable<MonitoringInput['blackbox']>['modules']>>(
      {},
      {
        shop: { http: { validStatusCodes: [204], basicAuthSecret: 'my-store' } },
        names: { dns: { name: 'a.example.org' } },
      },
    ),
  }),
  targets: fc.record({
    apiServer: fc.boolean(),
    kubelet: fc.boolean(),
    controllerManager: fc.boolean(),
    scheduler: fc.boolean(),
    etcd: fc.boolean(),
    proxy: fc.boolean(),
  }),
  service: fc.record({
    name: fc.constantFrom('Serverless platform', 'Shop'),
    components: fc.constantFrom(
      {},
      { openwhisk: { weight: 0 }, stores: { impact: 'degraded' as const, degradedBelow: 0.8, downBelow: 0.25 } },
    ),
  }),
  alertGroups: fc.constantFrom(
    {},
    { 'kubernetes-storage': { enabled: false }, kafka: { labels: { team: 'streams' } } },
    { prometheus: { enabled: true } },
  ),
  alerts: fc
    .uniqueArray(fc.tuple(alertName, tuning), { selector: ([name]) => name, maxLength: 5 })
    .map((tunings) => Object.fromEntries(tunings)),
  rules: fc.constantFrom<NonNullable<MonitoringInput['rules']>>(
    [],
    [
      {
        name: 'shop',
        rules: [{ alert: 'ShopDown', expr: 'up == 0', keepFiringFor: '10m', labels: { severity: 'warning' } }],
      },
    ],
    [{ name: 'shop', rules: [{ record: 'shop:orders:rate5m', expr: 'sum(rate(shop_orders_total[5m]))' }] }],
  ),
  scrape: fc.constantFrom<NonNullable<MonitoringInput['scrape']>>(
    [],
    [{ name: 'shop', targets: ['shop.example.org:9100'], basicAuthSecret: 'my-store' }],
    [{ name: 'shop', pods: { namespace: 'shop', labels: { app: 'shop' }, port: 'web' }, labels: { team: 'a' } }],
  ),
  knownMetrics: fc.constantFrom(
    ['shop_orders_total', 'shop_queue_length', 'shop_visits_total'],
    ['shop_orders_total', 'shop_queue_length', 'shop_visits_total', 'shop_carts'],
  ),
  runbookUrl: fc.constantFrom('https://runbooks.example.org/{alert}', 'https://docs.example.org/{alert}.html'),
});

/** Any monitoring without a mistake: tenants configure the Alertmanager of the platform. */
export const monitoring = sections.map((input) =>
  input.alertmanager?.enabled === false ? { ...input, watchedNamespaces: ['shop'] } : input,
);

/** Monitoring of a platform without persistence. */
export function withoutClaims({ prometheus, alertmanager, ...rest }: MonitoringInput): MonitoringInput {
  const none = { storageClassName: undefined, claimRetention: {} };
  return { ...rest, prometheus: { ...prometheus, ...none }, alertmanager: { ...alertmanager, ...none } };
}
