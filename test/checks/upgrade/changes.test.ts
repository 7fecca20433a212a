import { runChecks } from '../../../lib/checks/all';
import type { Subject } from '../../../lib/checks/subject';
import type { Manifest } from '../../../lib/kube/synthesis';
import { PREPARED, UPGRADE_CHANGES } from '../../support/upgrade-changes';

const RULES = ['FS-802', 'FS-804', 'FS-806', 'FS-812'];

const subject = (...manifests: readonly Manifest[]): Subject => ({
  objects: [...PREPARED, ...manifests].map((manifest) => ({ path: manifest.metadata.name, manifest })),
});

test.each(UPGRADE_CHANGES.map((change) => [change.name, change] as const))('%s', (_, { before, after, refused }) => {
  const found = runChecks({ ...subject(after), before: subject(before) }).filter(({ rule }) => RULES.includes(rule));
  expect(found.length > 0).toBe(refused);
  for (const { object } of found) expect(object).toBe(`${after.kind}/${after.metadata.name}`);
});

test('the table has changes that are refused and others that are not', () => {
  expect(UPGRADE_CHANGES.filter(({ refused }) => refused).length).toBeGreaterThan(40);
  expect(UPGRADE_CHANGES.length).toBeGreaterThan(90);
});
