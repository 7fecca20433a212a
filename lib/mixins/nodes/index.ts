import { mixin } from '../mixin';
import { nodeExporter as metrics } from './metrics';
import { nodeRecords } from './records';
import { nodeExporterRecords } from './instance-records';
import { nodeExporter as alerts } from './alerts';
import { nodeNetwork } from './network-alerts';
import { nodesCluster } from './cluster-board';
import { nodesNode } from './node-board';

/** Nodes, as the node exporter measures them. */
export const nodes = mixin({
  sources: { 'node-exporter': metrics },
  groups: [nodeRecords, nodeExporterRecords, alerts, nodeNetwork],
  boards: [nodesCluster, nodesNode],
});
