import { Manifests } from '../support/platform';
import { reads } from './configuration';
import { configurationKey, jvmOptions, type Program, systemProperties } from './image';

const PROGRAMS: readonly Program[] = ['controller', 'invoker', 'scheduler', 'user-events'];

/** Platforms that together set every option of OpenWhisk's programs. */
const PLATFORMS = {
  standard: '',
  production: 'controller: {replicas: 2}',
  lean: 'lean: true',
  scheduled: 'scheduler: {enabled: true, replicas: 2}, controller: {replicas: 2}',
  elasticsearch: 'scheduler: {enabled: true}, activationStore: {backend: Elasticsearch}',
  metrics: 'metrics: {prometheus: true, kamonTags: true, userEvents: {enabled: true}}',
  actions:
    'actions: {cpuScaling: {millicpus: 100, memory: 256m, maxMillicpus: 4000}, ephemeralStorageLimit: 2g, dns: {inheritInvokerConfig: false, nameservers: [10.0.0.1], search: [a.b], options: ["ndots:2"]}}',
  docker: 'invoker: {containerFactory: docker}',
};

function isDeployed(manifests: Manifests, program: Program): boolean {
  return ['StatefulSet', 'Deployment'].some((kind) => manifests.names(kind).includes(program));
}

describe('each program reads every configuration variable that it gets', () => {
  for (const generation of ['akka', 'pekko'] as const) {
    test.each(Object.entries(PLATFORMS))(`${generation}, %s`, (_, yaml) => {
      const manifests = Manifests.of(`openwhisk: {actorSystem: ${generation}, ${yaml}}`);
      const unread = PROGRAMS.filter((program) => isDeployed(manifests, program)).flatMap((program) =>
        Object.keys(systemProperties(manifests.env(program)))
          .filter((key) => !reads(generation, program, key))
          .map((key) => `${program} ${key}`),
      );
      expect(unread).toEqual([]);
    });
  }
});

describe('the image', () => {
  test.each([
    ['CONFIG_whisk_loadbalancer_invokerBusyThreshold', 'whisk.loadbalancer.invoker-busy-threshold'],
    ['CONFIG_akka_cluster_seedNodes_0', 'akka.cluster.seed-nodes.0'],
    ['CONFIG_whisk_spi_LogStoreProvider', 'whisk.spi.LogStoreProvider'],
    ['CONFIG_whisk_couchdb_databases_WhiskAuth', 'whisk.couchdb.databases.WhiskAuth'],
    ['CONFIG_pekko_discovery_kubernetesApi_useRawIp', 'pekko.discovery.kubernetes-api.use-raw-ip'],
    ['CONFIG_a_userIDMax', 'a.user-iDMax'],
  ])('turns %s into the key %s', (variable, key) => {
    expect(configurationKey(variable)).toBe(key);
  });

  test('expands variables in the options of the JVM in the akka generation only', () => {
    const env = { INVOKER_OPTS: '-Da=$B', B: 'c' };
    expect(jvmOptions('akka', 'invoker', env, '10.0.0.1')).toEqual(['-Da=c']);
    expect(jvmOptions('pekko', 'invoker', env, '10.0.0.1')).toEqual(['-Da=$B']);
  });

  test('omits empty variables, and resolves a value that starts with a dollar to the named variable', () => {
    expect(systemProperties({ CONFIG_a_b: '', CONFIG_a_c: '$D', D: 'd', PATH: 'x' })).toEqual({ 'a.c': 'd' });
  });
});
