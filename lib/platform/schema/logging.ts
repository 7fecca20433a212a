import { z } from 'zod';
import {
  annotations,
  bytes,
  count,
  dnsLabel,
  existingSecret,
  externalAddress,
  LABEL_KEY,
  LABEL_NAME,
  objectName,
  probes,
  resources,
} from './common';
import { SECRETS, USER } from './secrets';
import { elasticsearchNodes, userSecret } from './elasticsearch';
import { componentScaling } from './scaling';

const enabled = (what: string, value = true) => z.boolean().default(value).describe(what);

/** The host of an Ingress, which cannot be an IP address (Kubernetes, "Ingress", "Ingress rules"). */
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
    host: dnsName().optional().describe('Host name of an Ingress. Default: no Ingress; use kubectl port-forward.'),
    basePath: z
      .string()
      .regex(/^\/[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/, {
        error: "a path that begins with '/' and does not end with it, such as /kibana",
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
    existingSecret: existingSecret(
      'security, savedObjects and reporting: encryption keys of 32 characters or more',
    ).register(SECRETS, { keys: ['security', 'savedObjects', 'reporting'] }),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '1Gi' }, limits: { cpu: '1', memory: '2Gi' } }),
  })
  .prefault({})
  .describe('Kibana: shows and searches the logs.');

/** Languages of OpenWhisk's runtimes, and of common programs beside them. */
const EXCEPTION_LANGUAGES = ['java', 'python', 'go', 'js', 'ruby', 'php', 'csharp', 'dart', 'rust', 'swift'] as const;

const bufferSchema = z
  .strictObject({
    hostPath: z
      .string()
      .regex(/^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/, { error: 'an absolute path of letters, digits, ., _ and -' })
      .default('/var/lib/fluentd')
      .describe('Host path on each node for the buffer of unsent logs and the position files.'),
    volume: bytes()
      .default('2Gi')
      .describe(
        'Disk space that each node has for the directory. Kubernetes does not enforce it; the buffer size does.',
      ),
    size: bytes().default('500Mi').describe('Maximum size of the buffer per node. When it is full, reading stops.'),
    chunkSize: bytes()
      .default('1536Ki')
      .describe(
        'Chunk size of a bulk request, before JSON escapes it: at most six times as many bytes are sent, which is below the 10 MiB that hosted servers accept. A line longer than half of it, or than 256Ki, becomes several records.',
      ),
    flushSeconds: count(1, 3600).default(5).describe('Flush interval, in seconds.'),
    threads: count(1, 32)
      .optional()
      .describe(
        'Number of flush threads, that is, parallel requests. Default: enough for 220 logging containers per node, which is 8 with a flush interval of 5 seconds.',
      ),
    retryMaxSeconds: count(1, 3600)
      .default(30)
      .describe('Maximum pause between retries, in seconds. Retries never end.'),
  })
  .prefault({})
  .describe('The buffer of unsent logs, on the disk of the node.');

/** A pattern for names of namespaces, pods or containers: `*` in it stands for any characters. */
const namePattern = (what: string, max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?=.*[a-z0-9])[a-z0-9*]([-a-z0-9.*]*[a-z0-9*])?$/, {
      error: "a name of lower-case letters, digits, '-' and '.', with * for any characters",
    })
    .describe(`Name of a ${what}; * stands for any characters.`);

const exclusions = z
  .strictObject({
    namespaces: z.array(namePattern('namespace', 63)).default([]).describe('Namespaces.'),
    pods: z.array(namePattern('pod', 253)).default([]).describe('Pods, in every namespace.'),
    containers: z
      .array(namePattern('container', 63))
      .default([])
      .describe('Containers, in every pod, such as istio-proxy.'),
  })
  .prefault({})
  .describe('Containers whose logs are not collected.');

