import { z } from 'zod';
import { LABEL_NAME } from './values';
import { LABEL_KEY, bytes, count, dnsLabel, enabled, ownNamespace, probes, resources } from './common';
import { pods } from './pods';

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

/** Settings of Fluentd. */
export const fluentdSchema = z
  .strictObject({
    namespace: ownNamespace()
      .optional()
      .describe(
        'Namespace of Fluentd, which admits pods with access to their node. A job copies the user and the CA certificate of Elasticsearch there. Default: <logging.namespace>-nodes.',
      ),
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
    controlPlane: z
      .boolean()
      .default(false)
      .describe(
        'Collect the logs of tainted control-plane nodes, too. Their files include the keys of the cluster, so a pod that reads files there is a risk.',
      ),
    runAsUser: count(0, 2_147_483_647)
      .default(0)
      .describe(
        'User id of the processes, whose group is root. 0: root, without capabilities. Another user needs logs that the group root may read, and write access to buffer.hostPath.',
      ),
    supplementalGroups: z
      .array(count(0, 2_147_483_647).describe('A group id.'))
      .default([])
      .describe(
        "Further group ids of the processes, for files that neither root nor its group may read without capabilities, such as 4 (adm) for Ubuntu's /var/log/syslog.",
      ),
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
    pods: pods(),
    resources: resources({ requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('Fluentd: reads the logs on every node.');
