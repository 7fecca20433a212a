import { z } from 'zod';
import { alertmanagerSchema, alertsSchema, rulesSchema } from './alerting';
import {
  bytes,
  certManager,
  count,
  dnsLabel,
  enabled,
  existingSecret,
  externalUrl,
  host,
  objectName,
  promDuration,
  resources,
  volumeSize,
} from './common';
import { SECRETS, USER, VERIFIED_CERTIFICATE } from './secrets';

const prometheusSchema = z
  .strictObject({
    replicas: count(1, 9).default(2).describe('Number of pods; each scrapes all targets.'),
    size: volumeSize('50Gi'),
    claimSize: bytes()
      .optional()
      .describe(
        'Size that the claims still have after size was raised: the operator does not expand claims, and the default of retentionSize follows claimSize until you have done so (docs/monitoring.md, "Larger volumes"). Default: size.',
      ),
    retention: promDuration()
      .default('15d')
      .describe('Retention of samples (Prometheus `--storage.tsdb.retention.time`).'),
    retentionSize: z
      .string()
      .regex(/^\d+(KB|MB|GB|TB|PB)$/, { error: "a size in Prometheus' notation, such as 40GB" })
      .optional()
      .describe(
        'Size limit of the TSDB, beyond which the oldest blocks are deleted (`--storage.tsdb.retention.size`). Default: 85 % of claimSize.',
      ),
    scrapeInterval: promDuration().default('30s').describe('Scrape interval.'),
    evaluationInterval: promDuration().default('30s').describe('Evaluation interval of rules.'),
    nameValidationScheme: z
      .enum(['UTF8', 'Legacy'])
      .default('UTF8')
      .describe(
        'Allowed names of metrics and labels (Prometheus `metric_name_validation_scheme`). Legacy: only letters, digits, _ and colons, for a remote store that refuses other names.',
      ),
    externalUrl: externalUrl('Prometheus'),
    externalLabels: z
      .record(z.string(), z.string().describe('Value of the label.'))
      .default({})
      .describe('External labels, added to everything that leaves this Prometheus, such as `cluster: blue`.'),
    remoteWrite: z
      .array(
        z
          .strictObject({
            url: z.url({ protocol: /^https?$/, error: 'an http or https URL' }).describe('Remote-write endpoint.'),
            name: z.string().optional().describe('Name of the remote-write queue, in metrics and logs.'),
            basicAuthSecret: objectName()
              .optional()
              .describe('Secret in the monitoring namespace with the keys `username` and `password`.'),
            bearerTokenSecret: objectName()
              .optional()
              .describe('Secret in the monitoring namespace with the key `token`.'),
            keep: z
              .array(z.string().min(1).describe('RE2 expression, anchored.'))
              .default([])
              .describe('Metric names to send. Default: all.'),
          })
          .describe('A remote-write target.'),
      )
      .default([])
      .describe('Remote-write targets: long-term stores that samples are sent to.'),
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '2', memory: '3Gi' } }),
  })
  .prefault({})
  .describe('Prometheus: scrapes targets, stores samples and evaluates rules.');

const grafanaSchema = z
  .strictObject({
    enabled: enabled('Run Grafana with the dashboards of the platform.'),
    existingSecret: existingSecret('username and password of the administrator').register(SECRETS, USER),
    size: volumeSize('1Gi'),
    host: host().optional().describe('Host name of an Ingress. Default: no Ingress; use kubectl port-forward.'),
    ingressClassName: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
    tlsSecret: objectName().optional().describe('Secret of type kubernetes.io/tls for the host.'),
    resources: resources({ requests: { cpu: '100m', memory: '192Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('Grafana: shows dashboards.');

const blackboxSchema = z
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
    resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } }),
  })
  .prefault({})
  .describe('The blackbox exporter: probes endpoints from the outside.');

/** All settings of monitoring. */
export const monitoringSchema = z
  .strictObject({
    enabled: enabled('Run the Prometheus Operator stack, and monitor the cluster and the platform.', false),
    namespace: dnsLabel()
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
              })
              .describe('A namespace with rights.'),
          ])
          .describe(
            'Name of a namespace; or its name and secrets: true, which lets the operator read its Secrets and ConfigMaps, for the credentials and CAs of monitors there.',
          ),
      )
      .default([])
      .describe(
        'Your namespaces whose ServiceMonitors, PodMonitors, Probes, ScrapeConfigs and PrometheusRules are selected, too. Network policies let Prometheus connect to every port of their pods. An entry is a name, or { name, secrets: true }, which also lets the operator read Secrets and ConfigMaps there.',
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
        resources: resources({ requests: { cpu: '50m', memory: '96Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
      })
      .prefault({})
      .describe('The Prometheus Operator.'),
    nodeExporter: z
      .strictObject({
        enabled: enabled('Run a node exporter on every node.'),
        resources: resources({ requests: { cpu: '50m', memory: '48Mi' }, limits: { cpu: '250m', memory: '128Mi' } }),
      })
      .prefault({})
      .describe('The node exporter: metrics of the nodes.'),
    kubeStateMetrics: z
      .strictObject({
        enabled: enabled('Run kube-state-metrics.'),
        resources: resources({ requests: { cpu: '20m', memory: '96Mi' }, limits: { cpu: '200m', memory: '384Mi' } }),
      })
      .prefault({})
      .describe('kube-state-metrics: metrics of the objects in the API server.'),
    blackbox: blackboxSchema,
    alerts: alertsSchema,
    rules: rulesSchema,
    knownMetrics: z
      .array(z.string().min(1).describe('Name of a metric.'))
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
