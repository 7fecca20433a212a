import { monitors } from '../../../lib/checks/monitoring/monitors';
import {
  BINDING,
  custom,
  deployment,
  findings,
  podMonitor,
  prometheus,
  ROLE,
  rules,
  service,
  serviceMonitor,
  WEB,
  type TestObject,
} from './objects';

const said = (...objects: TestObject[]): string[] => findings(monitors, ...objects);

describe('a monitor that selects a port of pods is accepted:', () => {
  test.each<[string, TestObject[]]>([
    ['by the name of a port of a Service', [...WEB, serviceMonitor()]],
    [
      'by the number of a container port',
      [...WEB.slice(0, 4), service('web', { name: 'm', port: 9 }), serviceMonitor({ port: 'm' })],
    ],
    ['by the target port of a Service', [...WEB, serviceMonitor({ targetPort: 'http' })]],
    ['by a container port', [...WEB, podMonitor()]],
    ['by the number of a port', [...WEB, podMonitor({ portNumber: 9 })]],
    [
      'of what the cluster makes',
      [...WEB, serviceMonitor({ port: 'x' }, {}, { 'faas-stack/external-target': 'kubeadm' })],
    ],
    [
      'of a Prometheus, whose pods the operator makes',
      [
        ...WEB,
        podMonitor({ port: 'reloader-web' }, { selector: { matchLabels: { 'app.kubernetes.io/instance': 'k8s' } } }),
      ],
    ],
  ])('%s', (_, objects) => expect(said(...objects)).toEqual([]));
});

test.each<[string, TestObject[], string]>([
  [
    'a selector that selects no Service',
    [...WEB, serviceMonitor({ port: 'metrics' }, { selector: { matchLabels: { app: 'wep' } } })],
    'ServiceMonitor/web: selects no Service in namespace ns, where there are web: app=wep > correct the selector or the namespaces, or say by the annotation faas-stack/external-target who makes them',
  ],
  [
    'a port that no Service has',
    [...WEB, serviceMonitor({ port: 'metric' })],
    "ServiceMonitor/web: port 'metric' is not a port of Service web > write metrics",
  ],
  [
    'a port of a Service that leads to no container port',
    [...WEB.slice(0, 4), service('web', { name: 'metrics', port: 80, targetPort: 'htp' }), serviceMonitor()],
    "ServiceMonitor/web: port 'htp' is not a container port of web, to which port 'metrics' of Service 'web' leads > write http",
  ],
  [
    'a Service without pods',
    [...WEB.slice(0, 3), deployment('other'), service(), serviceMonitor()],
    "ServiceMonitor/web: leads to Service 'web', which selects no pods of the app > correct the selector of the Service, or say by the annotation faas-stack/external-target who makes them",
  ],
  [
    'a selector that selects no pods',
    [
      ...WEB,
      podMonitor(
        { port: 'http' },
        {
          selector: {
            matchExpressions: [
              { key: 'app', operator: 'NotIn', values: ['web'] },
              { key: 'app', operator: 'In', values: ['web'] },
            ],
          },
        },
      ),
    ],
    'PodMonitor/web: selects no pods in namespace ns, where there are web, k8s: app NotIn (web), app In (web) > correct the selector or the namespaces, or say by the annotation faas-stack/external-target who makes them',
  ],
  [
    'a port that no container has',
    [...WEB, podMonitor({ port: 'metrics' })],
    "PodMonitor/web: port 'metrics' is not a container port of web > write one of http, 9",
  ],
  [
    'an annotation without a reason',
    [...WEB, serviceMonitor({ port: 'metric' }, {}, { 'faas-stack/external-target': ' ' })],
    "ServiceMonitor/web: port 'metric' is not a port of Service web > write metrics",
  ],
])('%s', (_, objects, message) => expect(said(...objects)).toEqual([message]));

