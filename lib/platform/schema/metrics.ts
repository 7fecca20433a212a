import { z } from 'zod';
import { dnsLabel, probes, replicas, resources } from './common';

/** Metrics of OpenWhisk itself. */
export const metricsSchema = z
  .strictObject({
    prometheus: z
      .boolean()
      .default(false)
      .describe('Serve /metrics on controllers, invokers and schedulers, and annotate their pods for a Prometheus.'),
    kamonTags: z
      .boolean()
      .default(true)
      .describe('Tell actions, namespaces and the like by labels. Off: they are parts of the names of metrics.'),
    scraperNamespace: dnsLabel()
      .optional()
      .describe(
        'Namespace of a Prometheus of yours, which the network policies then admit. Default: nobody from elsewhere.',
      ),
    userEvents: z
      .strictObject({
        enabled: z.boolean().default(false).describe('Count activations of each action and namespace.'),
        replicas: replicas(9),
        probes: probes(),
        resources: resources({ requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '1', memory: '768Mi' } }),
      })
      .prefault({})
      .describe('The user-events service: metrics for users, of their actions. Not possible in lean mode.'),
  })
  .prefault({})
  .describe('Metrics of OpenWhisk itself.');
