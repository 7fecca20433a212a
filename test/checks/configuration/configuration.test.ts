import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { buildApp } from '../../../charts/app';
import { embeddedConfiguration } from '../../../lib/checks/configuration/embedded-configuration';
import { CONFIGURATION_CHECKS } from '../../../lib/checks/configuration';
import type { Manifest } from '../../../lib/kube/synthesis';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';
import { readManifests } from '../../../lib/manifests/read';

const CHECKS = CONFIGURATION_CHECKS;

/** Findings in manifests, as `rule object: problem; fix`. */
function findings(yaml: string): string[] {
  const objects = parseAllDocuments(yaml).map((document) => ({
    path: 'a.yaml',
    manifest: document.toJS() as Manifest,
  }));
  return CHECKS.flatMap((check) => check({ objects })).map(
    ({ rule, object, problem, fix }) => `${rule} ${object}: ${problem}; ${fix}`,
  );
}

test.each<[string, string]>([
  [
    'FS-501',
    "FS-501 ConfigMap/web: 'nginx.conf', line 5: unknown directive 'client_max_body_sise'; nginx refuses it; did you mean 'client_max_body_size'?",
  ],
  [
    'FS-502',
    "FS-502 ConfigMap/kafka: 'server.properties', line 2: no broker reads 'log.retention.hour'; Kafka reads past it; did you mean 'log.retention.hours'?",
  ],
  ['FS-503', "FS-503 Job/copy: container 'copy', line 1 of its script: 'if' without 'fi'; add the missing 'fi'"],
  [
    'FS-504',
    "FS-504 Job/copy: container 'copy', line 1 of its script: <<< is not for every sh; run the script with bash, or write it differently",
  ],
  ['FS-505', "FS-505 ConfigMap/web: 'nginx.conf', line 6: Service 'backend' has no port 80; use one of 8080"],
])('the examples of %s: the bad one has its finding, the good one has none', (rule, expected) => {
  const page = readFileSync(join(__dirname, '../../../docs/rules', `${rule}.md`), 'utf8');
  const [bad = '', good = ''] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block);
  expect(findings(bad)).toEqual([expected]);
  expect(findings(good)).toEqual([]);
});

/** A pod with nginx.conf from a ConfigMap. */
function pod(
  image: string,
  container: string,
  conf = 'events {}\nhttp { server { listen 8080; } }',
  volume = '',
): string {
  const config = JSON.stringify({ 'nginx.conf': conf, 'tls.crt': 'x' });
  return `
{ apiVersion: v1, kind: ConfigMap, metadata: { name: web }, data: ${config} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      containers:
        - { name: web, image: '${image}', volumeMounts: [{ name: config, mountPath: /etc/nginx }], ${container} }
      volumes: [{ name: config, ${volume || 'configMap: { name: web }'} }]
`;
}

const NGINX = 'docker.io/library/nginx:1.28.0';

test.each<[string, string, string[]]>([
  [
    'a probe of another port',
    pod(NGINX, 'ports: [{ name: http, containerPort: 80 }], livenessProbe: { tcpSocket: { port: http } }'),
    [
      "FS-505 Deployment/web: livenessProbe of container 'web' uses port 80, and its nginx.conf has no 'listen' for it; use one of 8080",
    ],
  ],
  ['a probe of the port', pod(NGINX, 'livenessProbe: { tcpSocket: { port: 8080 } }'), []],
  [
    'a certificate that is not there',
    pod(NGINX, '', 'events {}\nhttp { server { listen 443 ssl; ssl_certificate /etc/nginx/tls.pem; } }'),
    [
      "FS-505 ConfigMap/web: 'nginx.conf', line 2: 'ssl_certificate' names /etc/nginx/tls.pem, which ConfigMap 'web' does not have; name one of /etc/nginx/nginx.conf, /etc/nginx/tls.crt",
    ],
  ],
  [
    'a directive of an unknown module',
    pod('registry.example.org/nginx-brotli:1.0.0', '', 'events {}\nhttp { brotli on; }'),
    [],
  ],
  ['a file of another program', pod('registry.example.org/web:1.0.0', '', 'events {}\nhttp { a b; }'), []],
  [
    'a projected volume',
    pod(NGINX, '', 'events {}\nhttp { a b; }', 'projected: { sources: [{ configMap: { name: web } }] }'),
    ["FS-501 ConfigMap/web: 'nginx.conf', line 2: unknown directive 'a'; nginx refuses it; correct the line"],
  ],
  [
    'a file under another name',
    '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { "a.json": "{", "b.yaml": "a: [", "c.txt": "{" } }',
    [
      expect.stringMatching(/^FS-501 ConfigMap\/a: 'a.json', line 1: not valid JSON: /),
      expect.stringMatching(/^FS-501 ConfigMap\/a: 'b.yaml', line 1: not valid YAML: /),
    ],
  ],
  [
    'a script in a file',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { run: '#!/bin/bash\nfor a in b\ndo\n' },
    }),
    ["FS-503 ConfigMap/a: 'run', line 2: 'for' without 'done'; add the missing 'done'"],
  ],
  ['a ConfigMap without data', '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }', []],
])('%s', (_, yaml, expected) => expect(findings(yaml)).toEqual(expected));

