import { runChecks } from '../../lib/checks/all';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const grafana = (...lines: string[]): string =>
  ['profile: lean', 'monitoring:', '  enabled: true', '  grafana:', ...lines.map((line) => `    ${line}`)].join('\n');

const GITHUB = 'auth.github: { enabled: true, client_id: faas, client_secret: { name: my-oauth, key: secret } }';

const manifests = Manifests.of(
  grafana(
    'host: grafana.example.org',
    'ingressAnnotations: { cert-manager.io/cluster-issuer: public }',
    'ini:',
    `  ${GITHUB}`,
    '  auth.generic_oauth:',
    '    enabled: true',
    '    client_id: faas',
    '    client_secret: { name: my-oauth, key: generic }',
    '    auth_url: https://login.example.org/auth',
    '    token_url: http://keycloak.auth.svc:8080/token',
    '  auth.anonymous: { enabled: true, org_role: Viewer }',
    '  smtp: { enabled: true, host: "smtp.example.org:587", from_address: faas@example.org }',
    '  users: { allow_sign_up: true, default_theme: dark, home_page: "/d/$(HOME)" }',
    '  tracing.opentelemetry: { sampler_param: 0.5 }',
    'ldap: { existingSecret: my-ldap, servers: [{ host: ldap.example.org }] }',
    'plugins:',
    '  - { id: grafana-clock-panel, version: 2.1.8, url: "https://mirror.example.org:8443/clock.zip" }',
  ),
);
const env = manifests.env('grafana');

/** Ports that are open to every address. */
function openPorts(platform: Manifests): number[] {
  const { egress } = platform.get<{ spec: { egress: { to?: object; ports: { port: number; protocol: string }[] }[] } }>(
    'NetworkPolicy',
    'grafana',
  ).spec;
  const open = egress.filter(({ to }) => !to).flatMap(({ ports }) => ports);
  return [...new Set(open.map(({ port }) => port))].sort((a, b) => a - b);
}

test('R22: settings of grafana.ini are environment variables, and secrets among them references', () => {
  expect(env).toMatchObject({
    GF_AUTH_GITHUB_ENABLED: 'true',
    GF_AUTH_GITHUB_CLIENT_ID: 'faas',
    GF_AUTH_GITHUB_CLIENT_SECRET: 'Secret my-oauth/secret',
    GF_AUTH_GENERIC_OAUTH_TOKEN_URL: 'http://keycloak.auth.svc:8080/token',
    GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
    GF_SMTP_HOST: 'smtp.example.org:587',
    GF_TRACING_OPENTELEMETRY_SAMPLER_PARAM: '0.5',
    GF_SERVER_ROOT_URL: 'http://grafana.example.org/',
  });
});

test('settings take precedence over the defaults of the platform, and Kubernetes expands nothing in them', () => {
  expect(env).toMatchObject({ GF_USERS_ALLOW_SIGN_UP: 'true', GF_USERS_DEFAULT_THEME: 'dark' });
  expect(env['GF_USERS_HOME_PAGE']).toBe('/d/$$(HOME)');
});

test('network policies open the ports of the servers that Grafana connects to, and no others', () => {
  // 443: GitHub; 587: mail; 636: LDAP; 8080: the token endpoint, and not the page of the login; 8443: the mirror.
  expect(openPorts(manifests)).toEqual([443, 587, 636, 8080, 8443]);
  expect(openPorts(Manifests.of(grafana('ini: { auth.anonymous: { enabled: true } }')))).toEqual([]);
  expect(runChecks(manifests.synthesis)).toEqual([]);
});

test('LDAP is configured by a Secret', () => {
  expect(env).toMatchObject({
    GF_AUTH_LDAP_ENABLED: 'true',
    GF_AUTH_LDAP_CONFIG_FILE: '/etc/grafana/ldap/ldap.toml',
    GF_AUTH_LDAP_ALLOW_SIGN_UP: 'true',
  });
  const { volumes = [] } = manifests.pod('grafana');
  expect(volumes.map(({ secret }) => secret?.secretName)).toContain('my-ldap');
});

