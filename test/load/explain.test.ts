import { explain } from '../../lib/load/explain';
import { platformSchema } from '../../lib/platform/model';

const lines = (path: string): string[] => explain(path).split('\n');

test('a property has its meaning, values and the default of each profile', () => {
  expect(lines('openwhisk.kafka.replicas')).toEqual([
    'openwhisk.kafka.replicas',
    '  Number of brokers.',
    '  values:  1 to 99',
    '  default: 1; production: 3',
  ]);
});

test('a section lists its properties, and says how to go on', () => {
  const text = explain('openwhisk.ingress');
  expect(text).toMatch(/^openwhisk\.ingress\n {2}\S/);
  expect(text).toMatch(/\n {2}type +NodePort or LoadBalancer: the Service of nginx\.\n/);
  expect(text).toMatch(/\nnext: npx faas-stack explain 'openwhisk\.ingress\.type'$/);
});

test('without a path, all sections are listed', () => {
  const sections = lines('').flatMap((line) => /^ {2}(\w+) {2}/.exec(line)?.[1] ?? []);
  expect(sections).toEqual(Object.keys(platformSchema.shape));
});

test.each(['monitoring.scrape[].interval', 'monitoring.scrape[0].interval', 'monitoring.scrape.0.interval'])(
  '%s is a property of the entries of a list',
  (path) => {
    expect(lines(path).slice(0, 2)).toEqual(['monitoring.scrape[].interval', expect.stringMatching(/^ {2}\S.*\.$/)]);
  },
);

test('an entry of an object with free names has any name', () => {
  expect(lines('images.overrides.kafka')[1]).toBe('  Complete reference of the image.');
});

/** The message of the error. */
function errorOf(path: string): string {
  try {
    explain(path);
  } catch (error) {
    return String(error);
  }
  return 'no error';
}

test.each([
  [
    'openwhisk.ingres.type',
    /^UserError: openwhisk\.ingres\.type: openwhisk has no property 'ingres'; did you mean openwhisk\.ingress\?\n {2}allowed: openwhisk has enabled, .*\n {2}fix: npx faas-stack explain openwhisk\.ingress$/,
  ],
  [
    'retention',
    /^UserError: retention: the platform file has no property 'retention'; did you mean monitoring\.prometheus\.retention or monitoring\.alertmanager\.retention\?\n {2}allowed: the platform file has profile, .*\n {2}fix: npx faas-stack explain monitoring\.prometheus\.retention$/,
  ],
  [
    'name.first',
    /^UserError: name\.first: name has no property 'first'\n {2}allowed: name has no properties; it is string\n {2}fix: npx faas-stack explain name$/,
  ],
  [
    'toString',
    /^UserError: toString: the platform file has no property 'toString'\n {2}allowed: the platform file has profile, .*\n {2}fix: npx faas-stack explain$/,
  ],
])('the unknown path %s is an error with the nearest one', (path, message) => {
  expect(errorOf(path)).toMatch(message);
});

test('every property of the reference is explained', () => {
  const walk = (path: string, depth: number): number => {
    const text = explain(path);
    const [first = '', description = ''] = text.split('\n');
    if (path !== '') expect([first, description]).toEqual([path, expect.stringMatching(/^ {2}\S/)]);
    if (depth === 0) return 1;
    const keys = [...text.matchAll(/^ {2}([A-Za-z]\w*) {2,}(?=\S)/gm)].map(([, key = '']) => key);
    return keys.reduce((sum, key) => sum + walk(path === '' ? key : `${path}.${key}`, depth - 1), 1);
  };
  expect(walk('', 2)).toBeGreaterThan(150);
});
