import type { Api } from './api';

/** What a ServiceAccount might do. */
export interface AccessQuestion {
  /** `<namespace>/<name>`. */
  readonly serviceAccount: string;
  readonly verb: string;
  /** Plural, with group and subresource where there are any: `pods`, `pods/log`, `deployments.apps`. */
  readonly resource: string;
  /**
   * Namespace in which to do it; empty for all namespaces and for what has none.
   * @default the ServiceAccount's own
   */
  readonly namespace?: string;
  /**
   * One object.
   * @default any
   */
  readonly name?: string;
}

/** Asks the API server's authorizer, by SubjectAccessReview. */
export async function isAllowed(api: Api, question: AccessQuestion): Promise<boolean> {
  const [own = '', account = ''] = question.serviceAccount.split('/');
  const [kind = '', subresource] = question.resource.split('/');
  const [resource = '', ...group] = kind.split('.');
  const review = await api.create<{ status: { allowed: boolean } }>(
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user: `system:serviceaccount:${own}:${account}`,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${own}`, 'system:authenticated'],
        resourceAttributes: {
          verb: question.verb,
          group: group.join('.'),
          resource,
          subresource,
          namespace: question.namespace ?? own,
          name: question.name,
        },
      },
    },
  );
  return review.status.allowed;
}
