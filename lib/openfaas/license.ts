import type { Mount } from '../kube/storage';
import { required } from '../kube/required';
import type { OpenFaas } from '../platform/model';
import { OPENFAAS_PATHS } from './contract';

/** The argument and the file of the licence key that each program of edition pro reads; none in the community edition. */
export function licenseOf({ edition, licenseSecret }: Pick<OpenFaas, 'edition' | 'licenseSecret'>): {
  readonly args: readonly string[];
  readonly mounts: readonly Mount[];
} {
  if (edition === 'community') return { args: [], mounts: [] };
  const name = required(licenseSecret, 'the licence key of OpenFaaS');
  const path = OPENFAAS_PATHS.license;
  return {
    args: [`-license-file=${path}/license`],
    mounts: [{ volume: { name: 'license', secret: { name }, items: { license: 'license' } }, path }],
  };
}
