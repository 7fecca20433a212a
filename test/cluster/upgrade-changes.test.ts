import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { REMOVED_APIS } from '../../lib/catalogue/removed-apis';
import { isOlder } from '../../lib/kube/kubernetes-versions';
import { PREPARED, UPGRADE_CHANGES } from '../support/upgrade-changes';
import { VersionedApiServer } from './api-server';
import { VERSIONS } from './versions';
import type { Manifest } from './wire-types';

for (const version of VERSIONS) {
  describe(`the API server of Kubernetes ${version}`, () => {
    let server: VersionedApiServer;

    before(async () => {
      server = await VersionedApiServer.start(version);
      assert.deepEqual((await server.apply(PREPARED as readonly Manifest[])).errors, []);
    });
    after(() => server?.stop());

    it('refuses the changes that the checks find, and no others', async (t) => {
      const wrong: string[] = [];
      for (const { name, before: old, after: next, refused } of UPGRADE_CHANGES) {
        const stored = await server.apply([old]);
        assert.deepEqual(stored.errors, [], name);
        if (old.kind === 'PersistentVolumeClaim') {
          // Only a claim with a volume may grow.
          await server.setStatus(old, { phase: 'Bound', capacity: { storage: '2Gi' } });
        }
        if ((old['spec'] as { suspend?: boolean } | undefined)?.suspend) {
          const now = new Date().toISOString();
          const suspended = { type: 'Suspended', status: 'True', lastProbeTime: now, lastTransitionTime: now };
          await server.setStatus(old, { conditions: [suspended] });
        }
        const { errors } = await server.apply([next], { dryRun: true });
        if (errors.length > 0 !== refused) wrong.push(`${name}: ${errors[0]?.message ?? 'accepted'}`);
        const isImmutable = (text: string): boolean =>
          /immutable|forbidden|cannot (change|be updated|update)|may not be (unset|less)|may not (change|set|be specified)|only (be modified|allowed)/i.test(
            text,
          );
        if (refused && !isImmutable(errors[0]?.message ?? '')) wrong.push(`${name}: ${errors[0]?.message}`);
      }
      assert.deepEqual(wrong, []);
      t.diagnostic(`${UPGRADE_CHANGES.length} changes, ${UPGRADE_CHANGES.filter((one) => one.refused).length} refused`);
    });

    it('serves none of the versions of the API that the table calls removed', async (t) => {
      const removed = REMOVED_APIS.filter(({ removedIn }) => !isOlder(version, removedIn));
      const served: string[] = [];
      for (const { apiVersion, kinds } of removed) {
        const known = await server.kindsOf(apiVersion);
        served.push(...kinds.filter((kind) => known.includes(kind)).map((kind) => `${apiVersion} ${kind}`));
      }
      assert.deepEqual(served, []);
      t.diagnostic(`${removed.length} versions`);
    });

    it('serves the version that takes the place of each', async () => {
      const missing: string[] = [];
      for (const { successor, kinds } of REMOVED_APIS) {
        if (successor === undefined) continue;
        const known = await server.kindsOf(successor);
        missing.push(...kinds.filter((kind) => !known.includes(kind)).map((kind) => `${successor} ${kind}`));
      }
      assert.deepEqual(missing, []);
    });
  });
}
