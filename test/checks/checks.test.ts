import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App } from 'cdk8s';
import { buildApp } from '../../charts/app';
import { FindingsError, runChecks } from '../../lib/checks/all';
import { finding } from '../../lib/checks/finding';
import { amend, type Amendment } from '../../lib/kube/amend';
import { EXCEPTION_ANNOTATION } from '../../lib/kube/security';
import { synthesize } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { podOwners } from '../../lib/checks/read/manifests';

/** Without monitoring, which has checks of its own. */
const PLATFORM = parsePlatform('profile: standard\nmonitoring: { enabled: false }').platform;

/** The standard platform with something broken in it, and what the checks say. */
function findings(kind: string, name: string, ...operations: Amendment[]): string[] {
  const app = buildApp(PLATFORM);
  const object = objects(app).find((candidate) => candidate.kind === kind && candidate.name.startsWith(name));
  if (!object) throw new Error(`There is no ${kind} ${name}`);
  amend(object, ...operations);
  return runChecks(synthesize(app)).map((finding) => `${finding.check} ${finding.object}: ${finding.problem}`);
}

function objects(app: App): ApiObject[] {
  return app.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

const POD = '/spec/template/spec';
const CONTAINER = `${POD}/containers/0`;

/** Routes to a Service. */
const ROUTED = parsePlatform(
  'profile: lean\nopenwhisk: { ingress: { type: Gateway, apiHost: { name: a.example.org }, gateway: { className: a } } }',
).platform;

test.each(['name', 'port'])('a route to a Service whose %s is another is a finding', (field) => {
  const app = buildApp(ROUTED);
  const route = objects(app).find(({ kind }) => kind === 'HTTPRoute');
  if (!route) throw new Error('There is no route');
  amend(route, { op: 'replace', path: `/spec/rules/0/backendRefs/0/${field}`, value: field === 'port' ? 81 : 'x' });
  const [port, name] = field === 'port' ? [81, 'owdev-nginx'] : [80, 'x'];
  expect(runChecks(synthesize(app)).map(({ object, problem }) => `${object}: ${problem}`)).toEqual([
    `HTTPRoute/owdev-gateway: refers to port ${port} of Service '${name}', which is not there`,
  ]);
});

test('the platform itself has no findings', () => {
  expect(runChecks(synthesize(buildApp(parsePlatform('profile: standard').platform)))).toEqual([]);
});

test.each<[string, string, string, Amendment[], string]>([
  [
    'two objects of one name',
    'ConfigMap',
    'owdev-kafka',
    [{ op: 'replace', path: '/metadata/name', value: 'owdev-nginx' }],
    'unique-names ConfigMap/owdev-nginx: has the same name as the object of openwhisk/Kafka/Config/Resource',
  ],
  [
    'a ConfigMap that is not there',
    'ConfigMap',
    'owdev-nginx',
    [{ op: 'replace', path: '/metadata/name', value: 'other' }],
    "references Deployment/owdev-nginx: refers to ConfigMap 'owdev-nginx', which is not there",
  ],
  [
    'a key that is not there',
    'ConfigMap',
    'owdev-db.config',
    [{ op: 'remove', path: '/data/db_host' }],
    "references StatefulSet/owdev-controller: refers to key 'db_host' of ConfigMap 'owdev-db.config', which is not there",
  ],
  [
    'a port in an annotation that the Service lacks',
    'Service',
    'owdev-nginx',
    [
      {
        op: 'add',
        path: '/metadata/annotations',
        value: { 'service.beta.kubernetes.io/aws-load-balancer-ssl-ports': 'https, 443,*, https-api' },
      },
    ],
    "references Service/owdev-nginx: its annotation service.beta.kubernetes.io/aws-load-balancer-ssl-ports names the port 'https-api', which the Service lacks",
  ],
  [
    'a ServiceAccount that is not there',
    'Deployment',
    'owdev-redis',
    [{ op: 'replace', path: `${POD}/serviceAccountName`, value: 'x' }],
    "references Deployment/owdev-redis: refers to ServiceAccount 'x', which is not there",
  ],
  [
    'a claim that is not there',
    'PersistentVolumeClaim',
    'owdev-redis',
    [{ op: 'replace', path: '/metadata/name', value: 'x' }],
    "references Deployment/owdev-redis: refers to PersistentVolumeClaim 'owdev-redis-pvc', which is not there",
  ],
  [
    'a governing Service that is not there',
    'StatefulSet',
    'owdev-kafka',
    [{ op: 'replace', path: '/spec/serviceName', value: 'x' }],
    "references StatefulSet/owdev-kafka: refers to Service 'x', which is not there",
  ],
  [
    'a Role that is not there',
    'RoleBinding',
    'owdev-gen-secrets',
    [{ op: 'replace', path: '/roleRef/name', value: 'x' }],
    "references RoleBinding/owdev-gen-secrets: refers to Role 'x', which is not there",
  ],
  [
    'a Service that leads to a port that is not there',
    'Service',
    'owdev-redis',
    [{ op: 'replace', path: '/spec/ports/0/targetPort', value: 'x' }],
    "references Service/owdev-redis: refers to container port 'x' of owdev-redis, which is not there",
  ],
  [
    'a probe of a port that is not there',
    'StatefulSet',
    'owdev-controller',
    [{ op: 'replace', path: `${CONTAINER}/readinessProbe/httpGet/port`, value: 'x' }],
    "references StatefulSet/owdev-controller: refers to port 'x' of container 'controller', which is not there",
  ],
  [
    'a Service without pods',
    'Service',
    'owdev-redis',
    [{ op: 'replace', path: '/spec/selector', value: { no: 'body' } }],
    'selectors Service/owdev-redis: selects the pods of 0 workloads',
  ],
  [
    'a Service with too many pods',
    'Service',
    'owdev-redis',
    [{ op: 'replace', path: '/spec/selector', value: { 'app.kubernetes.io/name': 'openwhisk' } }],
    'selectors Service/owdev-redis: selects the pods of 9 workloads',
  ],
  [
    'a selector that misses its pods',
    'Deployment',
    'owdev-redis',
    [{ op: 'replace', path: '/spec/selector/matchLabels', value: { no: 'body' } }],
    'selectors Deployment/owdev-redis: its selector selects the pods of no workload',
  ],
  [
    'a wait at a port where no Service answers',
    'Service',
    'owdev-kafka',
    [{ op: 'replace', path: '/spec/ports/0/port', value: 9999 }],
    'launch-order StatefulSet/owdev-controller: waits for kafka at owdev-kafka.openwhisk.svc.cluster.local:9092, where no Service answers',
  ],
  [
    'an image that is not pinned',
    'Deployment',
    'owdev-redis',
    [{ op: 'replace', path: `${CONTAINER}/image`, value: 'redis' }],
    "hardening Deployment/owdev-redis: container 'redis': image redis has no tag",
  ],
  [
    'a container without limits',
    'Deployment',
    'owdev-redis',
    [{ op: 'remove', path: `${CONTAINER}/resources/limits` }],
    "hardening Deployment/owdev-redis: container 'redis': has no limits of CPU, memory and ephemeral storage",
  ],
  [
    'an init container without requests',
    'StatefulSet',
    'owdev-kafka',
    [{ op: 'remove', path: `${POD}/initContainers/0/resources/requests/cpu` }],
    "hardening StatefulSet/owdev-kafka: container 'wait-for-zookeeper': has no requests of CPU",
  ],
  [
    'a container that may escalate',
    'Deployment',
    'owdev-redis',
    [{ op: 'remove', path: `${CONTAINER}/securityContext/allowPrivilegeEscalation` }],
    "hardening Deployment/owdev-redis: container 'redis': may escalate privileges",
  ],
  [
    'a container that keeps capabilities',
    'Deployment',
    'owdev-redis',
    [{ op: 'remove', path: `${CONTAINER}/securityContext/capabilities` }],
    "hardening Deployment/owdev-redis: container 'redis': does not drop all capabilities",
  ],
  [
    'a container without a seccomp profile',
    'Deployment',
    'owdev-redis',
    [{ op: 'remove', path: `${CONTAINER}/securityContext/seccompProfile` }],
    "hardening Deployment/owdev-redis: container 'redis': has no seccomp profile",
  ],
  [
    'a container that may be root',
    'Deployment',
    'owdev-redis',
    [{ op: 'replace', path: `${CONTAINER}/securityContext/runAsNonRoot`, value: false }],
    "hardening Deployment/owdev-redis: container 'redis': may run as root",
  ],
  [
    'a container that writes anywhere',
    'Deployment',
    'owdev-redis',
    [{ op: 'replace', path: `${CONTAINER}/securityContext/readOnlyRootFilesystem`, value: false }],
    "hardening Deployment/owdev-redis: container 'redis': writes to its root file system",
  ],
  [
    'a literal secret',
    'Deployment',
    'owdev-redis',
    [{ op: 'add', path: `${CONTAINER}/env/-`, value: { name: 'DB_PASSWORD', value: 'x' } }],
    "hardening Deployment/owdev-redis: container 'redis': variable DB_PASSWORD is a literal secret",
  ],
])('finds %s', (_, kind, name, operations, expected) => {
  expect(findings(kind, name, ...operations)).toContain(expected);
});

test('accepts a switch in a variable whose name could hold a secret', () => {
  const value = { name: 'basic_auth', value: 'true' };
  const found = findings('Deployment', 'owdev-redis', { op: 'add', path: `${CONTAINER}/env/-`, value });
  expect(found.filter((finding) => finding.startsWith('hardening'))).toEqual([]);
});

test('finds a Secret in a manifest', () => {
  const app = buildApp(PLATFORM);
  new ApiObject(app.node.findChild('openwhisk'), 'Leak', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'leak' },
  });
  expect(runChecks(synthesize(app)).map(({ problem }) => problem)).toEqual(['is a Secret in a manifest']);
});

