import { z } from 'zod';
import { annotations, count, dnsLabel, objectName } from './common';
import { proxyPods } from './proxy-pods';

/** Longest timeout: a duration of the Gateway API has at most five digits (GEP-2257). */
const MOST_SECONDS = 99_999;

const parentRef = z
  .strictObject({
    name: objectName().describe('Name of the Gateway.'),
    namespace: dnsLabel()
      .optional()
      .describe('Namespace of the Gateway, which must admit routes of this one. Default: the same namespace.'),
    sectionName: objectName().optional().describe('Listener of the Gateway. Default: every listener.'),
  })
  .describe('An existing Gateway.');

/** The pods of the Gateway's proxy. */
const gatewayPods = proxyPods()
  .optional()
  .describe(
    'Data plane of the Gateway: network policies admit its pods alone. Default: `cluster.ingressController`, else every pod of the cluster and every address.',
  );

const extensionRef = z
  .strictObject({
    group: objectName().describe('API group, such as traefik.io.'),
    kind: z
      .string()
      .regex(/^[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?$/, { error: 'a kind, such as Middleware' })
      .describe('Kind, such as Middleware.'),
    name: objectName().describe('Name of the object, in the namespace of the route.'),
  })
  .describe('An object of the implementation.');

/** Routes of the Gateway API for one program. */
export const gateway = () =>
  z
    .strictObject({
      parentRefs: z
        .array(parentRef)
        .max(32)
        .default([])
        .describe('Existing Gateways that the route attaches to. Either these or `className`.'),
      className: objectName()
        .optional()
        .describe('GatewayClass of a Gateway that the platform creates. Either this or `parentRefs`.'),
      certificate: z
        .strictObject({
          name: objectName().describe('Name of the Secret, of type kubernetes.io/tls.'),
          namespace: dnsLabel().describe('Namespace of the Secret.'),
        })
        .optional()
        .describe(
          'Certificate of the created Gateway in another namespace, where a ReferenceGrant admits the Gateway. Default: the certificate of the program.',
        ),
      annotations: annotations().describe('Annotations of the created Gateway.'),
      redirectFrom: objectName()
        .optional()
        .describe(
          'HTTP listener of the existing Gateways, whose requests another route redirects to https. A created Gateway has one of its own.',
        ),
      timeouts: z
        .boolean()
        .default(true)
        .describe(
          'Write the timeout of requests into the route. false for an implementation that refuses it (GKE); see docs/gateway.md for implementations that ignore it.',
        ),
      requestSeconds: count(1, MOST_SECONDS)
        .optional()
        .describe(
          'Timeout of a request, in seconds. Default: 5 s more than the proxy behind it waits, for OpenWhisk, Prometheus and Alertmanager; for other programs, the default of the implementation.',
        ),
      extensionRefs: z
        .array(extensionRef)
        .max(16)
        .default([])
        .describe('Filters of the implementation, such as a Middleware of Traefik that limits the body.'),
      from: gatewayPods,
    })
    .optional();