describe('objects that a Prometheus selects:', () => {
  const others = WEB.slice(1);
  const fix = 'give it the labels that the Prometheus selects, or widen its selector';

  test.each<[string, object, TestObject, string]>([
    [
      'other labels',
      { ruleSelector: { matchLabels: { role: 'rules' } } },
      rules(),
      `PrometheusRule/rules: no Prometheus takes it in: k8s has a ruleSelector that other labels match: {"matchLabels":{"role":"rules"}} > ${fix}`,
    ],
    [
      'no selector at all',
      { probeSelector: undefined },
      custom('Probe', 'p', { prober: { url: 'x:1' } }),
      `Probe/p: no Prometheus takes it in: k8s has no probeSelector, and so takes none > ${fix}`,
    ],
    [
      'other namespaces',
      { serviceMonitorNamespaceSelector: { matchLabels: { watched: 'yes' } } },
      serviceMonitor(),
      `ServiceMonitor/web: no Prometheus takes it in: k8s has a serviceMonitorNamespaceSelector that namespace ns does not match: {"matchLabels":{"watched":"yes"}} > ${fix}`,
    ],
  ])('%s', (_, spec, object, message) => {
    expect(said(prometheus(spec), ...others, object)).toEqual([message]);
  });

  test('its own namespace only', () => {
    const { metadata, ...rest } = rules();
    expect(said(...WEB, { ...rest, metadata: { ...metadata, namespace: 'elsewhere' } })).toEqual([
      `PrometheusRule/rules: no Prometheus takes it in: k8s has no ruleNamespaceSelector, and so takes those of its own namespace only > ${fix}`,
    ]);
  });

  test('a namespace by its name and by its own labels', () => {
    const byName = { serviceMonitorNamespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ns' } } };
    expect(said(prometheus(byName), ...others, serviceMonitor())).toEqual([]);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ns', labels: { watched: 'yes' } } };
    const byLabel = { serviceMonitorNamespaceSelector: { matchExpressions: [{ key: 'watched', operator: 'Exists' }] } };
    expect(said(prometheus(byLabel), ...others, serviceMonitor(), namespace)).toEqual([]);
  });

  test('nothing is reported without a Prometheus', () => expect(said(rules())).toEqual([]));
});

describe('permissions of the Prometheus in the namespaces of its targets:', () => {
  const fix = '> bind a Role for them to ServiceAccount ns/prometheus';

  test('are missing without a role binding', () => {
    expect(said(prometheus(), ROLE, deployment(), service(), serviceMonitor())).toEqual([
      `ServiceMonitor/web: Prometheus 'k8s' may not get, list and watch services, pods, endpointslices in namespace ns ${fix}`,
    ]);
  });

  test('are limited to the permissions of the role', () => {
    const older = prometheus({ serviceDiscoveryRole: 'Endpoints' });
    expect(said(older, ROLE, BINDING, deployment(), service(), serviceMonitor())).toEqual([
      `ServiceMonitor/web: Prometheus 'k8s' may not get, list and watch endpoints in namespace ns ${fix}`,
    ]);
  });

  test('do not apply in another namespace', () => {
    const elsewhere = { namespaceSelector: { matchNames: ['far'] } };
    expect(said(...WEB, deployment('web', 'far'), podMonitor({ port: 'http' }, elsewhere))).toEqual([
      `PodMonitor/web: Prometheus 'k8s' may not get, list and watch pods in namespace far ${fix}`,
    ]);
  });

  test('apply cluster-wide only through a ClusterRole', () => {
    const any = podMonitor({ port: 'http' }, { namespaceSelector: { any: true } });
    expect(said(...WEB, any)).toEqual([
      "PodMonitor/web: Prometheus 'k8s' may not get, list and watch pods in all namespaces > bind a ClusterRole for them to ServiceAccount ns/prometheus",
    ]);
    const cluster = { metadata: { name: 'all' } };
    const bound = { ...BINDING, ...cluster, kind: 'ClusterRoleBinding', roleRef: { kind: 'ClusterRole', name: 'all' } };
    expect(said(...WEB, any, { ...ROLE, ...cluster, kind: 'ClusterRole' }, bound)).toEqual([]);
  });
});

describe('destinations of probes and of a Prometheus:', () => {
  const probe = (prober: string, target: string): TestObject =>
    custom('Probe', 'p', { prober: { url: prober }, targets: { staticConfig: { static: [target] } } });

  test('Services and external addresses are accepted', () => {
    expect(said(...WEB, probe('web.ns.svc.cluster.local:80', 'https://example.org/x'))).toEqual([]);
  });

  test('missing Services and ports are findings', () => {
    expect(said(...WEB, probe('wep.ns.svc:80', 'http://web.ns.svc:81/x'))).toEqual([
      "Probe/p: leads to Service 'wep' in namespace ns, which is not there > write web",
      "Probe/p: leads to port 81 of Service 'web', which has metrics 80 > write one of its ports",
    ]);
  });

  test('a missing Alertmanager is a finding', () => {
    const alerting = {
      alertmanagers: [
        { name: 'web', port: 'web' },
        { name: 'alertmanager-operated', port: 'web' },
      ],
    };
    expect(said(prometheus({ alerting }), ...WEB.slice(1))).toEqual([
      "Prometheus/k8s: leads to port 'web' of Service 'web', which has metrics 80 > write one of its ports",
    ]);
  });
});
