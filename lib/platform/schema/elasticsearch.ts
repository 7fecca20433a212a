import { z } from 'zod';
import { certManager, count, existingSecret, objectName, readinessProbe, resources, volumeSize } from './common';
import { claimRetention, severalPods, storageClassName } from './pods';
import { SECRETS, VERIFIED_CERTIFICATE } from './secrets';

/** The nodes of an Elasticsearch cluster that the platform deploys. */
export const elasticsearchNodes = {
  replicas: count(1, 9)
    .default(1)
    .describe('Number of nodes, all master-eligible: 1, or 3 and more. A cluster of 2 stops as soon as one node does.'),
  pods: severalPods(),
  size: volumeSize('30Gi'),
  storageClassName: storageClassName(),
  claimRetention: claimRetention(),
  heapMiB: count(256, 1_048_576)
    .optional()
    .describe('Heap of the JVM, in MiB. Default: half of the memory limit, below 31 GiB.'),
  virtualMemory: z
    .enum(['initContainer', 'disableMmap', 'preset'])
    .default('disableMmap')
    .describe(
      'How vm.max_map_count is raised for Elasticsearch. initContainer: a privileged init container sets it at each start. disableMmap: do not use memory maps; searches are slower. preset: the nodes are already configured.',
    ),
  tls: z
    .strictObject({
      existingSecret: objectName()
        .optional()
        .describe('Your Secret of type kubernetes.io/tls with ca.crt, valid for the Service and its subdomains.')
        .register(SECRETS, VERIFIED_CERTIFICATE),
      certManager: certManager(),
    })
    .prefault({})
    .describe(
      'Certificate of the nodes, for the transport and HTTP layers. Default: a job creates one inside the cluster.',
    ),
  probes: readinessProbe(),
  resources: resources({ requests: { cpu: '500m', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } }),
};

/** Settings of the nodes in the platform file. */
export type ElasticsearchNodes = z.output<z.ZodObject<typeof elasticsearchNodes>>;

/** The name of a Secret with a user's name and password. */
export const userSecret = (user: string) => existingSecret(`username and password of ${user}`);
