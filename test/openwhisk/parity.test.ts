import { podOwners } from '../../lib/checks/read/manifests';
import { Manifests, type ClaimManifest } from '../support/platform';

/** Numbers in the names are those of docs/parity.md. */
const standard = Manifests.of('profile: standard');
const production = Manifests.of('profile: production');

/** Every claim of a platform, of its own or of a StatefulSet, as `component/claim size`. */
function claims(manifests: Manifests): string[] {
  const own = manifests.kind('PersistentVolumeClaim').map((claim) => {
    const { metadata, spec } = claim as unknown as ClaimManifest;
    return `${metadata.name.replace('owdev-', '')} ${spec.resources.requests.storage}`;
  });
  const templates = manifests
    .names('StatefulSet')
    .flatMap((name) =>
      (manifests.workload(name).spec.volumeClaimTemplates ?? []).map(
        ({ metadata, spec }) => `${name}/${metadata.name} ${spec.resources.requests.storage}`,
      ),
    );
  return [...own, ...templates].sort();
}

describe('the components of the default platform', () => {
  test('1: four StatefulSets that start their pods in parallel, one replica each', () => {
    expect(standard.names('StatefulSet')).toEqual(['controller', 'invoker', 'kafka', 'zookeeper']);
    for (const name of standard.names('StatefulSet')) {
      expect(standard.workload(name).spec).toMatchObject({ podManagementPolicy: 'Parallel', replicas: 1 });
    }
  });

  test('2: Deployments for the rest, none of them for etcd, Grafana or user-events', () => {
    expect(standard.names('Deployment')).toEqual([
      'alarmprovider',
      'apigateway',
      'couchdb',
      'kafkaprovider',
      'nginx',
      'redis',
      'wskadmin',
    ]);
  });

  test('3: Jobs that retry three times and never restart a container in place', () => {
    expect(standard.names('Job')).toEqual([
      'gen-certs',
      'gen-secrets',
      'init-couchdb',
      'install-packages',
      'package-checker',
      'smoke-test',
    ]);
    for (const name of standard.names('Job')) {
      expect(standard.workload(name).spec.backoffLimit).toBe(3);
      expect(standard.pod(name)['restartPolicy']).toBe('Never');
    }
  });

  test('5: six claims, created by the StatefulSet if a component can have replicas', () => {
    expect(claims(standard)).toEqual([
      'alarmprovider-pvc 1Gi',
      'couchdb-pvc 2Gi',
      'kafka/data 512Mi',
      'redis-pvc 256Mi',
      'zookeeper/data 256Mi',
      'zookeeper/datalog 256Mi',
    ]);
    for (const claim of standard.kind('PersistentVolumeClaim') as unknown as ClaimManifest[]) {
      expect(claim.spec).not.toHaveProperty('storageClassName');
      expect(claim.spec.accessModes).toEqual(['ReadWriteOnce']);
    }
  });

  test('6: without persistence no claim and no Recreate, and no init container changes file owners', () => {
    const volatile = Manifests.of('persistence: {enabled: false}');
    expect(claims(volatile)).toEqual([]);
    for (const { spec } of volatile.kind('Deployment') as { spec?: { strategy?: unknown } }[]) {
      expect(spec?.strategy).toBeUndefined();
    }
    expect(JSON.stringify(volatile.all)).not.toContain('chown');
    expect(volatile.pod('alarmprovider').volumes).toContainEqual({ name: 'logs', emptyDir: { sizeLimit: '1024Mi' } });
  });

  test('without persistence, scratch space has the size of the volume', () => {
    const volatile = Manifests.of(
      'persistence: {enabled: false}\nopenwhisk: {kafka: {size: 3Gi}}\nmonitoring: {enabled: true}',
    );
    const data = (name: string, sizeLimit: string) => ({ name, emptyDir: { sizeLimit } });
    expect(volatile.pod('kafka').volumes).toContainEqual(data('data', '3072Mi'));
    expect(volatile.pod('zookeeper').volumes).toContainEqual(data('datalog', '256Mi'));
    expect(volatile.pod('couchdb').volumes).toContainEqual(data('data', '2048Mi'));
    expect(volatile.kind('Alertmanager')).toMatchObject([{ spec: { storage: { emptyDir: { sizeLimit: '2Gi' } } } }]);
  });

  test('7: a storage class applies to every claim', () => {
    const fast = Manifests.of('persistence: {storageClassName: fast}');
    const own = fast.kind('PersistentVolumeClaim') as unknown as ClaimManifest[];
    const templates = fast.names('StatefulSet').flatMap((name) => fast.workload(name).spec.volumeClaimTemplates ?? []);
    expect([...own, ...templates].map(({ spec }) => spec.storageClassName)).toEqual(Array(6).fill('fast'));
  });

  test('8: several brokers and servers are configured with each other', () => {
    const hosts = (name: string, port: number): string =>
      [0, 1, 2].map((index) => `owdev-${name}-${index}.owdev-${name}.openwhisk.svc.cluster.local:${port}`).join(',');
    expect(production.env('controller')['KAFKA_HOSTS']).toBe(hosts('kafka', 9092));
    expect(production.env('invoker')['ZOOKEEPER_HOSTS']).toBe(hosts('zookeeper', 2181));
    expect(production.config('zookeeper')['zoo.cfg']?.match(/^server\.\d=/gm)).toEqual([
      'server.1=',
      'server.2=',
      'server.3=',
    ]);
    expect(production.config('kafka')['server.properties']).toContain('default.replication.factor=3');
  });
});

