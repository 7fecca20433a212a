import { buildApp } from '../../../charts/app';
import { runChecks } from '../../../lib/checks/all';
import { synthesize } from '../../../lib/kube/synthesis';
import { converted, outcomeOf, platformOf, LEFT_OUT } from './helm';

describe('options with special rules', () => {
  test.each([
    [
      'controller: { jvmHeapMB: "2048" }',
      { controller: { heapMiB: 2048, resources: { limits: { memory: '3072Mi' } } } },
      'controller.jvmHeapMB',
      'changed',
    ],
    ['controller: { jvmHeapMB: "512" }', { controller: { heapMiB: 512 } }, 'controller.jvmHeapMB', 'mapped'],
    ['zookeeper: { replicaCount: 2 }', { zookeeper: { replicas: 3 } }, 'zookeeper.replicaCount', 'changed'],
    [
      'zookeeper: { persistence: { size: 1Gi } }',
      { zookeeper: { dataSize: '1Gi', dataLogSize: '1Gi' } },
      'zookeeper.persistence.size',
      'mapped',
    ],
    ['etcd: { leaseTimeout: 1 }', { etcd: { leaseTimeoutSeconds: 10 } }, 'etcd.leaseTimeout', 'changed'],
    ['etcd: { leaseTimeout: 5 }', { etcd: { leaseTimeoutSeconds: 5 } }, 'etcd.leaseTimeout', 'mapped'],
    [
      'kafka: { external: true, connect_string: "a:1,b:2" }',
      { kafka: { external: { hosts: ['a:1', 'b:2'] } } },
      'kafka.connect_string',
      'mapped',
    ],
    [
      'zookeeper: { external: true, connect_string: "a,b:2", port: 3 }',
      { zookeeper: { external: { hosts: ['a:3', 'b:2'] } } },
      'zookeeper.port',
      'mapped',
    ],
    [
      'zookeeper: { external: true, connect_string: "a:1,b:2/openwhisk" }',
      { zookeeper: { external: { hosts: ['a:1', 'b:2'] } } },
      'zookeeper.connect_string',
      'changed',
    ],
    ['redis: { external: true, host: "a,b" }', { redis: { external: { host: 'a' } } }, 'redis.host', 'changed'],
    [
      'redis: { external: true, host: r, port: 7000 }',
      { redis: { external: { host: 'r', port: 7000 } } },
      'redis.port',
      'mapped',
    ],
    ['redis: { host: r }', {}, 'redis.host', 'obsolete'],
    ['etcd: { external: true, host: e }', { etcd: { external: { host: 'e' } } }, 'etcd.host', 'mapped'],
    ['db: { dbPrefix: ow_, actionsTable: ow_whisks }', { couchdb: { prefix: 'ow_' } }, 'db.actionsTable', 'obsolete'],
    ['db: { dbPrefix: ow_, actionsTable: mine }', { couchdb: { prefix: 'ow_' } }, 'db.actionsTable', 'changed'],
    ['db: { wipeAndInit: false }', { couchdb: { init: false } }, 'db.wipeAndInit', 'mapped'],
    [
      'whisk: { durationChecker: { timeWindow: 2 d } }',
      { scheduler: { durationWindow: '2 d' } },
      'whisk.durationChecker.timeWindow',
      'mapped',
    ],
    [
      'invoker: { options: -Da=b -Dwhisk.kubernetes.user-pod-node-affinity.enabled=false }',
      { invoker: { options: '-Da=b' } },
      'invoker.options',
      'changed',
    ],
    [
      'invoker: { options: -Dwhisk.kubernetes.pdb-enabled=true -Da=b -Dwhisk.kubernetes.user-pod-node-affinity.enabled=false }',
      { invoker: { options: '-Da=b' } },
      'invoker.options',
      'changed',
    ],
    ['invoker: { containerFactory: { useRunc: true } }', {}, 'invoker.containerFactory.useRunc', 'changed'],
    ['invoker: { containerFactory: { useRunc: false } }', {}, 'invoker.containerFactory.useRunc', 'obsolete'],
    [
      'activationStoreBackend: ElasticSearch',
      { activationStore: { backend: 'Elasticsearch' } },
      'activationStoreBackend',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { replicaCount: 3 }',
      { activationStore: { elasticsearch: { replicas: 3 } } },
      'elasticsearch.replicaCount',
      'mapped',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { replicaCount: 2 }',
      { activationStore: { elasticsearch: { replicas: 3 } } },
      'elasticsearch.replicaCount',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { volumeClaimTemplate: { resources: { requests: { storage: 100Gi } } } }',
      { activationStore: { elasticsearch: { size: '100Gi' } } },
      'elasticsearch.volumeClaimTemplate.resources.requests.storage',
      'mapped',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { esJavaOpts: -Xmx1g -Xms1g }',
      { activationStore: { elasticsearch: { heapMiB: 1024 } } },
      'elasticsearch.esJavaOpts',
      'mapped',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { esJavaOpts: -Xmx4g -Xms4g }',
      { activationStore: { elasticsearch: { heapMiB: 4096, resources: { limits: { memory: '8192Mi' } } } } },
      'elasticsearch.esJavaOpts',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { esJavaOpts: -Xmx1g -Da=b }',
      { activationStore: { elasticsearch: { heapMiB: 1024 } } },
      'elasticsearch.esJavaOpts',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { sysctlInitContainer: { enabled: true } }',
      { activationStore: { elasticsearch: { virtualMemory: 'initContainer' } } },
      'elasticsearch.sysctlInitContainer.enabled',
      'mapped',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { readinessProbe: { periodSeconds: 20 } }',
      { activationStore: { elasticsearch: { probes: { readiness: { periodSeconds: 20 } } } } },
      'elasticsearch.readinessProbe.periodSeconds',
      'mapped',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { imageTag: 6.7.2 }',
      { activationStore: { elasticsearch: {} } },
      'elasticsearch.imageTag',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { esConfig: { elasticsearch.yml: x } }',
      { activationStore: { elasticsearch: {} } },
      'elasticsearch.esConfig',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { password: mine }',
      { activationStore: { elasticsearch: { existingSecrets: {} } } },
      'elasticsearch.password',
      'obsolete',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { external: true, host: es, httpPort: 9243, protocol: https }',
      { activationStore: { elasticsearch: { external: { host: 'es', port: 9243, protocol: 'https', version: 6 } } } },
      'elasticsearch.httpPort',
      'mapped',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { external: true, connect_string: "a:9201,b:9201" }',
      { activationStore: { elasticsearch: { external: { host: 'a', port: 9201, protocol: 'http', version: 6 } } } },
      'elasticsearch.connect_string',
      'changed',
    ],
    [
      'activationStoreBackend: ElasticSearch\nelasticsearch: { external: true, host: es, replicaCount: 3 }',
      { activationStore: { elasticsearch: { replicas: 1 } } },
      'elasticsearch.replicaCount',
      'obsolete',
    ],
    [
      'elasticsearch: { replicaCount: 3, external: true, host: es }',
      { activationStore: { backend: 'CouchDB' } },
      'elasticsearch.external',
      'obsolete',
    ],
    [
      'controller: { lean: true, replicaCount: 2 }',
      { lean: true, controller: { replicas: 1 } },
      'controller.replicaCount',
      'changed',
    ],
    [
      'controller: { lean: true }\nscheduler: { enabled: true }',
      { scheduler: { enabled: false } },
      'scheduler.enabled',
      'changed',
    ],
    [
      'controller: { lean: true }\nmetrics: { userMetricsEnabled: true }',
      { metrics: { userEvents: { enabled: false } } },
      'metrics.userMetricsEnabled',
      'changed',
    ],
    ['metrics: { kamonEnabled: true }', { metrics: { prometheus: false } }, 'metrics.kamonEnabled', 'changed'],
    [
      'whisk: { ingress: { type: Standard, domain: d.org } }',
      { ingress: { apiHost: { name: 'd.org' } } },
      'whisk.ingress.domain',
      'changed',
    ],
    [
      'whisk: { ingress: { awsSSL: "true" } }',
      { ingress: { tls: { terminatedUpstream: true } } },
      'whisk.ingress.awsSSL',
      'mapped',
    ],
    [
      'nginx: { certificate: { external: true, cert_file: a.crt, key_file: a.key } }',
      { ingress: { tls: { existingSecret: 'openwhisk-nginx-certificate' } } },
      'nginx.certificate.cert_file',
      'changed',
    ],
    [
      'invoker: { containerFactory: { networkConfig: { dns: { inheritInvokerConfig: false, overrides: { nameservers: 1.1.1.1 8.8.8.8 } } } } }',
      { actions: { dns: { inheritInvokerConfig: false, nameservers: ['1.1.1.1', '8.8.8.8'] } } },
      'invoker.containerFactory.networkConfig.dns.overrides.nameservers',
      'mapped',
    ],
    [
      'providers: { db: { external: true, host: d, port: 6984, protocol: https } }',
      {
        providers: {
          db: { external: { host: 'd', port: 6984, protocol: 'https', existingSecret: 'openwhisk-providers' } },
        },
      },
      'providers.db.port',
      'mapped',
    ],
    ['providers: { db: { external: false, host: d, password: p } }', {}, 'providers.db.password', 'obsolete'],
    ['providers: { db: { whisk_auths: mine } }', {}, 'providers.db.whisk_auths', 'obsolete'],
    [
      'whisk: { testing: { includeSystemTests: true } }',
      { tests: { enabled: true } },
      'whisk.testing.includeSystemTests',
      'changed',
    ],
    [
      'whisk: { testing: { includeTests: false, includeSystemTests: true } }',
      { tests: { enabled: false } },
      'whisk.testing.includeSystemTests',
      'changed',
    ],
    ['pdb: { enable: true, kafka: { maxUnavailable: 2 } }', {}, 'pdb.kafka.maxUnavailable', 'changed'],
    ['whisk: { runtimes: mine.json }', {}, 'whisk.runtimes', 'changed'],
    [
      'whisk: { kafka: { topics: { prefix: "", events: { retentionMs: "3600000" } } } }',
      { kafka: { topics: { events: { retentionMs: 3_600_000 } } } },
      'whisk.kafka.topics.prefix',
      'mapped',
    ],
  ] as [string, object, string, string][])('%s', (yaml, expected, option, status) => {
    const conversion = converted(yaml);
    expect(platformOf(conversion).openwhisk).toMatchObject(expected);
    expect(outcomeOf(conversion, option)).toMatchObject({ status });
  });

  test('the class of an Ingress is a property, its other annotations stay, dots in their names included', () => {
    const annotations = '{ kubernetes.io/ingress.class: nginx, a.b/c: "75\\n" }';
    const yaml = `whisk: { ingress: { type: Standard, apiHostName: ow.example.org, annotations: ${annotations} } }`;
    expect(platformOf(converted(yaml)).openwhisk.ingress).toMatchObject({
      className: 'nginx',
      annotations: { 'a.b/c': '75\n' },
    });
  });

  test.each([
    ['https-api', 'https', "the port https-api of the chart's documentation is https"],
    [
      '"https-api,http-api"',
      'https,http',
      "the port https-api of the chart's documentation is https; the port http-api of",
    ],
    ['"443,api"', '443', 'without api: the Service has the ports http (80) and https (443)'],
    ['api', undefined, 'without api'],
    ['"*"', '*', undefined],
  ])('the ports with TLS of an AWS load balancer: %s', (ports, expected, reason) => {
    const name = 'service.beta.kubernetes.io/aws-load-balancer-ssl-ports';
    const conversion = converted(
      `whisk: { ingress: { type: LoadBalancer, apiHostName: ow.example.org, annotations: { ${name}: ${ports} } } }`,
    );
    expect(platformOf(conversion).openwhisk.ingress.annotations[name]).toBe(expected);
    const outcome = outcomeOf(conversion, `whisk.ingress.annotations.${name}`);
    expect(outcome.status).toBe(reason === undefined ? 'mapped' : 'changed');
    expect(outcome.reason ?? '').toContain(reason ?? '');
    expect(runChecks(synthesize(buildApp(conversion.loaded.platform)))).toEqual([]);
  });

  test('annotations of other load balancers name the ports of the Service, too', () => {
    const annotation = `cloud.google.com/app-protocols: '{"https-api":"HTTPS"}'`;
    const conversion = converted(
      `whisk: { ingress: { type: LoadBalancer, apiHostName: ow.example.org, annotations: { ${annotation} } } }`,
    );
    expect(platformOf(conversion).openwhisk.ingress.annotations).toEqual({
      'cloud.google.com/app-protocols': '{"https":"HTTPS"}',
    });
  });

  test.each(['{ type: LoadBalancer }', '{ type: Standard }'])(
    'an API host that no client reaches is refused: %s',
    (ingress) => {
      const refused = (): unknown => converted(`whisk: { ingress: ${ingress} }`);
      expect(refused).toThrow('values.yaml:1 openwhisk.ingress.type');
    },
  );

  test('lean mode names the defaults of the chart that its profile does not share, unless the values decide', () => {
    const reasonOf = (yaml: string): string | undefined => outcomeOf(converted(yaml), 'controller.lean').reason;
    expect(reasonOf('controller: { lean: true }')).toBe(
      'the profile lean, for one small node; unlike the chart: no Kafka provider (openwhisk.providers.kafka.enabled: true adds it), no node roles (placement.affinity: true, placement.tolerations: true), half the memory for actions (openwhisk.invoker.userMemory)',
    );
    expect(
      reasonOf(
        'controller: { lean: true }\nproviders: { kafka: { enabled: false } }\naffinity: { enabled: true }\nwhisk: { containerPool: { userMemory: 4096m } }',
      ),
    ).toBe('the profile lean, for one small node');
  });

  test.each([
    ['{ prometheusEnabled: true }', true, true],
    ['{ prometheusEnabled: true, userMetricsEnabled: false }', true, false],
    ['{ prometheusEnabled: false, userMetricsEnabled: true }', true, true],
    ['{ prometheusEnabled: false }', false, false],
  ])(
    'monitoring takes the place of the Prometheus of the chart with metrics: %s',
    (metrics, monitoring, userEvents) => {
      const platform = platformOf(converted(`metrics: ${metrics}`));
      expect(platform.monitoring.enabled).toBe(monitoring);
      expect(platform.openwhisk.metrics.userEvents.enabled).toBe(userEvents);
      expect(platformOf(converted(`metrics: ${metrics}\ncontroller: { lean: true }`)).monitoring.enabled).toBe(
        monitoring,
      );
    },
  );

  test('the life of warm containers and the registry of users of a fork are options of actions', () => {
    const values = `whisk:
  containerProxy: { timeouts: { idleContainer: 5 minutes, pauseGrace: 1 minute } }
  containerFactory: { userImagesRegistry: { url: 'registry.example.org:30000/' } }
`;
    const { actions } = converted(values).loaded.platform.openwhisk;
    expect(actions.containers).toMatchObject({ idleTimeout: '5 minutes', pauseGrace: '1 minute' });
    expect(actions.userImagesRegistry).toBe('registry.example.org:30000');
  });

  test('the fractions of a fork are those that the scheduler reads', () => {
    const yaml =
      'whisk: { loadbalancer: { blackboxFraction: 10% }, fraction: { managedFraction: 80%, blackboxFraction: 20% } }\n';
    const scheduled = converted(`${yaml}scheduler: { enabled: true }`);
    expect(platformOf(scheduled).openwhisk.loadBalancer).toMatchObject({
      managedFraction: '80%',
      blackboxFraction: '20%',
    });
    expect(outcomeOf(scheduled, 'whisk.loadbalancer.blackboxFraction').status).toBe('obsolete');
    const sharded = converted(yaml);
    expect(platformOf(sharded).openwhisk.loadBalancer.blackboxFraction).toBe('10%');
    expect(outcomeOf(sharded, 'whisk.fraction.managedFraction').status).toBe('obsolete');
  });

  test('disruption budgets of action pods are off', () => {
    const conversion = converted('invoker: { options: "-Da=b -Dwhisk.kubernetes.pdb-enabled=true" }');
    expect(platformOf(conversion).openwhisk.invoker.options).toBe('-Da=b');
    expect(outcomeOf(conversion, 'invoker.options')).toMatchObject({
      status: 'changed',
      reason: expect.stringContaining('policy/v1beta1') as string,
    });
  });

  test('without an Ingress, its certificate and domain are not used', () => {
    const conversion = converted('whisk: { ingress: { domain: d.org, tls: { enabled: true, secretname: s } } }');
    expect(conversion.text).toBe(`profile: standard\n${LEFT_OUT}`);
    expect(conversion.outcomes.map(({ status }) => status)).toEqual(['obsolete', 'obsolete', 'obsolete']);
  });

  test('a value that another one makes meaningless is obsolete, with the reason', () => {
    const conversion = converted(
      'whisk: { ingress: { type: NodePort, annotations: { a.b/c: d } } }\nkafka: { external: true, connect_string: "kafka.example.org:9092", replicaCount: 3 }',
    );
    expect(conversion.text).not.toMatch(/annotations|replicas/);
    expect(outcomeOf(conversion, 'whisk.ingress.annotations.a.b/c')).toMatchObject({ status: 'obsolete', targets: [] });
    expect(outcomeOf(conversion, 'kafka.replicaCount')).toMatchObject({
      status: 'obsolete',
      targets: [],
      reason: 'with openwhisk.kafka.external, the platform runs no server of its own',
    });
  });

  test('a label and its taint have one value', () => {
    const conversion = converted('affinity: { coreNodeLabel: a }\ntoleration: { coreValue: b, edgeValue: edge }');
    expect(platformOf(conversion).placement.roles).toMatchObject({ core: 'a', edge: 'edge' });
    expect(outcomeOf(conversion, 'toleration.coreValue').status).toBe('changed');
  });

  test.each([
    ['{ explicitStorageClass: fast, hasDefaultStorageClass: false }', 'mapped'],
    ['{ explicitStorageClass: fast }', 'changed'],
  ])('a storage class: %s', (yaml, status) => {
    const conversion = converted(`k8s: { persistence: ${yaml} }`);
    expect(platformOf(conversion).persistence.storageClassName).toBe('fast');
    expect(outcomeOf(conversion, 'k8s.persistence.explicitStorageClass').status).toBe(status);
  });
});
