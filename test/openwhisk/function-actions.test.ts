import fc from 'fast-check';
import { runChecks } from '../../lib/checks/all';
import { secretsOfTheUser } from '../../lib/checks/user-secrets';
import { Manifests } from '../support/platform';

const platform = (functions: string, openwhisk = '{}'): string =>
  `profile: standard\nopenwhisk: ${openwhisk}\nfunctions:\n${functions}`;
const ONE = '  - { name: resize, image: registry.example.org/resize:1 }\n';
const FULL = `
  - name: resize
    image: registry.example.org/resize:1
    environment: { MODE: fast, LEVEL: '3' }
    secrets: [key, store]
    annotations: { topic: uploads }
    limits: { memory: 256Mi }
    action: { timeout: 90s, concurrency: 4 }
`;
const CONCURRENT = '{ limits: { concurrency: { max: 8 } }, invoker: { actionConcurrency: true } }';

/** The action as the Job writes it. */
const action = (manifests: Manifests, name = 'resize'): unknown => {
  const { data } = manifests.get<{ data: Record<string, string> }>('ConfigMap', 'function-actions');
  return JSON.parse(data[`${name}.json`] ?? '');
};
const full = Manifests.of(platform(FULL, CONCURRENT));

describe('a function as an action', () => {
  test('is a web action with raw HTTP, whose parameters callers cannot change', () => {
    expect(action(full)).toEqual({
      exec: { kind: 'blackbox', image: 'registry.example.org/resize:1' },
      limits: { memory: 256, timeout: 90_000, concurrency: 4 },
      annotations: [
        { key: 'topic', value: 'uploads' },
        { key: 'web-export', value: true },
        { key: 'raw-http', value: true },
        { key: 'final', value: true },
        { key: 'provide-api-key', value: false },
      ],
      parameters: [
        { key: 'MODE', value: 'fast', init: true },
        { key: 'LEVEL', value: '3', init: true },
      ],
    });
  });

  test('has the limits of the platform otherwise', () => {
    expect(action(Manifests.of(platform(ONE, '{ limits: { time: { std: 30s } } }')))).toMatchObject({
      limits: { memory: 128, timeout: 30_000, concurrency: 1 },
      parameters: [],
    });
  });

  test('has any memory within the limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 128, max: 512 }), (mebibytes) => {
        const memory = `limits: { memory: ${mebibytes}Mi }`;
        const yaml = platform(`  - { name: resize, image: 'r/resize:1', ${memory} }\n`);
        expect(action(Manifests.of(yaml))).toMatchObject({ limits: { memory: mebibytes } });
      }),
      { numRuns: 5 },
    );
  });
});

describe('the Job that writes actions', () => {
  test('uses the key of guest, or of the namespace that the platform file names', () => {
    const key = (manifests: Manifests): unknown =>
      manifests.container('function-actions').env?.find(({ name }) => name === 'WSK_AUTH')?.valueFrom?.secretKeyRef;
    expect(key(full)).toEqual({ name: 'owdev-whisk.auth', key: 'guest' });
    const owned = Manifests.of(platform(ONE, '{ auth: { functionsSecret: shop } }'));
    expect(key(owned)).toEqual({ name: 'shop', key: 'auth' });
    expect(secretsOfTheUser(owned.synthesis)).toEqual(['shop']);
  });

  test('mounts the Secrets of each function in a folder of its own', () => {
    const { volumes = [] } = full.pod('function-actions');
    expect(volumes.find(({ name }) => name === 'secrets-of-resize')).toMatchObject({
      projected: { sources: [{ secret: { name: 'key' } }, { secret: { name: 'store' } }] },
    });
    const { volumeMounts = [] } = full.container('function-actions');
    expect(volumeMounts.find(({ name }) => name === 'secrets-of-resize')).toEqual({
      name: 'secrets-of-resize',
      mountPath: '/run/function-secrets/resize',
      readOnly: true,
    });
    expect(secretsOfTheUser(full.synthesis)).toEqual(['key', 'store']);
  });

  test('waits as the installation of the packages does', () => {
    expect(full.waits('function-actions')).toEqual(full.waits('install-packages'));
  });

  test('is a new Job when a function changes, and only then', () => {
    const jobName = (yaml: string): string | undefined =>
      Manifests.of(yaml)
        .synthesis.objects.map(({ manifest }) => manifest.metadata.name)
        .find((name) => /^owdev-function-actions-[0-9a-f]{8}$/.test(name));
    const name = jobName(platform(ONE));
    expect(name).toBeDefined();
    expect(jobName(platform(ONE))).toBe(name);
    expect(jobName(platform(ONE.replace('resize:1', 'resize:2')))).not.toBe(name);
  });

  test('does not exist without functions, or with functions of OpenFaaS only', () => {
    const faas = 'profile: standard\nopenfaas: { enabled: true, licenceAccepted: true }\nfunctions:\n';
    for (const yaml of ['profile: standard', `${faas}${ONE}`])
      expect(Manifests.of(yaml).names('Job')).not.toContain('function-actions');
    const both = Manifests.of(`${faas}${ONE.replace(' }', ', platform: both }')}`);
    expect(both.names('Job')).toContain('function-actions');
    expect(both.names('Deployment')).toContain('resize');
  });

  test('passes every check', () => {
    expect(runChecks(full.synthesis)).toEqual([]);
  });
});
