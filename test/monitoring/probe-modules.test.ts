import { parse } from 'yaml';
import { runChecks } from '../../lib/checks/all';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

const blackbox = (...lines: string[]): string =>
  ['monitoring:', '  enabled: true', '  blackbox:', ...lines.map((line) => `    ${line}`)].join('\n');

const manifests = Manifests.of(`profile: lean
${blackbox(
  'targets: [{ name: shop, url: "https://shop.example.org", module: shop }]',
  'modules:',
  '  shop:',
  '    timeout: 1d',
  '    http:',
  '      method: POST',
  '      headers: { Accept: text/plain }',
  '      body: ping',
  '      validStatusCodes: [200, 204]',
  '      followRedirects: false',
  '      requireTLS: true',
  '      bodyMatches: [pong]',
  '      bodyExcludes: [error]',
  '      basicAuthSecret: shop',
  '      tls: { caSecret: company.ca, certificateSecret: client, serverName: shop, insecure: true }',
  '  smtp: { tcp: { dialogue: [{ expect: "^220 " }, { send: STARTTLS }], startTLS: true, tls: {} } }',
  '  names: { ipProtocol: ip6, dns: { name: a.example.org, type: MX, transport: tcp, recursion: false, validCodes: [NXDOMAIN], answerMatches: [mx] } }',
)}`);

test('Secrets with long or similar names have volumes of their own, whose names fit', () => {
  const names = ['a.b', 'a-b', 'a'.repeat(200)];
  const modules = names.map((name, index) => `m${index}: { http: { basicAuthSecret: ${name} } }`);
  const { volumes = [] } = Manifests.of(blackbox(`modules: { ${modules.join(', ')} }`)).pod('blackbox-exporter');
  const mounted = volumes.filter(({ secret }) => names.includes(secret?.secretName ?? ''));
  expect(mounted.map(({ name }) => name)).toEqual(['secret-0', 'secret-1', 'secret-2']);
});

describe('modules of the user', () => {
  const { modules } = parse(manifests.config('blackbox-exporter')['config.yml'] ?? '') as {
    modules: Record<string, object>;
  };

  test('stand beside the modules of every platform, in the form of the exporter', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
    expect(Object.keys(modules)).toEqual(['http', 'tcp', 'tls', 'shop', 'smtp', 'names']);
    const secrets = '/etc/blackbox-exporter-secrets';
    expect(modules['shop']).toEqual({
      prober: 'http',
      timeout: '24h',
      http: {
        preferred_ip_protocol: 'ip4',
        method: 'POST',
        headers: { Accept: 'text/plain' },
        body: 'ping',
        valid_status_codes: [200, 204],
        follow_redirects: false,
        fail_if_not_ssl: true,
        fail_if_body_not_matches_regexp: ['pong'],
        fail_if_body_matches_regexp: ['error'],
        basic_auth: { username_file: `${secrets}/shop/username`, password_file: `${secrets}/shop/password` },
        tls_config: {
          ca_file: `${secrets}/company.ca/ca.crt`,
          cert_file: `${secrets}/client/tls.crt`,
          key_file: `${secrets}/client/tls.key`,
          server_name: 'shop',
          insecure_skip_verify: true,
        },
      },
    });
    expect(modules['smtp']).toMatchObject({
      tcp: { query_response: [{ expect: '^220 ' }, { send: 'STARTTLS' }, { starttls: true }], tls_config: {} },
    });
    expect(modules['smtp']).not.toHaveProperty('tcp.tls');
    expect(modules['names']).toMatchObject({
      prober: 'dns',
      dns: {
        preferred_ip_protocol: 'ip6',
        query_name: 'a.example.org',
        query_type: 'MX',
        transport_protocol: 'tcp',
        recursion_desired: false,
        valid_rcodes: ['NXDOMAIN'],
        validate_answer_rrs: { fail_if_none_matches_regexp: ['mx'] },
      },
    });
  });

  test('read their credentials from Secrets, and are chosen by targets', () => {
    const mounts = manifests.container('blackbox-exporter').volumeMounts ?? [];
    expect(mounts.map(({ mountPath }) => mountPath)).toEqual(
      expect.arrayContaining(['shop', 'company.ca', 'client'].map((name) => `/etc/blackbox-exporter-secrets/${name}`)),
    );
    expect(manifests.get<{ spec: object }>('Probe', 'probe-shop').spec).toMatchObject({ module: 'shop' });
  });
});

const MODULES = 'monitoring.blackbox.modules';

test.each<[string, string, string, string, string]>([
  [
    'a target of an unknown module',
    blackbox('targets: [{ name: a, url: "https://a.example.org", module: htp }]'),
    ":4 monitoring.blackbox.targets[0].module: there is no module 'htp'",
    'http, tcp, tls',
    'write http, or add the module to monitoring.blackbox.modules',
  ],
  [
    'a module without a prober',
    blackbox('modules: { a: { timeout: 5s } }'),
    `:4 ${MODULES}.a: it has no prober`,
    'one of http, tcp, dns',
    'add one of them, such as http: {}',
  ],
  [
    'a module with two probers',
    blackbox('modules: { a: { http: {}, tcp: {} } }'),
    `:4 ${MODULES}.a: it has http and tcp`,
    'one of http, tcp, dns',
    'split it into several modules',
  ],
  [
    'a module by the name of another',
    blackbox('modules: { http: { http: {} } }'),
    `:4 ${MODULES}.http: every platform has a module 'http'`,
    'names other than http, tcp, tls',
    'write another name, such as my-http',
  ],
  [
    'two kinds of credentials',
    blackbox('modules: { a: { http: { basicAuthSecret: a, bearerTokenSecret: b } } }'),
    `:4 ${MODULES}.a.http: it has basicAuthSecret and bearerTokenSecret, and a request has one Authorization header`,
    'one of basicAuthSecret and bearerTokenSecret',
    'keep one of them',
  ],
  [
    'STARTTLS without TLS',
    blackbox('modules: { a: { tcp: { startTLS: true } } }'),
    `:4 ${MODULES}.a.tcp.startTLS: there are no settings of the TLS that it begins`,
    'startTLS together with tls',
    'add tls: {}, or remove startTLS',
  ],
])('%s is a mistake', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('expressions that are not RE2, and credentials in headers, are mistakes', () => {
  const message = messageAbout(
    blackbox('modules: { a: { http: { bodyMatches: ["("] } }, b: { tcp: { dialogue: [{ expect: "(" }] } } }'),
  );
  expect(message).toContain(`${MODULES}.a.http.bodyMatches[0]: '(' is not valid: `);
  expect(message).toContain(`${MODULES}.b.tcp.dialogue[0].expect: '(' is not valid: `);
  expect(messageAbout(blackbox('modules: { a: { http: { headers: { Authorization: a } } } }'))).toContain(
    'an HTTP header other than Authorization, which basicAuthSecret and bearerTokenSecret set',
  );
});
