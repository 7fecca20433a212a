import { ApiObject } from 'cdk8s';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { amend, type Amendment } from '../../lib/kube/amend';
import { synthesize } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';

const PLATFORM = `
profile: lean
monitoring: {enabled: false}
openwhisk: {nginx: {autoscaling: {max: 4, cpu: {utilization: 60, container: nginx}}}, apigateway: {autoscaling: {max: 4}}}
`;

/** What the checks say about a platform, with one of its objects changed. */
function findings(yaml: string, kind: string, name: string, ...operations: Amendment[]): string[] {
  const app = buildApp(parsePlatform(yaml).platform);
  const object = app.node
    .findAll()
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .find((candidate) => candidate.kind === kind && candidate.name === name);
  if (!object) throw new Error(`There is no ${kind} ${name}`);
  amend(object, ...operations);
  return runChecks(synthesize(app))
    .filter(({ check }) => check === 'autoscaling')
    .map(({ object: found, problem }) => `${found}: ${problem}`);
}

const TARGET = '/spec/scaleTargetRef';
const METRIC = '/spec/metrics/0';

test.each<[string, string, string, Amendment[], string]>([
  [
    'a target that is not there',
    'HorizontalPodAutoscaler',
    'owdev-nginx',
    [{ op: 'replace', path: `${TARGET}/name`, value: 'owdev-ngnix' }],
    'HorizontalPodAutoscaler/owdev-nginx: scales Deployment/owdev-ngnix in namespace openwhisk, which is not there',
  ],
  [
    'a DaemonSet',
    'HorizontalPodAutoscaler',
    'owdev-nginx',
    [{ op: 'replace', path: `${TARGET}/kind`, value: 'DaemonSet' }],
    'HorizontalPodAutoscaler/owdev-nginx: cannot scale DaemonSet/owdev-nginx: it has one pod on each node',
  ],
  [
    'a number of pods that each apply would reset',
    'Deployment',
    'owdev-nginx',
    [{ op: 'add', path: '/spec/replicas', value: 2 }],
    'Deployment/owdev-nginx: has replicas 2, although HorizontalPodAutoscaler/owdev-nginx scales it: each apply would reset the number of pods',
  ],
  [
    'a container without a request',
    'Deployment',
    'owdev-apigateway',
    [{ op: 'remove', path: '/spec/template/spec/containers/0/resources/requests/cpu' }],
    'HorizontalPodAutoscaler/owdev-apigateway: wants 70 % of the requests of cpu, and there is none in: apigateway',
  ],
  [
    'a container that is not there',
    'HorizontalPodAutoscaler',
    'owdev-nginx',
    [{ op: 'replace', path: `${METRIC}/containerResource/container`, value: 'web' }],
    "HorizontalPodAutoscaler/owdev-nginx: looks at container 'web', which Deployment/owdev-nginx in namespace openwhisk does not have",
  ],
  [
    'a target beyond the limits',
    'HorizontalPodAutoscaler',
    'owdev-nginx',
    [{ op: 'replace', path: `${METRIC}/containerResource/target/averageUtilization`, value: 2001 }],
    'HorizontalPodAutoscaler/owdev-nginx: wants 2001 % of the requests of cpu, of which the limits allow 2000 %: no pod is ever added',
  ],
  [
    'a metric for which nobody answers',
    'HorizontalPodAutoscaler',
    'owdev-nginx',
    [
      {
        op: 'replace',
        path: METRIC,
        value: {
          type: 'Pods',
          pods: { metric: { name: 'hits' }, target: { type: 'AverageValue', averageValue: '5' } },
        },
      },
    ],
    'HorizontalPodAutoscaler/owdev-nginx: scales by the metric hits, which no metrics API serves',
  ],
])('%s is found', (_, kind, name, operations, expected) => {
  expect(findings(PLATFORM, kind, name, ...operations)).toEqual([expected]);
});

test('two scalers on one target are a finding', () => {
  const other: Amendment = { op: 'replace', path: `${TARGET}/name`, value: 'owdev-apigateway' };
  expect(findings(PLATFORM, 'HorizontalPodAutoscaler', 'owdev-nginx', other)).toContainEqual(
    expect.stringMatching(
      /HorizontalPodAutoscaler\/owdev-\w+: scales Deployment\/owdev-apigateway in namespace openwhisk, as HorizontalPodAutoscaler\/owdev-\w+ does/,
    ),
  );
});

test('a series that no source of the platform exposes is a finding', () => {
  const yaml = `
monitoring: {enabled: true}
openwhisk: {metrics: {userEvents: {enabled: false}}, nginx: {autoscaling: {max: 4, metrics: [{metric: openwhisk_userevents_consumer_lag, average: 5}]}}}
`;
  const [found] = findings(yaml, 'HorizontalPodAutoscaler', 'owdev-nginx');
  expect(found).toBe(
    'HorizontalPodAutoscaler/owdev-nginx: scales by openwhisk_userevents_consumer_lag{job="user-events",namespace!="",pod!=""}, which nothing in this platform serves',
  );
});

test('targets are looked up in namespaces of the platform only', () => {
  const scaler = (namespace: string): string =>
    `monitoring: {enabled: false}\nautoscaling: {scalers: [{name: w, namespace: ${namespace}, target: {name: web}, max: 2}]}`;
  expect(findings(scaler('shop'), 'HorizontalPodAutoscaler', 'w')).toEqual([]);
  expect(findings(scaler('openwhisk'), 'HorizontalPodAutoscaler', 'w')).toEqual([
    'HorizontalPodAutoscaler/w: scales Deployment/web in namespace openwhisk, which is not there',
  ]);
});

test('percentages of KEDA are compared with the requests of the target, too', () => {
  const keda = PLATFORM.replace('{max: 4, cpu:', '{max: 4, engine: keda, cpu:');
  const trigger = '/spec/triggers/0/metadata';
  const changed = (...operations: Amendment[]) => findings(keda, 'ScaledObject', 'owdev-nginx', ...operations);
  expect(changed({ op: 'replace', path: `${trigger}/containerName`, value: 'web' })).toEqual([
    "ScaledObject/owdev-nginx: looks at container 'web', which Deployment/owdev-nginx in namespace openwhisk does not have",
  ]);
  expect(changed({ op: 'replace', path: `${trigger}/value`, value: '2001' })).toEqual([
    'ScaledObject/owdev-nginx: wants 2001 % of the requests of cpu, of which the limits allow 2000 %: no pod is ever added',
  ]);
});
