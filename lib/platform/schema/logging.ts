import { z } from 'zod';
import {
  annotations,
  count,
  dnsLabel,
  dnsName,
  enabled,
  existingSecret,
  objectName,
  ownNamespace,
  probes,
  resources,
} from './common';
import { gateway } from './gateway';
import { externalAddress } from './external';
import { SECRETS, USER } from './secrets';
import { elasticsearchNodes, userSecret } from './elasticsearch';
import { fluentdSchema } from './fluentd';
import { pods, severalPods } from './pods';
import { componentScaling } from './scaling';

const externalSchema = z
  .strictObject({
    ...externalAddress(9200),
    kind: z
      .enum(['elasticsearch', 'opensearch'])
      .default('elasticsearch')
      .describe('The product: their retention APIs differ, and Kibana works with Elasticsearch only.'),
    protocol: z.enum(['http', 'https']).default('https').describe('Protocol of the server.'),
    existingSecret: objectName()
      .describe(
        'Name of your Secret with the keys username and password, of a user with the rights to manage the log indices.',
      )
      .register(SECRETS, USER),
    kibanaSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the keys username and password, of a user with the role kibana_system. Required with Kibana.',
      ),
    jaegerSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the keys username and password, of a user who may create, write and read the indices `<name of the platform>-jaeger-*`. Required where tracing stores its traces here.',
      ),
    grafanaSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the keys username and password, of a user who may read the log indices, for tracing.grafana.logs. Default: Grafana queries no logs.',
      ),
    caSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the key ca.crt: the CA certificates (PEM) that the server certificate is verified against.',
      ),
  })
  .optional()
  .describe('An Elasticsearch or OpenSearch that you run. The platform then deploys none.');

/** A schedule as Elasticsearch's scheduler reads it (Elasticsearch, `Cron`); it refuses two days, and none. */
function isSchedule(text: string): boolean {
  const fields = text.split(' ');
  const [, , , dayOfMonth, , dayOfWeek] = fields;
  return (
    [6, 7].includes(fields.length) &&
    fields.every((field) => /^(\?|[-\d*,/A-Z#]+)$/.test(field)) &&
    (dayOfMonth === '?') !== (dayOfWeek === '?')
  );
}

const snapshotsSchema = z
  .strictObject({
    type: z
      .enum(['s3', 'gcs', 'azure'])
      .describe('Kind of the repository (Elasticsearch, "Register a snapshot repository").'),
    settings: z
      .record(z.string(), z.string())
      .describe('Settings of the repository, such as `bucket: logs-backup` (s3, gcs) or `container: logs` (azure).'),
    credentialsSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret whose keys are secure settings, such as s3.client.default.access_key. Default: the identity of the node.',
      ),
    schedule: z
      .string()
      .refine(isSchedule, {
        error:
          "6 or 7 fields in Elasticsearch's notation: second, minute, hour, day of month, month, day of week, year; exactly one of the two days is ?",
      })
      .default('0 30 1 * * ?')
      .describe("Snapshot schedule, in Elasticsearch's cron notation; UTC."),
    retentionDays: count(1, 3650).default(30).describe('Retention of snapshots, in days.'),
  })
  .optional()
  .describe('Snapshot repository of the logs. Default: no snapshots.');

const elasticsearchSchema = z
  .strictObject({
    external: externalSchema,
    ...elasticsearchNodes,
    existingSecrets: z
      .strictObject({
        admin: userSecret('admin'),
        kibana: userSecret('kibana'),
        fluentd: userSecret('fluentd'),
        exporter: userSecret('exporter'),
        jaeger: userSecret('jaeger, where tracing stores its traces here'),
        grafana: userSecret('grafana, who reads logs, with tracing.grafana.logs'),
      })
      .prefault({})
      .describe('Users.'),
    snapshots: snapshotsSchema,
  })
  .prefault({})
  .describe('Elasticsearch: stores the logs.');

const indicesSchema = z
  .strictObject({
    prefix: dnsLabel(40)
      .default('logstash')
      .describe('Prefix of the index names; the date follows it, as in logstash-2026.01.31.'),
    retentionDays: count(1, 3650).default(7).describe('Retention of an index, in days.'),
    gibPerDay: z
      .number()
      .min(0.01)
      .max(100_000)
      .default(1)
      .describe(
        'Expected log volume per day, in GiB, as Elasticsearch stores it. The volumes must hold it for the whole retention.',
      ),
    copies: count(0, 4).optional().describe('Replicas of each shard. Default: 1, or 0 on a single node.'),
    shards: count(1, 32).default(1).describe('Primary shards per daily index; ideally 10 to 50 GiB each.'),
  })
  .prefault({})
  .describe('The log indices, one per day.');

const kibanaSchema = z
  .strictObject({
    enabled: enabled('Run Kibana with saved searches and dashboards of the platform.'),
    replicas: count(1, 9).default(1).describe('Number of pods.'),
    autoscaling: componentScaling(),
    pods: severalPods(),
    host: dnsName().optional().describe('Host name of an Ingress. Default: no Ingress; use kubectl port-forward.'),
    basePath: z
      .string()
      .regex(/^(?!.*\/\.{1,2}(\/|$))\/[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/, {
        error: "a path that begins with '/' and does not end with it, without the parts . and .., such as /kibana",
      })
      .optional()
      .describe('Base path under which the host serves Kibana. Default: the root.'),
    ingressClassName: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
    ingressAnnotations: annotations().describe(
      'Annotations of the Ingress, for cert-manager or a load balancer, for example.',
    ),
    tlsSecret: objectName().optional().describe('Secret of type kubernetes.io/tls for the host.'),
    tlsTerminatedUpstream: z
      .boolean()
      .default(false)
      .describe(
        "TLS of the host ends at a load balancer, or with the Ingress controller's default certificate: links and cookies are for https without tlsSecret.",
      ),
    gateway: gateway().describe(
      'Routes of the Gateway API in place of the Ingress, for clients that use https (docs/gateway.md).',
    ),
    existingSecret: existingSecret(
      'security, savedObjects and reporting: encryption keys of 32 characters or more',
    ).register(SECRETS, { keys: ['security', 'savedObjects', 'reporting'] }),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } }),
  })
  .prefault({})
  .describe('Kibana: shows and searches the logs.');

/** All settings of logging. */
export const loggingSchema = z
  .strictObject({
    enabled: enabled('Collect the logs of all nodes in Elasticsearch.', false),
    namespace: ownNamespace()
      .default('logging')
      .describe('Namespace of logging, created with it. Must differ from the namespace of the platform.'),
    elasticsearch: elasticsearchSchema,
    indices: indicesSchema,
    kibana: kibanaSchema,
    fluentd: fluentdSchema,
    exporter: z
      .strictObject({
        enabled: enabled('Run the Elasticsearch exporter.'),
        pods: pods(),
        resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } }),
      })
      .prefault({})
      .describe('The Elasticsearch exporter.'),
  })
  .prefault({})
  .describe('Logging: Fluentd, Elasticsearch and Kibana.');
