import { platformReference } from '../../lib/load/reference';
import { PROFILE_NAMES, type ProfileName } from '../../lib/platform/model';
import { PROFILES } from '../../lib/platform/profiles';

const ROWS = new Map(
  platformReference()
    .split('\n')
    .flatMap((line) => {
      const [, path, , defaults = ''] = /^\| `([^`]+)` \| (.*?) \| (.*?) \| /.exec(line) ?? [];
      return path === undefined ? [] : [[path, defaults] as const];
    }),
);

/** Paths and values of everything within a value that is not an object. */
function leaves(value: unknown, path: readonly string[] = []): [path: string, value: unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [[path.join('.'), value]];
}

test.each([
  ['namespace', '`"openwhisk"`'],
  ['openwhisk.invoker.replicas', '`1`; production: `2`'],
  ['openwhisk.invoker.userMemory', '`"2048m"`; lean: `"1024m"`; production: `"8192m"`'],
  ['monitoring.enabled', '`false`; standard, production: `true`'],
  // Set by monitoring.enabled, which these profiles set.
  ['openwhisk.metrics.prometheus', '`false`; standard, production: `true`'],
  ['openwhisk.metrics.exporters.kafka', '`false`; standard, production: `true`'],
  ['openwhisk.kafka.external.host', ''],
])('the default of %s is %s', (path, expected) => {
  expect(ROWS.get(path)).toBe(expected);
});

const OWN_DEFAULTS = PROFILE_NAMES.flatMap((profile): [ProfileName, string, unknown][] =>
  leaves(PROFILES[profile]).map(([path, value]) => [profile, path, value]),
);

test.each(OWN_DEFAULTS)('the profile %s is named with its default of %s', (profile, path, value) => {
  const stated = ROWS.get(path)
    ?.split('; ')
    .find((part) => part.split(': ')[0]?.split(', ').includes(profile));
  // A value that the schema has, too, is the default of all profiles that are not named.
  expect(stated?.split(': ')[1] ?? ROWS.get(path)?.split('; ')[0]).toBe(`\`${JSON.stringify(value)}\``);
});
