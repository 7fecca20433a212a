import { runChecks } from '../../lib/checks/all';
import { dashboards } from '../../lib/checks/read/dashboards';
import { ruleExpressions } from '../../lib/checks/read/expressions';
import type { Manifest } from '../../lib/kube/synthesis';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

interface Policy extends Manifest {
  readonly spec: { readonly egress: object[] };
}
interface PrometheusManifest extends Manifest {
  readonly spec: { readonly alerting?: { readonly alertmanagers: object[] } };
}

const of = (monitoring: string): Manifests =>
  Manifests.of(`profile: lean\nmonitoring: { enabled: true, ${monitoring} }`);
const alerting = (manifests: Manifests) => manifests.get<PrometheusManifest>('Prometheus', 'prometheus').spec.alerting;
const alertNames = ({ synthesis }: Manifests): Set<string> =>
  new Set(ruleExpressions(synthesis).flatMap(({ rule }) => rule.alert ?? []));
const boards = ({ synthesis }: Manifests): string[] => dashboards(synthesis).read.map(({ file }) => file);
const queries = ({ synthesis }: Manifests): string =>
  dashboards(synthesis)
    .read.flatMap((board) => board.queries)
    .map((query) => JSON.stringify(query))
    .join('\n');

const OWN = { namespace: 'monitoring', name: 'owdev-alertmanager', port: 'web', apiVersion: 'v2' };
const EXTERNAL = `prometheus: { alertmanagers: [{ url: 'https://alerts.example.org:9443/team', basicAuthSecret: my-user }] }`;

/** Alerts about the way from Prometheus to Alertmanager. */
const ABOUT_SENDING = [
  'PrometheusNotificationQueueRunningFull',
  'PrometheusErrorSendingAlertsToSomeAlertmanagers',
  'PrometheusNotConnectedToAlertmanagers',
  'PrometheusErrorSendingAlertsToAnyAlertmanager',
];

describe('without an Alertmanager', () => {
  const manifests = of('alertmanager: { enabled: false }');
  const complete = of('');

  test('nothing of it is written, and nothing has findings', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
    expect(['Alertmanager', 'AlertmanagerConfig'].flatMap((kind) => manifests.names(kind))).toEqual([]);
    expect(manifests.names('PodMonitor')).not.toContain('alertmanager');
    expect(alerting(manifests)).toBeUndefined();
    expect(manifests.config('grafana-datasources')['platform.yaml']).not.toContain('alertmanager');
    expect(boards(manifests)).not.toContainEqual(expect.stringMatching('monitoring-alertmanager'));
    expect(boards(complete)).toContainEqual(expect.stringMatching('monitoring-alertmanager'));
  });

  test('only the alerts about Alertmanager and the way to it are left out', () => {
    const [few, all] = [alertNames(manifests), alertNames(complete)];
    const leftOut = [...all].filter((name) => !few.has(name));
    expect(leftOut.filter((name) => !name.startsWith('Alertmanager')).sort()).toEqual([...ABOUT_SENDING].sort());
    expect([queries(manifests), queries(complete)].map((text) => text.includes('prometheus_notifications_'))).toEqual([
      false,
      true,
    ]);
  });
});

