import { at, typos, type MutationKind } from './mutation';

const policy = (manifest: { kind: string }): boolean => manifest.kind === 'NetworkPolicy';

/** Network policies. */
export const NETWORK: readonly MutationKind[] = [
  {
    name: 'a removed rule for incoming connections',
    places: (manifest) => (policy(manifest) ? at(manifest, 'spec', 'ingress', '*').map(({ path }) => ({ path })) : []),
  },
  {
    name: 'a removed rule for outgoing connections',
    places: (manifest) => (policy(manifest) ? at(manifest, 'spec', 'egress', '*').map(({ path }) => ({ path })) : []),
  },
  {
    name: 'a policy for another port',
    places: (manifest) =>
      policy(manifest)
        ? at(manifest, 'spec', 'ingress', '*', 'ports', '*', 'port').map(({ path, value }) => ({
            path,
            value: typeof value === 'number' ? value + 1 : `${String(value)}x`,
          }))
        : [],
  },
  {
    name: 'a policy for pods that are not there',
    places: (manifest) =>
      policy(manifest) ? typos(at(manifest, 'spec', 'podSelector', 'matchLabels', '*').slice(0, 1)) : [],
  },
  {
    name: 'a peer that is not there',
    places: (manifest) =>
      policy(manifest)
        ? typos(
            at(manifest, 'spec', 'egress', '*', 'to', '*', 'podSelector', 'matchLabels', 'app.kubernetes.io/component'),
          )
        : [],
  },
  {
    name: 'a missing policy',
    removes: (manifest) => policy(manifest) && at(manifest, 'spec', 'egress', '*').length > 1,
  },
  {
    name: 'an address range that is none',
    places: (manifest) =>
      policy(manifest)
        ? at(manifest, 'spec', 'egress', '*', 'to', '*', 'ipBlock', 'cidr').map(({ path }) => ({
            path,
            value: '10.0.0.0/33',
          }))
        : [],
  },
];
