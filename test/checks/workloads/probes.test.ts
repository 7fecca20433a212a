import { probes } from '../../../lib/checks/workloads/probes';
import { readiness } from '../../../lib/checks/workloads/readiness';
import { termination } from '../../../lib/checks/workloads/termination';
import { linesOf, subjectOf } from '../../support/subject';

const CHECKS = [probes, readiness, termination];

/** A Deployment with one container, other objects, and what the checks find. */
function lines(container: string, { pod = '', others = '' } = {}): string[] {
  const yaml = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { ${pod} containers: [{ name: web, ${container} }] }
${others}`;
  return linesOf(subjectOf(yaml), ...CHECKS);
}

const PORTS = 'ports: [{ name: http, containerPort: 8080 }, { name: https, containerPort: 8443 }]';

const SERVICE = `---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
`;

const DATABASE = `---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 3306 }] }
`;

const at = "Deployment/web: container 'web'";

test.each<[string, string, string]>([
  [
    'an undeclared port',
    `${PORTS}, readinessProbe: { tcpSocket: { port: 8081 } }`,
    `FS-308 ${at}: its readinessProbe connects to port 8081, which no container of the pod declares; write one of its ports: http, https; or declare 8081 in ports`,
  ],
  [
    'an undeclared port of gRPC',
    `${PORTS}, readinessProbe: { grpc: { port: 9000 } }`,
    `FS-308 ${at}: its readinessProbe connects to port 9000, which no container of the pod declares; write one of its ports: http, https; or declare 9000 in ports`,
  ],
  [
    'no action',
    'livenessProbe: { periodSeconds: 5 }',
    `FS-309 ${at}: its livenessProbe does nothing; write one of exec, httpGet, tcpSocket, grpc`,
  ],
  [
    'two actions',
    'livenessProbe: { exec: { command: ["true"] }, tcpSocket: { port: 1 } }',
    `FS-309 ${at}: its livenessProbe has exec and tcpSocket; write one of exec, httpGet, tcpSocket, grpc`,
  ],
  [
    'an empty command',
    'startupProbe: { exec: { command: [] } }',
    `FS-309 ${at}: its startupProbe runs an empty command; write the program and its arguments`,
  ],
  [
    'a path without its slash',
    'readinessProbe: { httpGet: { path: healthz, port: 80 } }',
    `FS-309 ${at}: its readinessProbe requests 'healthz', which is not a path; write /healthz`,
  ],
  [
    'a port out of range',
    'readinessProbe: { httpGet: { path: /, port: 70000 } }',
    `FS-309 ${at}: its readinessProbe connects to port 70000; write a port from 1 to 65535`,
  ],
  [
    'two successes of a livenessProbe',
    'livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 }',
    `FS-309 ${at}: its livenessProbe needs 2 successes, and the API server accepts 1 only; write successThreshold: 1`,
  ],
  [
    'HTTP at a port that is named for HTTPS',
    `${PORTS}, readinessProbe: { httpGet: { port: https } }`,
    `FS-310 ${at}: its readinessProbe requests port 8443 with HTTP, named 'https'; write scheme: HTTPS`,
  ],
  [
    'HTTPS at a port that is named for HTTP',
    `${PORTS}, readinessProbe: { httpGet: { port: 8080, scheme: HTTPS } }`,
    `FS-310 ${at}: its readinessProbe requests port 8080 with HTTPS, named 'http'; write scheme: HTTP`,
  ],
  [
    'HTTP at a secure port of the arguments',
    'args: [--secure-port=6443], readinessProbe: { httpGet: { port: 6443 } }',
    `FS-310 ${at}: its readinessProbe requests port 6443 with HTTP, which its configuration serves with HTTPS; write scheme: HTTPS`,
  ],
  [
    'a try that is longer than the period',
    'readinessProbe: { tcpSocket: { port: 80 }, timeoutSeconds: 11 }',
    `FS-311 ${at}: its readinessProbe may take 11 s and starts every 10 s: a try that hangs delays the next ones; write timeoutSeconds: 10 or less, or a longer periodSeconds`,
  ],
  [
    'a restart before the first look',
    'livenessProbe: { tcpSocket: { port: 80 } }, readinessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 60 }',
    `FS-311 ${at}: its livenessProbe restarts it after 20 s, and its readinessProbe first looks after 60 s; add a startupProbe, or a longer initialDelaySeconds`,
  ],
  [
    'a livenessProbe of another server',
    'livenessProbe: { httpGet: { host: db.example.org, port: 80 } }',
    `FS-312 ${at}: its livenessProbe depends on db.example.org: when that server fails, this container is restarted, which does not help; look at the container alone, and at what it needs in the readinessProbe`,
  ],
])('a probe with %s is a finding', (_, container, line) => expect(lines(container)).toEqual([line]));

test('a livenessProbe whose command asks another Service is a finding', () => {
  const container = 'livenessProbe: { exec: { command: [sh, -c, "mysqladmin ping -h db"] } }';
  expect(lines(container, { others: DATABASE })).toEqual([
    `FS-312 ${at}: its livenessProbe depends on db: when that server fails, this container is restarted, which does not help; look at the container alone, and at what it needs in the readinessProbe`,
  ]);
});

test('the configuration of nginx decides on the scheme of its ports', () => {
  const config = (listen: string): string => `---
