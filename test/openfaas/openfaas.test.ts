import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Manifests } from '../support/platform';

const ENABLED = (rest = ''): string =>
  `profile: lean\nopenfaas: { enabled: true, licenceAccepted: true${rest ? `, ${rest}` : ''} }`;
const COMMUNITY = Manifests.of(ENABLED());
const PRO = Manifests.of(readFileSync(join(__dirname, '../platforms/openfaas-pro.yaml'), 'utf8'));

interface Role {
  readonly metadata: { readonly namespace: string };
  readonly rules: readonly { resources: readonly string[]; verbs: readonly string[] }[];
}

/** Rights of the provider, as `<namespace> <verb> <resource>`. */
function rights(manifests: Manifests): string[] {
  return (manifests.kind('Role') as unknown as (Role & { metadata: { name: string } })[])
    .filter(({ metadata }) => metadata.name.endsWith('openfaas-gateway'))
    .flatMap(({ metadata, rules }) =>
      rules.flatMap(({ resources, verbs }) =>
        resources.flatMap((resource) => verbs.map((verb) => `${metadata.namespace} ${verb} ${resource}`)),
      ),
    )
    .sort();
}

const levelOf = (manifests: Manifests, namespace: string): string | undefined =>
  manifests
    .kind('Namespace')
    .map(({ metadata }) => metadata as { name: string; labels?: Record<string, string> })
    .find(({ name }) => name === namespace)?.labels?.['pod-security.kubernetes.io/enforce'];

test('a platform has no OpenFaaS by default', () => {
  const names = Manifests.of('profile: lean').kind('Namespace');
  expect(names.map(({ metadata }) => metadata.name)).not.toContain('openfaas');
});

test('the gateway and the provider are one pod, with the ports of OpenFaaS', () => {
  const { containers } = COMMUNITY.pod('openfaas-gateway');
  expect(
    containers.map(({ name, ports = [] }) => [name, ports.map((port) => [port.name, port.containerPort])]),
  ).toEqual([
    [
      'gateway',
      [
        ['http', 8080],
        ['gw-metrics', 8082],
      ],
    ],
    ['provider', [['provider', 8081]]],
  ]);
});

test('only the provider has a token of the API server', () => {
  const { automountServiceAccountToken, containers } = COMMUNITY.pod('openfaas-gateway');
  expect(automountServiceAccountToken).toBe(false);
  const withToken = containers.filter(({ volumeMounts = [] }) =>
    volumeMounts.some(({ mountPath }) => mountPath.startsWith('/var/run/secrets/kubernetes.io')),
  );
  expect(withToken.map(({ name }) => name)).toEqual(['provider']);
});

describe('rights of the provider', () => {
  test('by default, it finds functions, scales them and reads their logs, in their namespace only', () => {
    expect(rights(COMMUNITY)).toEqual([
      'openfaas-fn get deployments',
      'openfaas-fn get pods/log',
      'openfaas-fn list deployments',
      'openfaas-fn list endpoints',
      'openfaas-fn list pods',
      'openfaas-fn update deployments',
      'openfaas-fn watch deployments',
      'openfaas-fn watch endpoints',
      'openfaas-fn watch pods',
    ]);
    expect(levelOf(COMMUNITY, 'openfaas-fn')).toBe('restricted');
  });

  test('with cliDeployments, it changes Deployments, Services and Secrets, and its pods are admitted', () => {
    const deploying = Manifests.of(ENABLED('cliDeployments: true'));
    const added = rights(deploying).filter((right) => !rights(COMMUNITY).includes(right));
    expect(added).toEqual([
      'openfaas-fn create deployments',
      'openfaas-fn create secrets',
      'openfaas-fn create services',
      'openfaas-fn delete deployments',
      'openfaas-fn delete secrets',
      'openfaas-fn delete services',
      'openfaas-fn get secrets',
      'openfaas-fn get services',
      'openfaas-fn list secrets',
      'openfaas-fn list services',
      'openfaas-fn update secrets',
      'openfaas-fn update services',
    ]);
    expect(levelOf(deploying, 'openfaas-fn')).toBe('baseline');
    expect(levelOf(deploying, 'openfaas')).toBe('restricted');
  });

  test('none is for the whole cluster', () => {
    for (const manifests of [COMMUNITY, PRO]) {
      const roles = manifests.kind('ClusterRole').filter(({ metadata }) => metadata.name.includes('openfaas'));
      expect(roles).toEqual([]);
    }
  });

  test('several operators of edition pro elect a leader', () => {
    expect(rights(PRO)).toContain('openfaas create leases');
    const container = PRO.pod('openfaas-gateway').containers.find(({ name }) => name === 'provider');
    expect(container?.env).toContainEqual({ name: 'leader_election', value: 'true' });
  });
});

