import * as fc from 'fast-check';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { podOwners } from '../../lib/checks/manifests';
import { secretsOfTheUser } from '../../lib/checks/references';
import { LaunchOrder } from '../../lib/kube/launch-order';
import { synthesize, type Synthesis } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/platform/load';
import type { PlatformInput } from '../../lib/platform/model';
import { EXTERNAL_HOSTS, platformInput, USERS_SECRETS } from './platform-input';

/** How long one platform may take to read, build and render. It takes a tenth of that; a wide margin for busy machines. */
const LONGEST_MS = 1500;

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
  const begin = performance.now();
  // A YAML file may be written as JSON; what fast-check leaves undefined is then left out.
  const { platform } = parsePlatform(JSON.stringify(input));
  const synthesis = synthesize(buildApp(platform));
  const duration = performance.now() - begin;

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
  expect(duration).toBeLessThan(LONGEST_MS);
}

test('any platform without a mistake builds, has no findings, and every wait in it can end', () => {
  // The first build loads the libraries and does not count.
  holds({});
  fc.assert(fc.property(platformInput, holds), { numRuns: 60 });
});
