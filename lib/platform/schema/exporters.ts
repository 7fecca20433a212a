import { z } from 'zod';
import { OBJECT_KINDS, OPTIONAL_KINDS } from '../../catalogue/kube-objects';
import { COLLECTOR_OPTIONS, COLLECTORS } from '../../catalogue/node-exporter';
import { dnsLabel, enabled, objectName, ownNamespace, port, promDuration, resources } from './common';
import { pods } from './pods';
import { probeModulesSchema } from './probe-modules';
import { SECRETS, VERIFIED_CERTIFICATE } from './secrets';

/** Keys of labels or annotations, by kind, that become labels of series. */
const allowList = (what: string, one: 'label' | 'annotation') =>
  z
    .partialRecord(
      z.enum(OBJECT_KINDS),
      z
        .array(
          z
            .string()
            .regex(/^(\*|[A-Za-z0-9][A-Za-z0-9._/-]*\*?[A-Za-z0-9._/-]*)$/, {
              error: `a key, with at most one *, such as app or example.org/*, or * for every ${one}`,
            })
            .describe(`Key of the ${one}; * stands for any characters.`),
        )
        .min(1)
        .describe(`Keys, such as app or example.org/*.`),
    )
    .default({})
    .describe(
      `${what} of objects in the series kube_<object>_${one}s, by the plural of the kind (kube-state-metrics \`--metric-${one}s-allowlist\`). Default: none.`,
    );

/** Settings of the node exporter. */
export const nodeExporterSchema = z
  .strictObject({
    enabled: enabled('Run a node exporter on every node.'),
    namespace: ownNamespace()
      .optional()
      .describe(
        'Namespace of the node exporter, the only privileged one of monitoring. Default: <monitoring.namespace>-nodes.',
      ),
    tls: z
      .strictObject({
        existingSecret: objectName()
          .optional()
          .describe(
            'Your Secret of type kubernetes.io/tls with ca.crt, in the namespace of the node exporter, for <namespace>.svc.',
          )
          .register(SECRETS, VERIFIED_CERTIFICATE),
      })
      .prefault({})
      .describe(
        'Serving certificate of the node exporter. Default: cert-manager issues it with monitoring.tls.certManager, and otherwise a job creates one.',
      ),
    port: port()
      .default(9100)
      .describe('Port of the metrics on every node. Change it if another program listens at 9100.'),
    loopbackPort: port()
      .default(9101)
      .describe('Port of the exporter itself behind its proxy, on the loopback address of every node.'),
    collectors: z
      .partialRecord(z.enum(COLLECTORS), z.boolean().describe('Whether the collector is on.'))
      .default({})
      .describe(
        'Collectors to switch on or off (node exporter `--collector.<name>`). Default: the defaults of the program, without btrfs, hwmon and wifi.',
      ),
    options: z
      .partialRecord(z.enum(COLLECTOR_OPTIONS), z.string().describe('Value of the option.'))
      .default({})
      .describe(
        'Options of collectors (node exporter `--collector.<option>=<value>`), such as `filesystem.fs-types-exclude`.',
      ),
    textfileDirectory: z
      .string()
      .regex(/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/, { error: 'an absolute path of letters, digits, ., _ and -' })
      .optional()
      .describe(
        'Directory of every node whose *.prom files the textfile collector reads; readable for the user 65534. Default: none.',
      ),
    pods: pods(),
    resources: resources({ requests: { cpu: '50m', memory: '48Mi' }, limits: { cpu: '250m', memory: '128Mi' } }),
  })
  .prefault({})
  .describe('The node exporter: metrics of the nodes.');

/** Settings of kube-state-metrics. */
export const kubeStateMetricsSchema = z
  .strictObject({
    enabled: enabled('Run kube-state-metrics.'),
    labels: allowList('Labels', 'label'),
    annotations: allowList('Annotations', 'annotation'),
    objects: z
      .array(z.enum(OPTIONAL_KINDS).describe('Plural of the kind.'))
      .default([])
      .describe(
        'Further kinds of objects to list (kube-state-metrics `--resources`), besides workloads, pods, nodes, Services, volumes and quotas.',
      ),
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
            url: z
              .string()
              .min(1)
              .describe('URL, or <host>:<port> for tcp and tls; for a module with dns, the DNS server.'),
            module: z
              .string()
              .default('http')
              .describe('Module of the blackbox exporter: http, tcp, tls, or one of modules.'),
            interval: promDuration().optional().describe('Probe interval. Default: the scrape interval.'),
          })
          .describe('A probe target.'),
      )
      .default([])
      .describe('Additional probe targets.'),
    modules: probeModulesSchema,
    pods: pods(),
    resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } }),
  })
  .prefault({})
  .describe('The blackbox exporter: probes endpoints from the outside.');
