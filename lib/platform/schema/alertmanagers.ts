import { z } from 'zod';
import { dnsLabel, httpUrl, port, promDuration } from './common';
import { clientTls, credentials, proxy } from './http-client';

const service = z
  .strictObject({
    namespace: dnsLabel().describe('Namespace of the Service, outside the platform.'),
    name: dnsLabel().describe('Name of the Service.'),
    port: z
      .union([port(), z.string().min(1).max(15)])
      .default('web')
      .describe('Name of the port, or number of the port of the container.'),
    scheme: z.enum(['http', 'https']).default('http').describe('Protocol.'),
    path: z
      .string()
      .regex(/^\/[^\s?#]*$/, { error: 'a path such as /alertmanager' })
      .optional()
      .describe('Path in front of the API. Default: none.'),
  })
  .optional()
  .describe('Service of the cluster; alerts go to each of its pods. Instead: url.');

/** Alertmanagers outside the platform. */
export const alertmanagersSchema = z
  .array(
    z
      .strictObject({
        url: httpUrl()
          .optional()
          .describe(
            'URL of an Alertmanager, with the path in front of its API if there is one. An entry per member of a cluster, not a load balancer (Alertmanager, "High availability"). Instead: service.',
          ),
        service,
        ...credentials,
        tls: clientTls(),
        ...proxy,
        timeout: promDuration().optional().describe('Timeout of a request. Default: 10s.'),
      })
      .describe('An Alertmanager, or the members of a cluster.'),
  )
  .default([])
  .describe(
    'Alertmanagers outside the platform that alerts are sent to, in addition to the platform\'s (docs/alertmanager.md, "An Alertmanager that exists").',
  );
