import * as fc from 'fast-check';
import { z } from 'zod';
import { buildApp } from '../../charts/app';
import { runChecks } from '../../lib/checks/all';
import { podOwners } from '../../lib/checks/read/manifests';
import { secretsOfTheUser } from '../../lib/checks/user-secrets';
import { LaunchOrder } from '../../lib/kube/launch-order';
import { synthesize, type Synthesis } from '../../lib/kube/synthesis';
import { parsePlatform } from '../../lib/load/load';
import { valueAt } from '../../lib/platform/mistake';
import { platformSchema, type PlatformInput } from '../../lib/platform/model';
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
  [false, 30],
  [true, 6],
])('any valid platform builds without findings, and all its waits can end; monitored: %s', (monitored, numRuns) => {
  fc.assert(fc.property(platformInput({ monitored }), holds), { numRuns });
});

/** Sections that no random platform changes, with the reason. */
const FIXED: Readonly<Record<string, string>> = {
  'cluster.nodePorts': 'test/load/forms.test.ts changes it, with the port',
  'openwhisk.systemNamespace': 'the init job makes one namespace only',
  'openwhisk.runtimes': 'test/openwhisk/runtimes.test.ts changes it',
  'monitoring.enabled': 'each test runs with it and without',
  'openfaas.licenceAccepted': 'OpenFaaS does not run without it',
  amendments: 'test/kube/amend.test.ts changes them: they name single objects',
};

test('random platforms vary every section', () => {
  const inputs = fc.sample(platformInput({ monitored: true }), { numRuns: 300, seed: 1 });
  const sections = Object.entries(platformSchema.shape).flatMap(([name, section]): string[][] => {
    const inner = innermost(section);
    return inner instanceof z.ZodObject ? Object.keys(inner.shape).map((key) => [name, key]) : [[name]];
  });
  const constant = sections.filter(
    (path) => new Set(inputs.map((input) => JSON.stringify(valueAt(input, path)))).size < 2,
  );
  expect(sections.length).toBeGreaterThan(60);
  expect(constant.map((path) => path.join('.'))).toEqual(Object.keys(FIXED));
});

/** A schema without its defaults. */
function innermost(schema: unknown): unknown {
  return schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault ? innermost(schema.unwrap()) : schema;
}
