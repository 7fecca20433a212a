import { z } from 'zod';
import { dnsLabel, probes, replicas, resources } from './common';
import { componentScaling } from './scaling';

/** A switch that `monitoring.enabled` turns on, unless the file says otherwise. */
const monitored = (what: string) => z.boolean().default(false).describe(`${what} True with monitoring.enabled.`);

/** What tells about the stores that the platform makes; a store of the user's own is the user's own to watch. */
const exportersSchema = z
  .strictObject({
    kafka: monitored('Run an exporter for Kafka: its brokers, and how far behind its consumers are.'),
    redis: monitored('Run an exporter for Redis.'),
    nginx: monitored('Run an exporter beside each nginx.'),
    couchdb: monitored("Serve CouchDB's own metrics, on a port of their own."),
    etcd: monitored("Have the scheduler's etcd scraped."),
    elasticsearch: monitored('Run an exporter for the Elasticsearch that keeps activations.'),
  })
  .prefault({})
  .describe('Metrics of the stores, and of nginx.');

/** Metrics of OpenWhisk itself. */
export const metricsSchema = z
  .strictObject({
    prometheus: monitored(
      'Serve /metrics on controllers, invokers and schedulers, and annotate their pods for a Prometheus.',
    ),
    kamonTags: z
      .boolean()
      .default(true)
      .describe('Tell actions, namespaces and the like by labels. Off: they are parts of the names of metrics.'),
    scraperNamespace: dnsLabel()
      .optional()
      .describe(
        'Namespace of a Prometheus of yours, which the network policies then admit. Default: nobody from elsewhere.',
      ),
    scrapeConfig: z
      .boolean()
      .default(false)
      .describe('Write a ConfigMap with a scrape configuration for a Prometheus of yours that has no operator.'),
    userEvents: z
      .strictObject({
        enabled: monitored('Count activations of each action and namespace.'),
        replicas: replicas(9),
        autoscaling: componentScaling(),
        probes: probes(),
        resources: resources({ requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '1', memory: '768Mi' } }),
      })
      .prefault({})
      .describe('The user-events service: metrics for users, of their actions. Not possible in lean mode.'),
    exporters: exportersSchema,
  })
  .prefault({})
  .describe('Metrics of OpenWhisk itself.');