describe('the default platform’s wiring', () => {
  test('9: the controller waits for Kafka, then for the databases', () => {
    expect(standard.waits('controller')).toEqual(['wait-for-kafka', 'wait-for-couchdb']);
  });

  test('11: without a scheduler nothing refers to it', () => {
    const names = standard.all.map(({ metadata }) => metadata.name).join(' ');
    expect(names).not.toMatch(/etcd|scheduler/);
    expect(Object.keys(standard.env('controller')).join(' ')).not.toMatch(/etcd|FPC/);
  });

  test('15: the invoker is a StatefulSet with its own ServiceAccount, named by its pod', () => {
    expect(standard.env('invoker')['INVOKER_NAME']).toBe('field metadata.name');
    expect(standard.pod('invoker')).toMatchObject({ serviceAccountName: 'owdev-invoker' });
  });

  test('16: only the invoker may create pods, and only the two secret jobs Secrets, which they can never change', () => {
    const rules = standard
      .kind('Role')
      .flatMap((role) =>
        (role['rules'] as { resources: string[]; verbs: string[] }[]).map(
          ({ resources, verbs }) => `${role.metadata.name}: ${resources.join(',')} ${verbs.join(',')}`,
        ),
      );
    expect(rules).toEqual([
      'owdev-gen-secrets: secrets create',
      'owdev-gen-secrets: secrets get',
      'owdev-gen-certs: secrets create',
      'owdev-gen-certs: secrets get',
      'openwhisk-owdev-invoker: pods get,list,create,patch,delete',
      'openwhisk-owdev-invoker: pods/log get',
      'openwhisk-owdev-invoker: events list',
    ]);
    expect(standard.names('ClusterRole')).toEqual([]);
  });

  test('20: the administrator of CouchDB comes from its Secret everywhere', () => {
    for (const name of [
      'couchdb',
      'init-couchdb',
      'controller',
      'invoker',
      'alarmprovider',
      'kafkaprovider',
      'wskadmin',
    ]) {
      const values = Object.values(standard.env(name));
      expect(values).toEqual(expect.arrayContaining(['Secret db.auth/db_username', 'Secret db.auth/db_password']));
    }
  });

  test('21, 22: one controller is its own seed; several discover each other by their labels and the management port', () => {
    const one = standard.env('controller');
    expect(one['CONFIG_akka_cluster_seedNodes_0']).toBe('akka://controller-actor-system@$(POD_IP):25520');
    expect(Object.keys(one).indexOf('POD_IP')).toBeLessThan(
      Object.keys(one).indexOf('CONFIG_akka_cluster_seedNodes_0'),
    );

    const two = production.env('controller');
    expect(two).toMatchObject({
      CONFIG_whisk_cluster_useClusterBootstrap: 'true',
      CONFIG_akka_actor_provider: 'cluster',
      CONFIG_akka_discovery_method: 'kubernetes-api',
      CONFIG_akka_discovery_kubernetesApi_podNamespace: 'openwhisk',
      CONFIG_akka_discovery_kubernetesApi_podDomain: 'cluster.local',
    });
    const selector = two['CONFIG_akka_discovery_kubernetesApi_podLabelSelector']
      ?.split(',')
      .map((pair) => pair.split('='));
    expect(production.workload('controller').spec.template.metadata.labels).toMatchObject(
      Object.fromEntries(selector!),
    );
    const ports = production.container('controller').ports?.map(({ containerPort }) => String(containerPort));
    expect(ports).toContain(two['CONFIG_akka_management_http_port']);
  });

  test('23: controllers, brokers and ZooKeeper servers take their number from the pod’s ordinal', () => {
    for (const name of ['controller', 'kafka', 'zookeeper']) {
      expect(JSON.stringify(standard.container(name)['command'])).toContain('${HOSTNAME##*-}');
    }
  });

  test('52, 53: the init job reads the subjects’ keys and creates the marker that the controller waits for', () => {
    expect(standard.container('init-couchdb')['volumeMounts']).toContainEqual({
      name: 'whisk-auth',
      mountPath: '/etc/whisk-auth',
      readOnly: true,
    });
    const marker = 'ow_kube_couchdb_initialized_marker';
    expect(JSON.stringify(standard.container('init-couchdb')['command'])).toContain(marker);
    expect(JSON.stringify(standard.pod('controller').initContainers?.[1])).toContain(marker);
  });

  test('55: wskadmin runs in a pod for kubectl exec', () => {
    expect(standard.env('wskadmin')).toMatchObject({
      WHISK_LOGS_DIR: '/var/log',
      DB_HOST: 'ConfigMap db.config/db_host',
    });
  });

  test('57: the controller’s ServiceAccount may only discover its peers, and only if there are any', () => {
    expect(standard.pod('controller')).toMatchObject({
      serviceAccountName: 'owdev-core',
      automountServiceAccountToken: false,
    });
    expect(production.get('Role', 'core')['rules']).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['list'] },
    ]);
  });

  test('58: workloads with their own claim are recreated, not rolled', () => {
    const strategies = standard.names('Deployment').map((name) => [name, standard.workload(name).spec.strategy?.type]);
    expect(Object.fromEntries(strategies)).toEqual({
      alarmprovider: 'Recreate',
      couchdb: 'Recreate',
      redis: 'Recreate',
      apigateway: undefined,
      kafkaprovider: undefined,
      nginx: undefined,
      wskadmin: undefined,
    });
  });

  test('60: no container has a duplicate variable', () => {
    const containers = [standard, production].flatMap(({ synthesis }) =>
      podOwners(synthesis).flatMap((owner) => owner.containers),
    );
    expect(containers.length).toBeGreaterThan(40);
    for (const { env = [] } of containers) {
      const names = env.map((entry) => entry.name);
      expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
    }
  });
});