apiVersion: v1
kind: ConfigMap
metadata: { name: conf }
data: { nginx.conf: "server {\\n  listen ${listen};\\n}" }
`;
  const pod = 'volumes: [{ name: conf, configMap: { name: conf } }],';
  const container = 'volumeMounts: [{ name: conf, mountPath: /a }], readinessProbe: { httpGet: { port: 8443 } }';
  expect(lines(container, { pod, others: config('0.0.0.0:8443 ssl') })).toEqual([
    `FS-310 ${at}: its readinessProbe requests port 8443 with HTTP, which its configuration serves with HTTPS; write scheme: HTTPS`,
  ]);
  expect(lines(container, { pod, others: config('8443 default_server') })).toEqual([]);
});

test('a container behind a Service without a readinessProbe is a finding', () => {
  expect(lines(PORTS, { others: SERVICE })).toEqual([
    `FS-313 ${at} is behind a Service and has no readinessProbe: it gets requests before it can answer; add a readinessProbe`,
  ]);
});

test.each([
  'sleep: { seconds: 30 }',
  'exec: { command: [sleep, "30"] }',
  'exec: { command: [sh, -c, "sleep 30; true"] }',
])('a preStop hook (%s) that takes the whole time to stop is a finding', (preStop) => {
  const line = `FS-314 ${at} sleeps 30 s before it stops, and is killed after 30 s; write terminationGracePeriodSeconds above 30, or a shorter sleep`;
  expect(lines(`lifecycle: { preStop: { ${preStop} } }`)).toEqual([line]);
  expect(lines(`lifecycle: { preStop: { ${preStop} } }`, { pod: 'terminationGracePeriodSeconds: 60,' })).toEqual([]);
});

test.each<[string, string]>([
  ['a declared port', `${PORTS}, readinessProbe: { httpGet: { port: 8080, path: /a } }`],
  ['a port of a container that declares none', 'readinessProbe: { tcpSocket: { port: 8081 } }'],
  ['HTTPS at its port', `${PORTS}, readinessProbe: { httpGet: { port: https, scheme: HTTPS } }`],
  ['its own address', 'livenessProbe: { exec: { command: [sh, -c, "wget http://127.0.0.1:80/"] } }'],
  ['a program of another name', 'livenessProbe: { exec: { command: [sh, -c, "check --url http://elsewhere:80/"] } }'],
  [
    'a startupProbe in front',
    'startupProbe: { tcpSocket: { port: 80 } }, livenessProbe: { tcpSocket: { port: 80 } }, readinessProbe: { tcpSocket: { port: 80 }, initialDelaySeconds: 60 }',
  ],
  ['null for all', 'ports: null, livenessProbe: null, readinessProbe: { httpGet: null, exec: { command: [a] } }'],
])('a probe with %s has no finding', (_, container) => expect(lines(container)).toEqual([]));

test('a probe at the port of a sidecar has no finding', () => {
  const others = '';
  const pod = 'initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ containerPort: 9000 }] }],';
  expect(lines(`${PORTS}, readinessProbe: { tcpSocket: { port: 9000 } }`, { pod, others })).toEqual([]);
});
