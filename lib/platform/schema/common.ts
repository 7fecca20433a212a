import { isIP } from 'node:net';
import { z } from 'zod';
import { whyUnpinned } from '../../kube/images';
import type { Resources } from '../../kube/resources';
import { hostBits, isAddress, parseRange } from '../../text/ip-range';
import { parseQuantity } from '../../text/quantity';
import { dataKey, javaOptions, LABEL_NAME } from './values';

/** A switch, on by default. */
export const enabled = (what: string, value = true) => z.boolean().default(value).describe(what);

/** A whole number within bounds. */
export const count = (min: number, max: number): z.ZodNumber => z.int().min(min).max(max);

/** A TCP port. */
export const port = (): z.ZodNumber => count(1, 65535);

/** A DNS-1123 label, the form of most names in Kubernetes. */
export const dnsLabel = (max = 63): z.ZodString =>
  z
    .string()
    .max(max)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
      error: "lower-case letters, digits and '-', beginning and ending with a letter or digit",
    });

/** Namespaces of the cluster itself. The prefix `kube-` is reserved for them (Kubernetes, "Namespaces"), `openshift` for OpenShift's. */
const CLUSTER_NAMESPACE = /^(default|kube-.*|openshift(-.*)?)$/;

/** A namespace that is created with the platform. */
export const ownNamespace = () =>
  dnsLabel().superRefine((name, context) => {
    if (!CLUSTER_NAMESPACE.test(name)) return;
    const problem =
      'belongs to the cluster: the network policies and the Pod Security level of the platform would stop its pods, and deleting the platform would delete it';
    const message = 'any namespace except default, kube-* and openshift-*';
    const fix = 'leave it out, or write another name';
    context.addIssue({ code: 'custom', message, params: { problem, fix } });
  });

/** A DNS-1123 subdomain, the form of the names of Secrets and of classes. */
export const objectName = (): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
      error: "a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit",
    });

/** Source of a regular expression for the key of a label or an annotation (Kubernetes, `IsQualifiedName`). */
export const LABEL_KEY = `([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?${LABEL_NAME}`;

/** The key of a label. */
export const labelKey = (): z.ZodString =>
  z.string().regex(new RegExp(`^${LABEL_KEY}$`), {
    error: 'the key of a label, such as openwhisk-role or example.org/role',
  });

/** Annotations of an object. */
export const annotations = () =>
  z
    .record(
      z.string().regex(new RegExp(`^${LABEL_KEY}$`), {
        error: 'the key of an annotation, such as example.org/name, with letters, digits, -, _ and . after the slash',
      }),
      z.string().describe('Value of the annotation.'),
    )
    .default({});

/** A host name or address. */
export const host = () =>
  z.string().max(253).refine(isHost, { error: 'a host name or an address, without a scheme and a port' });

const HOST_NAME = /^([A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;

/** Whether a text is a host name, or an address. Digits and dots only are an IPv4 address. */
function isHost(text: string): boolean {
  return isIP(text) > 0 || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text));
}

/** `[registry[:port]/]path[:tag][@digest]`, as container runtimes read it (distribution, "reference/reference.go"). */
const REFERENCE =
  /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** A pinned image reference. */
export const image = () =>
  z.string().superRefine((reference, context) => {
    const malformed = !REFERENCE.test(reference);
    const problem = malformed ? 'is not an image reference' : whyUnpinned(reference);
    if (!problem) return;
    const fix = malformed ? 'write it in this form' : "add the image's version, so that every node runs the same one";
    const message = 'a reference with a version tag or a digest, such as registry.example.org/name:1.2.3';
    context.addIssue({ code: 'custom', message, params: { problem, fix } });
  });

/** An image reference with a tag, and without a digest. */
export const taggedImage = () =>
  z.string().refine((reference) => REFERENCE.test(reference) && /:[^/@]+$/.test(reference), {
    error: 'a reference with a tag and without a digest, such as docker.io/library/nginx:1.28.0',
  });

/** A digest of an image (OCI image specification, "Digests"). */
export const digest = (): z.ZodString =>
  z.string().regex(/^sha256:[0-9a-f]{64}$/, { error: 'sha256: and 64 hexadecimal digits in lower case' });

