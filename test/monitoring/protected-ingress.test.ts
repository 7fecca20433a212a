import { runChecks } from '../../lib/checks/all';
import { authProxyConf } from '../../lib/monitoring/auth-proxy-conf';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const manifests = Manifests.of(`
profile: lean
monitoring:
  enabled: true
  prometheus: { ingress: { host: prometheus.example.org, className: nginx, usersSecret: my-users, tlsSecret: my-tls } }
  alertmanager:
    externalUrl: https://alerts.example.org/am
    ingress: { host: alerts.example.org, usersSecret: my-users, tlsTerminatedUpstream: true }
`);

interface Policy {
  readonly spec: { readonly ingress: readonly { readonly from?: object[]; readonly ports: { port: number }[] }[] };
}

test('an Ingress leads to a proxy that reads users from the Secret of the platform file', () => {
  expect(runChecks(manifests.synthesis)).toEqual([]);
  expect(manifests.get<{ spec: object }>('Ingress', 'prometheus-proxy').spec).toMatchObject({
    ingressClassName: 'nginx',
    tls: [{ hosts: ['prometheus.example.org'], secretName: 'my-tls' }],
    rules: [{ host: 'prometheus.example.org' }],
  });
  expect(JSON.stringify(manifests.get('Deployment', 'prometheus-proxy'))).toContain('"secretName":"my-users"');
  expect(manifests.config('prometheus-proxy')['nginx.conf']).toContain(
    'server owdev-prometheus.monitoring.svc.cluster.local:9090 resolve;',
  );
});

test('only the proxy is open to the Ingress controller, and the program to the proxy', () => {
  const ingress = (name: string) => manifests.get<Policy>('NetworkPolicy', name).spec.ingress;
  expect(ingress('prometheus-proxy')).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
  const admitted = ingress('prometheus').filter(({ ports }) => ports[0]?.port === 9090);
  expect(admitted).toHaveLength(1);
  expect(JSON.stringify(admitted)).toContain('prometheus-proxy');
  expect(admitted[0]?.from).toBeDefined();
});

test('links follow from the host, unless the platform file has an external URL', () => {
  const urlOf = (kind: string, name: string) =>
    manifests.get<{ spec: { externalUrl?: string } }>(kind, name).spec.externalUrl;
  expect(urlOf('Prometheus', 'prometheus')).toBe('https://prometheus.example.org');
  expect(urlOf('Alertmanager', 'alertmanager')).toBe('https://alerts.example.org/am');
});

test('the proxy serves nothing without a password, and no path that ends or reloads the program', () => {
  const conf = authProxyConf({ port: 8080, realm: 'A', upstream: 'a:1', users: '/u/auth', resolver: 'dns' });
  const location = (head: string) => conf.slice(conf.indexOf(`location ${head} {`)).split('}')[0];
  expect(location('/')).toContain('auth_basic_user_file /u/auth;');
  expect(location('/-/')).toContain('return 403;');
  expect(conf.match(/location [^{]+/g)).toEqual(['location = /proxy-health ', 'location /-/ ', 'location / ']);
});

const prometheus = (ingress: string): string => `monitoring:\n  enabled: true\n  prometheus:\n    ingress: ${ingress}`;

test.each<[string, string, string, string, string]>([
  [
    'an Ingress without users',
    prometheus('{ host: p.example.org, tlsSecret: a }'),
    ':4 monitoring.prometheus.ingress.usersSecret: is missing',
    "a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit",
    'add it',
  ],
  [
    'a password without TLS',
    prometheus('{ host: p.example.org, usersSecret: a }'),
    ':4 monitoring.prometheus.ingress: passwords for p.example.org would be sent in clear text',
    'tlsSecret, or tlsTerminatedUpstream: true',
    'add monitoring.prometheus.ingress.tlsSecret: <Secret>, or tlsTerminatedUpstream: true where a load balancer has the certificate',
  ],
  [
    'TLS that ends twice',
    prometheus('{ host: p.example.org, usersSecret: a, tlsSecret: b, tlsTerminatedUpstream: true }'),
    ':4 monitoring.prometheus.ingress.tlsTerminatedUpstream: with tlsSecret, TLS ends at the Ingress',
    'true without monitoring.prometheus.ingress.tlsSecret',
    'remove it or, where a load balancer has the certificate, remove monitoring.prometheus.ingress.tlsSecret',
  ],
  [
    'a host of two programs',
    `${prometheus('{ host: g.example.org, usersSecret: a, tlsSecret: b }')}\n  grafana: { host: g.example.org }`,
    ":4 monitoring.prometheus.ingress.host: 'g.example.org' is already the value of monitoring.grafana.host",
    'a host per program',
    'write another host',
  ],
])('%s is a mistake', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});
