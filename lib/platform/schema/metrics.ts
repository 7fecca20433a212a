import { z } from 'zod';
import { dnsLabel, probes, replicas, resources } from './common';
import { componentScaling } from './scaling';

/** A switch that `monitoring.enabled` turns on, unless the file sets it. */
const monitored = (what: string) => z.boolean().default(false).describe(`${what} True with monitoring.enabled.`);

/** Exporters of the stores that the platform deploys; an external store is for its operator to monitor. */
const exportersSchema = z
  .strictObject({
    kafka: monitored('Run an exporter for Kafka: brokers and consumer lag.'),
    redis: monitored('Run an exporter for Redis.'),
    nginx: monitored('Run an exporter as a sidecar of each nginx.'),
    couchdb: monitored("Serve CouchDB's own metrics, on a port of their own."),
    etcd: monitored("Have the scheduler's etcd scraped."),
    elasticsearch: monitored('Run an exporter for the Elasticsearch that stores activations.'),
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
      .describe('Use labels for actions, namespaces and so on. Off: they are part of the metric names.'),
    scraperNamespace: dnsLabel()
      .optional()
      .describe('Namespace of your Prometheus, which the network policies then admit. Default: no other namespace.'),
    scrapeConfig: z
      .boolean()
      .default(false)
      .describe('Write a ConfigMap with a scrape configuration, for a Prometheus without the operator.'),
    userEvents: z
      .strictObject({
        enabled: monitored('Count activations per action and namespace.'),
        replicas: replicas(9),
        autoscaling: componentScaling(),
        probes: probes(),
        resources: resources({ requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '1', memory: '768Mi' } }),
      })
      .prefault({})
      .describe(
        'The user-events service: activation metrics per user namespace and action. Not available in lean mode.',
      ),
    exporters: exportersSchema,
  })
  .prefault({})
  .describe('Metrics of OpenWhisk itself.');
