import { parsePlatform } from '../../lib/load/load';
import { merge } from '../../lib/platform/profiles';
import { deployedNamespaces, namespacesOf, sharedNamespace, type PlatformPart } from '../../lib/platform/namespaces';
import type { Platform } from '../../lib/platform/model';

const { platform } = parsePlatform('profile: standard\nlogging: { enabled: false }');
const everything = merge(platform, {
  logging: { enabled: true },
  autoscaling: { resourceMetrics: 'metrics-server', demonstration: { enabled: true } },
  openfaas: { enabled: true },
  mysql: { enabled: true },
  tracing: { enabled: true, agent: { enabled: true } },
}) as Platform;

const PARTS = Object.keys(namespacesOf(platform)) as PlatformPart[];
/** Action pods may share the namespace of OpenWhisk, which is less safe, and then occupy none. */
const PAIRS = PARTS.flatMap((part, index) => PARTS.slice(0, index).map((before) => [part, before] as const)).filter(
  ([part]) => part !== 'actions',
);

/** A platform with one part in the namespace of another. */
function sharing(part: PlatformPart, before: PlatformPart, base: Platform): Platform {
  const parts = namespacesOf(base);
  const value = parts[part].path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), parts[before].namespace);
  return merge(base, value as Record<string, unknown>) as Platform;
}

test('the default namespaces of all parts differ', () => {
  expect(deployedNamespaces(everything)).toHaveLength(PARTS.length);
  expect(new Set(deployedNamespaces(everything)).size).toBe(PARTS.length);
});

test.each(PAIRS)('%s must not share the namespace of %s', (part, before) => {
  const { namespace, path } = namespacesOf(everything)[before];
  expect(sharedNamespace(sharing(part, before, everything), part, 'another')).toEqual([
    expect.objectContaining({
      path: namespacesOf(everything)[part].path,
      problem: `'${namespace}' is already the value of ${path.join('.')}`,
    }),
  ]);
});

test('action pods have a namespace of their own, unless the platform file names the one of OpenWhisk', () => {
  expect(deployedNamespaces(platform)).toContain('openwhisk-actions');
  expect(deployedNamespaces(sharing('actions', 'openwhisk', platform))).not.toContain('openwhisk-actions');
});

test('a part that is off occupies no namespace', () => {
  expect(platform.logging.enabled).toBe(false);
  expect(sharedNamespace(sharing('demonstration', 'logging', platform), 'demonstration', 'another')).toEqual([]);
  expect(deployedNamespaces(platform)).not.toContain(platform.logging.namespace);
});
