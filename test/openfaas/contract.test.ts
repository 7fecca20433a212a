import { join } from 'node:path';
import { buildApp } from '../../charts/app';
import { IMAGES, type ImageName } from '../../lib/catalogue/images';
import { podOwners } from '../../lib/checks/read/manifests';
import { synthesize } from '../../lib/kube/synthesis';
import { loadPlatform } from '../../lib/load/load';
import { CONTRACTS, OPENFAAS_PATHS, OPENFAAS_PORTS } from '../../lib/openfaas/contract';
import { BASIC_AUTH_KEYS } from '../../lib/platform/schema/openfaas';
import { Manifests } from '../support/platform';

const file = (name: string): Manifests =>
  new Manifests(synthesize(buildApp(loadPlatform(join(__dirname, `../platforms/${name}.yaml`)).platform)));
const PLATFORMS = {
  'the community edition': Manifests.of('profile: lean\nopenfaas: { enabled: true, licenceAccepted: true }'),
  'the community edition with everything': file('everything'),
  'edition pro': file('openfaas-pro'),
};
const NAMES = Object.keys(CONTRACTS) as (keyof typeof CONTRACTS)[];

/** Containers of OpenFaaS' own programs. */
function programs({ synthesis }: Manifests) {
  const imageOf = (reference: string): ImageName | undefined => NAMES.find((name) => IMAGES[name] === reference);
  return podOwners(synthesis).flatMap(({ pod }) =>
    pod.spec.containers.flatMap((container) => {
      const image = imageOf(container.image);
      return image && image in CONTRACTS ? [{ container, image: image as keyof typeof CONTRACTS }] : [];
    }),
  );
}

describe.each(Object.entries(PLATFORMS))('%s', (_, manifests) => {
  const found = programs(manifests);

  test('runs gateway, provider and queue worker', () => {
    expect(found.map(({ container }) => container.name).sort()).toEqual(['gateway', 'provider', 'queue-worker']);
  });

  test('gives each program the variables that it reads, and all that it requires', () => {
    for (const { container, image } of found) {
      const { required, optional } = CONTRACTS[image];
      const given = (container.env ?? []).map(({ name }) => name);
      const known: readonly string[] = [...required, ...optional];
      expect({ image, unread: given.filter((name) => !known.includes(name)) }).toEqual({ image, unread: [] });
      const missing = (required as readonly string[]).filter((name) => !given.includes(name));
      expect({ image, missing }).toEqual({ image, missing: [] });
    }
  });
});

test('a variable that the chart of OpenFaaS sets, and the program does not read, would be found', () => {
  const { required, optional } = CONTRACTS['openfaas-queue-worker'];
  const known: readonly string[] = [...required, ...optional];
  expect(known).not.toContain('max_inflight');
});

test('ports, paths and keys are the documented ones', () => {
  expect(OPENFAAS_PORTS).toEqual({ gateway: 8080, metrics: 8082, provider: 8081, queueWorker: 8081, function: 8080 });
  expect(OPENFAAS_PATHS).toEqual({
    alert: '/system/alert',
    secrets: '/var/secrets',
    license: '/var/secrets/license',
    health: '/healthz',
    functionSecrets: '/var/openfaas/secrets',
    functionHealth: '/_/health',
  });
  expect(BASIC_AUTH_KEYS).toEqual({ user: 'basic-auth-user', password: 'basic-auth-password' });
});
