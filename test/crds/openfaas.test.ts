import { FUNCTION_DEFINITION } from '../../lib/crds/openfaas-definitions';
import { OpenFaasFunction, type FunctionSpec } from '../../lib/crds/openfaas-resources';
import { testChart } from '../support/chart';

const findings = (spec: object): string[] =>
  new OpenFaasFunction(testChart(), 'Function', {
    metadata: { name: 'x' },
    spec: spec as FunctionSpec,
  }).node.validate();

test('a Function needs a name and an image', () => {
  expect(findings({ name: 'x', image: 'r/x:1', constraints: ['disk=ssd'], limits: { memory: '1Gi' } })).toEqual([]);
  expect(findings({ name: 'x' })).toEqual(['Function/x: spec.image: is missing; add it']);
  expect(findings({ image: 'r/x:1' })).toEqual(['Function/x: spec.name: is missing; add it']);
});

test('fields that OpenFaaS does not have are findings', () => {
  expect(findings({ name: 'x', image: 'r/x:1', secret: ['a'] })).toEqual([
    'Function/x: spec.secret: there is no such field; write secrets, or remove it',
  ]);
});

test('a Function is of the API group of OpenFaaS', () => {
  const { apiVersion, kind } = new OpenFaasFunction(testChart(), 'Function', {
    metadata: { name: 'x' },
    spec: { name: 'x', image: 'r/x:1' },
  });
  expect({ apiVersion, kind }).toEqual({ apiVersion: 'openfaas.com/v1', kind: 'Function' });
  expect(FUNCTION_DEFINITION.metadata.name).toBe('functions.openfaas.com');
});
