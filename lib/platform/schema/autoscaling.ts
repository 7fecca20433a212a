import { z } from 'zod';
import { apiVersion } from './values';
import { certManager, count, dnsLabel, dnsName, enabled, objectName, ownNamespace, resources } from './common';
import { severalPods } from './pods';
import { SECRETS, VERIFIED_CERTIFICATE } from './secrets';
import { scalingShape } from './scaling';

const tlsSchema = z
  .strictObject({
    existingSecret: objectName()
      .optional()
      .describe('Your Secret of type kubernetes.io/tls for *.<namespace>.svc, with ca.crt. Requires caBundle.')
      .register(SECRETS, VERIFIED_CERTIFICATE),
    caBundle: z
      .string()
      .regex(/^\s*-----BEGIN CERTIFICATE-----/, { error: 'certificates in PEM' })
      .optional()
      .describe('CA certificate of existingSecret, in PEM (public, not a secret).'),
    certManager: certManager(),
    insecure: enabled(
      'Skip certificate verification by the API server (insecureSkipTLSVerify). Not for production.',
      false,
    ),
  })
  .prefault({})
  .describe(
    'Serving certificate of the API services. Default: a job creates one inside the cluster and registers its CA with the API server.',
  );

const metricsServerSchema = z
  .strictObject({
    replicas: count(1, 3).default(1).describe('Number of pods; 2 survive the loss of a node.'),
    pods: severalPods(),
    resolutionSeconds: count(10, 300)
      .default(15)
      .describe('Scrape interval of the kubelets, in seconds (metrics-server --metric-resolution).'),
    insecureKubelets: enabled(
      'Do not verify the certificates of the kubelets. Needed where cluster.kubeletCertificates is self-signed.',
      false,
    ),
    resources: resources({ requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '500m', memory: '400Mi' } }),
  })
  .prefault({})
  .describe('metrics-server. It needs about 1m of CPU and 2 MB of memory per node.');

const scalerSchema = z
  .strictObject({
    name: dnsLabel(52).describe('Name of the scaler.'),
    namespace: dnsLabel().optional().describe('Namespace of the target. Default: the namespace of the platform.'),
    target: z
      .strictObject({
        apiVersion: apiVersion().default('apps/v1').describe('API group and version.'),
        kind: z
          .string()
          .min(1)
          .default('Deployment')
          .describe('Deployment, StatefulSet, or another kind with a scale subresource.'),
        name: objectName().describe('Name of the object.'),
      })
      .describe('Target of the scaler. Leave replicas out of its manifest, or each apply resets them.'),
    ...scalingShape,
  })
  .describe('A scaler for your workload.');

const demonstrationSchema = z
  .strictObject({
    enabled: enabled(
      'Run the demonstration of the course: a server that computes scrypt, scaled by CPU utilization.',
      false,
    ),
    namespace: ownNamespace().default('scrypt').describe('Namespace of the demonstration, created with it.'),
    host: dnsName('scrypt.example.org').default('scrypt.uob.example.local').describe('Host name of its Ingress.'),
    ingressClassName: objectName().default('nginx').describe('Class of its Ingress.'),
    cost: count(1, 17)
      .default(14)
      .describe("Cost of a request: log2 of scrypt's N. From 18 on, one computation exceeds the memory of a pod."),
    utilization: count(1, 100).default(50).describe('Target CPU utilization, in percent.'),
    min: count(1, 100).default(1).describe('Minimum number of pods.'),
    max: count(1, 100).default(10).describe('Maximum number of pods.'),
    load: z
      .strictObject({
        clients: count(1, 100).default(12).describe('Number of clients, each with one request at a time.'),
        seconds: count(10, 86400).default(600).describe('Duration of the load, in seconds.'),
      })
      .prefault({})
      .describe('Load on the server, by a suspended CronJob: each `kubectl create job --from` starts it once.'),
  })
  .prefault({})
  .describe('The scrypt demonstration.');

/** Autoscaling settings that do not belong to a single component. */
export const autoscalingSchema = z
  .strictObject({
    enabled: enabled(
      'Scale the components that keep no data by their CPU: nginx, the API gateway, Kibana, and controllers where there are several; from the `replicas` of the profile to three times as many, controllers to twice. A component with `replicas` or `autoscaling` of its own in the file keeps those.',
      false,
    ),
    namespace: ownNamespace()
      .default('autoscaling')
      .describe('Namespace of the metrics APIs, created with them. Must differ from the namespace of the platform.'),
    resourceMetrics: z
      .enum(['none', 'metrics-server', 'prometheus-adapter'])
      .default('none')
      .describe(
        'Provider of the resource metrics API (v1beta1.metrics.k8s.io, a single APIService): CPU and memory usage of pods. none: the cluster already has one, as managed clusters do.',
      ),
    tls: tlsSchema,
    metricsServer: metricsServerSchema,
    prometheusAdapter: z
      .strictObject({
        replicas: count(1, 3).default(2).describe('Number of pods.'),
        pods: severalPods(),
        resources: resources({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
      })
      .prefault({})
      .describe(
        'prometheus-adapter. Deployed if a scaler uses a metric in Prometheus, or resourceMetrics is prometheus-adapter.',
      ),
    scalers: z.array(scalerSchema).default([]).describe('Scalers for your own workloads.'),
    demonstration: demonstrationSchema,
  })
  .prefault({})
  .describe(
    'Autoscaling: the metrics APIs, and scalers for your own workloads. Components are scaled by openwhisk.*.autoscaling.',
  );
