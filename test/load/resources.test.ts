import { platformJsonSchema } from '../../lib/platform/model';
import { parsePlatform } from '../../lib/load/load';
import { messageAbout, messageOf, oneMistake } from './message';

interface Property {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly items?: Property;
}

/** Paths of all objects with requests and limits in the model; an item of an array is at index 0. */
function resourcePaths({ properties = {}, items }: Property, path: readonly string[] = []): string[][] {
  if ('requests' in properties && 'limits' in properties) return [[...path]];
  return [
    ...Object.entries(properties).flatMap(([key, property]) => resourcePaths(property, [...path, key])),
    ...(items ? resourcePaths(items, [...path, '0']) : []),
  ];
}

const PATHS = resourcePaths(platformJsonSchema());

test('every part of the platform has resources', () => {
  const parts = new Set(PATHS.map(([part]) => part));
  expect([...parts].sort()).toEqual([
    'autoscaling',
    'functions',
    'logging',
    'monitoring',
    'mysql',
    'openfaas',
    'openwhisk',
    'tracing',
  ]);
  expect(PATHS.length).toBeGreaterThan(25);
});

/** Keys without which a section is incomplete. */
const REQUIRED: Readonly<Record<string, object>> = { thanos: { objectStorage: { name: 'my-bucket' } } };

/** The first item of a list, of functions. */
const ITEM = { name: 'f', image: 'registry.example.org/f:1' };

const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight(
    (inner, key, index) =>
      key === '0' ? [{ ...ITEM, ...(inner as object) }] : { ...REQUIRED[path[index - 1] ?? ''], [key]: inner },
    value,
  );

describe.each(PATHS.map((path) => [path.join('.').replace('.0', '[0]'), path] as const))('%s', (name, path) => {
  test.each([
    ['cpu', '100', '1'],
    ['memory', '100Gi', '64Gi'],
  ])('refuses a request of %s above the limit', (kind, request, limit) => {
    const yaml = JSON.stringify(nested(path, { requests: { [kind]: request }, limits: { [kind]: limit } }));
    expect(messageAbout(yaml)).toContain(
      [
        `platform.yaml:1 ${name}.requests.${kind}: ${request} is more than the limit of ${limit}`,
        `    allowed: at most ${limit}`,
        `    fix: write ${limit} or less, or raise ${name}.limits.${kind}`,
      ].join('\n'),
    );
  });
});

test("a default above the file's limit is named as a default", () => {
  expect(messageAbout('monitoring:\n  grafana:\n    resources: { limits: { memory: 128Mi } }')).toBe(
    oneMistake(
      ':3 monitoring.grafana.resources.requests.memory (the default): 192Mi is more than the limit of 128Mi',
      'at most 128Mi',
      'write 128Mi or less, or raise monitoring.grafana.resources.limits.memory',
    ),
  );
});

test('a request that equals its limit in another notation is accepted', () => {
  const platform = (cpu: string): unknown =>
    parsePlatform(`openwhisk: {nginx: {resources: {requests: {cpu: ${cpu}m}, limits: {cpu: "0.0${cpu}"}}}}`);
  expect(() => ['13', '18', '26', '36'].map(platform)).not.toThrow();
  expect(messageOf(() => platform('370'))).toContain('370m is more than the limit of 0.0370');
});

test('keys of free-form values are not taken for resources', () => {
  const yaml = 'openwhisk: {runtimes: {resources: {requests: {cpu: 2}, limits: {cpu: 1}}}}';
  expect(messageAbout(yaml)).not.toContain('more than the limit');
});
