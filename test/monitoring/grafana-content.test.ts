import { parse } from 'yaml';
import { runChecks } from '../../lib/checks/all';
import type { Manifest } from '../../lib/kube/synthesis';
import { boardSources } from '../../lib/monitoring/grafana-boards';
import { literal, provisionDatasources } from '../../lib/monitoring/grafana-datasources';
import { grafanaSchema } from '../../lib/platform/schema/grafana';
import { Manifests } from '../support/platform';

describe('data sources of the platform file', () => {
  const provision = (datasource: string) => {
    const [first] = provisionDatasources(grafanaSchema.parse({ datasources: [parse(datasource)] }).datasources);
    return first ?? { datasource: {}, env: {} };
  };

  test('are provisioned with credentials from Secrets, which Grafana expands once', () => {
    const { datasource, env } = provision(`{
      name: Team logs, type: loki, url: 'https://loki.example.org/a$b', basicAuthSecret: my-loki, headers: { X-Scope-OrgID: team-$1 },
      tls: { caSecret: my-ca, certificateSecret: my-client, serverName: loki, insecure: true },
      settings: { derivedFields: [{ name: trace, url: '\${__value.raw}' }] },
      secrets: { httpHeaderValue9: { name: my-loki, key: extra } } }`);
    expect(datasource).toEqual({
      name: 'Team logs',
      uid: 'team-logs',
      type: 'loki',
      access: 'proxy',
      url: 'https://loki.example.org/a$$b',
      isDefault: false,
      editable: false,
      basicAuth: true,
      basicAuthUser: '$DATASOURCE_0_USERNAME',
      jsonData: {
        httpHeaderName1: 'X-Scope-OrgID',
        tlsAuthWithCACert: true,
        tlsAuth: true,
        serverName: 'loki',
        tlsSkipVerify: true,
        derivedFields: [{ name: 'trace', url: '$${__value.raw}' }],
      },
      secureJsonData: {
        basicAuthPassword: '$DATASOURCE_0_PASSWORD',
        httpHeaderValue1: 'team-$$1',
        tlsCACert: '$DATASOURCE_0_CA',
        tlsClientCert: '$DATASOURCE_0_CERTIFICATE',
        tlsClientKey: '$DATASOURCE_0_KEY',
        httpHeaderValue9: '$DATASOURCE_0_HTTPHEADERVALUE9',
      },
    });
    expect(env).toMatchObject({
      DATASOURCE_0_PASSWORD: { secret: { name: 'my-loki' }, key: 'password' },
      DATASOURCE_0_CA: { secret: { name: 'my-ca' }, key: 'ca.crt' },
      DATASOURCE_0_HTTPHEADERVALUE9: { secret: { name: 'my-loki' }, key: 'extra' },
    });
  });

  test('of databases have a user and a password of their own', () => {
    const { datasource } = provision('{ name: shop, uid: db, type: mysql, url: db:3307, basicAuthSecret: my-db }');
    expect(datasource).toMatchObject({
      uid: 'db',
      url: 'db:3307',
      user: '$DATASOURCE_0_USERNAME',
      secureJsonData: { password: '$DATASOURCE_0_PASSWORD' },
    });
  });

  test('send a bearer token as a header', () => {
    const { datasource } = provision('{ name: a, type: tempo, url: http://tempo, bearerTokenSecret: my-token }');
    expect(datasource).toMatchObject({
      jsonData: { httpHeaderName1: 'Authorization' },
      secureJsonData: { httpHeaderValue1: 'Bearer $DATASOURCE_0_TOKEN' },
    });
  });

  test('have strings that Grafana leaves as they are', () => {
    expect(literal({ a: ['$x', 1], b: null, c: '$$' })).toEqual({ a: ['$$x', 1], b: null, c: '$$$$' });
  });
});

