import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GATEWAY_DEFINITIONS } from '../../lib/crds/gateway-definitions';
import { HTTPRoute } from '../../lib/crds/gateway-resources';
import { typescriptOf } from '../../lib/crds/update/typescript';
import { GATEWAY_GROUP, GATEWAY_VERSION } from '../../lib/crds/version';
import { amend } from '../../lib/kube/amend';
import { testChart } from '../support/chart';

const ROUTE = { parentRefs: [{ name: 'shared' }], rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] };

test.each([
  [
    'an unknown field',
    '/spec/rules/0/timeout',
    '80s',
    'spec.rules[0].timeout: there is no such field; write timeouts, or remove it',
  ],
  [
    'the name of a port',
    '/spec/rules/0/backendRefs/0/port',
    'http',
    "spec.rules[0].backendRefs[0].port: 'http' is not a whole number",
  ],
  [
    'a wildcard within a host',
    '/spec/hostnames',
    ['a.*.b'],
    expect.stringMatching(/^spec\.hostnames\[0\]: 'a\.\*\.b' does not match/),
  ],
])('%s of a route is a finding', (_, path, value, problem) => {
  const route = new HTTPRoute(testChart(), 'Route', { metadata: { name: 'x' }, spec: ROUTE });
  expect(route.node.validate()).toEqual([]);
  amend(route, { op: 'add', path, value });
  const [found = ''] = route.node.validate();
  expect(found.replace('HTTPRoute/x: ', '')).toEqual(problem);
});

test('the definitions are of the Standard channel, with version v1 alone, and the types are generated from them', () => {
  const definitions = Object.values(GATEWAY_DEFINITIONS);
  for (const { metadata, spec } of definitions) {
    expect(metadata.name).toBe(`${spec.names.plural}.${GATEWAY_GROUP}`);
    expect(metadata.annotations).toMatchObject({
      'gateway.networking.k8s.io/bundle-version': `v${GATEWAY_VERSION}`,
      'gateway.networking.k8s.io/channel': 'standard',
    });
    expect(spec.versions.map(({ name }) => name)).toEqual(['v1']);
  }
  const written = readFileSync(join(__dirname, '../../lib/crds/gateway-types.ts'), 'utf8');
  expect(typescriptOf(definitions) === written).toBe(true);
});
