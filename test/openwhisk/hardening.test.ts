import { EXCEPTION_ANNOTATION } from '../../lib/kube/security';
import { podOwners } from '../../lib/checks/read/manifests';
import { whyUnpinned } from '../../lib/kube/images';
import { parseSize } from '../../lib/text/quantity';
import { Manifests } from '../support/platform';
import { ownersWithToken } from '../support/tokens';

const all = ['lean', 'standard', 'production'].map((profile) => Manifests.of(`profile: ${profile}`));
const standard = all[1]!;
const owners = all.flatMap(({ synthesis }) => podOwners(synthesis));
const containers = owners.flatMap((owner) => owner.containers);
const bytes = (quantity = '0'): number => parseSize(quantity).bytes;
const sum = (quantities: readonly string[]): number =>
  quantities.reduce((total, quantity) => total + bytes(quantity), 0);

test('these pods, and no others, deviate from the restricted profile, each with its reason', () => {
  const exceptions = owners.flatMap(({ object, pod }) => {
    const reason = pod.metadata.annotations?.[EXCEPTION_ANNOTATION];
    return reason ? [`${object.manifest.metadata.name}: ${reason}`] : [];
  });
  expect([...new Set(exceptions)]).toEqual([
    "owdev-couchdb: writable root file system: the image's entry point writes the administrator into /opt/couchdb/etc",
    "owdev-apigateway: runs as root (capabilities CHOWN, SETGID, SETUID): the image's configuration says 'user root'; writable root file system: the image writes its resolver and its logs beside its configuration",
  ]);
});

test('every container has requests and limits of CPU, memory and ephemeral storage', () => {
  for (const { resources } of containers) {
    for (const amounts of [resources?.requests, resources?.limits]) {
      expect(Object.keys(amounts ?? {}).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
    }
  }
});

test('the limits of ephemeral storage in a pod hold its logs and its volumes, which the kubelet adds up', () => {
  const scratch = Manifests.of('{ profile: standard, persistence: { enabled: false } }');
  const pods = [...owners, ...podOwners(scratch.synthesis)].map(({ pod }) => pod.spec);
  const free = pods.map(({ containers: main, volumes = [] }) => {
    const used = volumes.map(({ emptyDir }) => (emptyDir?.medium === 'Memory' ? '0' : (emptyDir?.sizeLimit ?? '0')));
    const limits = main.map(({ resources }) => String(resources?.limits?.['ephemeral-storage']));
    return sum(limits) - sum(used);
  });
  expect(
    Math.max(...pods.flatMap(({ volumes = [] }) => volumes.map(({ emptyDir }) => bytes(emptyDir?.sizeLimit)))),
  ).toBe(bytes('2Gi'));
  expect(Math.min(...free)).toBe(bytes('1Gi'));
});

test('every image has a version', () => {
  expect(containers.flatMap(({ image }) => whyUnpinned(image) ?? [])).toEqual([]);
});

test('no manifest holds a secret', () => {
  for (const manifests of all) expect(manifests.kind('Secret')).toEqual([]);
  const text = JSON.stringify(all.map((manifests) => manifests.all));
  // The published defaults of the Helm chart, and of OpenWhisk itself.
  for (const published of ['789c46b1', '23bc46b1', 'some_passw0rd', 'invoker.pass', 'whisk_admin:']) {
    expect(text).not.toContain(published);
  }
});

test('only pods that use the API server get a token', () => {
  const withToken = ownersWithToken(standard);
  expect(withToken.map(({ object }) => object.manifest.metadata.name.replace(/-[0-9a-f]{8}$/, ''))).toEqual([
    'owdev-gen-secrets',
    'owdev-gen-certs',
    'owdev-invoker',
  ]);
  for (const account of standard.kind('ServiceAccount')) {
    expect(account['automountServiceAccountToken']).toBe(false);
  }
});

test('the namespace enforces the baseline profile', () => {
  expect(standard.kind('Namespace')[0]?.metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/warn': 'baseline',
    'pod-security.kubernetes.io/audit': 'baseline',
  });
});

