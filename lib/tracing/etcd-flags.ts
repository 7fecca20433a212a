import type { Tracing } from '../platform/model';

type EtcdVersion = NonNullable<Tracing['agent']['node']['etcd']>['version'];

/** A flag in the form of kubeadm. */
interface Flag {
  readonly name: string;
  readonly value: string;
}

/**
 * Flags of etcd for tracing. Up to 3.5 their names begin with `experimental-`; 3.6 has both names, and 3.7 only the new ones (etcd,
 * server/embed/config.go). The flag with an id of the member is left out: it would have to differ between nodes, and the collector on a node
 * adds the name of the node.
 */
export function etcdFlags(
  version: EtcdVersion,
  { address, perMillion }: { readonly address: string; readonly perMillion: number },
): Flag[] {
  const prefix = version === '3.5' ? 'experimental-' : '';
  const flag = (name: string, value: string): Flag => ({ name: `${prefix}${name}`, value });
  return [
    flag('enable-distributed-tracing', 'true'),
    flag('distributed-tracing-address', address),
    flag('distributed-tracing-service-name', 'etcd'),
    flag('distributed-tracing-sampling-rate', String(perMillion)),
  ];
}
