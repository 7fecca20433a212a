import * as fc from 'fast-check';
import type { PlatformInput } from '../../lib/platform/model';
import { pods, some } from './arbitraries';

type OpenFaasInput = NonNullable<PlatformInput['openfaas']>;

const ingress: fc.Arbitrary<OpenFaasInput['ingress']> = fc.constantFrom<OpenFaasInput['ingress'][]>(
  {},
  { type: 'NodePort' },
  { type: 'LoadBalancer', annotations: { 'example.org/a': 'b' } },
  { type: 'Standard', host: 'functions.example.org', tlsSecret: 'my-functions-tls' },
  { type: 'Standard', host: 'functions.example.org', tlsTerminatedUpstream: true, className: 'nginx.internal' },
  {
    type: 'Gateway',
    host: 'functions.example.org',
    gateway: { parentRefs: [{ name: 'shared', namespace: 'infra', sectionName: 'https' }] },
  },
  { type: 'Gateway', host: 'functions.example.org', tlsSecret: 'my-functions-tls', gateway: { className: 'envoy' } },
);

const edition: fc.Arbitrary<OpenFaasInput> = fc.oneof(
  fc.record({
    cliDeployments: fc.boolean(),
    async: fc.record({ enabled: fc.boolean(), workers: pods(3), callbacks: fc.boolean() }),
  }),
  fc.record({
    edition: fc.constant('pro' as const),
    licenseSecret: fc.constant('my-license'),
    async: fc.record({
      enabled: fc.boolean(),
      workers: pods(3),
      jetstream: fc.record({ size: fc.constant('2Gi'), retries: fc.integer({ min: 0, max: 100 }) }),
    }),
  }),
);

const options = fc.record({
  enabled: fc.boolean(),
  namespace: fc.constantFrom('openfaas', 'faas'),
  functionNamespace: fc.constantFrom('openfaas-fn', 'faas-functions'),
  auth: fc.record({ existingSecret: some('my-functions') }),
  egress: fc.constantFrom<NonNullable<OpenFaasInput['egress']>[]>(
    [],
    [{ cidr: '192.0.2.0/24', except: ['192.0.2.8/32'] }],
  ),
  gateway: fc.record({ replicas: pods(3), timeoutSeconds: fc.integer({ min: 1, max: 86_400 }) }),
  ingress,
});

/** OpenFaaS without a mistake, in either edition. */
export const openfaas: fc.Arbitrary<OpenFaasInput> = fc
  .tuple(edition, options)
  .map(([chosen, rest]) => ({ licenceAccepted: true, ...rest, ...chosen }));

const EVERY: NonNullable<PlatformInput['functions']> = [
  { name: 'small', image: 'registry.example.org/small:1' },
  {
    name: 'large',
    image: 'registry.example.org/large:1.2',
    environment: { MODE: 'fast' },
    secrets: ['my-function'],
    readOnlyRootFilesystem: false,
    labels: { team: 'a' },
    annotations: { topic: 'uploads' },
    placement: { nodeSelector: { disk: 'ssd' } },
    scaling: { min: 2, max: 5 },
  },
];

/** A function with connections to the database of the platform. */
const STORING: NonNullable<PlatformInput['functions']>[number] = {
  name: 'storing',
  image: 'registry.example.org/storing:2',
  database: { connections: 1, setup: ['node', 'schema.js'] },
};

/** Actions of a platform with OpenWhisk, whose limits are the default ones. */
const ACTIONS: NonNullable<PlatformInput['functions']> = [
  { name: 'thumbnail', image: 'registry.example.org/thumbnail:2', platform: 'openwhisk', secrets: ['my-function'] },
];

/**
 * Functions of a platform: of OpenFaaS, if it is enabled, with a mode of scaling that its monitoring serves, and a database if it has one;
 * and actions of OpenWhisk.
 */
export function functionsOf(
  { enabled, gateway }: OpenFaasInput,
  openwhisk: PlatformInput['openwhisk'],
  monitoring: PlatformInput['monitoring'],
  hasDatabase: boolean,
): NonNullable<PlatformInput['functions']> {
  const actions = openwhisk?.enabled !== false && gateway?.replicas === 2 ? ACTIONS : [];
  if (!enabled) return actions;
  const functions: NonNullable<PlatformInput['functions']> = EVERY.slice(0, gateway?.replicas).map((one, index) =>
    index === 0 ? { ...one, scaling: { mode: modeOf(monitoring), max: 4 } } : one,
  );
  return [...functions, ...(hasDatabase ? [STORING] : []), ...actions];
}

function modeOf({ enabled, prometheus = {}, alertmanager = {} }: NonNullable<PlatformInput['monitoring']> = {}) {
  if (!enabled || prometheus.mode === 'agent') return 'cpu';
  return prometheus.existing || alertmanager.enabled === false ? 'rate' : 'alert';
}
