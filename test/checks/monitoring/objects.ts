import { ApiObject } from 'cdk8s';
import type { Check } from '../../../lib/checks/finding';
import { synthesize, type Synthesis } from '../../../lib/kube/synthesis';
import { testChart } from '../../support/chart';

/** An object as a user would write it. */
export interface TestObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly [field: string]: unknown;
}

const MONITORING = 'monitoring.coreos.com/v1';
const RBAC = 'rbac.authorization.k8s.io/v1';

export function custom(kind: string, name: string, spec: object, annotations: Record<string, string> = {}): TestObject {
  return {
    apiVersion: MONITORING,
    kind,
    metadata: { name, namespace: 'ns', labels: { team: 'a' }, annotations },
    spec,
  };
}

/** A Prometheus that takes in everything of its namespace. */
export function prometheus(more: object = {}, annotations: Record<string, string> = {}): TestObject {
  const selectors = ['serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig', 'rule'].map((kind) => [
    `${kind}Selector`,
    {},
  ]);
  const all = Object.fromEntries(selectors) as Record<string, object>;
  const spec = { serviceAccountName: 'prometheus', serviceDiscoveryRole: 'EndpointSlice', ...all };
  return custom('Prometheus', 'k8s', { ...spec, ...more }, annotations);
}

export const ROLE: TestObject = {
  apiVersion: RBAC,
  kind: 'Role',
  metadata: { name: 'prometheus', namespace: 'ns' },
  rules: [
    { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['*'] },
  ],
};

export const BINDING: TestObject = {
  apiVersion: RBAC,
  kind: 'RoleBinding',
  metadata: { name: 'prometheus', namespace: 'ns' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'prometheus' },
  subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'ns' }],
};

export function deployment(name = 'web', namespace = 'ns'): TestObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name, image: 'x:1', ports: [{ name: 'http', containerPort: 8080 }, { containerPort: 9 }] }],
        },
      },
    },
  };
}

export function service(name = 'web', port: object = { name: 'metrics', port: 80, targetPort: 'http' }): TestObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'ns', labels: { app: name } },
    spec: { selector: { app: name }, ports: [port] },
  };
}

/** A ServiceMonitor of the Service `web`; given its endpoint and the rest of its specification. */
export function serviceMonitor(
  endpoint: object = { port: 'metrics' },
  more: object = {},
  annotations = {},
): TestObject {
  const spec = { selector: { matchLabels: { app: 'web' } }, endpoints: [endpoint], ...more };
  return custom('ServiceMonitor', 'web', spec, annotations);
}

export function podMonitor(endpoint: object = { port: 'http' }, more: object = {}): TestObject {
  return custom('PodMonitor', 'web', {
    selector: { matchLabels: { app: 'web' } },
    podMetricsEndpoints: [endpoint],
    ...more,
  });
}

export function rules(...list: object[]): TestObject {
  return custom('PrometheusRule', 'rules', { groups: [{ name: 'g', rules: list }] });
}

export function dashboard(board: unknown, name = 'board.json'): TestObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'boards', namespace: 'ns', labels: { grafana_dashboard: '1' } },
    data: { [name]: typeof board === 'string' ? board : JSON.stringify(board) },
  };
}

/** All that a Prometheus needs to scrape `web`, besides the monitor. */
export const WEB = [prometheus(), ROLE, BINDING, deployment(), service()];

export function synthesisOf(...objects: TestObject[]): Synthesis {
  const chart = testChart();
  objects.forEach((object, index) => new ApiObject(chart, `${index}`, object));
  return synthesize(chart.node.root as Synthesis['app']);
}

/** What a check says of objects. */
export function findings(check: Check, ...objects: TestObject[]): string[] {
  return check(synthesisOf(...objects)).map(({ object, problem, fix }) => `${object}: ${problem} > ${fix}`);
}
