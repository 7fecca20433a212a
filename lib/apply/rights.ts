import type { Cluster } from './cluster';
import type { ObjectId } from './objects';
import type { Problem } from './problem';

/** An object that could not be tried, and the name of its kind in rules. */
interface Target {
  readonly id: ObjectId;
  readonly resource: string;
}

/** Verbs of a server-side apply that creates. */
const VERBS = ['create', 'patch'];

/** Rights that are missing for objects that the server cannot try yet; one problem per kind and namespace. */
export async function missingRights(cluster: Cluster, targets: readonly Target[]): Promise<Problem[]> {
  const kinds = new Map(targets.map((target) => [`${target.id.namespace ?? ''} ${target.resource}`, target]));
  const answers = await Promise.all(
    [...kinds.values()].map(async ({ id, resource }) => {
      const allowed = await Promise.all(VERBS.map((verb) => isAllowed(cluster, verb, id, resource)));
      const missing = VERBS.filter((_, index) => !allowed[index]);
      return missing.length === 0
        ? []
        : [{ id, problem: `you may not ${missing.join(', ')} ${resource}`, fix: RIGHTS_FIX }];
    }),
  );
  return answers.flat();
}

/** The fix for missing rights. */
export const RIGHTS_FIX = 'ask an administrator of the cluster for the right, or use a context that has it';

async function isAllowed(cluster: Cluster, verb: string, { apiVersion, namespace }: ObjectId, resource: string) {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  const { status } = await cluster.persist<{ readonly status: { readonly allowed: boolean } }>(
    {
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: { verb, group, resource, ...(namespace === undefined ? {} : { namespace }) } },
      },
    },
    60,
  );
  return status.allowed;
}
