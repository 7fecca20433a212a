import { parsePlatform } from '../../lib/load/load';
import { warningsAbout } from '../../lib/load/warnings';
import { NEWEST_VERSION } from '../../lib/kube/kubernetes-versions';
import { messageAbout, oneMistake } from './message';

const at = (version: string): string => `profile: lean\ncluster:\n  version: ${version}`;

test('the default is the newest tested version', () => {
  expect(parsePlatform('profile: lean').platform.cluster.version).toBe(NEWEST_VERSION);
});

test.each(['"1.33"', '"1.9"'])('the version %s is below the supported range', (version) => {
  expect(messageAbout(at(version))).toBe(
    oneMistake(
      `:3 cluster.version: Kubernetes ${version.slice(1, -1)} is older than the oldest supported version`,
      '"1.34" or later',
      'upgrade the cluster, then write its version',
    ),
  );
});

test.each(['"1.34"', '"1.35"', '"1.37"'])('the version %s is supported without a warning', (version) => {
  expect(warningsAbout(parsePlatform(at(version)))).toEqual([]);
});

test.each(['"1.38"', '"1.100"'])('the version %s, which no test covers, is a warning', (version) => {
  expect(warningsAbout(parsePlatform(at(version), 'a.yaml'))).toEqual([
    `a.yaml:3 cluster.version: Kubernetes ${version.slice(1, -1)} is newer than 1.37, the newest tested version; it may have removed what the platform uses\n` +
      '    fix: update faas-stack, or try the platform on a cluster without users first',
  ]);
});

test.each([
  ['"v1.36"', "'v1.36' has the wrong form"],
  ['"1.36.1"', "'1.36.1' has the wrong form"],
  ['"1.036"', "'1.036' has the wrong form"],
  ['latest', "'latest' has the wrong form"],
  ['1.36', '1.36 is not a string'],
])('%s is not a minor version', (version, problem) => {
  const message = messageAbout(at(version));
  expect(message).toContain(`platform.yaml:3 cluster.version: ${problem}\n`);
  expect(message).toContain('allowed: a minor version from 1.34 on, in quotes, such as "1.37"\n');
});
