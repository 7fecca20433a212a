import * as pulumi from '@pulumi/pulumi';
import type { MockResourceArgs } from '@pulumi/pulumi/runtime';
import { buildApp } from '../../charts/app';
import { synthesize, type Manifest } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import type { PlatformInput } from '../../lib/platform/model';
import { FaasStack, type FaasStackArgs } from '../../lib/pulumi/deploy';
import type { Override } from '../../lib/pulumi/platform-source';
import { KubernetesProvider, PROVIDER_VERSION } from '../../lib/pulumi/provider';
import { register, type Registered } from './mock-engine';

/** A value that must not be seen. */
const MARKER = 'b1ac6d0e-the-marker';

const override = (name: string, value: unknown): Override => ({
  key: `faas-stack:${name}`,
  path: name.split('.'),
  value,
});

/** A platform, and what its objects are registered as. */
interface Run {
  readonly stack: FaasStack;
  readonly resources: Registered;
  readonly objects: Registered;
}

async function deploy(args: FaasStackArgs): Promise<Run> {
  let stack: FaasStack | undefined;
  const resources = await register(() => {
    stack = new FaasStack('prod', args);
    return stack.resources.values();
  });
  if (!stack) throw new Error('nothing was made');
  return { stack, resources, objects: resources.filter(({ type }) => type.startsWith('kubernetes:')) };
}

/** The inputs of an object, without what is said to the provider. */
function withoutDirectives({ inputs }: MockResourceArgs): Manifest {
  const manifest = structuredClone(inputs) as Manifest & { metadata: { annotations?: Record<string, string> } };
  const { annotations, ...metadata } = manifest.metadata;
  const own = Object.entries(annotations ?? {}).filter(([key]) => !key.startsWith('pulumi.com/'));
  return {
    ...manifest,
    metadata: { ...metadata, ...(own.length > 0 ? { annotations: Object.fromEntries(own) } : {}) },
  };
}

