import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FEATURE_LIST,
  hasFeature,
  isOlder,
  NEWEST_VERSION,
  OLDEST_VERSION,
  supportedVersions,
  TESTED_VERSIONS,
} from '../../lib/kube/kubernetes-versions';

test('every minor version from the oldest to the newest tested one is supported', () => {
  expect(supportedVersions()).toEqual(['1.34', '1.35', '1.36', '1.37']);
  expect([...TESTED_VERSIONS].every((version) => supportedVersions().includes(version))).toBe(true);
});

test('versions are compared as numbers', () => {
  expect([isOlder('1.9', '1.34'), isOlder('1.34', '1.9'), isOlder('1.34', '1.34'), isOlder('1.99', '1.100')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('a feature in the table is missing in the oldest version, and on in the newest: all others need no entry', () => {
  const wrong = FEATURE_LIST.filter(
    ({ name }) => hasFeature(name, OLDEST_VERSION) || !hasFeature(name, NEWEST_VERSION),
  );
  expect(wrong).toEqual([]);
});

test('the table is in the order of versions', () => {
  const versions = FEATURE_LIST.map(({ since }) => since);
  expect(versions).toEqual([...versions].sort());
});

test('the documentation has the table', () => {
  const rows = readFileSync(join(__dirname, '../../docs/kubernetes-versions.md'), 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, , , gate = '']) => /^[A-Z]\w+$/.test(gate));
  expect(rows.map((cells) => cells.slice(1, 5))).toEqual(
    FEATURE_LIST.map(({ title, since, name, before }) => [title, since, name, before]),
  );
});

test('the README states the supported versions', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  expect(readme).toContain(`Kubernetes ${OLDEST_VERSION} to ${NEWEST_VERSION}`);
});
