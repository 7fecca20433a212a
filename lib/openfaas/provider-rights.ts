import type { Permission } from '../kube/rbac';
import type { OpenFaas } from '../platform/model';

/** Rights of every provider: it finds functions and their pods, scales them, and reads their logs. */
const SERVING: readonly Permission[] = [
  // Scaling writes the whole Deployment (openfaas/faas-netes 0.18.17, pkg/handlers/replica_updater.go, informers.go).
  { apiGroup: 'apps', resources: ['deployments'], verbs: ['get', 'list', 'watch', 'update'] },
  { resources: ['endpoints'], verbs: ['list', 'watch'] },
  { resources: ['pods'], verbs: ['list', 'watch'] },
  { resources: ['pods/log'], verbs: ['get'] },
];

const CHANGE = ['get', 'list', 'create', 'update', 'delete'];

/** Further rights for clients that deploy functions (pkg/handlers/deploy.go, update.go, delete.go, pkg/k8s/secrets.go). */
const DEPLOYING: readonly Permission[] = [
  { apiGroup: 'apps', resources: ['deployments'], verbs: ['create', 'delete'] },
  { resources: ['services'], verbs: CHANGE },
  { resources: ['secrets'], verbs: CHANGE },
];

/** Verbs of a controller (openfaas/faas-netes 662ce9c, the Role of the operator in chart 15.0.6). */
const CONTROL = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

/** Rights of the operator of edition pro, which makes Deployments and Services of Function objects. */
const OPERATING: readonly Permission[] = [
  { apiGroup: 'openfaas.com', resources: ['functions', 'functions/status', 'functions/finalizers'], verbs: CONTROL },
  { apiGroup: 'apps', resources: ['deployments'], verbs: CONTROL },
  { resources: ['services', 'secrets', 'events'], verbs: CONTROL },
  { resources: ['configmaps'], verbs: ['get', 'create'] },
  { resources: ['pods', 'endpoints'], verbs: ['get', 'list', 'watch'] },
  { resources: ['pods/log'], verbs: ['get'] },
  { apiGroup: 'discovery.k8s.io', resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
];

/** Leases: several operators elect a leader. */
const LEADING: Permission = { apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: CONTROL };

/** Rights of the provider in the namespace of the functions. */
export function rightsInFunctions({ edition, cliDeployments, gateway }: OpenFaas): readonly Permission[] {
  if (edition === 'pro') return [...OPERATING, ...(gateway.replicas > 1 ? [LEADING] : [])];
  return [...SERVING, ...(cliDeployments ? DEPLOYING : [])];
}

/** Rights of the provider in its own namespace. */
export function rightsAtHome({ edition, gateway }: OpenFaas): readonly Permission[] {
  if (edition === 'community') return [];
  return [
    { apiGroup: 'openfaas.com', resources: ['profiles'], verbs: ['get', 'list', 'watch'] },
    ...(gateway.replicas > 1 ? [LEADING] : []),
  ];
}
