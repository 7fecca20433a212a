import { join } from 'node:path';
import { footprintOf, podsOf } from '../../lib/kube/footprint';
import { loadPlatform } from '../../lib/load/load';
import { synthesizeLoaded } from '../../lib/render';

const synthesis = synthesizeLoaded(loadPlatform(join(__dirname, '../../stacks/platforms/openfaas.yaml')));
const inMonitoring = synthesis.objects.filter(({ manifest }) => manifest.metadata.namespace === 'monitoring');

test('a platform that monitors no more than functions runs an operator, a Prometheus and an Alertmanager', () => {
  const { cpu, memory, ...rest } = footprintOf({ objects: inMonitoring }, synthesis.objects);
  expect(podsOf({ cpu, memory, ...rest })).toBe(3);
  expect(cpu).toBeLessThan(0.2);
  expect(memory.gibibytes).toBeLessThan(0.5);
});

test('its Prometheus scrapes the gateway every 5 s, and its Alertmanager posts to it', () => {
  const of = (kind: string, name: string): string =>
    JSON.stringify(
      synthesis.objects.find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name)?.manifest[
        'spec'
      ],
    );
  expect(of('PodMonitor', 'owdev-openfaas-gateway')).toContain('"interval":"5s"');
  expect(of('PrometheusRule', 'owdev-rules-openfaas-scaling')).toContain('APIHighInvocationRate');
  expect(JSON.stringify(inMonitoring.map(({ manifest }) => manifest))).toContain(
    'http://owdev-openfaas-gateway.openfaas.svc.cluster.local:8080/system/alert',
  );
});
