import { mixin } from '../mixin';
import { etcd as metrics } from './metrics';
import { etcd as alerts } from './alerts';
import { openwhiskEtcd } from './openwhisk-alerts';
import { openwhiskEtcd as openwhiskMetrics } from './openwhisk-metrics';
import { etcd as board } from './board';

/** etcd: the cluster's and the scheduler's. */
export const etcd = mixin({
  sources: { etcd: metrics, 'openwhisk-etcd': openwhiskMetrics },
  groups: [alerts, openwhiskEtcd],
  boards: [board],
});
