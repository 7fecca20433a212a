import { Manifests } from '../support/platform';

/** Numbers in the names are those of docs/parity.md. */
const scheduled = Manifests.of(`
openwhisk:
  controller: { replicas: 2 }
  scheduler: { enabled: true, replicas: 2 }
  etcd: { replicas: 3 }
  metrics: { userEvents: { enabled: true } }
`);

test('21, 22: several schedulers discover each other by their labels and the management port', () => {
  const env = scheduled.env('scheduler');
  expect(env).toMatchObject({
    CONFIG_whisk_cluster_useClusterBootstrap: 'true',
    CONFIG_akka_actor_provider: 'cluster',
    CONFIG_akka_management_cluster_bootstrap_contactPointDiscovery_discoveryMethod: 'kubernetes-api',
    CONFIG_akka_coordinatedShutdown_exitJvm: 'on',
    WHISK_SCHEDULER_ENDPOINTS_HOST: 'field status.podIP',
    WHISK_SCHEDULER_ENDPOINTS_AKKAPORT: '25520',
  });
  expect(env).not.toHaveProperty('CONFIG_akka_cluster_seedNodes_0');
  const selector = (env['CONFIG_akka_discovery_kubernetesApi_podLabelSelector'] ?? '')
    .split(',')
    .map((pair) => pair.split('='));
  const { labels } = scheduled.workload('scheduler').spec.template.metadata;
  expect(labels).toMatchObject(Object.fromEntries(selector) as object);
  const ports = scheduled.container('scheduler').ports?.map(({ containerPort }) => String(containerPort));
  expect(ports).toContain(env['CONFIG_akka_management_http_port']);
});

test('with the scheduler several controllers do not form a cluster, and have no permissions in the API', () => {
  const env = scheduled.env('controller');
  expect(env).not.toHaveProperty('CONFIG_whisk_cluster_useClusterBootstrap');
  expect(scheduled.container('controller').ports?.map(({ containerPort }) => containerPort)).toEqual([8080, 25520]);
  expect(scheduled.names('Role')).not.toContain('core');
});

test('23: a scheduler derives its number from its pod’s ordinal', () => {
  expect(scheduled.container('scheduler')['command']).toEqual(['/bin/bash', '-c', 'exec /init.sh ${HOSTNAME##*-}']);
});

test('24: optional components are probed like the rest', () => {
  const path = (name: string, probe: 'readinessProbe' | 'livenessProbe'): unknown =>
    (scheduled.container(name)[probe] as { httpGet?: { path: string } } | undefined)?.httpGet?.path;
  expect(['scheduler', 'user-events', 'etcd'].map((name) => path(name, 'readinessProbe'))).toEqual([
    '/ping',
    '/ping',
    '/health',
  ]);
  expect(['scheduler', 'user-events'].map((name) => path(name, 'livenessProbe'))).toEqual(['/ping', '/ping']);
  expect(scheduled.container('etcd')['livenessProbe']).toHaveProperty('tcpSocket');
});

test('45: user metrics are sent by the scheduler, too', () => {
  for (const name of ['controller', 'invoker', 'scheduler']) {
    expect(scheduled.env(name)['CONFIG_whisk_userEvents_enabled']).toBe('true');
  }
});