/** A pod whose program reads a file of a ConfigMap, with further volumes below /mnt. */
function reading(
  image: string,
  file: string,
  text: string,
  volume = 'secret: { secretName: tls, items: [{ key: a, path: ca.crt }] }',
): string {
  return `
${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { [file]: text } })}
---
${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'full' }, stringData: { 'tls.key': 'x' } })}
---
${JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'empty' } })}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: a }
spec:
  template:
    spec:
      containers:
        - name: a
          image: example.org/${image}
          volumeMounts: [{ name: config, mountPath: /etc/a }, { name: more, mountPath: /mnt/ }]
      volumes: [{ name: config, configMap: { name: a } }, { name: more, ${volume} }]
`;
}

const REDIS_CONF = 'port 6379\ntls-ca-cert-file /mnt/ca.pem';

test.each<[string, string, string, string, number, string]>([
  ['redis:7.2.0', 'redis.conf', REDIS_CONF, 'tls-ca-cert-file', 2, '/mnt/ca.pem'],
  ['mariadb:11.4.0', 'my.cnf', '[mysqld]\nssl-ca = /mnt/ca.pem', 'ssl-ca', 2, '/mnt/ca.pem'],
  ['fluentd:1.18.0', 'fluent.conf', '@include /mnt/*.conf', '@include', 1, '/mnt/*.conf'],
  [
    'kafka:3.9.1',
    'server.properties',
    'broker.id=1\nlistener.name.a.ssl.truststore.location=/mnt/a.jks',
    'listener.name.a.ssl.truststore.location',
    2,
    '/mnt/a.jks',
  ],
  [
    'elasticsearch:8.19.0',
    'elasticsearch.yml',
    'xpack.security.http.ssl:\n  certificate_authorities: [/mnt/ca.crt, /mnt/b.crt]',
    'xpack.security.http.ssl.certificate_authorities',
    2,
    '/mnt/b.crt',
  ],
  ['prometheus:3.5.0', 'prometheus.yml', 'global: {}\nrule_files: ["/mnt/*.yml"]', 'rule_files', 2, '/mnt/*.yml'],
  [
    'prometheus:3.5.0',
    'prometheus.yml',
    'scrape_configs:\n  - job_name: a\n    authorization:\n      credentials_file: /mnt/token',
    'scrape_configs.authorization.credentials_file',
    4,
    '/mnt/token',
  ],
  [
    'alertmanager:0.28.1',
    'alertmanager.yml',
    'route: { receiver: a }\nreceivers: [{ name: a }]\ntemplates: [/mnt/*.tmpl]',
    'templates',
    3,
    '/mnt/*.tmpl',
  ],
  [
    'blackbox-exporter:0.27.0',
    'b.yml',
    'modules: { a: { prober: http, http: { tls_config: { ca_file: /mnt/b } } } }',
    'modules.a.http.tls_config.ca_file',
    1,
    '/mnt/b',
  ],
  ['nats:2.14.10', 'nats.conf', 'port: 4222\ntls { ca_file: "/mnt/b" }', 'ca_file', 2, '/mnt/b'],
  [
    'otelcol:0.161.0',
    'relay.yaml',
    'receivers: { otlp: {} }\nexporters: { otlp: { tls: { ca_file: /mnt/b } } }\nservice: { pipelines: {} }',
    'exporters.otlp.tls.ca_file',
    2,
    '/mnt/b',
  ],
])('a file that %s names in %s and does not have', (image, file, text, setting, line, path) => {
  expect(findings(reading(image, file, text))).toEqual([
    `FS-505 ConfigMap/a: '${file}', line ${line}: '${setting}' names ${path}, which Secret 'tls' does not have; name one of /mnt/ca.crt`,
  ]);
});

