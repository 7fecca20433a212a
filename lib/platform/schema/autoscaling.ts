import { z } from 'zod';
import { certManager, count, dnsLabel, host, objectName, resources } from './common';
import { scalingShape } from './scaling';

const enabled = (what: string, value = true) => z.boolean().default(value).describe(what);

const tlsSchema = z
  .strictObject({
    existingSecret: objectName()
      .optional()
      .describe('Secret of yours of type kubernetes.io/tls for *.<namespace>.svc, with ca.crt. Needs caBundle.'),
    caBundle: z
      .string()
      .regex(/^\s*-----BEGIN CERTIFICATE-----/, { error: 'certificates in PEM' })
      .optional()
      .describe('Certificate of the authority of existingSecret, in PEM. It is no secret.'),
    certManager: certManager(),
    insecure: enabled('Let the API server not verify the certificates. Not for production.', false),
  })
  .prefault({})
  .describe(
    'Certificate of what extends the API. Default: a job makes one inside the cluster and tells the API server.',
  );

const metricsServerSchema = z
  .strictObject({
    replicas: count(1, 3).default(1).describe('Number of pods; 2 survive the loss of a node.'),
    resolutionSeconds: count(10, 300).default(15).describe('Time between two looks at a node, in seconds.'),
    insecureKubelets: enabled(
      'Do not verify the certificates of the kubelets. Needed where cluster.kubeletCertificates is self-signed.',
      false,
    ),
    resources: resources({ requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '500m', memory: '400Mi' } }),
  })
  .prefault({})
  .describe('metrics-server; 1m of CPU and 2 MB of memory a node.');

const scalerSchema = z
  .strictObject({
    name: dnsLabel(52).describe('Name of the scaler.'),
    namespace: dnsLabel().optional().describe('Namespace of its target. Default: that of the platform.'),
    target: z
      .strictObject({
        apiVersion: z.string().default('apps/v1').describe('API group and version.'),
        kind: z
          .string()
          .min(1)
          .default('Deployment')
          .describe('Deployment, StatefulSet, or another that can be scaled.'),
        name: objectName().describe('Name of the object.'),
      })
      .describe('What is scaled. Leave replicas out of it, or each apply resets them.'),
    ...scalingShape,
  })
  .describe('A workload of yours.');

const demonstrationSchema = z
  .strictObject({
    enabled: enabled(
      'Run the demonstration of the course: a server that computes scrypt, scaled by its use of CPU.',
      false,
    ),
    namespace: dnsLabel().default('scrypt').describe('Namespace of the demonstration; made with it.'),
    host: host().default('scrypt.uob.example.local').describe('Host name of its Ingress.'),
    ingressClassName: objectName().default('nginx').describe('Class of its Ingress.'),
    cost: count(1, 15)
      .default(14)
      .describe("Work of a request: scrypt's n is 2 to this power. From 16 on, OpenSSL refuses for want of memory."),
    utilization: count(1, 100).default(50).describe('Use of CPU that it is held at, in percent.'),
    min: count(1, 100).default(1).describe('Fewest pods.'),
    max: count(1, 100).default(10).describe('Most pods.'),
  })
  .prefault({})
  .describe('The scrypt demonstration.');

/** Everything about autoscaling that is not one component's. */
export const autoscalingSchema = z
  .strictObject({
    namespace: dnsLabel()
      .default('autoscaling')
      .describe('Namespace of what measures for autoscaling; made with it. Not that of the platform.'),
    resourceMetrics: z
      .enum(['none', 'metrics-server', 'prometheus-adapter'])
      .default('none')
      .describe(
        'Who tells how much CPU and memory pods use (v1beta1.metrics.k8s.io, of which there is one). none: the cluster has one, as managed clusters do.',
      ),
    tls: tlsSchema,
    metricsServer: metricsServerSchema,
    prometheusAdapter: z
      .strictObject({
        replicas: count(1, 3).default(2).describe('Number of pods.'),
        resources: resources({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
      })
      .prefault({})
      .describe('prometheus-adapter; it runs where a scaler uses a metric in Prometheus, or resourceMetrics says so.'),
    scalers: z.array(scalerSchema).default([]).describe('Scalers of workloads of yours.'),
    demonstration: demonstrationSchema,
  })
  .prefault({})
  .describe('Autoscaling: who measures, and scalers of your own. Components have theirs at openwhisk.*.autoscaling.');
