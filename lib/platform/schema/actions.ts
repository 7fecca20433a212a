import { isIP } from 'node:net';
import { z } from 'zod';
import { cidr, count, labelKey, whiskSize } from './common';

const labels = (what: string) =>
  z
    .record(labelKey(), z.string().describe('Value, which is text.'))
    .default({})
    .describe(`${what} of the action pods, besides those that OpenWhisk sets.`);

const dnsSchema = z
  .strictObject({
    inheritInvokerConfig: z
      .boolean()
      .default(true)
      .describe("Resolve names as the invoker's pod does. Off: as nameservers, search and options say."),
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
      .describe('Taints that action pods tolerate, besides that of the invoker nodes.'),
    priorityClassName: z.string().min(1).optional().describe('Priority class of the action pods.'),
    runtimeClassName: z.string().min(1).optional().describe('Runtime class of the action pods, such as gvisor.'),
  })
  .prefault({})
  .describe('What the action pods of the Kubernetes container factory are made from.');

const cpuScalingSchema = z
  .strictObject({
    millicpus: count(1, 100_000)
      .default(100)
      .describe('CPU for each share of memory, and the least of all, in millicores.'),
    memory: whiskSize().default('256m').describe('The share of memory.'),
    maxMillicpus: count(1, 1_000_000).default(4000).describe('Most CPU of an action, in millicores.'),
  })
  .optional()
  .describe("Requests and limits of CPU by an action's memory. Without it, action pods have none.");

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
              .describe('Ranges within it that stay closed.'),
          })
          .describe('Addresses that are open.'),
      )
      .optional()
      .describe(
        'Addresses that user actions may reach. Default: the internet without private ranges, so neither the API server nor the metadata service of a cloud.',
      ),
    network: z
      .string()
      .min(1)
      .default('bridge')
      .describe('Docker network of action containers; of the Docker container factory only.'),
    dns: dnsSchema,
    template: templateSchema,
    cpuScaling: cpuScalingSchema,
    ephemeralStorageLimit: whiskSize()
      .optional()
      .describe('Request and limit of the local disk of an action pod. Without it, there is none.'),
    disruptionBudgets: z
      .boolean()
      .default(false)
      .describe('Give each action pod a disruption budget, so that draining a node waits for its activations.'),
  })
  .prefault({})
  .describe('The pods of user actions.');