describe('the user', () => {
  test('comes from a Job, with the keys of OpenFaaS', () => {
    const { volumes = [] } = COMMUNITY.pod('openfaas-gateway');
    expect(volumes.find(({ name }) => name === 'user')?.secret?.secretName).toBe('owdev-openfaas.auth');
    const script = COMMUNITY.container('openfaas-secrets').command?.at(-1) ?? '';
    expect(script).toContain('"basic-auth-user":');
    expect(script).toContain('"basic-auth-password":');
  });

  test('is an existing one where the platform file names it', () => {
    const own = Manifests.of(ENABLED('auth: { existingSecret: mine }'));
    expect(own.pod('openfaas-gateway').volumes?.find(({ name }) => name === 'user')?.secret?.secretName).toBe('mine');
    expect(own.names('Job')).not.toContain('openfaas-secrets');
  });

  test('reaches both programs as files', () => {
    for (const { env = [], volumeMounts = [] } of COMMUNITY.pod('openfaas-gateway').containers) {
      expect(env).toContainEqual({ name: 'basic_auth', value: 'true' });
      expect(env).toContainEqual({ name: 'secret_mount_path', value: '/var/secrets' });
      expect(volumeMounts).toContainEqual({ name: 'user', mountPath: '/var/secrets', readOnly: true });
    }
  });
});

describe('timeouts follow from the longest invocation', () => {
  test.each([1, 60, 3600])('of %i s', (seconds) => {
    const manifests = Manifests.of(ENABLED(`gateway: { timeoutSeconds: ${seconds} }`));
    expect(manifests.env('openfaas-gateway')).toMatchObject({
      upstream_timeout: `${seconds}s`,
      read_timeout: `${seconds + 5}s`,
      write_timeout: `${seconds + 5}s`,
    });
    const provider = manifests.pod('openfaas-gateway').containers[1];
    expect(provider?.env).toContainEqual({ name: 'read_timeout', value: `${seconds + 5}s` });
    expect(manifests.env('openfaas-queue-worker')).toMatchObject({ ack_wait: `${seconds + 10}s` });
    expect(manifests.pod('openfaas-gateway')['terminationGracePeriodSeconds']).toBe(seconds + 10);
  });

  test('of an Ingress, too', () => {
    const manifests = Manifests.of(
      ENABLED('gateway: { timeoutSeconds: 120 }, ingress: { type: Standard, host: f.example.org, tlsSecret: tls }'),
    );
    expect(manifests.get('Ingress', 'openfaas-gateway').metadata.annotations).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-read-timeout': '125',
    });
  });

  test('of a route, too', () => {
    const gateway = 'gateway: { className: envoy }';
    const manifests = Manifests.of(
      ENABLED(`ingress: { type: Gateway, host: f.example.org, tlsSecret: tls, ${gateway} }`),
    );
    const route = manifests.get<{ spec: { rules: { timeouts: { request: string } }[] } }>(
      'HTTPRoute',
      'openfaas-gateway',
    );
    expect(route.spec.rules[0]?.timeouts.request).toBe('65s');
  });
});

describe('asynchronous invocations', () => {
  test('of the community edition are in the memory of NATS Streaming', () => {
    const nats = COMMUNITY.container('openfaas-nats');
    expect([...(nats.command ?? []), ...(nats.args ?? [])]).toEqual([
      '/nats-streaming-server',
      '--port',
      '4222',
      '--http_port',
      '8222',
      '--store',
      'memory',
      '--cluster_id',
      'faas-cluster',
    ]);
    expect(COMMUNITY.env('openfaas-gateway')).toMatchObject({
      faas_nats_address: 'owdev-openfaas-nats.openfaas.svc.cluster.local',
      faas_nats_port: '4222',
    });
  });

  test('of edition pro are on a volume', () => {
    expect(PRO.container('openfaas-nats').args).toEqual([
      '--port',
      '4222',
      '--http_port',
      '8222',
      '--jetstream',
      '--store_dir',
      '/data',
    ]);
    const claim = PRO.get<{ spec: { resources: { requests: { storage: string } } } }>(
      'PersistentVolumeClaim',
      'openfaas-nats-pvc',
    );
    expect(claim.spec.resources.requests.storage).toBe('2Gi');
    expect(PRO.env('openfaas-queue-worker')).toMatchObject({ max_inflight: '20', max_retry_attempts: '5' });
  });

  test('start in order: NATS, gateway, queue worker', () => {
    expect(COMMUNITY.waits('openfaas-gateway')).toEqual(['wait-for-nats']);
    expect(COMMUNITY.waits('openfaas-queue-worker')).toEqual(['wait-for-nats', 'wait-for-openfaas-gateway']);
  });

  test('can be off', () => {
    const manifests = Manifests.of(ENABLED('async: { enabled: false }'));
    const deployments = manifests.names('Deployment').filter((name) => name.startsWith('openfaas'));
    expect(deployments).toEqual(['openfaas-gateway']);
    expect(manifests.env('openfaas-gateway')).not.toHaveProperty('faas_nats_address');
  });

  test('call back to the gateway only, unless the platform file opens all servers', () => {
    const egress = (manifests: Manifests) =>
      JSON.stringify(
        manifests.get<{ spec: { egress: unknown[] } }>('NetworkPolicy', 'openfaas-queue-worker').spec.egress,
      );
    expect(egress(COMMUNITY)).not.toContain('0.0.0.0/0');
    expect(egress(Manifests.of(ENABLED('async: { callbacks: true }')))).toContain('0.0.0.0/0');
  });
});