test('reports the validation errors of a construct', () => {
  const app = buildApp(PLATFORM);
  app.node.findChild('openwhisk').node.addValidation({ validate: () => ['this is wrong'] });
  expect(runChecks(synthesize(app))).toEqual([
    {
      rule: 'FS-901',
      check: 'construct',
      severity: 'error',
      object: 'openwhisk',
      path: 'openwhisk',
      problem: 'this is wrong',
      fix: 'correct the object of this construct',
    },
  ]);
});

test('reports all findings at once, each with its object, its construct and a fix', () => {
  const object = { manifest: { apiVersion: 'v1', kind: 'Kind', metadata: { name: 'name' } }, path: 'a/b' };
  const wrong = finding('FS-101', object, 'is wrong', 'mend it');
  expect(new FindingsError([wrong, wrong]).message).toBe(
    '2 findings; nothing was written\n' +
      '  Kind/name (a/b): is wrong [FS-101 references]\n    fix: mend it\n  Kind/name (a/b): is wrong [FS-101 references]\n    fix: mend it',
  );
});

test('the README names the components of the standard platform with an exception from the Pod Security profile', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [, named = ''] = /Exceptions from the profile \(in the standard platform: ([^)]+)\)/.exec(readme) ?? [];
  const excepted = podOwners(synthesize(buildApp(parsePlatform('profile: standard').platform)))
    .filter(({ pod }) => pod.metadata.annotations?.[EXCEPTION_ANNOTATION])
    .map(({ pod }) => pod.metadata.labels['app.kubernetes.io/component']);
  expect(named.split(', ')).toEqual(excepted.sort());
});
