import { isIP } from 'node:net';
import { z } from 'zod';
import { cidr, count, labelKey, whiskSize } from './common';

const labels = (what: string) =>
  z
    .record(labelKey(), z.string().describe('Value, a string.'))
    .default({})
    .describe(`${what} of the action pods, in addition to the ones that OpenWhisk sets.`);

const dnsSchema = z
  .strictObject({
    inheritInvokerConfig: z
      .boolean()
      .default(true)
      .describe("Resolve names as the invoker's pod does. Off: use nameservers, search and options."),
    nameservers: z
      .array(
        z
          .string()
          .refine((text) => isIP(text) > 0, { error: 'an IP address' })
          .describe('IP address.'),
      )
      .default([])
      .describe('Addresses of the DNS servers.'),
    search: z.array(z.string().min(1).describe('DNS domain.')).default([]).describe('Search domains.'),
    options: z
      .array(z.string().min(1).describe('Option of resolv.conf.'))
      .default([])
      .describe('Options of the resolver, such as ndots:2.'),
  })
  .prefault({})
  .describe('How action containers resolve names.');

const tolerationSchema = z
  .strictObject({
    key: z.string().min(1).describe('Key of the taint.'),
    operator: z.enum(['Equal', 'Exists']).default('Equal').describe('How the value is compared.'),
    value: z.string().optional().describe('Value of the taint.'),
    effect: z
      .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
      .default('NoSchedule')
      .describe('Effect of the taint.'),
  })
  .describe('A taint that action pods tolerate.');

const templateSchema = z
  .strictObject({
    labels: labels('Labels'),
    annotations: labels('Annotations'),
    nodeSelector: z
      .record(labelKey(), z.string().describe('Value of the label.'))
      .default({})
      .describe('Labels that the nodes must have.'),
    tolerations: z
      .array(tolerationSchema)
      .default([])
      .describe('Taints that action pods tolerate, in addition to the taint of the invoker nodes.'),
    priorityClassName: z.string().min(1).optional().describe('Priority class of the action pods.'),
    runtimeClassName: z.string().min(1).optional().describe('Runtime class of the action pods, such as gvisor.'),
  })
  .prefault({})
  .describe('Pod template of the Kubernetes container factory for action pods.');

const cpuScalingSchema = z
  .strictObject({
    millicpus: count(1, 100_000).default(100).describe('CPU per share of memory, and the minimum, in millicores.'),
    memory: whiskSize().default('256m').describe('The share of memory.'),
    maxMillicpus: count(1, 1_000_000).default(4000).describe('Maximum CPU of an action, in millicores.'),
  })
  .optional()
  .describe("CPU requests and limits in proportion to an action's memory. Without it, action pods have none.");

/** The pods, or containers, of user actions. */
export const actionsSchema = z
  .strictObject({
    isolated: z
      .boolean()
      .default(true)
      .describe(
        "Only the invoker may connect to user actions; they reach DNS, the API host and the ranges of 'egress'.",
      ),
    egress: z
      .array(
        z
          .strictObject({
            cidr: cidr().describe('Address range.'),
            except: z
              .array(cidr().describe('Address range.'))
              .optional()
              .describe('Ranges within it that stay blocked.'),
          })
          .describe('An allowed address range.'),
      )
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
    template: templateSchema,
    cpuScaling: cpuScalingSchema,
    ephemeralStorageLimit: whiskSize()
      .optional()
      .describe('Ephemeral-storage request and limit of an action pod. Without it, there is none.'),
  })
  .prefault({})
  .describe('The pods of user actions.');
