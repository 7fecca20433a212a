import { z } from 'zod';
import { bytes, cores, count, ownNamespace } from './common';

const quotaSchema = z
  .strictObject({
    pods: count(1, 100_000).optional().describe('Maximum number of pods. Default: no maximum.'),
    cpu: cores().optional().describe('Maximum sum of the CPU limits, in cores. Default: no maximum.'),
    memory: bytes().optional().describe('Maximum sum of the memory limits. Default: no maximum.'),
    ephemeralStorage: bytes().optional().describe('Maximum sum of the ephemeral-storage limits. Default: no maximum.'),
  })
  .prefault({})
  .describe(
    'ResourceQuota of the namespace of action pods. Invokers fail to create a pod beyond it, so it has to hold the memory of all invokers (openwhisk.invoker.userMemory).',
  );

const containerDefaultsSchema = z
  .strictObject({
    cpu: cores().default('10m').describe('CPU request, in cores.'),
    cpuLimit: cores().default('1').describe('CPU limit, in cores.'),
    memory: bytes().default('256Mi').describe('Memory request and limit.'),
    ephemeralStorageRequest: bytes().default('64Mi').describe('Ephemeral-storage request.'),
    ephemeralStorage: bytes().default('1Gi').describe('Ephemeral-storage limit.'),
  })
  .prefault({})
  .describe(
    'LimitRange of the namespace of action pods: CPU and ephemeral storage of actions without cpuScaling and ephemeralStorageLimit, and all values of sidecars without their own.',
  );

/** The namespace of action pods. */
export const actionNamespace = {
  namespace: ownNamespace()
    .optional()
    .describe(
      "Namespace of action pods, without any other pod, Secret or ServiceAccount of the platform; Kubernetes container factory only. The platform's own namespace keeps them beside the stores, where a compromised invoker could use their Secrets. Default: <namespace>-actions.",
    ),
  quota: quotaSchema,
  containerDefaults: containerDefaultsSchema,
};
