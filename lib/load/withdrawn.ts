import type { ConfigPath, Mistake } from '../platform/mistake';

/** Why an option that a user may know from OpenWhisk, OpenFaaS or their charts cannot work here. */
export interface Withdrawn {
  readonly reason: string;
  readonly fix: string;
}

/** Options that the programs cannot honour on today's clusters or in their edition, by their paths in a platform file. */
export const WITHDRAWN = {
  'openwhisk.actions.disruptionBudgets': {
    reason:
      "OpenWhisk's client creates budgets of policy/v1beta1, which Kubernetes 1.25 removed, and each action pod would be deleted again",
    fix: 'remove it; openwhisk.invoker.drainSeconds protects running activations',
  },
  'openwhisk.invoker.useRunc': {
    reason:
      "runc pauses no container of another PID namespace, and OpenWhisk's client does not find the state of Docker 18.09 and later",
    fix: 'remove it; containers are paused by the Docker engine',
  },
  'functions.*.namespace': {
    reason:
      'all functions are in openfaas.functionNamespace; only edition pro of OpenFaaS has several namespaces, and the platform deploys one',
    fix: 'remove it, or write the name to openfaas.functionNamespace',
  },
} as const satisfies Record<string, Withdrawn>;

/** The mistake of a key that names a withdrawn option. */
export function withdrawnKey(path: ConfigPath): Mistake | undefined {
  const found: Withdrawn | undefined = (WITHDRAWN as Readonly<Record<string, Withdrawn>>)[
    path.map((part) => (typeof part === 'number' ? '*' : part)).join('.')
  ];
  return found && { path, problem: `is not possible: ${found.reason}`, fix: found.fix };
}
