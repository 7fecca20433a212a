import { z } from 'zod';
import { dnsLabel, enabled, promDuration, resources } from './common';
import { pods } from './pods';

/** Settings of the node exporter. */
export const nodeExporterSchema = z
  .strictObject({
    enabled: enabled('Run a node exporter on every node.'),
    pods: pods(),
    resources: resources({ requests: { cpu: '50m', memory: '48Mi' }, limits: { cpu: '250m', memory: '128Mi' } }),
  })
  .prefault({})
  .describe('The node exporter: metrics of the nodes.');

/** Settings of kube-state-metrics. */
export const kubeStateMetricsSchema = z
  .strictObject({
    enabled: enabled('Run kube-state-metrics.'),
    pods: pods(),
    resources: resources({ requests: { cpu: '20m', memory: '96Mi' }, limits: { cpu: '200m', memory: '384Mi' } }),
  })
  .prefault({})
  .describe('kube-state-metrics: metrics of the objects in the API server.');

/** Settings of the blackbox exporter. */
export const blackboxSchema = z
  .strictObject({
    enabled: enabled('Run the blackbox exporter and probe the API host from within the cluster.'),
    targets: z
      .array(
        z
          .strictObject({
            name: dnsLabel().describe('Name of the probe.'),
            url: z.string().min(1).describe('URL, or <host>:<port> for tcp.'),
            module: z.enum(['http', 'tcp', 'tls']).default('http').describe('Module of the blackbox exporter.'),
            interval: promDuration().optional().describe('Probe interval. Default: the scrape interval.'),
          })
          .describe('A probe target.'),
      )
      .default([])
      .describe('Additional probe targets.'),
    pods: pods(),
    resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } }),
  })
  .prefault({})
  .describe('The blackbox exporter: probes endpoints from the outside.');
