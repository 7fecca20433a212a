import type { Manifest } from '../kube/synthesis';
import type { LiveObject } from './objects';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const INSTANCE = 'app.kubernetes.io/instance';
const HELM_RELEASE = 'meta.helm.sh/release-name';

/** Annotation of objects that are never deleted. */
export const KEEP = 'faas-stack/keep';

/** The owner of an existing object; undefined if it is the platform of the manifest. */
export function otherOwner(
  { metadata: { labels = {}, annotations = {} } }: LiveObject,
  wanted: Manifest,
): string | undefined {
  const release = annotations[HELM_RELEASE];
  if (release !== undefined) return `the Helm release ${release}`;
  const manager = labels[MANAGED_BY];
  if (manager === undefined) return undefined;
  if (manager !== 'faas-stack') return `${manager} (label ${MANAGED_BY})`;
  const instance = labels[INSTANCE];
  return instance === wanted.metadata.labels?.[INSTANCE] ? undefined : `the platform ${instance}`;
}

/** Whether an object may be deleted with its platform: it carries the platform's labels, and nothing says to keep it. */
export function isOwned({ metadata: { labels = {}, annotations = {} } }: LiveObject, platform: string): boolean {
  return labels[MANAGED_BY] === 'faas-stack' && labels[INSTANCE] === platform && annotations[KEEP] === undefined;
}
