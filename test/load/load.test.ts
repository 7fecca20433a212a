import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPlatform, parsePlatform } from '../../lib/load/load';
import { PROFILE_NAMES } from '../../lib/platform/model';
import { originOf, PROFILES, withProfile } from '../../lib/platform/profiles';

const EXAMPLES = join(__dirname, '../../stacks/platforms');

describe('the examples', () => {
  test.each(readdirSync(EXAMPLES))('%s loads', (name) => {
    const file = join(EXAMPLES, name);
    expect(loadPlatform(file).file).toBe(file);
  });

  test.each(PROFILE_NAMES)('one has the profile %s and nothing else', (name) => {
    expect(loadPlatform(join(EXAMPLES, `${name}.yaml`)).platform).toEqual(parsePlatform(`profile: ${name}`).platform);
  });
});

describe('a file', () => {
  test('has its values, and the defaults for the rest', () => {
    const { platform } = parsePlatform('name: prod\nopenwhisk:\n  kafka:\n    replicas: 3\n');
    expect(platform).toMatchObject({ profile: 'standard', name: 'prod', namespace: 'openwhisk' });
    expect(platform.openwhisk.kafka).toMatchObject({ replicas: 3, heapMiB: 512, size: '512Mi' });
  });

  test('has the standard profile by default', () => {
    expect(parsePlatform('name: owdev').platform).toEqual(parsePlatform('profile: standard').platform);
  });
});

describe('the line', () => {
  const YAML = [
    '# yaml-language-server: $schema=x', // 1
    'name: a',
    'images:', // 3
    '  pullSecrets:',
    '    - one', // 5
    '',
    '    - two', // 7
    'openwhisk: { lean: true,',
    '  timezone: UTC }', // 9
    'amendments:',
    '  - kind: Service', // 11
    '    name: b',
    '    patch:', // 13
    '      - { op: remove, path: /a }',
    '      - op: add', // 15
    '        path: >-',
    '          /b', // 17
    '        value: [1,',
    '          2]', // 19
  ].join('\n');

  test.each([
    [['name'], 2],
    [['images'], 3],
    [['images', 'pullSecrets'], 4],
    [['images', 'pullSecrets', 0], 5],
    [['images', 'pullSecrets', 1], 7],
    [['openwhisk', 'lean'], 8],
    [['openwhisk', 'timezone'], 9],
    [['amendments', 0], 11],
    [['amendments', 0, 'name'], 12],
    [['amendments', 0, 'patch', 0], 14],
    [['amendments', 0, 'patch', 0, 'path'], 14],
    [['amendments', 0, 'patch', 1, 'op'], 15],
    [['amendments', 0, 'patch', 1, 'path'], 16],
    [['amendments', 0, 'patch', 1, 'value', 0], 18],
    [['amendments', 0, 'patch', 1, 'value', 1], 19],
  ])('of %j is %i', (path, line) => {
    expect(parsePlatform(YAML).lineOf(path)).toBe(line);
  });

  test.each([
    [['openwhisk', 'kafka', 'replicas'], 8],
    [['images', 'registry'], 3],
    [['images', 'pullSecrets', 2], 4],
    [['amendments', 0, 'patch', 2, 'op'], 13],
    [['name', 'first'], 2],
  ])('of the missing %j is the line of the nearest parent, %i', (path, line) => {
    expect(parsePlatform(YAML).lineOf(path)).toBe(line);
  });

  test.each([[[]], [['cluster']], [['cluster', 'domain']]])('of %j without a parent is undefined', (path) => {
    expect(parsePlatform(YAML).lineOf(path)).toBeUndefined();
  });
});

describe('the origin of a value that is not in the file', () => {
  const PROMETHEUS = ['openwhisk', 'metrics', 'prometheus'];
  test.each([
    ['standard', {}, ['monitoring', 'enabled'], 'from the profile standard'],
    ['standard', {}, PROMETHEUS, 'because monitoring.enabled is true'],
    ['standard', { monitoring: { enabled: false } }, PROMETHEUS, 'the default'],
    ['lean', {}, PROMETHEUS, 'the default'],
    ['lean', { monitoring: { enabled: true } }, PROMETHEUS, 'because monitoring.enabled is true'],
    ['production', {}, ['openwhisk', 'invoker', 'replicas'], 'from the profile production'],
    ['production', {}, ['openwhisk', 'invoker', 'actionConcurrency'], 'the default'],
  ] as const)('of the profile %s with %j at %j is %s', (profile, file, path, origin) => {
    expect(originOf(path, profile, file)).toBe(origin);
  });
});

describe('a profile', () => {
  test('is overridden by the values of the file', () => {
    const { openwhisk } = parsePlatform('profile: production\nopenwhisk:\n  kafka:\n    replicas: 5\n').platform;
    expect(openwhisk.kafka).toMatchObject({ replicas: 5, size: '20Gi', heapMiB: 1024 });
    expect(openwhisk.zookeeper.replicas).toBe(3);
  });

  test('is merged within objects at any depth', () => {
    const yaml = 'profile: lean\nopenwhisk:\n  controller:\n    resources:\n      limits:\n        cpu: "3"\n';
    expect(parsePlatform(yaml).platform.openwhisk.controller.resources).toEqual({
      requests: { cpu: '250m', memory: '896Mi' },
      limits: { cpu: '3', memory: '1Gi' },
    });
  });

  test('can be overridden in single values', () => {
    const { placement, openwhisk } = parsePlatform(
      'profile: lean\nplacement:\n  affinity: true\nopenwhisk:\n  lean: false\n',
    ).platform;
    expect([placement.affinity, placement.tolerations, openwhisk.lean]).toEqual([true, false, false]);
  });

  test('has lists that are replaced, not concatenated', () => {
    const below = { images: { pullSecrets: ['a', 'b'] } };
    const { images } = parsePlatform('images:\n  pullSecrets: [c]\n').platform;
    expect(images.pullSecrets).toEqual(['c']);
    const profiles: Record<string, object> = PROFILES;
    const { lean } = PROFILES;
    profiles['lean'] = below;
    try {
      expect(withProfile('lean', { images: { pullSecrets: ['c'] } })).toEqual({ images: { pullSecrets: ['c'] } });
    } finally {
      profiles['lean'] = lean;
    }
    expect(below).toEqual({ images: { pullSecrets: ['a', 'b'] } });
  });

  test.each(PROFILE_NAMES)('%s has an example that refers editors to the schema', (name) => {
    const [first = '', ...rest] = readFileSync(join(EXAMPLES, `${name}.yaml`), 'utf8').split('\n');
    expect(first).toMatch(/^# yaml-language-server: /);
    expect(rest).toContain(`profile: ${name}`);
  });
});