test.each<[string, string, string[]]>([
  ['a Secret with keys', 'secret: { secretName: full }', ["Secret 'full' does not have; name one of /mnt/tls.key"]],
  ['a Secret that something fills', 'secret: { secretName: empty }', []],
  ['a Secret of others', 'secret: { secretName: other }', []],
  ['a folder that an init container fills', 'emptyDir: {}', []],
  ['a file that is there', 'secret: { secretName: tls, items: [{ key: a, path: ca.pem }] }', []],
  [
    'a projected volume',
    'projected: { sources: [{ configMap: { name: a } }, { serviceAccountToken: { path: token } }, { downwardAPI: { items: [{ path: labels }] } }] }',
    ["volume 'more' does not have; name one of /mnt/redis.conf, /mnt/token, /mnt/labels"],
  ],
  ['a projected volume with a Secret of others', 'projected: { sources: [{ secret: { name: other } }] }', []],
])('a file below %s', (_, volume, expected) => {
  const start = "FS-505 ConfigMap/a: 'redis.conf', line 2: 'tls-ca-cert-file' names /mnt/ca.pem, which ";
  expect(findings(reading('redis:7.2.0', 'redis.conf', REDIS_CONF, volume))).toEqual(
    expected.map((end) => start + end),
  );
});

test('a path with a variable, a path elsewhere, and a relative path', () => {
  const prometheus = (files: string): string =>
    reading('prometheus:3.5.0', 'prometheus.yml', `global: {}\nrule_files: [${files}]`);
  expect(findings(prometheus('"/mnt/${NAME}.yml", /usr/share/a.yml, prometheus.yml, /mnt'))).toEqual([]);
  expect(findings(prometheus('rules.yml'))).toEqual([
    "FS-505 ConfigMap/a: 'prometheus.yml', line 2: 'rule_files' names rules.yml, which ConfigMap 'a' does not have; name one of /etc/a/prometheus.yml",
  ]);
});

test('a slip in YAML is one finding, two repeated keys are two', () => {
  const yaml = (text: string): string[] =>
    findings(
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { 'a.yaml': text } }),
    );
  expect(yaml('a: [b\nc: {d\ne: f')).toHaveLength(1);
  expect(yaml('a: 1\na: 2\nb: 1\nb: 2')).toHaveLength(2);
});

test.each<[string, string, number]>([
  ['a literal', '|\n    events {}\n\n    worker_procesess 2;', 9],
  ['a literal with a header', '|2-  # of the web server\n    events {}\n    worker_procesess 2;', 8],
  ['a quoted text, whose lines are joined', '"events {}\\n\\nworker_procesess 2;"', 6],
])('the line of a finding is the line in the file: %s', (_, text, line) => {
  const yaml = `# web\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata:\n  nginx.conf: ${text}\n`;
  const { subject } = readManifests([{ file: 'a.yaml', text: yaml }]);
  expect(embeddedConfiguration(subject).map((one) => one.line)).toEqual([line]);
});

test('the files of the standard platform are read, and quickly', () => {
  const synthesis = synthesize(buildApp(parsePlatform('profile: standard').platform));
  for (const check of CHECKS) check(synthesis);
  const began = process.cpuUsage();
  expect(CHECKS.flatMap((check) => check(synthesis))).toEqual([]);
  const { user, system } = process.cpuUsage(began);
  // 50 ms on an idle core.
  expect((user + system) / 1000).toBeLessThan(250);
});
