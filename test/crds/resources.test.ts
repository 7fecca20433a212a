import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Construct } from 'constructs';
import { runChecks } from '../../lib/checks/all';
import { amend } from '../../lib/kube/amend';
import { k8s } from '../../lib/kube/k8s';
import { synthesize } from '../../lib/kube/synthesis';
import * as resources from '../../lib/crds';
import { DEFINITIONS, MONITORING_KINDS, type MonitoringKind } from '../../lib/crds/definitions';
import type { MonitoringResource } from '../../lib/crds/resource';
import { typescriptOf } from '../../lib/crds/update/typescript';
import { withoutDescriptions } from '../../lib/crds/update/strip';
import { OPERATOR_GROUP, OPERATOR_VERSION } from '../../lib/crds/version';
import { IMAGES } from '../../lib/catalogue/images';
import { testChart } from '../support/chart';
import { MINIMAL } from './samples';

type AnyResource = new (
  scope: Construct,
  id: string,
  props: { metadata: object; spec: object },
) => MonitoringResource<object>;

const metadata = { name: 'x', namespace: 'ns' };

/** What the checks say of one custom resource. */
function findings(make: (scope: Construct) => void): string[] {
  const chart = testChart();
  make(chart);
  return runChecks(synthesize(chart.node.root as never))
    .filter(({ check }) => check === 'construct')
    .map(({ check, path, problem, fix }) => `${check} ${path} ${problem}; ${fix}`);
}

describe('the constructs', () => {
  test.each(MONITORING_KINDS)('%s renders its kind, version and spec, and has no findings', (kind) => {
    const chart = testChart();
    const object = new (resources[kind] as AnyResource)(chart, 'Resource', { metadata, spec: MINIMAL[kind] });
    const [version] = DEFINITIONS[kind].spec.versions;
    expect(object.toJson()).toEqual({
      apiVersion: `${OPERATOR_GROUP}/${version.name}`,
      kind,
      metadata,
      spec: MINIMAL[kind],
    });
    expect(object.node.validate()).toEqual([]);
  });

  test('every mistake is a finding with the object, its field and the construct', () => {
    const found = findings((chart) => {
      const endpoint = { interval: '1 minute', shceme: 'http' };
      new resources.ServiceMonitor(chart, 'Monitor', { metadata, spec: { selector: {}, endpoints: [endpoint] } });
    });
    expect(found).toEqual([
      "construct test/Monitor ServiceMonitor/x: spec.endpoints[0].interval: '1 minute' is not a duration; write for example 30s, 5m or 1h30m",
      'construct test/Monitor ServiceMonitor/x: spec.endpoints[0].shceme: there is no such field; write scheme, or remove it',
    ]);
  });

  test('mistakes introduced by an amendment of the platform file are found, too', () => {
    const found = findings((chart) => {
      const object = new resources.Prometheus(chart, 'Server', { metadata, spec: { replicas: 1 } });
      amend(object, { op: 'add', path: '/spec/replicas', value: 'two' });
    });
    expect(found).toEqual([
      "construct test/Server Prometheus/x: spec.replicas: 'two' is not a whole number; correct the object of this construct",
    ]);
  });

  test('quantities and ports of typed Kubernetes objects are written as plain values', () => {
    const object = new resources.Prometheus(testChart(), 'Server', {
      metadata,
      spec: {
        resources: { requests: { memory: k8s.Quantity.fromString('1Gi') } },
        containers: [{ name: 'c', readinessProbe: { httpGet: { port: k8s.IntOrString.fromString('web') } } }],
      },
    });
    expect((object.toJson() as { spec: object }).spec).toEqual({
      resources: { requests: { memory: '1Gi' } },
      containers: [{ name: 'c', readinessProbe: { httpGet: { port: 'web' } } }],
    });
    expect(object.node.validate()).toEqual([]);
  });

  test('a wrong field, a missing field and a wrong enum value do not compile', () => {
    const chart = testChart();
    // @ts-expect-error there is no such field
    new resources.ServiceMonitor(chart, 'A', { metadata, spec: { selector: {}, endpoints: [{ intervall: '1m' }] } });
    // @ts-expect-error the selector is missing
    new resources.ServiceMonitor(chart, 'B', { metadata, spec: { endpoints: [] } });
    // @ts-expect-error there is no such scheme
    new resources.ServiceMonitor(chart, 'C', { metadata, spec: { selector: {}, endpoints: [{ scheme: 'htps' }] } });
    // @ts-expect-error replicas are a number
    new resources.Prometheus(chart, 'D', { metadata, spec: { replicas: '2' } });
    expect(chart.node.children.map(({ node }) => node.validate().length)).toEqual([1, 1, 1, 1]);
  });
});

describe('the definitions', () => {
  test.each(MONITORING_KINDS)('%s comes from the pinned release, with one served and stored version', (kind) => {
    const { metadata: own, spec } = DEFINITIONS[kind];
    expect(own.annotations['operator.prometheus.io/version']).toBe(OPERATOR_VERSION);
    expect(own.name).toBe(`${spec.names.plural}.${OPERATOR_GROUP}`);
    expect(spec.names.kind).toBe(kind);
    expect(spec.versions).toEqual([expect.objectContaining({ served: true, storage: true })]);
  });

  test.each(['prometheus-operator', 'config-reloader'] as const)('the image %s has their version', (image) => {
    expect(IMAGES[image]).toMatch(new RegExp(`:v${OPERATOR_VERSION}$`));
  });

  test.each(MONITORING_KINDS)('%s fits into the annotation of a client-side apply, and has no descriptions', (kind) => {
    const { versions } = DEFINITIONS[kind].spec;
    expect(JSON.stringify(DEFINITIONS[kind]).length).toBeLessThan(262_144 / 2);
    expect(withoutDescriptions(versions[0].schema)).toEqual(versions[0].schema);
  });

  test('a field named description is kept', () => {
    const schema = { description: 'a', properties: { description: { type: 'string', description: 'b' } } };
    expect(withoutDescriptions(schema)).toEqual({ properties: { description: { type: 'string' } } });
    expect(hasField('AlertmanagerConfig', 'description')).toBe(true);
  });

  test('the types are generated from the definitions', () => {
    // Among all definitions the names are found, so the order in which they are read counts.
    const definitions = MONITORING_KINDS.map((kind) => DEFINITIONS[kind]).sort((a, b) =>
      a.metadata.name < b.metadata.name ? -1 : 1,
    );
    const written = readFileSync(join(__dirname, '../../lib/crds/types.ts'), 'utf8');
    expect(typescriptOf(definitions) === written).toBe(true);
  });
});

function hasField(kind: MonitoringKind, field: string): boolean {
  return JSON.stringify(DEFINITIONS[kind]).includes(`"${field}":{`);
}
