import { MONITORING_KINDS } from '../../lib/crds/definitions';
import { problemText } from '../../lib/crds/problem';
import { specProblems } from '../../lib/crds/resource';
import { DROPPED, INVALID, MINIMAL, REFUSED, VALID } from './samples';

const problems = (...[kind, spec]: Parameters<typeof specProblems>): string[] =>
  specProblems(kind, spec).map(problemText);

test.each(MONITORING_KINDS)('the minimal %s is valid', (kind) => {
  expect(problems(kind, MINIMAL[kind])).toEqual([]);
});

test.each(VALID)('valid: %s (%s)', (_name, kind, spec) => {
  expect(problems(kind, spec)).toEqual([]);
});

test.each([...INVALID, DROPPED, ...REFUSED])('wrong: %s (%s)', (_name, kind, spec, text) => {
  expect(problems(kind, spec)).toEqual([text]);
});

test('all mistakes are reported at once, against the schema and against the rules of the operator', () => {
  const endpoint = { intervall: '1m', interval: '30s', scrapeTimeout: '1m', relabelings: [{ action: 'hashmod' }] };
  expect(problems('ServiceMonitor', { selector: {}, endpoints: [endpoint] })).toEqual([
    'spec.endpoints[0].intervall: there is no such field; write interval, or remove it',
    'spec.endpoints[0].scrapeTimeout: 1m is longer than the interval of 30s; write 30s or less',
    'spec.endpoints[0].relabelings[0].targetLabel: is missing for the action hashmod; add it',
    'spec.endpoints[0].relabelings[0].modulus: is missing for the action hashmod; add the number of shards',
  ]);
});

test('a field that every JavaScript object inherits is unknown all the same', () => {
  const spec: unknown = JSON.parse('{"__proto__": {}, "constructor": {}, "selector": {}, "endpoints": []}');
  expect(problems('ServiceMonitor', spec)).toEqual([
    'spec.__proto__: there is no such field; remove it',
    'spec.constructor: there is no such field; remove it',
  ]);
});
