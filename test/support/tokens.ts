import { podOwners, type PodOwner } from '../../lib/checks/read/manifests';
import type { Manifests } from './platform';

interface TokenVolume {
  readonly projected?: { readonly sources: readonly { readonly serviceAccountToken?: object }[] };
}

/** Owners of the pods with a token of the API server, mounted by Kubernetes or by a volume of their own. */
export function ownersWithToken(manifests: Manifests): PodOwner[] {
  return podOwners(manifests.synthesis).filter(({ pod: { spec } }) => {
    const volumes = (spec.volumes ?? []) as readonly TokenVolume[];
    const sources = volumes.flatMap(({ projected }) => projected?.sources ?? []);
    return spec.automountServiceAccountToken === true || sources.some(({ serviceAccountToken }) => serviceAccountToken);
  });
}