test('dashboards exported for sharing refer to the data sources of the platform', () => {
  const exported = {
    __inputs: [
      { name: 'DS_PROMETHEUS', type: 'datasource', pluginId: 'prometheus' },
      { name: 'DS_LOGS', type: 'datasource', pluginId: 'loki' },
      { name: 'VAR_A', type: 'constant', value: '$5' },
    ],
    title: 'Orders & more',
    panels: [{ datasource: { uid: '${DS_PROMETHEUS}' } }, { datasource: '${DS_LOGS}', title: '${VAR_A}' }],
  };
  const [source] = boardSources(
    grafanaSchema.parse({
      datasources: [{ name: 'Logs', type: 'loki', url: 'http://loki.example.org' }],
      boards: [{ folder: 'Shop', json: JSON.stringify(exported) }],
    }),
  );
  const files = source?.content as Record<string, string>;
  expect(JSON.parse(files['orders-more.json'] ?? '')).toEqual({
    title: 'Orders & more',
    panels: [{ datasource: { uid: 'prometheus' } }, { datasource: 'logs', title: '$5' }],
  });
});

describe('Grafana with dashboards and data sources of the platform file', () => {
  const grafana = {
    datasources: [
      {
        name: 'Logs',
        type: 'elasticsearch',
        url: 'https://owdev-elasticsearch-http.logging.svc.cluster.local:9200',
        isDefault: true,
      },
      { name: 'Thanos', type: 'prometheus', url: 'http://thanos.thanos.svc' },
      { name: 'shop', type: 'mysql', url: 'db.example.org:3307' },
    ],
    boards: [
      { folder: 'Shop', json: '{"title": "Orders"}' },
      { folder: 'Shop', json: '{"uid": "visits", "title": "Visits"}' },
      { folder: 'Größe $', json: '{"title": "Size"}' },
      { folder: 'Kubernetes', configMap: 'my.boards' },
    ],
  };
  const manifests = Manifests.of(
    JSON.stringify({ profile: 'lean', logging: { enabled: true }, monitoring: { enabled: true, grafana } }),
  );
  const provisioned = (kind: string) =>
    parse(manifests.config(`grafana-${kind}`)['platform.yaml'] ?? '') as Record<string, Record<string, unknown>[]>;
  const [shop, size, others] = provisioned('dashboards')['providers']?.slice(1) ?? [];

  test('has no findings', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
  });

  test('has a folder for each, and one ConfigMap per folder', () => {
    expect([shop, size, others].map((provider) => provider?.['folder'])).toEqual(['Shop', 'Größe $$', 'Kubernetes']);
    expect(Object.keys(manifests.config(`grafana-boards-${String(shop?.['name'])}`))).toEqual([
      'orders.json',
      'visits.json',
    ]);
  });

  test('mounts the ConfigMap of a user whether it exists or not, so that Grafana starts, and follows it without a sidecar', () => {
    const volumes = manifests.pod('grafana').volumes as {
      name: string;
      configMap?: { name: string; optional?: boolean };
    }[];
    const volume = volumes.find(({ configMap }) => configMap?.name === 'my.boards');
    expect(volume?.configMap?.optional).toBe(true);
    expect(manifests.container('grafana')['volumeMounts']).toContainEqual(
      expect.objectContaining({ name: volume?.name, mountPath: (others?.['options'] as { path: string }).path }),
    );
    expect(manifests.pod('grafana').containers).toHaveLength(1);
  });

  test('has one default data source', () => {
    const defaults = provisioned('datasources')['datasources']?.filter(({ isDefault }) => isDefault);
    expect(defaults?.map(({ name }) => name)).toEqual(['Logs']);
  });

  test("reaches the servers, and the platform's own admit it", () => {
    const { egress } = manifests.get<Manifest & { spec: { egress: object[] } }>('NetworkPolicy', 'grafana').spec;
    expect(egress).toContainEqual({ ports: [{ port: 3307, protocol: 'TCP' }] });
    expect(egress).toContainEqual({
      to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'thanos' } } }],
    });
    const { ingress } = manifests.get<Manifest & { spec: { ingress: object[] } }>(
      'NetworkPolicy',
      'elasticsearch',
    ).spec;
    expect(JSON.stringify(ingress)).toContain('"app.kubernetes.io/name":"grafana"');
  });
});
