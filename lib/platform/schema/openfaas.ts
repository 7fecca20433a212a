import { z } from 'zod';
import { addressRanges } from './address-ranges';
import {
  annotations,
  count,
  dnsName,
  enabled,
  existingSecret,
  objectName,
  ownNamespace,
  port,
  probes,
  replicas,
  resources,
  volumeSize,
} from './common';
import { gateway } from './gateway';
import { pods, severalPods } from './pods';
import { SECRETS } from './secrets';

/** Keys of the Secret with the user of the gateway; OpenFaaS reads files of these names (faas-provider, auth/credentials.go). */
export const BASIC_AUTH_KEYS = { user: 'basic-auth-user', password: 'basic-auth-password' } as const;

const gatewaySchema = z
  .strictObject({
    replicas: replicas(9),
    timeoutSeconds: count(1, 86_400)
      .default(60)
      .describe(
        'Longest time of an invocation, in seconds. The timeouts of the gateway, its Ingress or route, and the queue follow from it.',
      ),
    pods: severalPods(),
    probes: probes(),
    resources: resources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
    provider: z
      .strictObject({
        resources: resources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
      })
      .prefault({})
      .describe('The provider beside it in the pod, which finds and scales the pods of functions.'),
  })
  .prefault({})
  .describe('The gateway: receives invocations, and serves the API of faas-cli.');

const ingressSchema = z
  .strictObject({
    type: z
      .enum(['NodePort', 'LoadBalancer', 'Standard', 'Gateway', 'None'])
      .default('None')
      .describe(
        'NodePort or LoadBalancer: a second Service, which serves HTTP without TLS. Standard: an Ingress object. Gateway: routes of the Gateway API. None: in-cluster clients only.',
      ),
    nodePort: port().default(31112).describe('Port of every node for type NodePort.'),
    host: dnsName('openfaas.example.org')
      .optional()
      .describe('Host name of the Ingress or of the routes. Required for the types Standard and Gateway.'),
    className: objectName().optional().describe("Class of the Ingress. Default: the cluster's default class."),
    annotations: annotations().describe('Annotations of the Service of type LoadBalancer, or of the Ingress.'),
    tlsSecret: objectName()
      .optional()
      .describe('Secret of type kubernetes.io/tls for the host, or for the Gateway that the platform creates.'),
    tlsTerminatedUpstream: z
      .boolean()
      .default(false)
      .describe(
        "TLS of the host ends at a load balancer, or with the Ingress controller's default certificate. Default: type Standard requires tlsSecret.",
      ),
    gateway: gateway().describe('Routes of the Gateway API, for type Gateway (docs/gateway.md).'),
  })
  .prefault({})
  .describe('How clients outside the cluster reach the gateway.');

const asyncSchema = z
  .strictObject({
    enabled: enabled(
      'Accept asynchronous invocations: run NATS and the queue worker. The queue of the community edition is in memory, and is lost with its pod.',
    ),
    workers: count(1, 20)
      .default(1)
      .describe('Number of pods of the queue worker. One of the community edition handles one invocation at a time.'),
    callbacks: z
      .boolean()
      .default(false)
      .describe(
        'Let the queue worker send results to any server that the header X-Callback-Url of an invocation names. Default: to the gateway only.',
      ),
    jetstream: z
      .strictObject({
        size: volumeSize('1Gi'),
        inflight: count(1, 1000).default(50).describe('Invocations that one queue worker handles at a time.'),
        retries: count(0, 100)
          .default(10)
          .describe('Further tries of an invocation that ends with the status 408, 429, 500, 502, 503 or 504.'),
      })
      .optional()
      .describe('The queue in NATS JetStream, on a volume. Required with edition pro, which alone has it.'),
    resources: resources({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
    nats: z
      .strictObject({
        pods: pods(),
        resources: resources({ requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '500m', memory: '512Mi' } }),
      })
      .prefault({})
      .describe('NATS, which holds the queue.'),
  })
  .prefault({})
  .describe('Asynchronous invocations.');

/** All settings of OpenFaaS. */
export const openfaasSchema = z
  .strictObject({
    enabled: enabled('Run OpenFaaS.', false),
    edition: z
      .enum(['community', 'pro'])
      .default('community')
      .describe(
        'Edition, which decides on images, limits and licence: community has at most 15 functions with at most 5 pods each.',
      ),
    licenceAccepted: z
      .boolean()
      .default(false)
      .describe(
        'You have read the licence of the edition, and it permits your use (docs/openfaas.md). Required: OpenFaaS is not open-source software.',
      ),
    licenseSecret: objectName()
      .optional()
      .describe('Name of your Secret with the key license: the licence key. Required with edition pro.'),
    namespace: ownNamespace().default('openfaas').describe('Namespace of OpenFaaS, created with it.'),
    functionNamespace: ownNamespace()
      .default('openfaas-fn')
      .describe('Namespace of the functions, created with it. Must differ from the namespace of OpenFaaS.'),
    auth: z
      .strictObject({
        existingSecret: existingSecret(`${BASIC_AUTH_KEYS.user} and ${BASIC_AUTH_KEYS.password}`).register(SECRETS, {
          keys: Object.values(BASIC_AUTH_KEYS),
        }),
      })
      .prefault({})
      .describe('User of the API of the gateway. Invocations need none.'),
    cliDeployments: z
      .boolean()
      .default(false)
      .describe(
        'Let clients with the user of the gateway deploy functions (faas-cli deploy): the provider may then change Deployments, Services and Secrets of the function namespace, which admits pods of the Pod Security level baseline, since it creates no restricted ones. Default: the functions of this file only.',
      ),
    egress: addressRanges()
      .default([])
      .describe('Addresses outside the cluster that functions may reach. Default: none.'),
    gateway: gatewaySchema,
    ingress: ingressSchema,
    async: asyncSchema,
  })
  .prefault({})
  .describe('OpenFaaS: a second serverless platform, for containers that serve HTTP.');
