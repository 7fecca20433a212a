import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEDA_DEFINITIONS } from '../../lib/crds/keda-definitions';
import { ScaledObject, TriggerAuthentication } from '../../lib/crds/keda-resources';
import type { ScaledObjectSpec } from '../../lib/crds/keda-types';
import { typescriptOf } from '../../lib/crds/update/typescript';
import { KEDA_GROUP } from '../../lib/crds/version';
import { amend } from '../../lib/kube/amend';
import { testChart } from '../support/chart';

const metadata = { name: 'x', namespace: 'ns' };
const CPU = { type: 'cpu', metricType: 'Utilization', metadata: { value: '50' } };
const KAFKA = { type: 'kafka', metadata: { bootstrapServers: 'k:9092', consumerGroup: 'g', topic: 't' } };
const MINIMAL: ScaledObjectSpec = { scaleTargetRef: { name: 'web' }, triggers: [KAFKA] };

function findings(spec: ScaledObjectSpec): string[] {
  return new ScaledObject(testChart(), 'Scaler', { metadata, spec }).node.validate();
}

test('a ScaledObject is of the API group of KEDA, and a right one has no findings', () => {
  const object = new ScaledObject(testChart(), 'Scaler', { metadata, spec: MINIMAL });
  expect(object.toJson()).toEqual({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata, spec: MINIMAL });
  expect(object.node.validate()).toEqual([]);
});

test.each<[string, Partial<ScaledObjectSpec>, string]>([
  [
    'a misspelt key',
    { triggers: [{ ...KAFKA, metadata: { ...KAFKA.metadata, lagTreshold: '5' } }] },
    'spec.triggers[0].metadata.lagTreshold: the kafka trigger of KEDA does not read it; write lagThreshold, or remove it',
  ],
  [
    'a missing key',
    { triggers: [{ type: 'kafka', metadata: { bootstrapServers: 'k:9092' } }] },
    'spec.triggers[0].metadata.consumerGroup: the kafka trigger of KEDA requires it; add it',
  ],
  [
    'more idle pods than the least',
    { minReplicaCount: 2, idleReplicaCount: 2 },
    'spec.idleReplicaCount: 2 is not below minReplicaCount 2; lower it',
  ],
  [
    'a least above the most',
    { minReplicaCount: 5, maxReplicaCount: 2 },
    'spec.minReplicaCount: 5 is above maxReplicaCount 2; lower it',
  ],
  [
    'a fallback of nothing',
    { triggers: [CPU], fallback: { failureThreshold: 3, replicas: 2 } },
    'spec.fallback: applies to no trigger: none is an average other than CPU and memory; remove it, or add such a trigger',
  ],
])('%s is a finding', (_, changes, finding) => {
  expect(findings({ ...MINIMAL, ...changes })).toEqual([`ScaledObject/x: ${finding}`]);
});

test('a trigger with an alternative key, and a trigger of another type, have no findings', () => {
  const fromEnv = { bootstrapServersFromEnv: 'SERVERS', consumerGroupFromEnv: 'GROUP' };
  expect(findings({ ...MINIMAL, triggers: [{ type: 'kafka', metadata: fromEnv }] })).toEqual([]);
  expect(findings({ ...MINIMAL, triggers: [{ type: 'nats-jetstream', metadata: { stream: 's' } }] })).toEqual([]);
});

test('an amendment with an unknown field is a finding', () => {
  const object = new ScaledObject(testChart(), 'Scaler', { metadata, spec: MINIMAL });
  amend(object, { op: 'add', path: '/spec/cooldown', value: 5 });
  expect(object.node.validate()).toEqual([
    'ScaledObject/x: spec.cooldown: there is no such field; write cooldownPeriod, or remove it',
  ]);
});

test('a TriggerAuthentication is validated against its definition', () => {
  const authentication = (spec: object) =>
    new TriggerAuthentication(testChart(), 'Authentication', { metadata, spec }).node.validate();
  const secret = { parameter: 'username', name: 's', key: 'username' };
  expect(authentication({ secretTargetRef: [secret] })).toEqual([]);
  expect(authentication({ secretTargetRef: [{ parameter: 'username', name: 's' }] })).toEqual([
    'TriggerAuthentication/x: spec.secretTargetRef[0].key: is missing; add it',
  ]);
});

test('the definitions are namespaced, with one version, and the types are generated from them', () => {
  const definitions = Object.values(KEDA_DEFINITIONS);
  for (const { metadata: own, spec } of definitions) {
    expect(own.name).toBe(`${spec.names.plural}.${KEDA_GROUP}`);
    expect(spec).toMatchObject({ scope: 'Namespaced', versions: [{ name: 'v1alpha1', served: true, storage: true }] });
  }
  const written = readFileSync(join(__dirname, '../../lib/crds/keda-types.ts'), 'utf8');
  expect(typescriptOf(definitions) === written).toBe(true);
});
