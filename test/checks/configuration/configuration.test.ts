import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { buildApp } from '../../../charts/app';
import { embeddedConfiguration } from '../../../lib/checks/configuration/embedded-configuration';
import { nginxContext } from '../../../lib/checks/configuration/nginx-context';
import { scripts } from '../../../lib/checks/configuration/scripts';
import type { Manifest } from '../../../lib/kube/synthesis';
import { synthesize } from '../../../lib/kube/synthesis';
import { parsePlatform } from '../../../lib/load/load';

const CHECKS = [embeddedConfiguration, nginxContext, scripts];

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
      "FS-505 Deployment/web: line 2 of nginx.conf: 'ssl_certificate' names /etc/nginx/tls.pem, which ConfigMap 'web' does not have; name one of nginx.conf, tls.crt",
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

test('the files of the standard platform are read, and quickly', () => {
  const synthesis = synthesize(buildApp(parsePlatform('profile: standard').platform));
  for (const check of CHECKS) check(synthesis);
  const began = process.cpuUsage();
  expect(CHECKS.flatMap((check) => check(synthesis))).toEqual([]);
  const { user, system } = process.cpuUsage(began);
  // 50 ms on an idle core.
  expect((user + system) / 1000).toBeLessThan(250);
});
