import { z } from 'zod';
import { alertmanagerSchema, alertsSchema, rulesSchema } from './alerting';
import {
  certManager,
  count,
  dnsLabel,
  existingSecret,
  host,
  objectName,
  promDuration,
  resources,
  volumeSize,
} from './common';

const enabled = (what: string, value = true) => z.boolean().default(value).describe(what);

const prometheusSchema = z
  .strictObject({
    replicas: count(1, 9).default(2).describe('Number of pods; each scrapes everything.'),
    size: volumeSize('50Gi'),
    retention: promDuration().default('15d').describe('How long samples are kept.'),
    retentionSize: z
      .string()
      .regex(/^\d+(KB|MB|GB|TB|PB)$/, { error: "a size in Prometheus' notation, such as 40GB" })
      .optional()
      .describe('Size of the samples beyond which the oldest are dropped. Default: 85 % of the volume.'),
    scrapeInterval: promDuration().default('30s').describe('Time between two scrapes of a target.'),
    evaluationInterval: promDuration().default('30s').describe('Time between two evaluations of a rule.'),
    externalLabels: z
      .record(z.string(), z.string().describe('Value of the label.'))
      .default({})
      .describe('Labels of everything that leaves this Prometheus, such as `cluster: blue`.'),
    remoteWrite: z
      .array(
        z
          .strictObject({
            url: z.url({ protocol: /^https?$/, error: 'an http or https URL' }).describe('Where samples are sent.'),
            name: z.string().optional().describe('Name of the queue, in metrics and logs.'),
            basicAuthSecret: objectName()
              .optional()
              .describe('Secret in the monitoring namespace with the keys `username` and `password`.'),
            bearerTokenSecret: objectName()
              .optional()
              .describe('Secret in the monitoring namespace with the key `token`.'),
            keep: z
              .array(z.string().min(1).describe('RE2 expression, anchored.'))
              .default([])
              .describe('Names of the metrics that are sent. Default: all.'),
          })
          .describe('A long-term store.'),
      )
      .default([])
      .describe('Long-term stores that samples are sent to.'),
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '2', memory: '3Gi' } }),
  })
  .prefault({})
  .describe('Prometheus: scrapes, stores and evaluates.');

const grafanaSchema = z
  .strictObject({
    enabled: enabled('Run a Grafana with the boards of the platform.'),
    existingSecret: existingSecret('username and password of the administrator'),
    size: volumeSize('1Gi'),
    host: host().optional().describe('Host name of an Ingress. Default: no Ingress; use kubectl port-forward.'),
    ingressClassName: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
    tlsSecret: objectName().optional().describe('Secret of type kubernetes.io/tls for the host.'),
    resources: resources({ requests: { cpu: '100m', memory: '192Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('Grafana: shows boards.');

const blackboxSchema = z
  .strictObject({
    enabled: enabled('Run the blackbox exporter and probe the API host from within the cluster.'),
    targets: z
      .array(
        z
          .strictObject({
            name: dnsLabel().describe('Name of the probe.'),
            url: z.string().min(1).describe('URL, or <host>:<port> for tcp.'),
            module: z.enum(['http', 'tcp', 'tls']).default('http').describe('How it is asked.'),
            interval: promDuration().optional().describe('Time between two probes.'),
          })
          .describe('Something to ask from outside.'),
      )
      .default([])
      .describe('Further things to probe.'),
    resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } }),
  })
  .prefault({})
  .describe('The blackbox exporter: asks things from outside.');

/** Everything about monitoring. */
export const monitoringSchema = z
  .strictObject({
    enabled: enabled('Run the Prometheus Operator and what it needs, and watch the cluster and the platform.', false),
    namespace: dnsLabel()
      .default('monitoring')
      .describe('Namespace of monitoring; made with it. Not that of the platform.'),
    watchedNamespaces: z
      .array(dnsLabel().describe('Name of a namespace.'))
      .default([])
      .describe('Namespaces of yours whose ServiceMonitors, PodMonitors, Probes and PrometheusRules are taken, too.'),
    tls: z
      .strictObject({
        existingSecret: objectName().optional().describe('Secret of yours of type kubernetes.io/tls with ca.crt.'),
        certManager: certManager(),
      })
      .prefault({})
      .describe('Certificate of what serves metrics and webhooks. Default: a job makes one inside the cluster.'),
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
      .describe('Metrics that your rules use and that the platform does not know.'),
    runbookUrl: z
      .string()
      .regex(/^https?:\/\/.*\{alert\}/, { error: 'a URL with {alert} where the name of the alert belongs' })
      .default('https://github.com/faas-stack/faas-stack/blob/main/docs/runbooks/{alert}.md')
      .describe('Address of the runbooks; {alert} stands for the name of the alert.'),
  })
  .prefault({})
  .describe('Monitoring: the Prometheus Operator stack.');