const key = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`;

const byKey = (manifests: readonly Manifest[]): Record<string, Manifest> =>
  Object.fromEntries(manifests.map((manifest) => [key(manifest), manifest]));

/** A platform with everything that a program can say about it. */
const FULL: FaasStackArgs = {
  platform: 'stacks/platforms/standard.yaml',
  overrides: [override('openwhisk.invoker.replicas', 3), override('name', 'blue')],
  secrets: { 'openwhisk.redis.auth': { password: MARKER }, 'monitoring.grafana': { username: 'me', password: MARKER } },
};

const FULL_FILE = `
profile: standard
name: blue
openwhisk: {invoker: {replicas: 3}, redis: {auth: {existingSecret: blue-openwhisk.redis.auth}}}
monitoring: {grafana: {existingSecret: blue-monitoring.grafana}}`;

describe.each([
  ['lean', { platform: { profile: 'lean' } }, 'profile: lean'],
  ['standard, with overrides and Secrets', FULL, FULL_FILE],
] as const)('the profile %s', (_, args, file) => {
  const written = synthesize(buildApp(parsePlatform(file).platform)).objects;
  const monitored = file === FULL_FILE;
  let run: Run;

  beforeAll(async () => {
    run = await deploy(args);
  });

  it('has exactly the objects of synth, field by field', () => {
    const objects = run.objects.filter(({ type }) => type !== 'kubernetes:core/v1:Secret');
    expect(objects).toHaveLength(written.length);
    expect(byKey(objects.map(withoutDirectives))).toEqual(
      // What JSON does not carry, such as a field without a value, is not written either.
      JSON.parse(JSON.stringify(byKey(written.map(({ manifest }) => manifest)))),
    );
  });

  it('has the type tokens of the official provider', () => {
    const types = new Set(run.objects.map(({ type, inputs }) => `${(inputs as Manifest).apiVersion} ${type}`));
    expect(types).toContain('v1 kubernetes:core/v1:Service');
    expect(types).toContain('apps/v1 kubernetes:apps/v1:StatefulSet');
    expect(types).toContain('batch/v1 kubernetes:batch/v1:Job');
    for (const type of types) expect(type).toMatch(/^\S+ kubernetes:[a-z0-9.]+\/v[a-z0-9]+:[A-Z]\w+$/);
  });

  it('has a component for the platform and one per chart, with names that are unique across platforms', () => {
    const components = run.resources.filter(({ type }) => type.startsWith('faas-stack:'));
    expect(components.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      'faas-stack:index:Chart prod/actions',
      ...(monitored ? ['crds', 'fluentd', 'logging', 'monitoring', 'node-exporter'] : []).map(
        (id) => `faas-stack:index:Chart prod/${id}`,
      ),
      'faas-stack:index:Chart prod/openwhisk',
      'faas-stack:index:FaasStack prod',
    ]);
    expect(run.resources.map(({ name }) => name)).toContain('prod/openwhisk/Controller/Workload');
  });

  it('outputs the addresses of the platform', () => {
    expect(run.stack.apiHost).toBe('https://localhost:31001');
    expect(run.stack.outputs.grafana).toBe(
      monitored
        ? 'kubectl port-forward --namespace monitoring service/blue-grafana 3000, then http://localhost:3000'
        : undefined,
    );
    const instance = monitored ? 'blue' : 'owdev';
    expect(run.stack.credentials['guest']).toBe(
      `kubectl get secret --namespace openwhisk ${instance}-whisk.auth --output jsonpath='{.data.guest}' | base64 --decode`,
    );
  });

  it('has each Secret once, in the namespace of its readers, under the name that the platform uses', () => {
    const secrets = run.objects.filter(({ type }) => type === 'kubernetes:core/v1:Secret');
    expect(secrets.map(({ inputs }) => key(inputs as Manifest))).toEqual(
      monitored ? ['Secret openwhisk/blue-openwhisk.redis.auth', 'Secret monitoring/blue-monitoring.grafana'] : [],
    );
    // The Job that would make random values makes the others only.
    const names = run.objects.filter(({ type }) => type === 'kubernetes:batch/v1:Job').map(({ name }) => name);
    expect(names).toContain('prod/openwhisk/Credentials/Secrets/Workload');
    expect(names).not.toContain('prod/monitoring/Grafana/Secrets/Workload');
  });

  it('has the values of Secrets in no other resource', () => {
    const encoded = Buffer.from(MARKER).toString('base64');
    const seen = run.objects
      .filter(({ inputs }) => [MARKER, encoded].some((text) => JSON.stringify(inputs).includes(text)))
      .map(({ type }) => type);
    expect(seen).toEqual(monitored ? ['kubernetes:core/v1:Secret', 'kubernetes:core/v1:Secret'] : []);
    expect(JSON.stringify(run.stack.outputs)).not.toContain(MARKER);
  });
});

describe('the provider', () => {
  it('is the given one', async () => {
    const { objects } = await deploy({ platform: { profile: 'lean' } });
    expect(new Set(objects.map(({ provider }) => provider))).toEqual(new Set(['']));
    const resources = await register(() => {
      const provider = new KubernetesProvider('cluster', { context: 'blue' });
      return new FaasStack('prod', { platform: { profile: 'lean' }, provider }).resources.values();
    });
    const providers = new Set(
      resources.filter(({ type }) => type.startsWith('kubernetes:')).map(({ provider }) => provider),
    );
    expect([...providers]).toEqual([expect.stringContaining('pulumi:providers:kubernetes::cluster::cluster-id')]);
  });

  it('uses server-side apply, changes ConfigMaps in place, and has a pinned version', async () => {
    const args = { kubeconfig: '/home/me/config', context: 'blue', namespace: 'here' };
    const [provider] = await register(() => [new KubernetesProvider('cluster', args)]);
    expect(provider).toMatchObject({
      type: 'pulumi:providers:kubernetes',
      inputs: {
        kubeconfig: '/home/me/config',
        context: 'blue',
        namespace: 'here',
        enableServerSideApply: 'true',
        enableConfigMapMutable: 'true',
      },
    });
    expect(PROVIDER_VERSION).toMatch(/^4\.\d+\.\d+$/);
  });
});

describe('Secrets of the stack', () => {
  it('are encrypted in the state, whether or not the program marks them', async () => {
    const { stack } = await deploy({
      platform: { profile: 'lean' },
      secrets: { 'openwhisk.redis.auth': { password: MARKER } },
    });
    const secret = stack.resources.get('secrets/openwhisk/owdev-openwhisk.redis.auth');
    const data = (secret as unknown as { readonly data: pulumi.Output<Record<string, string>> }).data;
    expect(await pulumi.isSecret(data)).toBe(true);
  });

  const refusal = (args: Partial<FaasStackArgs>): Promise<Run> => deploy({ platform: { profile: 'lean' }, ...args });

  it('require exactly their keys', async () => {
    await expect(refusal({ secrets: { 'openwhisk.couchdb.auth': { db_password: 'x', user: 'y' } } })).rejects.toThrow(
      [
        'platform: 2 mistakes; nothing was written',
        '  openwhisk.couchdb.auth: the value of db_username is missing',
        '    allowed: db_username, db_password',
        '    fix: add db_username',
        "  openwhisk.couchdb.auth: 'user' is not a key of this Secret",
        '    allowed: db_username, db_password',
        '    fix: remove it',
      ].join('\n'),
    );
  });

  it('must have a slot in the platform', async () => {
    await expect(refusal({ secrets: { 'openwhisk.kafka': { password: 'x' } } })).rejects.toThrow(
      'openwhisk.kafka: no Secret is named here',
    );
  });

  it('do not replace a Secret that the platform names', async () => {
    const platform: PlatformInput = { openwhisk: { redis: { auth: { existingSecret: 'mine' } } } };
    await expect(refusal({ platform, secrets: { 'openwhisk.redis.auth': { password: 'x' } } })).rejects.toThrow(
      "openwhisk.redis.auth: the platform names the Secret 'mine', and there are values for one, too",
    );
  });
});

describe('overrides', () => {
  it('are reported by key if they are wrong, and nothing is registered', async () => {
    const overrides = [
      override('openwhisk.invoker.replicas', 'many'),
      override('openwhisk.invokr', { replicas: 3 }),
      override('profile', 'huge'),
    ];
    let problem: unknown;
    const registered = await register(() => {
      try {
        return new FaasStack('prod', { platform: { profile: 'lean' }, overrides }).resources.values();
      } catch (error) {
        problem = error;
        return [];
      }
    });
    expect((problem as Error).message).toContain(
      [
        'platform: 3 mistakes; nothing was written',
        "  faas-stack:profile: 'huge' is not possible",
        '    allowed: lean, standard, production',
        '    fix: write one of these',
        "  faas-stack:openwhisk.invoker.replicas: 'many' is not a number",
        '    allowed: a whole number from 1 to 99',
        '    fix: write a number, without quotes',
        "  faas-stack:openwhisk.invokr: unknown key 'invokr'",
      ].join('\n'),
    );
    expect(registered).toEqual([]);
  });

  it('that break a rule are reported by key, too', () => {
    const overrides = [override('openwhisk.kafka.replicationFactor', 5)];
    expect(() => new FaasStack('prod', { platform: { profile: 'standard' }, overrides })).toThrow(
      /faas-stack:openwhisk\.kafka\.replicationFactor: /,
    );
  });

  it('do not change the lines of mistakes in the file', () => {
    expect(
      () => new FaasStack('prod', { platform: 'test/pulumi/wrong.yaml', overrides: [override('name', 'blue')] }),
    ).toThrow("test/pulumi/wrong.yaml:2 openwhisk: 'few' is not an object");
  });
});

it('names the missing platform file', () => {
  expect(() => new FaasStack('prod', { platform: 'no/such.yaml' })).toThrow(
    'no/such.yaml: the file does not exist\n    fix: name an existing platform file, or create one with `npx faas-stack init`',
  );
});