test('each program of edition pro reads the licence key from a file', () => {
  const containers = [...PRO.pod('openfaas-gateway').containers, PRO.container('openfaas-queue-worker')];
  for (const { command = [], volumeMounts = [] } of containers) {
    expect(command).toContain('-license-file=/var/secrets/license/license');
    expect(volumeMounts.map(({ mountPath }) => mountPath)).toContain('/var/secrets/license');
  }
  expect(COMMUNITY.container('openfaas-gateway').command).toEqual(['./gateway']);
});

describe('from outside the cluster', () => {
  const servicesOf = (ingress: string): (readonly [string, unknown])[] =>
    (
      Manifests.of(ENABLED(`ingress: { ${ingress} }`)).kind('Service') as unknown as {
        metadata: { name: string };
        spec: { type: string; ports: { nodePort?: number }[] };
      }[]
    )
      .filter(({ metadata }) => metadata.name.includes('openfaas-gateway'))
      .map(({ metadata, spec }) => [metadata.name, [spec.type, spec.ports[0]?.nodePort]] as const);

  test('there is no way by default', () => {
    expect(servicesOf('type: None')).toEqual([['owdev-openfaas-gateway', ['ClusterIP', undefined]]]);
  });

  test('a second Service opens the usual port of the nodes', () => {
    expect(servicesOf('type: NodePort')).toContainEqual(['owdev-openfaas-gateway-external', ['NodePort', 31112]]);
    expect(servicesOf('type: LoadBalancer')).toContainEqual([
      'owdev-openfaas-gateway-external',
      ['LoadBalancer', undefined],
    ]);
  });
});

test('functions reach DNS, the gateway and the ranges of the platform file; only the gateway reaches them', () => {
  const manifests = Manifests.of(ENABLED('egress: [{ cidr: 192.0.2.0/24 }]'));
  const policy = manifests
    .kind('NetworkPolicy')
    .find(({ metadata }) => metadata.name === 'owdev-openfaas-functions') as unknown as {
    metadata: { namespace: string };
    spec: { podSelector: object; ingress: { ports: object[] }[]; egress: { to?: object[] }[] };
  };
  expect(policy.metadata.namespace).toBe('openfaas-fn');
  expect(policy.spec.podSelector).toEqual({});
  expect(policy.spec.ingress).toHaveLength(1);
  expect(policy.spec.ingress[0]?.ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
  expect(policy.spec.egress).toHaveLength(3);
  expect(policy.spec.egress[2]).toEqual({ to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] });
});

test('the gateway is scraped every 5 s beside its provider, and queries the Prometheus of the platform', () => {
  const watched = Manifests.of(`${ENABLED()}\nmonitoring: { enabled: true }`);
  const monitor = watched.get<{ spec: { podMetricsEndpoints: object[] } }>('PodMonitor', 'openfaas-gateway');
  expect(monitor.spec.podMetricsEndpoints).toEqual([
    expect.objectContaining({ port: 'gw-metrics', interval: '5s' }),
    expect.objectContaining({ port: 'provider' }),
  ]);
  expect(watched.env('openfaas-gateway')).toMatchObject({
    faas_prometheus_host: 'owdev-prometheus.monitoring.svc.cluster.local',
    faas_prometheus_port: '9090',
  });
  expect(COMMUNITY.env('openfaas-gateway')).not.toHaveProperty('faas_prometheus_host');
});

test('the queue worker is scraped in edition pro, which alone serves metrics', () => {
  const scraped = (manifests: Manifests): unknown =>
    manifests.workload('openfaas-queue-worker').spec.template.metadata.annotations?.['prometheus.io/port'];
  expect(scraped(PRO)).toBe('8081');
  expect(scraped(COMMUNITY)).toBeUndefined();
});
