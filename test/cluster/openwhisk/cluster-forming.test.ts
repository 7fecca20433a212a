import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { CLUSTER_PORTS } from '../../../lib/openwhisk/actor-system';
import type { Generation } from '../../../lib/openwhisk/contract/programs';
import { Manifests } from '../../support/platform';
import { Cluster } from '../harness';
import { Members, type MembersOptions } from './members';

const GENERATIONS = ['akka', 'pekko'] as const;
const DOMAIN = 'corp.example';

/** Ports of the program that the members stand for, and the ports that the test's members have opened. */
const PORTS = Object.values(CLUSTER_PORTS).sort((one, other) => one - other);

/** A platform with several controllers and schedulers, which the controllers do not use as long as they are off. */
function platform(generation: Generation, { controllers = 2, schedulers = 0, domain = 'cluster.local' }): Manifests {
  return Manifests.of(`
profile: standard
cluster: { domain: ${domain} }
openwhisk:
  actorSystem: ${generation}
  controller: { replicas: ${controllers} }
  scheduler: { enabled: ${schedulers > 0}, replicas: ${Math.max(1, schedulers)} }
`);
}

/** A group of tests with one control plane, in which one set of members is there at a time. */
function withMembers(
  apiServerKey: 'EC' | 'RSA',
  tests: (start: (options: Omit<MembersOptions, 'cluster'>) => Promise<Members>) => void,
): void {
  let cluster: Cluster | undefined;
  let members: Members | undefined;
  before(async () => {
    cluster = await Cluster.start({ apiServerKey });
  });
  afterEach(async () => {
    await members?.stop();
    members = undefined;
  });
  after(() => cluster?.stop());
  tests(async (options) => {
    assert.ok(cluster);
    members = await Members.start({ cluster, ...options });
    return members;
  });
}

describe('Members of a cluster, before an API server whose certificate has an EC key', () => {
  withMembers('EC', (start) => {
    for (const generation of GENERATIONS) {
      it(`two controllers find each other in a cluster of another domain: ${generation}`, async (t) => {
        const manifests = platform(generation, { domain: DOMAIN });
        const members = await start({ generation, manifests, domain: DOMAIN });
        t.diagnostic(`${(await members.formed()).toFixed(1)} s`);
        for (const { sandbox } of members.all) assert.deepEqual(await sandbox.listeningPorts(), PORTS);
      });

      it(`three controllers find each other, and the place of one that ends or dies is taken: ${generation}`, async (t) => {
        const members = await start({ generation, manifests: platform(generation, { controllers: 3 }) });
        t.diagnostic(`${(await members.formed()).toFixed(1)} s`);
        const [first, second] = members.all;
        assert.ok(first && second);

        members.kill(first, 'SIGTERM');
        const left = await members.formed({ members: members.all.slice(1) });
        await members.replace(first);
        t.diagnostic(
          `one left in ${left.toFixed(1)} s, its successor joined in ${(await members.formed()).toFixed(1)} s`,
        );

        // A container that dies starts again in its pod, under the same address.
        members.kill(second, 'SIGKILL');
        await members.restart(second);
        t.diagnostic(`one died, and joined again in ${(await members.formed()).toFixed(1)} s`);
      });

      it(`two schedulers find each other: ${generation}`, async (t) => {
        const manifests = platform(generation, { schedulers: 2 });
        const members = await start({ generation, manifests, component: 'scheduler' });
        t.diagnostic(`${(await members.formed()).toFixed(1)} s`);
      });
    }

    it('controllers need no names of pods: pekko', async (t) => {
      const members = await start({ generation: 'pekko', manifests: platform('pekko', {}), podNames: false });
      t.diagnostic(`${(await members.formed()).toFixed(1)} s`);
    });
  });
});

describe('Members of a cluster, before an API server whose certificate has an RSA key', () => {
  withMembers('RSA', (start) => {
    for (const generation of GENERATIONS) {
      it(`two controllers find each other: ${generation}`, async (t) => {
        const members = await start({ generation, manifests: platform(generation, {}) });
        t.diagnostic(`${(await members.formed()).toFixed(1)} s`);
      });
    }
  });
});
