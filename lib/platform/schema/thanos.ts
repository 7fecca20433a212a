import { z } from 'zod';
import { dnsLabel, objectName, port, resources } from './common';

/** Thanos sidecar of Prometheus. */
export const thanosSchema = z
  .strictObject({
    objectStorage: z
      .strictObject({
        name: objectName().describe('Name of a Secret in the monitoring namespace.'),
        key: z
          .string()
          .min(1)
          .default('thanos.yaml')
          .describe('Key with the configuration of the bucket (Thanos, "Object storage", `--objstore.config`).'),
        ports: z
          .array(port().describe('TCP port.'))
          .min(1)
          .default([443])
          .describe('Ports of the storage and of its token service, which network policies open.'),
      })
      .describe('Bucket that the sidecar uploads blocks to.'),
    from: z
      .array(dnsLabel().describe('Name of a namespace.'))
      .default([])
      .describe('Namespaces of the Thanos Query that connect to the sidecar (gRPC, port 10901).'),
    resources: resources({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
  })
  .optional()
  .describe('Thanos sidecar, which uploads blocks to object storage and serves queries. Default: none.');