test('only stable APIs are used', () => {
  const versions = new Set(all.flatMap((manifests) => manifests.all.map(({ apiVersion }) => apiVersion)));
  expect([...versions].sort()).toEqual([
    'admissionregistration.k8s.io/v1',
    'apps/v1',
    'batch/v1',
    'networking.k8s.io/v1',
    'policy/v1',
    'rbac.authorization.k8s.io/v1',
    'v1',
  ]);
});

test('no command holds $$, which Kubernetes would turn into one $', () => {
  for (const container of containers) {
    const { command = [], args = [] } = container as { command?: string[]; args?: string[] };
    expect([...command, ...args].filter((part) => part.includes('$$'))).toEqual([]);
  }
});

test('every object carries the recommended labels', () => {
  for (const { metadata } of standard.all) {
    expect(Object.keys(metadata.labels ?? {})).toEqual(
      expect.arrayContaining(
        ['name', 'instance', 'component', 'part-of', 'managed-by'].map((label) => `app.kubernetes.io/${label}`),
      ),
    );
  }
});

test('24: every long-running container is probed, and a slow start does not restart it', () => {
  const actions = ['Deployment', 'StatefulSet'].flatMap((kind) =>
    standard.names(kind).map((name) => {
      const { readinessProbe, livenessProbe, startupProbe } = standard.container(name);
      expect(Boolean(livenessProbe)).toBe(Boolean(startupProbe));
      const http = readinessProbe as { httpGet?: { path: string } };
      return [name, http.httpGet?.path ?? Object.keys(http)[0]];
    }),
  );
  expect(Object.fromEntries(actions)).toEqual({
    alarmprovider: '/ping',
    apigateway: '/v1/health-check',
    couchdb: '/_up',
    kafkaprovider: '/',
    nginx: '/nginx-health',
    redis: 'exec',
    wskadmin: 'exec',
    controller: '/ping',
    invoker: '/ping',
    kafka: 'exec',
    zookeeper: 'exec',
  });
});

test('24: the timing of probes can be changed', () => {
  const own = Manifests.of(
    'openwhisk: {controller: {probes: {readiness: {periodSeconds: 7}, liveness: {timeoutSeconds: 9}}}}',
  );
  expect(own.container('controller')).toMatchObject({
    readinessProbe: { periodSeconds: 7, timeoutSeconds: 3 },
    livenessProbe: { periodSeconds: 10, timeoutSeconds: 9 },
  });
});

test('an invoker takes no new work before it stops, and has time to finish the rest', () => {
  const pod = standard.pod('invoker');
  const hook = JSON.stringify(standard.container('invoker')['lifecycle']);
  expect(hook).toContain('/disable');
  const pause = Number(/sleep (\d+)/.exec(hook)?.[1]);
  // Grace period = pause + 30 s to end the actor system + 30 s to remove action pods.
  expect(pod['terminationGracePeriodSeconds']).toBe(pause + 60);
  // The longest activation that the limits allow.
  expect(pause).toBe(300);
  const longer = Manifests.of('openwhisk: {limits: {time: {max: 15m}}}');
  expect(longer.pod('invoker')['terminationGracePeriodSeconds']).toBe(960);
});

test('a changed configuration replaces the pods that read it, and no others', () => {
  const changed = Manifests.of('openwhisk: {zookeeper: {tickTime: 3000}}');
  const checksum = (manifests: Manifests, name: string): string | undefined =>
    manifests.workload(name).spec.template.metadata.annotations?.['faas-stack/config-checksum'];
  expect(checksum(changed, 'zookeeper')).not.toBe(checksum(standard, 'zookeeper'));
  expect(checksum(changed, 'controller')).toBe(checksum(standard, 'controller'));
});

test('a changed job is a new job', () => {
  const names = (manifests: Manifests): string[] => manifests.kind('Job').map(({ metadata }) => metadata.name);
  const changed = names(Manifests.of('openwhisk: {providers: {kafka: {dbPrefix: other}}}'));
  const before = names(standard);
  expect(changed.filter((name) => !before.includes(name))).toEqual([expect.stringMatching(/^owdev-install-packages-/)]);
});