/** A registry, with an optional path. */
export const registryPrefix = (): z.ZodString =>
  z.string().regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/, {
    error: 'host[:port][/path] in lower case without a scheme, such as registry.example.org/mirror',
  });

/** A DNS name, such as the host of an Ingress, which cannot be an IP address (Kubernetes, "Ingress", "Ingress rules"). */
export const dnsName = (example = 'kibana.example.org'): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^(?!\d+(\.\d+)*$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/, {
      error: `a DNS name in lower case, such as ${example}`,
    });

/** An address of IPv4 or IPv6. */
export const ipAddress = () => z.string().refine(isAddress, { error: 'an IP address' }).describe('IP address.');

/** A range of addresses, which begins with the first one (Kubernetes 1.36, feature gate `StrictIPCIDRValidation`). */
export const cidr = (): z.ZodString =>
  z
    .string()
    .refine((text) => parseRange(text) !== undefined, { error: 'a CIDR such as 10.0.0.0/8' })
    .refine(beginsWithFirst, { error: 'a CIDR such as 10.0.0.0/8', params: HOST_BITS });

const HOST_BITS = {
  problem: 'does not begin with the first address of its range, and the API server refuses it',
  fix: 'write the first address of the range',
};

function beginsWithFirst(text: string): boolean {
  const range = parseRange(text);
  return range === undefined || hostBits(range) === 0n;
}

/**
 * An amount of memory or storage. The suffix m, thousandths of a byte, is always a mistake for M when written by hand.
 */
export const bytes = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$/, { error: BYTES, abort: true })
    .refine((text) => isAmount(text, 1, MOST_BYTES), { error: BYTES });

const BYTES = 'a Kubernetes quantity such as 512Mi or 1Gi, at most 4096Ti';

/** Amounts beyond are mistakes, and from 2^63 on no API server keeps them exactly. */
const MOST_BYTES = 2 ** 52;
const MOST_CORES = 100_000;

function isAmount(text: string, least: number, most: number): boolean {
  const amount = parseQuantity(text);
  return amount >= least && amount <= most;
}

/** An amount of CPU. */
export const cores = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?m?$/, { error: CORES, abort: true })
    .refine((text) => isAmount(text, 0.001, MOST_CORES), { error: CORES });

const CORES = 'a Kubernetes quantity such as 250m, 0.5 or 2';

/** A duration as OpenWhisk's configuration (HOCON) writes it. */
export const duration = (): z.ZodString =>
  z.string().regex(/^\d+ ?(ms|s|m|h|d|milliseconds?|seconds?|minutes?|hours?|days?)$/, {
    error: 'a duration such as 100ms, 30s, 5m or 20 seconds',
  });

/** A duration as Prometheus writes it (Prometheus, "Querying basics", "Float literals and time durations"). */
export const promDuration = (): z.ZodString =>
  z.string().regex(/^(?=\d)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/, {
    error: "a duration in Prometheus' notation, such as 30s, 5m, 1h30m or 15d",
  });

/** A whole percentage, as OpenWhisk's configuration writes it. */
export const percentage = (): z.ZodString =>
  z.string().regex(/^(100|[1-9]?\d)%$/, { error: 'a percentage such as 10%' });

/** A size as OpenWhisk's configuration writes it. */
export const whiskSize = (): z.ZodString =>
  z.string().regex(/^\d+ ?(b|k|m|g|B|kB|K|MB|M|GB|G)$/, { error: 'a size such as 128m, 512m or 2g' });

/** The name of a Secret that exists before the platform is applied. */
export const existingSecret = (keys: string): z.ZodOptional<z.ZodString> =>
  objectName()
    .optional()
    .describe(
      `Name of your Secret with the keys ${keys}. Default: a job creates one with random values inside the cluster.`,
    );

/** A certificate issued by cert-manager. */
export const certManager = () =>
  z
    .strictObject({
      issuer: objectName().describe('Name of the issuer.'),
      kind: z.enum(['Issuer', 'ClusterIssuer']).default('ClusterIssuer').describe('Kind of the issuer.'),
    })
    .optional()
    .describe('Let cert-manager issue and renew the certificate; it must be installed in the cluster.');

