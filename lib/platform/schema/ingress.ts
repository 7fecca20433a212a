import { z } from 'zod';
import { annotations, certManager, count, host, objectName, port } from './common';
import { gateway } from './gateway';
import { CERTIFICATE, SECRETS } from './secrets';

/** How clients reach the platform. */
export const ingressSchema = z
  .strictObject({
    type: z
      .enum(['NodePort', 'LoadBalancer', 'Standard', 'Gateway', 'None'])
      .default('NodePort')
      .describe(
        'NodePort or LoadBalancer: the Service of nginx. Standard: an Ingress object. Gateway: routes of the Gateway API. None: in-cluster clients only.',
      ),
    apiHost: z
      .strictObject({
        name: host()
          .default('localhost')
          .describe(
            'Host name that clients use; also the subject of the generated certificate. Required for the types LoadBalancer, Standard and Gateway.',
          ),
        port: port()
          .optional()
          .describe(
            'Port that clients use. Default: nodePort for type NodePort; otherwise 443 for https, 80 for http.',
          ),
        protocol: z.enum(['http', 'https']).default('https').describe('Protocol that clients use.'),
      })
      .prefault({})
      .describe('The API host as clients see it.'),
    useInternally: z
      .boolean()
      .default(false)
      .describe('Let actions and jobs use the external API host. Off: they use the Service of nginx.'),
    nodePort: count(1, 65535).default(31001).describe('Port of every node for type NodePort.'),
    annotations: annotations().describe('Annotations of the Service of type LoadBalancer, or of the Ingress.'),
    className: objectName().optional().describe("Ingress class. Default: the cluster's default class."),
    gateway: gateway().describe('Routes of the Gateway API, for type Gateway (docs/gateway.md).'),
    tls: z
      .strictObject({
        existingSecret: objectName()
          .optional()
          .describe('Name of a Secret of type kubernetes.io/tls. Default: a job creates a self-signed certificate.')
          .register(SECRETS, CERTIFICATE),
        certManager: certManager(),
        terminatedUpstream: z
          .boolean()
          .default(false)
          .describe('The load balancer terminates TLS; port 443 of the Service forwards plain HTTP.'),
      })
      .prefault({})
      .describe('Certificate of the API host.'),
  })
  .prefault({})
  .describe('How clients reach the platform.');
