import { openwhiskSettings } from '../../../lib/checks/openwhisk-settings';
import { podOwners, type ContainerManifest } from '../../../lib/checks/read/manifests';
import { keysWithDefault } from '../../../lib/openwhisk/contract/configuration';
import { environmentOf, OTHER_ENVIRONMENTS } from '../../../lib/openwhisk/contract/environment';
import { typeOf } from '../../../lib/openwhisk/contract/key-types';
import { PROGRAMS, type Program } from '../../../lib/openwhisk/contract/programs';
import { configurationKey, isConfiguration } from '../../../lib/openwhisk/contract/system-properties';
import type { Manifests } from '../../support/platform';
import { jvmOptions, systemProperties } from './image';
import { PLATFORMS } from './platforms';

/** Main containers of the OpenWhisk part. */
function containers({ synthesis }: Manifests): ContainerManifest[] {
  return podOwners(synthesis)
    .filter(({ pod }) => pod.metadata.labels['app.kubernetes.io/part-of'] === 'openwhisk')
    .flatMap(({ pod }) => pod.spec.containers);
}

/** Whether a container runs commands that the platform brings; they are read by their shell. */
function isScript({ name }: ContainerManifest): boolean {
  return !PROGRAMS.some((program) => program === name) && !OTHER_ENVIRONMENTS[name];
}

describe.each(PLATFORMS)('with $generation, $mode', ({ generation, mode, manifests }) => {
  const programs = containers(manifests).flatMap((container) => {
    const program = PROGRAMS.find((name) => name === container.name);
    return program ? [{ program, env: container.env ?? [] }] : [];
  });

  test('each program reads every variable that it gets', () => {
    expect(programs.length).toBeGreaterThan(0);
    expect(openwhiskSettings(manifests.synthesis)).toEqual([]);
  });

  test('each program gets every variable that it requires', () => {
    const missing = programs.flatMap(({ program, env }) =>
      environmentOf(program, generation, { lean: mode === 'lean' }).required.filter(
        (name) => !env.some((variable) => variable.name === name),
      ),
    );
    expect(missing).toEqual([]);
    const others = containers(manifests).flatMap(({ name, env = [] }) =>
      (OTHER_ENVIRONMENTS[name]?.required ?? []).filter((variable) => !env.some((set) => set.name === variable)),
    );
    expect(others).toEqual([]);
  });

  test('the type of every key is known', () => {
    const keys = programs.flatMap(({ env }) =>
      env.filter(({ name }) => isConfiguration(name)).map(({ name }) => configurationKey(name)),
    );
    expect(keys.filter((key) => !/^whisk\.kafka\.|\.kafka\./.test(key) && !typeOf(key))).toEqual([]);
  });

  test('no program has credentials that are the same in every installation', () => {
    const unset = programs.flatMap(({ program, env }) =>
      [...keysWithDefault(generation, program)]
        .filter((key) => key === `whisk.${program}.username` || key === `whisk.${program}.password`)
        .filter((key) => !env.some(({ name, valueFrom }) => configurationKey(name) === key && valueFrom?.secretKeyRef)),
    );
    expect(unset).toEqual([]);
  });

  test('scripts and configuration files read every variable that they get', () => {
    const files = JSON.stringify(manifests.kind('ConfigMap'));
    const unread = containers(manifests)
      .filter(isScript)
      .flatMap(({ name: container, env = [], ...rest }) => {
        const text = JSON.stringify([rest, env.map(({ value }) => value)]) + files;
        return env.filter(({ name }) => !text.includes(name)).map(({ name }) => `${container} ${name}`);
      });
    expect(unread.filter((variable) => !READ_BY_TOOLS.test(variable))).toEqual([]);
  });
});

/**
 * Variables of programs that the scripts call: wsk and wskdeploy write below `HOME`, docker reads its credentials there; and the
 * start script of Elasticsearch 8 reads `ES_JAVA_OPTS`.
 */
const READ_BY_TOOLS = / (HOME|ES_JAVA_OPTS)$/;

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
    const program: Program = 'invoker';
    expect(jvmOptions('akka', program, env, '10.0.0.1')).toEqual(['-Da=c']);
    expect(jvmOptions('pekko', program, env, '10.0.0.1')).toEqual(['-Da=$B']);
  });

  test('omits empty variables, and resolves a value that starts with a dollar to the named variable', () => {
    expect(systemProperties({ CONFIG_a_b: '', CONFIG_a_c: '$D', D: 'd', PATH: 'x' })).toEqual({ 'a.c': 'd' });
  });
});