describe('an Alertmanager outside the platform', () => {
  test('gets alerts instead of the one of the platform, with the alerts about sending', () => {
    const manifests = of(`alertmanager: { enabled: false }, ${EXTERNAL}`);
    expect(runChecks(manifests.synthesis)).toEqual([]);
    expect(alerting(manifests)?.alertmanagers).toEqual([
      {
        namespace: 'monitoring',
        name: 'owdev-prometheus',
        port: 'web',
        scheme: 'https',
        pathPrefix: '/team',
        apiVersion: 'v2',
        basicAuth: { username: { name: 'my-user', key: 'username' }, password: { name: 'my-user', key: 'password' } },
        relabelings: [{ targetLabel: '__address__', replacement: 'alerts.example.org:9443' }],
      },
    ]);
    expect([...alertNames(manifests)]).toEqual(expect.arrayContaining(ABOUT_SENDING));
    const { egress } = manifests.get<Policy>('NetworkPolicy', 'prometheus').spec;
    expect(JSON.stringify(egress)).toContain('"port":9443');
  });

  test('gets alerts in addition to the one of the platform', () => {
    const addresses = alerting(of(EXTERNAL))?.alertmanagers;
    expect(addresses?.[0]).toEqual(OWN);
    expect(addresses).toHaveLength(2);
  });

  test('as a Service is discovered in its namespace, whose pods Prometheus may connect to', () => {
    const manifests = of(
      'prometheus: { alertmanagers: [{ service: { namespace: alerting, name: main, port: 9093, path: /a }, timeout: 20s }] }',
    );
    expect(runChecks(manifests.synthesis)).toEqual([]);
    expect(alerting(manifests)?.alertmanagers[1]).toEqual({
      namespace: 'alerting',
      name: 'main',
      port: 9093,
      scheme: 'http',
      pathPrefix: '/a',
      apiVersion: 'v2',
      timeout: '20s',
    });
    const roles = manifests.kind('Role').filter(({ metadata }) => metadata.namespace === 'alerting');
    expect(JSON.stringify(roles)).toContain('endpointslices');
    const { egress } = manifests.get<Policy>('NetworkPolicy', 'prometheus').spec;
    expect(egress).toContainEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'alerting' } },
        },
      ],
    });
  });
});

const alertmanagers = (entry: string): string =>
  `monitoring:\n  enabled: true\n  prometheus:\n    alertmanagers:\n      - ${entry}`;
const PATH = 'monitoring.prometheus.alertmanagers[0]';

test.each<[string, string, string, string, string]>([
  [
    'an Alertmanager without an address',
    alertmanagers('timeout: 10s'),
    `:5 ${PATH}: it has neither url nor service`,
    'one of url and service',
    'add one of them',
  ],
  [
    'an Alertmanager with two addresses',
    alertmanagers('{ url: "https://a.example.org", service: { namespace: a, name: b } }'),
    `:5 ${PATH}: it has both url and service`,
    'one of url and service',
    'split it into two entries',
  ],
  [
    'a Service of the platform',
    alertmanagers('service: { namespace: monitoring, name: owdev-alertmanager }'),
    `:5 ${PATH}.service.namespace: 'monitoring' is a namespace of the platform`,
    "a namespace outside the platform; the platform's Alertmanager gets all alerts anyway",
    'write the namespace of the other Alertmanager, or remove the entry',
  ],
  [
    'two kinds of credentials',
    alertmanagers('{ url: "https://a.example.org", basicAuthSecret: a, bearerTokenSecret: b }'),
    `:5 ${PATH}: it has basicAuthSecret and bearerTokenSecret, and a request has one Authorization header`,
    'one of basicAuthSecret and bearerTokenSecret',
    'keep one of them',
  ],
  [
    'TLS of a Service without it',
    alertmanagers('{ service: { namespace: a, name: b }, tls: { caSecret: c } }'),
    `:5 ${PATH}.tls: http://b is reached without TLS`,
    'tls for an https URL',
    'write https:// in url, or remove tls',
  ],
  [
    'an exception of no proxy',
    alertmanagers('{ url: "https://a.example.org", noProxy: b }'),
    `:5 ${PATH}.noProxy: there is no proxy to go around`,
    'noProxy together with proxyUrl',
    'add proxyUrl, or remove noProxy',
  ],
  [
    'a URL twice',
    alertmanagers('{ url: "https://a.example.org" }\n      - { url: "https://a.example.org" }'),
    ':6 monitoring.prometheus.alertmanagers[1].url: https://a.example.org is listed twice',
    'each URL once',
    'remove one',
  ],
  [
    'AlertmanagerConfigs without an Alertmanager',
    'monitoring:\n  enabled: true\n  alertmanager: { enabled: false }\n  watchedNamespaces: [{ name: shop, alertmanagerConfigs: true }]',
    ':4 monitoring.watchedNamespaces[0].alertmanagerConfigs: the AlertmanagerConfigs of shop would configure the Alertmanager of the platform, which monitoring.alertmanager.enabled: false switches off',
    'false without an Alertmanager of the platform',
    'remove it, or remove monitoring.alertmanager.enabled',
  ],
])('%s is a mistake', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});
