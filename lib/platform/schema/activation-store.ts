import { z } from 'zod';
import { count, objectName, probes, replicas, resources } from './common';
import { externalAddress, externalDescription } from './external';
import { SECRETS, USER } from './secrets';
import { elasticsearchNodes, userSecret } from './elasticsearch';

const externalSchema = z
  .strictObject({
    ...externalAddress(9200),
    protocol: z
      .enum(['http', 'https'])
      .default('https')
      .describe('Protocol of the server. With https, the certificate is verified and must be valid for the host.'),
    version: z
      .literal([6, 7, 8])
      .default(8)
      .describe(
        "Major version of the server. OpenWhisk's client speaks the API of version 6; a gateway translates for newer servers.",
      ),
    existingSecret: objectName()
      .describe(
        'Name of your Secret with the keys username and password, of a user with the rights to monitor the cluster and to create, read and write the indices.',
      )
      .register(SECRETS, USER),
    caSecret: objectName()
      .optional()
      .describe(
        'Name of your Secret with the key ca.crt: the CA certificates (PEM) that the server certificate is verified against. Default: the public CAs.',
      ),
  })
  .optional()
  .describe(externalDescription('an Elasticsearch'));

const gatewaySchema = z
  .strictObject({
    replicas: replicas(9),
    probes: probes(),
    resources: resources({ requests: { cpu: '50m', memory: '32Mi' }, limits: { cpu: '500m', memory: '128Mi' } }),
  })
  .prefault({})
  .describe(
    "Gateway that translates between OpenWhisk's client (for Elasticsearch 6) and a newer server; it also terminates TLS.",
  );

const elasticsearchSchema = z
  .strictObject({
    external: externalSchema,
    indexPattern: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*%s[a-z0-9._-]*$/, {
        error: 'a name in lower case with %s in it, and something before that, such as openwhisk-%s',
      })
      .default('openwhisk-%s')
      .describe('Name pattern of the indices, one index per OpenWhisk namespace; %s is the namespace.'),
    shards: count(1, 32).default(1).describe('Primary shards per index.'),
    copies: count(0, 4).optional().describe('Replicas of each shard. Default: 1, or 0 on a single node.'),
    ...elasticsearchNodes,
    existingSecrets: z
      .strictObject({
        admin: userSecret('admin'),
        openwhisk: userSecret('openwhisk'),
        exporter: userSecret('exporter'),
      })
      .prefault({})
      .describe('Users.'),
    gateway: gatewaySchema,
  })
  .prefault({})
  .describe('Elasticsearch for activations. Deployed only with backend: Elasticsearch.');

/** Where activations are kept. */
export const activationStoreSchema = z
  .strictObject({
    backend: z
      .enum(['CouchDB', 'Elasticsearch'])
      .default('CouchDB')
      .describe('Backend that stores activations. Entities and subjects are always in CouchDB.'),
    elasticsearch: elasticsearchSchema,
  })
  .prefault({})
  .describe('Storage of activations.');
