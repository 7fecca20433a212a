import { isIP } from 'node:net';
import { z } from 'zod';
import { whyUnpinned } from '../../kube/images';
import type { Resources } from '../../kube/resources';

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

/** A DNS-1123 subdomain, the form of the names of Secrets and of classes. */
export const objectName = (): z.ZodString =>
  z
    .string()
    .max(253)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, {
      error: "a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit",
    });

/** The key of a label. */
export const labelKey = (): z.ZodString =>
  z.string().regex(/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$/, {
    error: 'the key of a label, such as openwhisk-role or example.org/role',
  });

/** A host name or address. A colon is only in an IPv6 address, which has at least two. */
export const host = (): z.ZodString =>
  z.string().regex(/^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)$/, {
    error: 'a host name or an address, without a scheme and a port',
  });

/** `[registry[:port]/]path[:tag][@digest]`, as container runtimes read it (distribution, "reference/reference.go"). */
const REFERENCE =
  /^([A-Za-z0-9.-]+(:\d+)?\/)?[a-z0-9]+([._-]+[a-z0-9]+)*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*(:\w[\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;

/** The reference of an image, pinned. */
export const image = () =>
  z.string().superRefine((reference, context) => {
    const malformed = !REFERENCE.test(reference);
    const problem = malformed ? 'is no image reference' : whyUnpinned(reference);
    if (!problem) return;
    const fix = malformed ? 'write it in this form' : "add the image's version, so that every node runs the same one";
    const message = 'a reference with a version tag or a digest, such as registry.example.org/name:1.2.3';
    context.addIssue({ code: 'custom', message, params: { problem, fix } });
  });

/** A range of addresses. */
export const cidr = (): z.ZodString => z.string().refine(isCidr, { error: 'a CIDR such as 10.0.0.0/8' });

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  const version = isIP(address);
  return version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128) && rest.length === 0;
}

/** An amount of memory or storage. The suffix m, thousandths of a byte, is a mistake for M in all that is written by hand. */
export const bytes = (): z.ZodString =>
  z.string().regex(/^\d+(\.\d+)?(k|M|G|T|Ki|Mi|Gi|Ti)?$/, { error: 'a Kubernetes quantity such as 512Mi or 1Gi' });

/** An amount of CPU. */
const cores = (): z.ZodString =>
  z.string().regex(/^\d+(\.\d+)?m?$/, { error: 'a Kubernetes quantity such as 250m, 0.5 or 2' });

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

/** A size as OpenWhisk's configuration writes it. */
export const whiskSize = (): z.ZodString =>
  z.string().regex(/^\d+ ?(b|k|m|g|B|kB|K|MB|M|GB|G)$/, { error: 'a size such as 128m, 512m or 2g' });

/** The name of a Secret that exists before the platform is applied. */
export const existingSecret = (keys: string): z.ZodOptional<z.ZodString> =>
  objectName()
    .optional()
    .describe(
      `Name of a Secret of yours with the keys ${keys}. Without it, a job makes one with random values inside the cluster.`,
    );

/** A certificate of cert-manager's. */
export const certManager = () =>
  z
    .strictObject({
      issuer: objectName().describe('Name of the issuer.'),
      kind: z.enum(['Issuer', 'ClusterIssuer']).default('ClusterIssuer').describe('Kind of the issuer.'),
    })
    .optional()
    .describe('Let cert-manager, which must be in the cluster, make and renew the certificate.');

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
      requests: amounts(defaults.requests.cpu, defaults.requests.memory).describe('What the scheduler reserves.'),
      limits: amounts(defaults.limits.cpu, defaults.limits.memory).describe('What the container may use at the most.'),
    })
    .prefault({})
    .describe('CPU and memory of the container.');

const probeTimes = (name: string) =>
  z
    .strictObject({
      initialDelaySeconds: count(0, 3600).optional().describe('Pause before the first try, in seconds.'),
      periodSeconds: count(1, 3600).optional().describe('Pause between two tries, in seconds.'),
      timeoutSeconds: count(1, 3600).optional().describe('Longest time of one try, in seconds.'),
      failureThreshold: count(1, 1000).optional().describe('Tries that may fail in a row.'),
    })
    .optional()
    .describe(`Times of the ${name} probe that differ from the component's own.`);

/** Changes to a component's probes. */
export const probes = () =>
  z
    .strictObject({ readiness: probeTimes('readiness'), liveness: probeTimes('liveness') })
    .prefault({})
    .describe('Times of the probes.');

/** Changes to the probes of a component that a restart does not help: it has no liveness probe. */
export const readinessProbe = () =>
  z
    .strictObject({ readiness: probeTimes('readiness') })
    .prefault({})
    .describe('Times of the readiness probe; there is no liveness probe.');

/** Pods of a component that are interchangeable or named: how many of them. */
export const replicas = (max: number) => count(1, max).default(1).describe('Number of pods.');

/** Number of members of a quorum. */
export const members = (max: number) =>
  count(1, max)
    .default(1)
    .describe('Number of members; odd, because an even number survives no more failures than one less.');

/** Size of the volume of each replica. */
export const volumeSize = (size: string) =>
  bytes().default(size).describe('Size of the volume of each pod. A claim can grow later, never shrink.');

/** Level of a component's log. */
const logLevel = () =>
  z.enum(['ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE']).default('INFO').describe('Level of the log.');

/** Where a server outside of the platform is. */
export const externalAddress = (defaultPort: number) => ({
  host: host().describe('Host name or address, as pods of this cluster resolve it.'),
  port: port().default(defaultPort).describe('TCP port.'),
});

/** What an external server means for the platform. */
export const externalDescription = (what: string): string =>
  `Address of ${what} of yours. With it, the platform makes none and waits for yours at this address.`;

/** A server outside of the platform that takes the place of a component. */
export const external = (what: string, defaultPort: number) =>
  z.strictObject(externalAddress(defaultPort)).optional().describe(externalDescription(what));

/** Heap, options and log of a JVM. */
export const jvm = (heapMiB: number) => ({
  heapMiB: count(64, 65536)
    .default(heapMiB)
    .describe('Heap of the JVM (-Xmx), in MiB; at most 80 % of the memory limit.'),
  jvmOptions: z.string().default('').describe('More options of the JVM.'),
  options: z.string().default('').describe("System properties of OpenWhisk, such as '-Dwhisk.a.b=c'."),
  logLevel: logLevel(),
});
