import { z } from 'zod';
import { count, externalAddress, externalDescription, objectName, probes, replicas, resources } from './common';
import { elasticsearchNodes, userSecret } from './elasticsearch';

const externalSchema = z
  .strictObject({
    ...externalAddress(9200),
    protocol: z
      .enum(['http', 'https'])
      .default('https')
      .describe('Protocol of the server. The certificate of https is verified, and has to name the host.'),
    version: z
      .literal([6, 7, 8])
      .default(8)
      .describe(
        "Major version of the server. OpenWhisk's client speaks that of 6; between it and a newer one is a gateway that translates.",
      ),
    existingSecret: objectName().describe(
      'Name of a Secret of yours with the keys username and password of a user who may monitor the cluster, and make, read and write the indices.',
    ),
    caSecret: objectName()
      .optional()
      .describe(
        'Name of a Secret of yours with the key ca.crt: the authorities (PEM) of the certificate. Default: the public ones.',
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
  .describe("What translates between OpenWhisk's client, of Elasticsearch 6, and a newer server; it also speaks TLS.");

const elasticsearchSchema = z
  .strictObject({
    external: externalSchema,
    indexPattern: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]*%s[a-z0-9._-]*$/, {
        error: 'a name in lower case with %s in it, and something before that, such as openwhisk-%s',
      })
      .default('openwhisk-%s')
      .describe('Names of the indices, one for each namespace of OpenWhisk; %s is the namespace.'),
    shards: count(1, 32).default(1).describe('Primary shards of the index of a namespace.'),
    copies: count(0, 4)
      .optional()
      .describe('Copies of each shard on other nodes. Default: 1, or none where there is one node.'),
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
  .describe('Elasticsearch: keeps activations. Made only with the backend Elasticsearch.');

/** Where activations are kept. */
export const activationStoreSchema = z
  .strictObject({
    backend: z
      .enum(['CouchDB', 'Elasticsearch'])
      .default('CouchDB')
      .describe('Where activations are kept. Entities and subjects are always in CouchDB.'),
    elasticsearch: elasticsearchSchema,
  })
  .prefault({})
  .describe('Where activations are kept.');
