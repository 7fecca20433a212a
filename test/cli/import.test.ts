import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importValues } from '../../lib/cli/import';
import { check } from '../../lib/cli/check';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const VALUES = file(
  'values.yaml',
  'kafka:\n  replicaCount: 3 # three zones\n  restartPolicy: Always\nzookeeper: { replicaCount: 2 }\nwhisk:\n  auth: { system: hunter2 }\n  limts: 5\n',
);
const TO = { force: false, strict: false };

describe('import', () => {
  test('reports the pods, memory and volumes that monitoring brings, and what a key leaves out', () => {
    const values = file(
      'watched.yaml',
      'metrics: { userMetricsEnabled: true }\nproviders: { kafka: { enabled: false } }\nkafka: { persistence: { size: 1Gi } }',
    );
    const report = importValues([values], { ...TO, output: join(folder, 'watched-platform.yaml') });
    expect(report).toMatch(
      /metrics\.userMetricsEnabled +\+13 pods, \+\d.* memory, \+1\d\d\.\d GiB of volumes; adds .*owdev-prometheus,.*owdev-grafana/,
    );
    expect(report).toMatch(/providers\.kafka\.enabled +-1 pod, .*; leaves out owdev-kafkaprovider/);
    expect(report).not.toMatch(/^ +kafka\.persistence\.size/m);
  });

  test('reports no share of a key that has no meaning alone', () => {
    const values = file('external.yaml', 'redis: { external: true, host: redis.example.org }');
    const report = importValues([values], { ...TO, output: join(folder, 'external-platform.yaml') });
    expect(report).toMatch(/ {2}redis\.external +-1 pod, .*; leaves out owdev-redis/);
    expect(report).not.toMatch(/^ {2}redis\.host/m);
  });

  test('overwrites nothing without --force', () => {
    const output = file('mine.yaml', 'name: mine\n');
    expect(() => importValues([VALUES], { ...TO, output })).toThrow(/mine.yaml exists already; nothing was written/);
    expect(readFileSync(output, 'utf8')).toBe('name: mine\n');
    importValues([VALUES], { ...TO, output, force: true });
    expect(readFileSync(output, 'utf8')).toContain('profile: standard');
  });

  test('rejects unknown keys with --strict', () => {
    const output = join(folder, 'strict.yaml');
    expect(() => importValues([VALUES], { ...TO, output, strict: true })).toThrow(/unknown +whisk.limts/);
    expect(existsSync(output)).toBe(false);
    importValues([file('known.yaml', 'kafka: { replicaCount: 3 }')], { ...TO, output, strict: true });
    expect(existsSync(output)).toBe(true);
  });

  test('reports what cannot be read or written', () => {
    const output = join(folder, 'none.yaml');
    expect(() => importValues([join(folder, 'nowhere.yaml')], { ...TO, output })).toThrow(
      /the file does not exist\n {4}fix: name an existing values file/,
    );
    expect(() => importValues([file('bad.yaml', 'kafka: { replicaCount: 0 }')], { ...TO, output })).toThrow(
      /bad.yaml:1 openwhisk.kafka.replicas \(from kafka.replicaCount\): 0 is too small/,
    );
    expect(existsSync(output)).toBe(false);
    expect(() => importValues([VALUES], { ...TO, output: join(folder, 'no/where.yaml') })).toThrow(
      /cannot be written: the folder does not exist/,
    );
  });
});

describe('a values file instead of a platform file', () => {
  test('is recognised and read, with a notice', () => {
    const notice = jest.spyOn(console, 'error').mockImplementation();
    expect(check(VALUES)).toMatch(/objects, .*no findings$/);
    expect(notice.mock.calls).toEqual([
      [
        `${VALUES}: read as values of the OpenWhisk Helm chart; 1 mapped, 2 changed, 1 obsolete, 1 unknown; npx faas-stack import ${VALUES} shows them`,
      ],
    ]);
    notice.mockRestore();
  });

  test('is distinguished from a platform file with mistakes', () => {
    expect(() => check(file('typo.yaml', 'opnwhisk: {}'))).toThrow(/unknown key 'opnwhisk'/);
  });
});