test('plugins come from the given URL, and Grafana downloads no others', () => {
  expect(env).toMatchObject({
    GF_PLUGINS_PREINSTALL_SYNC: 'grafana-clock-panel@2.1.8@https://mirror.example.org:8443/clock.zip',
    GF_PLUGINS_DISABLE_PLUGINS:
      'grafana-exploretraces-app,grafana-lokiexplore-app,grafana-metricsdrilldown-app,grafana-pyroscope-app',
  });
  expect(env).not.toHaveProperty('GF_PLUGINS_PREINSTALL_DISABLED');
  const plain = Manifests.of(grafana('enabled: true')).env('grafana');
  expect(plain).toMatchObject({ GF_PLUGINS_PREINSTALL_DISABLED: 'true' });
  expect(plain).not.toHaveProperty('GF_PLUGINS_PREINSTALL_SYNC');
});

test('the Ingress has annotations', () => {
  expect(manifests.get('Ingress', 'grafana').metadata.annotations).toEqual({
    'cert-manager.io/cluster-issuer': 'public',
  });
});

test.each<[string, string[], string, string, string]>([
  [
    'a secret in the platform file',
    ['ini: { smtp: { password: hunter2 } }'],
    ':5 monitoring.grafana.ini.smtp.password: a secret would be in the manifests for everyone to read',
    'the name and the key of a Secret in the monitoring namespace',
    'write { name: <Secret>, key: password }',
  ],
  [
    'the password of the administrator',
    ['ini: { security: { admin_password: { name: a, key: b } } }'],
    ':5 monitoring.grafana.ini.security.admin_password: monitoring.grafana.existingSecret decides it',
    'other settings',
    'remove it, and use monitoring.grafana.existingSecret',
  ],
  [
    'another port of Grafana',
    ['ini: { server: { http_port: 8080 } }'],
    ':5 monitoring.grafana.ini.server.http_port: it cannot be changed: probes and network policies use 3000',
    'other settings',
    'remove it',
  ],
  [
    'a root URL beside the host',
    ['host: grafana.example.org', 'ini: { server: { root_url: "https://example.org" } }'],
    ':6 monitoring.grafana.ini.server.root_url: monitoring.grafana.host decides it',
    'other settings',
    'remove it, and use monitoring.grafana.host',
  ],
  [
    'OAuth without a URL of Grafana',
    ['ini:', `  ${GITHUB}`],
    ':6 monitoring.grafana.ini.auth.github.enabled: the provider would send browsers back to localhost:3000, the default URL of Grafana',
    'OAuth together with monitoring.grafana.host, or with server.root_url in monitoring.grafana.ini',
    'add monitoring.grafana.host',
  ],
  [
    'OAuth without a secret',
    ['host: grafana.example.org', 'ini: { auth.gitlab: { enabled: true, client_id: a } }'],
    ':6 monitoring.grafana.ini.auth.gitlab: client_secret is missing',
    'client_id, client_secret together with enabled: true',
    'add client_secret: { name: <Secret>, key: client_secret }',
  ],
  [
    'mail without a sender',
    ['ini: { smtp: { enabled: true, host: "smtp.example.org:587" } }'],
    ':5 monitoring.grafana.ini.smtp: from_address is missing',
    'host, from_address together with enabled: true',
    'add from_address',
  ],
  [
    'annotations without an Ingress',
    ['ingressAnnotations: { a: b }'],
    ':5 monitoring.grafana.ingressAnnotations: no Ingress has them',
    'ingressAnnotations together with host',
    'add monitoring.grafana.host, or remove ingressAnnotations',
  ],
  [
    'a plugin that is listed twice',
    [
      'plugins:',
      '  - { id: a, version: 1.0.0, url: "https://a.example.org/a.zip" }',
      '  - { id: a, version: 1.0.1, url: "https://a.example.org/a.zip" }',
    ],
    ":7 monitoring.grafana.plugins[1].id: there are two plugins 'a'",
    'each plugin once',
    'remove one of them',
  ],
])('%s is refused', (_, lines, problem, allowed, fix) => {
  expect(messageAbout(grafana(...lines))).toBe(oneMistake(problem, allowed, fix));
});

test('an unknown section is refused with the nearest one', () => {
  const message = messageAbout(grafana('ini: { auth.githup: { enabled: true } }'));
  expect(message).toContain("unknown key 'auth.githup'");
  expect(message).toContain('write auth.github');
});

test('the default URL of OAuth may be set without an Ingress of the platform', () => {
  const routed = Manifests.of(grafana('ini:', `  ${GITHUB}`, '  server: { root_url: "https://grafana.example.org/" }'));
  expect(routed.env('grafana')['GF_SERVER_ROOT_URL']).toBe('https://grafana.example.org/');
});
