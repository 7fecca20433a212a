import { z } from 'zod';
import { certManager, count, existingSecret, objectName, readinessProbe, resources, volumeSize } from './common';

/** The nodes of an Elasticsearch that the platform makes. */
export const elasticsearchNodes = {
  replicas: count(1, 9)
    .default(1)
    .describe('Number of nodes, each of which may be master: 1, or 3 and more. 2 stop as soon as one of them does.'),
  size: volumeSize('30Gi'),
  heapMiB: count(256, 1_048_576)
    .optional()
    .describe('Heap of the JVM, in MiB. Default: half of the memory limit, below 31 GiB.'),
  virtualMemory: z
    .enum(['initContainer', 'disableMmap', 'preset'])
    .default('disableMmap')
    .describe(
      'How the node allows the many memory maps (vm.max_map_count) of a search engine. initContainer: a privileged container sets them at each start. disableMmap: none are used; searches are slower. preset: the nodes are set up already.',
    ),
  tls: z
    .strictObject({
      existingSecret: objectName()
        .optional()
        .describe('Secret of yours of type kubernetes.io/tls with ca.crt, for the Service and all below it.'),
      certManager: certManager(),
    })
    .prefault({})
    .describe('Certificate of the nodes, between them and for clients. Default: a job makes one inside the cluster.'),
  probes: readinessProbe(),
  resources: resources({ requests: { cpu: '500m', memory: '2Gi' }, limits: { cpu: '2', memory: '2Gi' } }),
};

/** What the platform file says of the nodes. */
export type ElasticsearchNodes = z.output<z.ZodObject<typeof elasticsearchNodes>>;

/** The name of a Secret with a user's name and password. */
export const userSecret = (user: string) => existingSecret(`username and password of ${user}`);
