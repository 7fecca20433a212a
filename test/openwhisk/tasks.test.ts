import { runChecks } from '../../lib/checks/all';
import { secretsOfTheUser } from '../../lib/checks/user-secrets';
import { Manifests } from '../support/platform';

interface Egress {
  spec: { egress: { ports?: { port: number }[]; to?: object[] }[] };
}

/** Ports that a component may reach anywhere, DNS aside. */
const openPorts = (manifests: Manifests, name: string): number[] =>
  manifests
    .get<Egress>('NetworkPolicy', name)
    .spec.egress.filter(({ to }) => !to)
    .flatMap(({ ports = [] }) => ports.map(({ port }) => port))
    .filter((port) => port !== 53);

describe('the installation of the packages', () => {
  test('may reach the outside by https only', () => {
    expect(openPorts(Manifests.of('profile: standard'), 'install-packages')).toEqual([443]);
  });

  test('in an air gap runs in the user’s image and may not reach the outside', () => {
    const sealed = Manifests.of('openwhisk: {packages: {airGapImage: registry.example.com/ow-packages:1.0.0}}');
    expect(sealed.container('install-packages').image).toBe('registry.example.com/ow-packages:1.0.0');
    expect(openPorts(sealed, 'install-packages')).toEqual([]);
    expect(sealed.container('wskadmin').image).toMatch(/ow-utils/);
  });

  test('goes through a proxy, but not within the cluster', () => {
    const proxied = Manifests.of(
      'openwhisk: {packages: {proxy: {http: "http://proxy.example.com:3128", noProxy: [git.example.com]}}}',
    );
    const env = proxied.env('install-packages');
    for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) {
      expect(env[name]).toBe('http://proxy.example.com:3128');
    }
    expect(env['no_proxy']).toBe('localhost,127.0.0.1,owdev-nginx.openwhisk.svc.cluster.local,.svc,git.example.com');
    expect(openPorts(proxied, 'install-packages')).toEqual([3128]);
  });
});

describe('the load test', () => {
  const loaded = Manifests.of('openwhisk: {loadTest: {enabled: true, invocations: 50}}');

  test('comes after the packages, and ends within its deadline after the waits', () => {
    expect(loaded.env('load-test')).toMatchObject({ INVOCATIONS: '50', CONCURRENCY: '5', DEADLINE_SECONDS: '3600' });
    expect(loaded.workload('load-test').spec).toMatchObject({ activeDeadlineSeconds: 2 * 900 + 3720 });
    expect(loaded.waits('load-test')).toEqual(['wait-for-nginx', 'wait-for-healthy-invoker']);
  });

  test('avoids the nodes that the platform uses, and prefers its own', () => {
    expect(loaded.pod('load-test')['affinity']).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'openwhisk-role', operator: 'NotIn', values: ['core', 'edge', 'invoker'] }] },
          ],
        },
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 50,
            preference: { matchExpressions: [{ key: 'openwhisk-role', operator: 'In', values: ['loadtest'] }] },
          },
        ],
      },
    });
  });

  test('does not exist by default', () => {
    expect(Manifests.of('profile: production').names('Job')).not.toContain('load-test');
  });
});

describe('a certificate by cert-manager', () => {
  const managed = (type: string, host = 'ow.example.com'): Manifests =>
    Manifests.of(
      `openwhisk: {ingress: {type: ${type}, apiHost: {name: "${host}"}, tls: {certManager: {issuer: letsencrypt}}}}`,
    );

  test.each(['NodePort', 'LoadBalancer', 'Standard'])('replaces the job, for %s', (type) => {
    const manifests = managed(type);
    expect(manifests.names('Job')).not.toContain('gen-certs');
    expect(manifests.get<{ spec: object }>('Certificate', 'nginx').spec).toEqual({
      secretName: 'owdev-nginx',
      issuerRef: { name: 'letsencrypt', kind: 'ClusterIssuer', group: 'cert-manager.io' },
      dnsNames: ['ow.example.com', '*.ow.example.com'],
    });
    expect(runChecks(manifests.synthesis)).toEqual([]);
    expect(secretsOfTheUser(manifests.synthesis)).toEqual([]);
  });

  test('is used where TLS is terminated', () => {
    const ingress = managed('Standard').get<{ spec: { tls: object } }>('Ingress', 'ingress');
    expect(ingress.spec.tls).toEqual([{ hosts: ['ow.example.com', '*.ow.example.com'], secretName: 'owdev-nginx' }]);
    // nginx behind the Ingress serves TLS to the alarm provider.
    for (const type of ['Standard', 'NodePort'])
      expect(JSON.stringify(managed(type).pod('nginx').volumes)).toContain('"secretName":"owdev-nginx"');
  });

  test('of an address names the address', () => {
    expect(managed('NodePort', '10.0.0.1').get<{ spec: object }>('Certificate', 'nginx').spec).toMatchObject({
      ipAddresses: ['10.0.0.1'],
    });
  });
});
