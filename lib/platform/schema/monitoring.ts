import { z } from 'zod';
import { alertGroupsSchema, alertsSchema, rulesSchema } from './alerting';
import { alertmanagerSchema } from './alertmanager';
import { certManager, dnsLabel, enabled, objectName, ownNamespace, resources } from './common';
import { blackboxSchema, kubeStateMetricsSchema, nodeExporterSchema } from './exporters';
import { grafanaSchema } from './grafana';
import { pods } from './pods';
import { prometheusSchema } from './prometheus';
import { scrapeSchema } from './scrape';
import { SECRETS, VERIFIED_CERTIFICATE } from './secrets';
import { serviceSchema } from './service';
import { targetsSchema } from './targets';
import { line } from './values';

/** All settings of monitoring. */
export const monitoringSchema = z
  .strictObject({
    enabled: enabled('Run the Prometheus Operator stack, and monitor the cluster and the platform.', false),
    namespace: ownNamespace()
      .default('monitoring')
      .describe('Namespace of monitoring, created with it. Must differ from the namespace of the platform.'),
    watchedNamespaces: z
      .array(
        z
          .union([
            dnsLabel(),
            z
              .strictObject({
                name: dnsLabel().describe('Name of the namespace.'),
                secrets: z
                  .boolean()
                  .default(false)
                  .describe('Lets the operator read the Secrets and ConfigMaps of the namespace.'),
                alertmanagerConfigs: z
                  .boolean()
                  .default(false)
                  .describe(
                    'Adds the AlertmanagerConfigs of the namespace to the configuration of Alertmanager, for alerts with its name in the label `namespace`. The operator then reads all Secrets and ConfigMaps of the namespace, and Alertmanager may connect to any address.',
                  ),
              })
              .describe('A namespace with rights.'),
          ])
          .describe(
            'Name of a namespace; or its name and secrets: true, which lets the operator read its Secrets and ConfigMaps, for the credentials and CAs of monitors there.',
          ),
      )
      .default([])
      .describe(
        'Your namespaces whose ServiceMonitors, PodMonitors, Probes, ScrapeConfigs and PrometheusRules are selected, too. Network policies let Prometheus connect to every port of their pods. An entry is a name, or { name, secrets: true }, which also lets the operator read Secrets and ConfigMaps there; with alertmanagerConfigs: true, its AlertmanagerConfigs are added, too.',
      ),
    tls: z
      .strictObject({
        existingSecret: objectName()
          .optional()
          .describe('Your Secret of type kubernetes.io/tls with ca.crt.')
          .register(SECRETS, VERIFIED_CERTIFICATE),
        certManager: certManager(),
      })
      .prefault({})
      .describe(
        'Serving certificate of metrics endpoints and webhooks. Default: a job creates one inside the cluster.',
      ),
    prometheus: prometheusSchema,
    alertmanager: alertmanagerSchema,
    grafana: grafanaSchema,
    operator: z
      .strictObject({
        enabled: enabled(
          'Run the operator, and write its custom resource definitions. Off: an operator that the cluster has already runs Prometheus and Alertmanager (docs/monitoring-extend.md, "An operator that exists").',
        ),
        pods: pods(),
        resources: resources({ requests: { cpu: '50m', memory: '96Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
      })
      .prefault({})
      .describe('The Prometheus Operator.'),
    nodeExporter: nodeExporterSchema,
    kubeStateMetrics: kubeStateMetricsSchema,
    blackbox: blackboxSchema,
    targets: targetsSchema,
    alerts: alertsSchema,
    alertGroups: alertGroupsSchema,
    rules: rulesSchema,
    scrape: scrapeSchema,
    service: serviceSchema,
    knownMetrics: z
      .array(line(200).describe('Name of a metric.'))
      .default([])
      .describe('Metrics that your rules use and that are not in the catalogue of the platform.'),
    runbookUrl: z
      .string()
      .regex(/^https?:\/\/.*\{alert\}/, { error: 'a URL with {alert} where the name of the alert belongs' })
      .default('https://github.com/faas-stack/faas-stack/blob/main/docs/runbooks/{alert}.md')
      .describe('URL of the runbooks; {alert} is replaced by the alert name.'),
  })
  .prefault({})
  .describe('Monitoring: the Prometheus Operator stack.');