const amounts = (cpu: string, memory: string) =>
  z
    .strictObject({
      cpu: cores().default(cpu).describe('CPU in cores, or in millicores with the suffix m.'),
      memory: bytes().default(memory).describe('Memory in bytes, or with a suffix such as Mi.'),
    })
    .prefault({});

/** Requests and limits of a component's main container. */
export const resources = (defaults: Resources) =>
  z
    .strictObject({
      requests: amounts(defaults.requests.cpu, defaults.requests.memory).describe(
        'Resource requests: what the scheduler reserves.',
      ),
      limits: amounts(defaults.limits.cpu, defaults.limits.memory).describe('Resource limits of the container.'),
    })
    .prefault({})
    .describe('CPU and memory of the container.');

const probeTimes = (name: string) =>
  z
    .strictObject({
      initialDelaySeconds: count(0, 3600).optional().describe('Delay before the first probe, in seconds.'),
      periodSeconds: count(1, 3600).optional().describe('Interval between probes, in seconds.'),
      timeoutSeconds: count(1, 3600).optional().describe('Timeout of a probe, in seconds.'),
      failureThreshold: count(1, 1000).optional().describe('Consecutive failures before the probe fails.'),
    })
    .optional()
    .describe(`Overrides of the component's ${name} probe.`);

/** Changes to a component's probes. */
export const probes = () =>
  z
    .strictObject({ readiness: probeTimes('readiness'), liveness: probeTimes('liveness') })
    .prefault({})
    .describe('Overrides of the probes.');

/** Changes to the probes of a component that a restart does not help: it has no liveness probe. */
export const readinessProbe = () =>
  z
    .strictObject({ readiness: probeTimes('readiness') })
    .prefault({})
    .describe('Times of the readiness probe; there is no liveness probe.');

/** Number of pods of a component. */
export const replicas = (max: number) => count(1, max).default(1).describe('Number of pods.');

/** Number of members of a quorum. */
export const members = (max: number) =>
  count(1, max)
    .default(1)
    .describe('Number of members; odd, because an even number tolerates no more failures than one member less.');

/** Size of the volume of each replica. */
export const volumeSize = (size: string) =>
  bytes()
    .default(size)
    .describe('Size of the volume of each pod, also without persistence. A claim can be expanded later, never shrunk.');

/** Log level of a component. */
const logLevel = () => z.enum(['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']).default('INFO').describe('Log level.');

/** External URL of a program behind the user's proxy. */
export const externalUrl = (program: string) =>
  z
    .string()
    .regex(/^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/, {
      error: 'an http or https URL without a user, a query and a fragment, such as https://monitoring.example.org',
    })
    .optional()
    .describe(
      `External URL of ${program}, the beginning of links in notifications. The program serves below / even if the URL has a path: the proxy removes it. Default: the name of the pod, which only the cluster resolves.`,
    );

/** A URL of a server that speaks HTTP. */
export const httpUrl = (fix = 'remove both, and name a Secret where the section takes one') =>
  z.url({ protocol: /^https?$/, error: 'an http or https URL', abort: true }).superRefine((url, context) => {
    if (/\s/.test(url)) context.addIssue({ code: 'custom', message: 'an http or https URL without white space' });
    if (!/^[a-z]+:\/\/[^/?#]*@/i.test(url)) return;
    const problem = 'the URL holds a user or a password, which the manifests would show';
    const message = 'an http or https URL without a user and a password';
    context.addIssue({ code: 'custom', message, params: { problem, fix, hidden: true } });
  });

/** One value in a Secret. */
export const secretKey = (what: string) =>
  z
    .strictObject({
      name: objectName().describe('Name of a Secret in the monitoring namespace.'),
      key: dataKey().describe('Key of the value.'),
    })
    .describe(what);

/** Heap, options and log of a JVM. */
export const jvm = (heapMiB: number) => ({
  heapMiB: count(64, 65536)
    .default(heapMiB)
    .describe('Heap of the JVM (-Xmx), in MiB; at most 80 % of the memory limit.'),
  jvmOptions: javaOptions('Additional JVM options.'),
  options: javaOptions("System properties of OpenWhisk, such as '-Dwhisk.a.b=c'."),
  logLevel: logLevel(),
});
