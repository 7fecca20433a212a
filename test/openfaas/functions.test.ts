import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { secretsOfTheUser } from '../../lib/checks/user-secrets';
import { parsePlatform } from '../../lib/load/load';
import { podsOfFunction } from '../../lib/platform/functions';
import { messageAbout } from '../load/message';
import { Manifests, type WorkloadManifest } from '../support/platform';

const platform = (functions: string, openfaas = ''): string =>
  `profile: lean\nopenfaas: { enabled: true, licenceAccepted: true${openfaas} }\nfunctions:\n${functions}`;
const ONE = '  - { name: resize, image: registry.example.org/resize:1 }';
const FULL = `
  - name: resize
    image: registry.example.org/resize:1
    environment: { MODE: fast }
    secrets: [key, store]
    labels: { team: pictures }
    annotations: { topic: uploads }
    requests: { cpu: 100m, memory: 128Mi }
    limits: { cpu: '1', memory: 256Mi }
    placement: { nodeSelector: { disk: ssd } }
    scaling: { min: 2, max: 5, factor: 50 }`;
const PRO = Manifests.of(readFileSync(join(__dirname, '../platforms/openfaas-pro.yaml'), 'utf8'));

interface Deployment extends WorkloadManifest {
  readonly spec: WorkloadManifest['spec'] & { readonly strategy: object };
}

const deployment = (yaml: string): Deployment => Manifests.of(yaml).get<Deployment>('Deployment', 'resize');

describe('a function of the community edition', () => {
  const full = deployment(platform(FULL));
  const { metadata: pod, spec } = full.spec.template;

  test('has its own name, and the label that the provider selects', () => {
    expect(full.metadata).toMatchObject({ name: 'resize', namespace: 'openfaas-fn' });
    expect(full.spec.selector?.matchLabels).toEqual({ faas_function: 'resize' });
    expect(pod.labels).toMatchObject({ faas_function: 'resize', team: 'pictures' });
    const service = Manifests.of(platform(ONE)).get<{ spec: object }>('Service', 'resize');
    expect(service.spec).toMatchObject({
      selector: { faas_function: 'resize' },
      ports: [{ name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' }],
    });
  });

  test('has its scaling in the labels that the gateway reads', () => {
    expect(pod.labels).toMatchObject({
      'com.openfaas.scale.min': '2',
      'com.openfaas.scale.max': '5',
      'com.openfaas.scale.factor': '50',
    });
  });

  test('is replaced pod by pod, as the provider does', () => {
    expect(full.spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
  });

  test('has annotations on the Deployment, where the provider reads them, and on its pods', () => {
    expect(full.metadata.annotations).toMatchObject({ topic: 'uploads' });
    expect(pod.annotations).toMatchObject({ topic: 'uploads' });
  });

  test('finds the keys of its Secrets in one folder, in the volume that the provider knows', () => {
    const { volumes = [], containers } = spec;
    expect(volumes.find(({ name }) => name === 'resize-projected-secrets')).toMatchObject({
      projected: { sources: [{ secret: { name: 'key' } }, { secret: { name: 'store' } }] },
    });
    expect(containers[0]?.volumeMounts).toContainEqual({
      name: 'resize-projected-secrets',
      mountPath: '/var/openfaas/secrets',
      readOnly: true,
    });
  });

  test('has Secrets that the user makes before', () => {
    expect(secretsOfTheUser(Manifests.of(platform(FULL)).synthesis)).toEqual(['key', 'store']);
  });

  test('runs restricted, without a token, with a health check', () => {
    expect(spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsUser: 12000 } });
    expect(spec.containers[0]).toMatchObject({
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      readinessProbe: { httpGet: { path: '/_/health', port: 'http' } },
      livenessProbe: { httpGet: { path: '/_/health', port: 'http' } },
    });
  });

  test('has the image of the platform file, not of the mirror of the platform', () => {
    const mirrored = deployment(`${platform(ONE)}\nimages: { registry: mirror.example.org }`);
    expect(mirrored.spec.template.spec.containers[0]?.image).toBe('registry.example.org/resize:1');
  });
});

describe('the number of pods', () => {
  test.each([
    ['', 1],
    ['scaling: { min: 3 }', 3],
    ['scaling: { min: 2, max: 4 }', 2],
    ['scaling: { max: 4 }', undefined],
  ])('with %s is %s in the manifest: an apply resets nothing that begins at one', (scaling, replicas) => {
    const yaml = platform(`  - { name: resize, image: r/resize:1${scaling ? `, ${scaling}` : ''} }`);
    expect(deployment(yaml).spec.replicas).toBe(replicas);
  });

  test('has a disruption budget if there can be several', () => {
    const budgets = (yaml: string) => Manifests.of(yaml).names('PodDisruptionBudget');
    expect(budgets(platform(FULL))).toContain('resize');
    expect(budgets(platform(ONE))).not.toContain('resize');
  });

  test('is accepted exactly within the limits of the community edition', () => {
    const pods = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(pods, pods, (min, max) => {
        const yaml = platform(`  - { name: resize, image: r/resize:1, scaling: { min: ${min}, max: ${max} } }`);
        const fits = min <= max && max <= 5;
        if (fits)
          expect(parsePlatform(yaml).platform.functions.map(podsOfFunction)).toEqual([{ name: 'resize', min, max }]);
        else expect(messageAbout(yaml)).toContain('functions[0].scaling.max');
      }),
      { numRuns: 40 },
    );
  });
});

test('without functions, no function runs', () => {
  expect(parsePlatform('profile: lean').platform.functions.map(podsOfFunction)).toEqual([]);
});

describe('a function of edition pro', () => {
  test('is a Function object', () => {
    const { spec } = PRO.get<{ spec: object }>('Function', 'resize');
    expect(spec).toEqual({
      name: 'resize',
      image: 'registry.example.org/resize:1.2.0',
      labels: {
        'com.openfaas.scale.zero': 'true',
        'com.openfaas.scale.min': '1',
        'com.openfaas.scale.max': '20',
        'com.openfaas.scale.factor': '20',
      },
      readOnlyRootFilesystem: true,
      requests: { cpu: '50m', memory: '64Mi' },
      limits: { cpu: '500m', memory: '128Mi' },
      environment: { MODE: 'fast' },
      secrets: ['resize-key'],
      constraints: ['disk=ssd'],
    });
    expect(PRO.names('Deployment')).not.toContain('resize');
  });

  test('has policies and a disruption budget all the same', () => {
    expect(PRO.names('NetworkPolicy')).toContain('resize');
    expect(PRO.names('PodDisruptionBudget')).toContain('resize');
  });
});
