import { board } from '../panels/define';
import { etcdRows } from './rows';
import { series } from '../expressions/expression';
import { CHOSEN, processRow } from '../panels/processes';
import { instances } from '../panels/variables';

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
