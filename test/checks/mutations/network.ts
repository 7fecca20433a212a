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
    name: 'a port that nothing listens to',
    places: (manifest) =>
      policy(manifest)
        ? at(manifest, 'spec', 'ingress', '*', 'ports').map(({ path, value }) => ({
            path: [...path, (value as unknown[]).length],
            value: { port: 9999, protocol: 'TCP' },
          }))
        : [],
  },
  {
    name: 'an opening that is closed at the other end',
    places: (manifest, all) => {
      // Pods that may connect to the DNS servers only.
      const client = all.find(
        (one) =>
          policy(one) &&
          one.metadata.namespace === manifest.metadata.namespace &&
          at(one, 'spec', 'egress', '*').length === 1 &&
          at(one, 'spec', 'egress', '*', 'ports', '*', 'port').length > 0,
      );
      const podSelector = client && at(client, 'spec', 'podSelector')[0]?.value;
      return policy(manifest) && podSelector
        ? at(manifest, 'spec', 'ingress').map(({ path, value }) => ({
            path: [...path, (value as unknown[]).length],
            value: { from: [{ podSelector }] },
          }))
        : [];
    },
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
