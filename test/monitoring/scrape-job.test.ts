import { runChecks } from '../../lib/checks/all';
import type { Manifest } from '../../lib/kube/synthesis';
import { Manifests } from '../support/platform';

type WithSpec = Manifest & { spec: Record<string, unknown> };
type Policy = Manifest & { spec: { egress: object[] } };

const platform = (job: string): Manifests =>
  Manifests.of(`profile: lean\nlogging: {enabled: true}\nmonitoring: {enabled: true, scrape: [${job}]}`);
const egress = (manifests: Manifests): object[] => manifests.get<Policy>('NetworkPolicy', 'prometheus').spec.egress;
const port = (number: number): object => ({ port: number, protocol: 'TCP' });
const namespace = (name: string): object => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

test('addresses become a ScrapeConfig with their credentials, and the network is open to their ports', () => {
  const manifests = platform(`{
    name: shop, targets: [shop.example.org, '192.0.2.7:9100'], scheme: https, path: /stats, interval: 1m, timeout: 20s,
    params: { format: [prometheus] }, basicAuthSecret: my-shop, labels: { team: a }, sampleLimit: 5000,
    tls: { caSecret: my-ca, certificateSecret: my-client, serverName: shop.internal },
    relabelings: [{ sourceLabels: [__address__], regex: '(.*):\\d+', targetLabel: instance }],
    metricRelabelings: [{ action: drop, sourceLabels: [__name__], regex: go_.* }] }`);
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.get<WithSpec>('ScrapeConfig', 'scrape-shop').spec).toEqual({
    jobName: 'shop',
    staticConfigs: [{ targets: ['shop.example.org:443', '192.0.2.7:9100'], labels: { team: 'a' } }],
    metricsPath: '/stats',
    scrapeInterval: '1m',
    scrapeTimeout: '20s',
    scheme: 'HTTPS',
    params: { format: ['prometheus'] },
    sampleLimit: 5000,
    basicAuth: { username: { name: 'my-shop', key: 'username' }, password: { name: 'my-shop', key: 'password' } },
    tlsConfig: {
      ca: { secret: { name: 'my-ca', key: 'ca.crt' } },
      cert: { secret: { name: 'my-client', key: 'tls.crt' } },
      keySecret: { name: 'my-client', key: 'tls.key' },
      serverName: 'shop.internal',
    },
    relabelings: [{ action: 'replace', sourceLabels: ['__address__'], regex: '(.*):\\d+', targetLabel: 'instance' }],
    metricRelabelings: [{ action: 'drop', sourceLabels: ['__name__'], regex: 'go_.*' }],
  });
  expect(egress(manifests)).toEqual(expect.arrayContaining([{ ports: [port(443)] }, { ports: [port(9100)] }]));
});

test('pods become a PodMonitor in the monitoring namespace, and the network and the API server are open to Prometheus there', () => {
  const manifests = platform(
    '{ name: shop, pods: { namespace: shop, labels: { app: shop }, port: 8080 }, labels: { team: a }, bearerTokenSecret: my-shop }',
  );
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.get<WithSpec>('PodMonitor', 'scrape-shop').spec).toEqual({
    namespaceSelector: { matchNames: ['shop'] },
    selector: { matchLabels: { app: 'shop' } },
    podMetricsEndpoints: [
      {
        portNumber: 8080,
        path: '/metrics',
        authorization: { credentials: { name: 'my-shop', key: 'token' } },
        relabelings: [
          { targetLabel: 'job', replacement: 'shop' },
          { targetLabel: 'team', replacement: 'a' },
        ],
      },
    ],
  });
  expect(egress(manifests)).toContainEqual({
    to: [{ podSelector: { matchLabels: { app: 'shop' } }, ...namespace('shop') }],
    ports: [port(8080)],
  });
  const roles = manifests.kind('Role').filter(({ metadata }) => metadata.namespace === 'shop');
  expect(roles.map(({ metadata }) => metadata.name)).toEqual(['monitoring-owdev-prometheus']);
});

test('a named port of pods opens every port of these pods, since policies compare numbers', () => {
  const manifests = platform('{ name: shop, pods: { namespace: shop, labels: { app: shop }, port: web } }');
  expect(egress(manifests)).toContainEqual({
    to: [{ podSelector: { matchLabels: { app: 'shop' } }, ...namespace('shop') }],
  });
});

test('a Service of another namespace opens its namespace, and one of the platform the port of its pods, both ways', () => {
  const manifests = platform(
    "{ name: shop, targets: ['shop.shop.svc:80', 'owdev-kibana.logging.svc.cluster.local:5601'] }",
  );
  expect(egress(manifests)).toContainEqual({ to: [namespace('shop')] });
  const kibana = manifests.get<Manifest & { spec: { ingress: object[] } }>('NetworkPolicy', 'kibana').spec.ingress;
  expect(JSON.stringify(kibana)).toContain('"app.kubernetes.io/name":"prometheus"');
});

test('a certificate is left unverified only with the reason on the object', () => {
  const manifests = platform("{ name: shop, targets: ['shop:443'], scheme: https, tls: { insecure: true } }");
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.get<WithSpec>('ScrapeConfig', 'scrape-shop')).toMatchObject({
    metadata: { annotations: { 'faas-stack/insecure': 'the platform file has tls.insecure' } },
    spec: { tlsConfig: { insecureSkipVerify: true } },
  });
});
