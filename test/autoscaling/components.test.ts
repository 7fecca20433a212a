import { buildApp } from '../../charts/app';
import { scaledComponents } from '../../lib/autoscaling/components';
import { Workload } from '../../lib/kube/workload';
import { parsePlatform } from '../../lib/load/load';
import { namespacesOf } from '../../lib/platform/namespaces';

const scaling = 'autoscaling: {max: 2}';
const { platform } = parsePlatform(`
monitoring: {enabled: true}
logging: {enabled: true, kibana: {${scaling}}}
openwhisk:
  controller: {${scaling}}
  invoker: {${scaling}}
  nginx: {${scaling}}
  apigateway: {${scaling}}
  metrics: {userEvents: {enabled: true, ${scaling}}}
`);

test.each(scaledComponents(platform).map((scaled) => [scaled.component, scaled] as const))(
  '%s has the kind and the namespace of its workload',
  (component, { kind, part }) => {
    const workload = Workload.within(buildApp(platform)).find((found) => found.component.component === component);
    expect(workload?.apiObject.kind).toBe(kind);
    expect(workload?.namespace).toBe(namespacesOf(platform)[part].namespace);
  },
);

test('every component with a scaler is known', () => {
  expect(scaledComponents(platform)).toHaveLength(6);
});
