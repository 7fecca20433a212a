import { z } from 'zod';
import { addressRanges } from './address-ranges';
import { actionNamespace } from './action-namespace';
import { line } from './values';
import { actionTemplateSchema } from './action-template';
import { count, dnsName, duration, ipAddress, registryPrefix, whiskSize } from './common';

/** Capabilities that the Pod Security Standard baseline accepts (Kubernetes, "Pod Security Standards"), except for NET_RAW, which OpenWhisk drops. */
const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
] as const;

const dnsSchema = z
  .strictObject({
    inheritInvokerConfig: z
      .boolean()
      .default(true)
      .describe("Resolve names as the invoker's pod does. Off: use nameservers, search and options."),
    nameservers: z.array(ipAddress()).default([]).describe('Addresses of the DNS servers.'),
    search: z.array(dnsName().describe('DNS domain.')).default([]).describe('Search domains.'),
    options: z
      .array(line(255).describe('Option of resolv.conf.'))
      .default([])
      .describe('Options of the resolver, such as ndots:2.'),
  })
  .prefault({})
  .describe('How action containers resolve names.');

const cpuScalingSchema = z
  .strictObject({
    millicpus: count(1, 100_000).default(100).describe('CPU per share of memory, and the minimum, in millicores.'),
    memory: whiskSize().default('256m').describe('The share of memory.'),
    maxMillicpus: count(1, 1_000_000).default(4000).describe('Maximum CPU of an action, in millicores.'),
  })
  .optional()
  .describe(
    "CPU requests and limits in proportion to an action's memory. Without it, the values of containerDefaults apply.",
  );

const containersSchema = z
  .strictObject({
    idleTimeout: duration()
      .default('10 minutes')
      .describe('Time after which a warm container without activations is removed.'),
    pauseGrace: duration()
      .default('10 seconds')
      .describe(
        'Time after an activation before its container is paused: connections are closed and, with containerFactory: docker, processes are frozen.',
      ),
    keepingDuration: duration()
      .default('10 minutes')
      .describe(
        'Further life of the warm containers that a namespace keeps (its limit `warmedContainerKeepingCount`); with the scheduler only.',
      ),
  })
  .prefault({})
  .describe('Life of warm containers (OpenWhisk, `whisk.container-proxy.timeouts`).');

const prewarmSchema = z
  .strictObject({
    promotion: z
      .boolean()
      .default(false)
      .describe('Let an action take a prewarmed container that has more memory than the action needs.'),
    expirationCheckDelay: duration()
      .default('10 minutes')
      .describe('Time until the first check for expired containers.'),
    expirationCheckInterval: duration()
      .default('10 minutes')
      .describe('Time between two checks for expired containers. The runtimes manifest sets the time to live (`ttl`).'),
    expirationCheckVariance: duration()
      .default('10 seconds')
      .describe('Random part of the interval, so that invokers do not check simultaneously.'),
    expirationLimit: count(1, 10_000).default(100).describe('Maximum number of containers that one check removes.'),
    maxRetries: count(1, 100)
      .default(5)
      .describe('Consecutive failures after which a prewarmed container is given up.'),
  })
  .prefault({})
  .describe(
    'Prewarmed containers, whose number per kind is in the runtimes manifest (OpenWhisk, `whisk.container-pool.prewarm-*`).',
  );

/** The pods, or containers, of user actions. */
export const actionsSchema = z
  .strictObject({
    ...actionNamespace,
    isolated: z
      .boolean()
      .default(true)
      .describe(
        "Only the invoker may connect to user actions; they reach DNS, the API host and the ranges of 'egress'. Kubernetes container factory only: no network policy applies to containers of a node's Docker engine.",
      ),
    egress: addressRanges()
      .optional()
      .describe(
        'Addresses that user actions may reach. Default: the internet without private ranges, which excludes the API server and cloud metadata services.',
      ),
    network: z
      .string()
      .regex(/^(?!(host|none)$)[A-Za-z_][A-Za-z0-9_]*$/, {
        error: 'a network with addresses of its own, not host or none; letters, digits and _',
      })
      .default('bridge')
      .describe('Docker network of action containers; Docker container factory only.'),
    dns: dnsSchema,
    template: actionTemplateSchema,
    capabilities: z
      .array(z.enum(CAPABILITIES).describe('Capability, without the prefix CAP_.'))
      .default([])
      .describe(
        'Capabilities that the container of an action keeps; all others are dropped. The runtimes need none. template.container.securityContext takes precedence.',
      ),
    userImagesRegistry: registryPrefix()
      .optional()
      .describe(
        'Registry of images that users name for their actions without a registry, with an optional path. Default: Docker Hub.',
      ),
    containers: containersSchema,
    prewarm: prewarmSchema,
    cpuScaling: cpuScalingSchema,
    ephemeralStorageLimit: whiskSize()
      .optional()
      .describe('Ephemeral-storage request and limit of an action. Without it, the values of containerDefaults apply.'),
  })
  .prefault({})
  .describe('The pods of user actions.');
