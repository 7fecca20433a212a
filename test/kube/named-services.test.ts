import { Manifests } from '../support/platform';

interface Rule {
  readonly to?: readonly {
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  }[];
  readonly ports?: readonly { readonly port: number }[];
}

/** Egress of a component: `port → namespace` for its own rules, `any` where there is no limit. */
function egress(manifests: Manifests, component: string): string[] {
  const { spec } = manifests.get<{ spec: { egress: Rule[] } }>('NetworkPolicy', component);
  return spec.egress.map(({ to, ports }) => {
    const [peer] = to ?? [];
    const namespace = peer?.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
    const pods = peer?.podSelector?.matchLabels['app.kubernetes.io/component'];
    return `${ports?.map(({ port }) => port).join(',') ?? 'any'} → ${[namespace, pods].filter(Boolean).join('/') || 'any'}`;
  });
}

const manifests = Manifests.of(`
openwhisk:
  kafka: { external: { host: kafka.streams.svc } }
  zookeeper: { external: { hosts: ['zk-0.zk.coordination.svc.cluster.local:2182'] } }
  redis: { external: { host: redis.cache.svc } }
  couchdb: { external: { host: couch.documents.svc, port: 80 }, auth: { existingSecret: c } }
  providers: { db: { external: { host: couch.feeds.svc, port: 80, existingSecret: c } } }
  packages: { proxy: { http: 'http://proxy.net.svc' } }
monitoring:
  enabled: true
  grafana:
    ini:
      auth.generic_oauth: { token_url: 'http://keycloak.login.svc/token' }
      auth.jwt: { jwk_set_url: 'http://owdev-nginx.openwhisk.svc/keys' }
      smtp: { enabled: true, host: 'mail.post.svc:25', from_address: a@example.org }
      database: { type: postgres, host: db.sql.svc }
      tracing.opentelemetry: { address: traces.example.org:4317 }
    ldap: { existingSecret: l, servers: [{ host: ldap.people.svc }] }
    plugins: [{ id: a-b-panel, version: 1.0.0, url: 'http://mirror.files.svc/a.zip' }]
`);

describe('a Service of the cluster is reached whatever the port of its pods, which policies compare', () => {
  test.each<[string, string, string, number]>([
    ['Kafka', 'controller', 'streams', 9092],
    ['one of several hosts of ZooKeeper', 'invoker', 'coordination', 2182],
    ['Redis', 'apigateway', 'cache', 6379],
    ['CouchDB', 'controller', 'documents', 80],
    ['the database of event providers', 'alarmprovider', 'feeds', 80],
    ['a proxy for packages', 'install-packages', 'net', 80],
    ['the token endpoint of a login', 'grafana', 'login', 80],
    ['a mail server', 'grafana', 'post', 25],
    ['a database of Grafana', 'grafana', 'sql', 5432],
    ['LDAP', 'grafana', 'people', 636],
    ['a mirror of plugins', 'grafana', 'files', 80],
  ])('%s', (_, component, namespace, port) => {
    // The port is open to any address as well: a Service may have no pods (ExternalName).
    expect(egress(manifests, component)).toEqual(expect.arrayContaining([`${port} → any`, `any → ${namespace}`]));
  });
});

test('a server outside of the cluster is reached at its port only', () => {
  expect(egress(manifests, 'grafana')).toContain('4317 → any');
  expect(egress(manifests, 'grafana').filter((rule) => rule.startsWith('any → any'))).toEqual([]);
});

test('a Service of the platform is reached at the port of its pods', () => {
  expect(egress(manifests, 'grafana')).toContain('8080 → openwhisk/nginx');
});

test('repositories of packages are cloned from the port of their URL', () => {
  const mirror = Manifests.of("openwhisk: { packages: { gitBaseUrl: 'https://git.example.org:8443/apache' } }");
  expect(egress(mirror, 'install-packages')).toEqual(expect.arrayContaining(['8443 → any', '443 → any']));
});
