import { Testing } from 'cdk8s';
import { Namespace, type PodSecurity } from '../../lib/kube/namespace';
import type { Manifest } from '../../lib/kube/synthesis';
import { testChart } from '../support/chart';

const component = { component: 'namespace', program: 'kafka', partOf: 'openwhisk' };

test.each<[string, PodSecurity]>([
  ['restricted', 'restricted'],
  ['privileged', { level: 'privileged', reason: 'it reads files of the node' }],
])('a namespace enforces the Pod Security Standard %s', (level, podSecurity) => {
  const chart = testChart();
  const { node } = new Namespace(chart, 'Namespace', { component, podSecurity });
  const [manifest] = Testing.synth(chart) as Manifest[];
  expect(manifest?.metadata).toMatchObject({
    name: 'ns',
    labels: { 'app.kubernetes.io/name': 'kafka', 'pod-security.kubernetes.io/enforce': level },
  });
  expect(node.metadata.map(({ data }) => data as string)).toEqual(
    level === 'restricted' ? [] : ['it reads files of the node'],
  );
});
