import { board } from '../define';
import { etcdRows } from '../etcd-rows';
import { series } from '../expression';
import { CHOSEN, processRow } from '../processes';
import { instances } from '../variables';

const SOURCE = 'etcd';

/** The cluster's etcd. */
export const etcd = board({
  uid: 'kubernetes-etcd',
  folder: 'Kubernetes',
  title: 'Kubernetes / etcd',
  description: 'Whether the store of the cluster has a leader, a fast disk, and room.',
  sources: [SOURCE],
  variables: [instances(series(SOURCE, 'up'), 'Member')],
  rows: [...etcdRows(SOURCE, [CHOSEN]), processRow(SOURCE)],
});
