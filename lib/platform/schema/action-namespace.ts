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

const hardeningSchema = z
  .strictObject({
    seccomp: z
      .boolean()
      .default(false)
      .describe(
        'Seccomp profile RuntimeDefault (`seccompProfile`). Default in the profile production with cluster.version "1.36" or later: true.',
      ),
    userNamespaces: z
      .boolean()
      .default(false)
      .describe(
        'User namespace of the pod: root in it is a user without rights on the node (`hostUsers: false`). The nodes need Linux 6.3, and containerd 2 or CRI-O.',
      ),
  })
  .prefault({})
  .describe(
    'Fields of action pods that the client of invokers cannot set: a MutatingAdmissionPolicy does. Kubernetes container factory, and cluster.version "1.36" or later.',
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
  hardening: hardeningSchema,
};
