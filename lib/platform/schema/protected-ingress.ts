import { z } from 'zod';
import { annotations, dnsName, objectName } from './common';
import { gateway } from './gateway';

/** An Ingress for a program without authentication of its own. */
export const protectedIngress = (program: string) =>
  z
    .strictObject({
      host: dnsName().describe('Host name.'),
      className: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
      annotations: annotations().describe('Annotations of the Ingress, for example for cert-manager.'),
      gateway: gateway().describe(
        'Routes of the Gateway API in place of the Ingress, for clients that use https (docs/gateway.md).',
      ),
      usersSecret: objectName().describe(
        'Your Secret with the key `auth`: users and hashed passwords in the format of htpasswd.',
      ),
      tlsSecret: objectName().optional().describe('Secret of type kubernetes.io/tls for the host.'),
      tlsTerminatedUpstream: z
        .boolean()
        .default(false)
        .describe(
          "TLS of the host ends at a load balancer, or with the Ingress controller's default certificate. Default: tlsSecret is required.",
        ),
    })
    .optional()
    .describe(
      `Ingress of ${program}, through a proxy that requires a user and a password (docs/monitoring.md, "From outside the cluster"). Default: no Ingress; use kubectl port-forward.`,
    );
