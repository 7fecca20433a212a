import * as fc from 'fast-check';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { podOwners } from '../../lib/checks/read/manifests';
import { secretsOfTheUser } from '../../lib/checks/references';
import { LaunchOrder } from '../../lib/kube/launch-order';
import { synthesize, type Synthesis } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import type { PlatformInput } from '../../lib/platform/model';
import { EXTERNAL_HOSTS, platformInput, USERS_SECRETS } from './platform-input';
import { withoutIgnored } from './without-ignored';

/** Where the init containers of a platform look, as `host:port`. */
function waitedFor(synthesis: Synthesis): string[] {
  return podOwners(synthesis).flatMap(({ pod }) =>
    (pod.spec.initContainers ?? []).flatMap(({ env = [] }) => {
      const value = (name: string): string | undefined => env.find((entry) => entry.name === name)?.value;
      return value('HOST') ? [`${value('HOST')}:${value('PORT')}`] : [];
    }),
  );
}

/** Where the Services of a platform answer, as `host:port`. */
function served({ objects }: Synthesis, domain: string): string[] {
  return objects
    .filter(({ manifest }) => manifest.kind === 'Service')
    .flatMap(({ manifest: { metadata, spec } }) =>
      (spec as { ports: { port: number }[] }).ports.map(
        ({ port }) => `${metadata.name}.${metadata.namespace}.svc.${domain}:${port}`,
      ),
    );
}

function holds(input: PlatformInput): void {
  // JSON is YAML.
  const { platform } = parsePlatform(JSON.stringify(withoutIgnored(input)));
  const synthesis = synthesize(buildApp(platform));

  expect(runChecks(synthesis)).toEqual([]);

  const order = LaunchOrder.of(synthesis.app);
  expect(order.cycle()).toEqual([]);
  for (const { from, to } of order.edges) expect(order.level(from)).toBeLessThan(order.level(to) ?? 0);

  const services = served(synthesis, platform.cluster.domain);
  const dangling = waitedFor(synthesis).filter(
    (address) => !services.includes(address) && !EXTERNAL_HOSTS.includes(address.split(':')[0] ?? ''),
  );
  expect(dangling).toEqual([]);

  expect(USERS_SECRETS).toEqual(expect.arrayContaining(secretsOfTheUser(synthesis)));
}

test.each([
  [false, 50],
  [true, 6],
])(
  'any platform without a mistake builds, has no findings, and every wait in it can end; watched: %s',
  (enabled, numRuns) => {
    const property = fc.property(platformInput, (input) => holds({ ...input, monitoring: { enabled } }));
    fc.assert(property, { numRuns });
  },
);
