import { z } from 'zod';
import { bytes, count, dnsLabel, existingSecret, externalAddress, objectName, probes, resources } from './common';
import { elasticsearchNodes, userSecret } from './elasticsearch';
import { componentScaling } from './scaling';

const enabled = (what: string, value = true) => z.boolean().default(value).describe(what);

/** The host of an Ingress, which takes no address (Kubernetes, "Ingress", "Ingress rules"). */
const dnsName = (): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^(?!\d+(\.\d+)*$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
      error: 'a DNS name in lower case, such as kibana.example.org',
    });

const externalSchema = z
  .strictObject({
    ...externalAddress(9200),
    kind: z
      .enum(['elasticsearch', 'opensearch'])
      .default('elasticsearch')
      .describe('The program: they name retention differently, and Kibana speaks to Elasticsearch only.'),
    protocol: z.enum(['http', 'https']).default('https').describe('Protocol of the server.'),
    existingSecret: objectName().describe(
      'Name of a Secret of yours with the keys username and password of a user who may manage the indices of the logs.',
    ),
    kibanaSecret: objectName()
      .optional()
      .describe(
        'Name of a Secret of yours with the keys username and password of a user with the role kibana_system. Needed with Kibana.',
      ),
    caSecret: objectName()
      .optional()
      .describe('Name of a Secret of yours with the key ca.crt: the authorities (PEM) of the certificate.'),
  })
  .optional()
  .describe('An Elasticsearch or OpenSearch of yours. With it, the platform makes none.');

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
        'Name of a Secret of yours whose keys are secure settings, such as s3.client.default.access_key. Default: the identity of the node.',
      ),
    schedule: z
      .string()
      .regex(/^(\S+ ){5,6}\S+$/, { error: "a schedule of 6 or 7 fields in Elasticsearch's notation" })
      .default('0 30 1 * * ?')
      .describe("Times of the snapshots, in Elasticsearch's cron notation; UTC."),
    retentionDays: count(1, 3650).default(30).describe('Days that a snapshot is kept.'),
  })
  .optional()
  .describe('Where snapshots of the logs go. Default: none are made.');

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
      })
      .prefault({})
      .describe('Users.'),
    snapshots: snapshotsSchema,
  })
  .prefault({})
  .describe('Elasticsearch: keeps the logs.');

const indicesSchema = z
  .strictObject({
    prefix: dnsLabel(40)
      .default('logstash')
      .describe("Prefix of the indices' names; the day comes after it, as in logstash-2026.01.31."),
    retentionDays: count(1, 3650).default(7).describe('Days after which an index is deleted.'),
    gibPerDay: z
      .number()
      .min(0.01)
      .max(100_000)
      .default(1)
      .describe(
        'Logs of a day, in GiB, as Elasticsearch stores them. The volumes have to hold them for the retention.',
      ),
    copies: count(0, 4)
      .optional()
      .describe('Copies of each shard on other nodes. Default: 1, or none where there is one node.'),
    shards: count(1, 32).default(1).describe('Primary shards of the index of a day; best 10 to 50 GiB each.'),
  })
  .prefault({})
  .describe('The indices of the logs, one a day.');

const kibanaSchema = z
  .strictObject({
    enabled: enabled('Run a Kibana with searches and boards of the platform.'),
    replicas: count(1, 9).default(1).describe('Number of pods.'),
    autoscaling: componentScaling(),
    host: dnsName().optional().describe('Host name of an Ingress. Default: no Ingress; use kubectl port-forward.'),
    basePath: z
      .string()
      .regex(/^\/[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/, {
        error: "a path that begins with '/' and does not end with it, such as /kibana",
      })
      .optional()
      .describe('Path below which the host serves Kibana. Default: all of the host.'),
    ingressClassName: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
    tlsSecret: objectName().optional().describe('Secret of type kubernetes.io/tls for the host.'),
    existingSecret: existingSecret('security, savedObjects and reporting: encryption keys of 32 characters or more'),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } }),
  })
  .prefault({})
  .describe('Kibana: shows and searches the logs.');

/** Programming languages whose exceptions are joined; each is a name that fluent-plugin-detect-exceptions knows. */
const EXCEPTION_LANGUAGES = ['java', 'python', 'go', 'js', 'ruby', 'php', 'csharp', 'dart'] as const;

const bufferSchema = z
  .strictObject({
    hostPath: z
      .string()
      .regex(/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/, { error: 'an absolute path of letters, digits, ., _ and -' })
      .default('/var/lib/fluentd')
      .describe('Directory of each node for the logs that are not sent yet, and for the place where reading goes on.'),
    volume: bytes()
      .default('2Gi')
      .describe(
        'Space that each node has for the directory. Kubernetes does not limit it; the size of the buffer does.',
      ),
    size: bytes().default('500Mi').describe('Logs of a node that wait at the most. When it is full, reading stops.'),
    chunkSize: bytes()
      .default('2Mi')
      .describe('Size of what is sent at once. A longer record goes without its fields, as one text.'),
    flushSeconds: count(1, 3600).default(5).describe('Time after which a record is sent, in seconds.'),
    threads: count(1, 32).default(2).describe('Number of requests side by side.'),
    retryMaxSeconds: count(1, 3600)
      .default(30)
      .describe('Longest pause between two tries, in seconds. Tries never end.'),
  })
  .prefault({})
  .describe('The logs that wait to be sent, on the disk of the node.');

const fluentdSchema = z
  .strictObject({
    runtime: z
      .enum(['cri', 'docker-json', 'auto'])
      .default('cri')
      .describe(
        "Format of the container runtime's logs. cri: containerd and CRI-O. docker-json: Docker's json-file. auto: nodes of both kinds.",
      ),
    nodeReadyLabel: z
      .string()
      .regex(/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?=[-\w.]{0,63}$/, {
        error: 'the key and value of a label, such as beta.kubernetes.io/fluentd-ds-ready=true',
      })
      .optional()
      .describe('Label of the nodes whose logs are collected. Default: every Linux node.'),
    systemLogs: enabled('Collect the logs of the kubelet, the container runtime and the kernel.'),
    exceptions: z
      .array(z.enum(EXCEPTION_LANGUAGES).describe('A programming language.'))
      .min(1)
      .default(['java', 'python', 'go', 'js'])
      .describe('Programming languages whose exceptions become one record.'),
    buffer: bufferSchema,
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('Fluentd: reads the logs on every node.');

/** Everything about logs. */
export const loggingSchema = z
  .strictObject({
    enabled: enabled('Collect the logs of all nodes in Elasticsearch.', false),
    namespace: dnsLabel().default('logging').describe('Namespace of logging; made with it. Not that of the platform.'),
    elasticsearch: elasticsearchSchema,
    indices: indicesSchema,
    kibana: kibanaSchema,
    fluentd: fluentdSchema,
    exporter: z
      .strictObject({
        enabled: enabled('Run an exporter of the metrics of Elasticsearch.'),
        resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } }),
      })
      .prefault({})
      .describe('The exporter of the metrics of Elasticsearch.'),
  })
  .prefault({})
  .describe('Logging: Fluentd, Elasticsearch and Kibana.');