/** A path that Fluentd expands: no `..`, no characters that `Dir.glob` or `strftime` would read otherwise. */
const nodeLogPath = (): z.ZodString =>
  z.string().regex(/^\/var\/log(\/[A-Za-z0-9_*][A-Za-z0-9._*@+-]*)+$/, {
    error:
      'an absolute path below /var/log of letters, digits, ., _, -, @, + and *, such as /var/log/kubernetes/audit/*.log',
  });

const nodeLog = z
  .strictObject({
    name: dnsLabel(40).describe('Name, which the records have as system.program.'),
    path: nodeLogPath().describe(
      'Path of the file on the nodes, below /var/log; * stands for any characters but a slash.',
    ),
    format: z
      .enum(['text', 'json'])
      .default('text')
      .describe('text: lines. json: the values of a line that is a JSON object also become fields, below json.'),
  })
  .describe('A log file of the nodes.');

/** The name of a unit (systemd, systemd.unit); a slash is escaped in it. */
const unit = (): z.ZodString =>
  z
    .string()
    .max(255)
    .regex(/^[A-Za-z0-9:_.\\-]+(@[A-Za-z0-9:_.\\-]*)?$/, {
      error:
        "the name of a systemd unit without a path: letters, digits, ':', '_', '.', '-', '@' and backslashes, such as etcd or ssh.service",
    });

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
      .regex(new RegExp(`^${LABEL_KEY}=(${LABEL_NAME})?$`), {
        error: 'the key and value of a label, such as beta.kubernetes.io/fluentd-ds-ready=true',
      })
      .optional()
      .describe('Label of the nodes whose logs are collected. Default: every Linux node.'),
    systemLogs: enabled('Collect the logs of the kubelet, the container runtime and the kernel.'),
    journal: z
      .enum(['persistent', 'volatile', 'none'])
      .default('persistent')
      .describe(
        'Storage of the journal on the nodes (systemd, journald.conf). persistent: /var/log/journal. volatile: /run/log/journal. none: log files only.',
      ),
    units: z
      .array(unit().describe('Name of a unit; without a suffix, it is a service.'))
      .default([])
      .describe(
        'Further systemd units whose journal entries are collected, beside the kubelet, the container runtimes, K3s, RKE2 and MicroK8s.',
      ),
    files: z
      .array(nodeLog)
      .default([])
      .describe('Further log files of the nodes, such as the audit log of the API server.'),
    exclude: exclusions,
    podAnnotations: enabled(
      'Honour the annotation faas-stack/logs of pods. off: their logs are dropped. json: the values of their JSON lines become fields.',
    ),
    jsonNamespaces: z
      .array(dnsLabel().describe('Name of a namespace.'))
      .default([])
      .describe('Namespaces whose JSON lines become fields, below json. The text stays in log.'),
    stripColors: enabled('Remove colours and other escape sequences of terminals, which prevent that words are found.'),
    exceptions: z
      .array(z.enum(EXCEPTION_LANGUAGES).describe('A programming language.'))
      .min(1)
      .default([...EXCEPTION_LANGUAGES])
      .describe(
        'Programming languages whose multi-line stack traces become one record. csharp: every language of .NET.',
      ),
    buffer: bufferSchema,
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('Fluentd: reads the logs on every node.');

/** All settings of logging. */
export const loggingSchema = z
  .strictObject({
    enabled: enabled('Collect the logs of all nodes in Elasticsearch.', false),
    namespace: dnsLabel()
      .default('logging')
      .describe('Namespace of logging, created with it. Must differ from the namespace of the platform.'),
    elasticsearch: elasticsearchSchema,
    indices: indicesSchema,
    kibana: kibanaSchema,
    fluentd: fluentdSchema,
    exporter: z
      .strictObject({
        enabled: enabled('Run the Elasticsearch exporter.'),
        resources: resources({ requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '128Mi' } }),
      })
      .prefault({})
      .describe('The Elasticsearch exporter.'),
  })
  .prefault({})
  .describe('Logging: Fluentd, Elasticsearch and Kibana.');