describe('placement and disruption', () => {
  interface Affinity {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution?: { nodeSelectorTerms: { matchExpressions: object[] }[] };
      preferredDuringSchedulingIgnoredDuringExecution?: {
        weight: number;
        preference: { matchExpressions: object[] };
      }[];
    };
  }
  const preferences = (name: string): unknown =>
    (standard.pod(name)['affinity'] as Affinity).nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution?.map(
      ({ weight, preference }) => [weight, preference.matchExpressions],
    );
  const label = (operator: string, value: string): object[] => [{ key: 'openwhisk-role', operator, values: [value] }];

  test('25: core, edge and provider pods prefer their nodes and avoid the invokers’; invokers need theirs', () => {
    for (const name of ['controller', 'couchdb', 'kafka', 'redis', 'zookeeper', 'apigateway', 'install-packages']) {
      expect(preferences(name)).toEqual([
        [100, label('NotIn', 'invoker')],
        [80, label('In', 'core')],
      ]);
    }
    expect(preferences('nginx')).toContainEqual([80, label('In', 'edge')]);
    expect(preferences('alarmprovider')).toContainEqual([80, label('In', 'provider')]);
    const invoker = standard.pod('invoker')['affinity'] as Affinity;
    expect(invoker.nodeAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: label('In', 'invoker') }],
      },
    });
  });

  test('25: replicas only prefer different nodes, so that one node is enough', () => {
    const required = standard.all.filter((manifest) =>
      JSON.stringify(manifest).includes('"podAntiAffinity":{"requiredDuringScheduling'),
    );
    expect(required).toEqual([]);
  });

  test('26: without affinity there is none, and action pods run anywhere', () => {
    const anywhere = Manifests.of('placement: {affinity: false}');
    expect(JSON.stringify(anywhere.all)).not.toMatch(/[aA]ffinity":\{/);
    expect(anywhere.env('invoker')['CONFIG_whisk_kubernetes_userPodNodeAffinity_enabled']).toBe('false');
  });

  test('26: another label of the invoker nodes applies to the action pods, too', () => {
    const env = Manifests.of('placement: {nodeLabel: faas-role, roles: {invoker: runner}}').env('invoker');
    expect(env).toMatchObject({
      CONFIG_whisk_kubernetes_userPodNodeAffinity_key: 'faas-role',
      CONFIG_whisk_kubernetes_userPodNodeAffinity_value: 'runner',
    });
  });

  test('27: every pod tolerates the taint of its role, including jobs and providers, unless disabled', () => {
    for (const name of [...standard.names('Deployment'), ...standard.names('StatefulSet'), ...standard.names('Job')]) {
      expect(standard.pod(name)['tolerations']).toMatchObject([{ key: 'openwhisk-role', effect: 'NoSchedule' }]);
    }
    const without = Manifests.of('placement: {tolerations: false}');
    for (const name of [...without.names('Deployment'), ...without.names('StatefulSet'), ...without.names('Job')]) {
      expect(without.pod(name)['tolerations']).toBeUndefined();
    }
  });

  test('28: replicated components, and no others, have a disruption budget', () => {
    expect(standard.names('PodDisruptionBudget')).toEqual([]);
    expect(production.names('PodDisruptionBudget')).toEqual([
      'apigateway',
      'controller',
      'invoker',
      'kafka',
      'nginx',
      'zookeeper',
    ]);
  });
});
