import { runChecks } from '../../lib/checks/all';
import { footprintOf } from '../../lib/kube/footprint';
import { messageAbout, oneMistake } from '../load/message';
import { Manifests } from '../support/platform';

interface Relabeling {
  readonly targetLabel?: string;
  readonly replacement?: string;
}
interface MonitorManifest {
  readonly spec: {
    readonly endpoints?: { relabelings: Relabeling[] }[];
    readonly podMetricsEndpoints?: { relabelings: Relabeling[] }[];
    readonly targets?: { staticConfig: { relabelingConfigs?: Relabeling[] } };
  };
}

const manifests = Manifests.of(`
profile: lean
monitoring:
  enabled: true
  prometheus:
    shards: 2
    thanos: { objectStorage: { name: my-bucket, ports: [9000] }, from: [thanos] }
  scrape: [{ name: shop, pods: { namespace: shop, port: web } }]
`);

/** The first relabeling of each endpoint of a kind, by the name of its monitor. */
function firstSteps(kind: string): [string, Relabeling | undefined][] {
  return (manifests.kind(kind) as unknown as (MonitorManifest & { metadata: { name: string } })[]).flatMap(
    ({ metadata, spec }) => {
      const steps = [
        ...(spec.endpoints ?? spec.podMetricsEndpoints ?? []).map(({ relabelings }) => relabelings),
        ...(spec.targets ? [spec.targets.staticConfig.relabelingConfigs ?? []] : []),
      ];
      return steps.map((list): [string, Relabeling | undefined] => [metadata.name, list?.[0]]);
    },
  );
}

describe('R17: shards', () => {
  test('all scrape each target of the platform, so that rules on absent series hold in each', () => {
    expect(runChecks(manifests.synthesis)).toEqual([]);
    const steps = ['ServiceMonitor', 'PodMonitor', 'Probe'].flatMap(firstSteps);
    const distributed = steps.filter(([, step]) => step?.targetLabel !== '__tmp_disable_sharding');
    expect(steps.length).toBeGreaterThan(15);
    expect(distributed.map(([name]) => name)).toEqual(['owdev-scrape-shop']);
  });

  test('multiply the pods, their memory and their claims', () => {
    const one = Manifests.of('profile: lean\nmonitoring: {enabled: true}');
    const pods = (of: Manifests) => footprintOf(of.synthesis).pods.get('Prometheus/owdev-prometheus');
    expect([pods(one), pods(manifests)]).toEqual([2, 4]);
    expect(JSON.stringify(one.kind('PodMonitor'))).not.toContain('__tmp_disable_sharding');
  });

  test('have two pods each, or their targets are not scraped during a restart', () => {
    expect(messageAbout('monitoring:\n  enabled: true\n  prometheus:\n    shards: 3\n    replicas: 1')).toBe(
      oneMistake(
        ':5 monitoring.prometheus.replicas: each of the 3 shards has one pod, and its targets are not scraped while that pod restarts',
        'at least 2 with monitoring.prometheus.shards',
        'write replicas: 2, or remove monitoring.prometheus.shards',
      ),
    );
  });
});

describe('R18: the Thanos sidecar', () => {
  test('is scraped, with alerts about it, only where it runs', () => {
    const of = (one: Manifests) => [
      JSON.stringify(one.get('PodMonitor', 'prometheus')).includes('thanos-sidecar'),
      one.names('PrometheusRule').includes('rules-thanos-sidecar'),
    ];
    expect(of(manifests)).toEqual([true, true]);
    expect(of(Manifests.of('profile: lean\nmonitoring: {enabled: true}'))).toEqual([false, false]);
    const { ingress } = manifests.get<{ spec: { ingress: object[] } }>('NetworkPolicy', 'prometheus').spec;
    expect(JSON.stringify(ingress)).toContain('"port":10902');
  });

  test('uploads to the object storage of a Secret, with the network opened to it and to its clients', () => {
    const { spec } = manifests.get<{ spec: { thanos: Record<string, unknown> } }>('Prometheus', 'prometheus');
    expect(spec.thanos).toMatchObject({
      image: expect.stringMatching(/thanos:v\d/) as string,
      objectStorageConfig: { name: 'my-bucket', key: 'thanos.yaml' },
    });
    const policy = manifests.get<{ spec: { egress: object[]; ingress: object[] } }>('NetworkPolicy', 'prometheus').spec;
    expect(policy.egress).toContainEqual({ ports: [{ port: 9000, protocol: 'TCP' }] });
    expect(policy.ingress).toContainEqual({
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'thanos' } } }],
      ports: [{ port: 10901, protocol: 'TCP' }],
    });
  });

  test('without object storage is a mistake', () => {
    const message = messageAbout('monitoring:\n  enabled: true\n  prometheus:\n    thanos: {}');
    expect(message).toContain('platform.yaml:4 monitoring.prometheus.thanos.objectStorage: is missing');
  });
});
