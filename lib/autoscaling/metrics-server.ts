import { Construct } from 'constructs';
import { externalEndpoint } from '../kube/endpoint';
import { API_SERVER } from '../kube/network';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Autoscaling } from '../platform/model';
import type { ServingCertificate } from '../kube/serving-certificate';
import { ApiService, type ApiTrust, type ApiVersion } from './api-service';
import { autoscalingComponent } from './component';
import { MetricsReaders } from './metrics-readers';

/** Properties of {@link MetricsServer}. */
export interface MetricsServerProps {
  readonly spec: Autoscaling['metricsServer'];
  readonly certificate: ServingCertificate;
  readonly trust: ApiTrust;
}

const COMPONENT = autoscalingComponent('metrics-server');
const PORT = 10_250;
const KUBELET_PORT = 10_250;

/** The authority of the cluster, which signs the certificates of kubelets with serverTLSBootstrap. */
const CLUSTER_AUTHORITY = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';

/** The API that says how much CPU and memory pods and nodes use. */
export const RESOURCE_METRICS: ApiVersion = { group: 'metrics.k8s.io', version: 'v1beta1' };

/**
 * metrics-server: asks every kubelet how much CPU and memory its pods use, and answers `kubectl top` and the
 * HorizontalPodAutoscalers (metrics-server, "Requirements").
 */
export class MetricsServer extends Construct {
  public readonly workload: Workload;
  /** Container port that the API server asks. */
  public readonly port = PORT;

  constructor(scope: Construct, id: string, { spec, certificate, trust }: MetricsServerProps) {
    super(scope, id);
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      ports: { https: { port: 443, containerPort: PORT } },
    });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: spec.replicas,
      role: 'anywhere',
      pods: spec.pods,
      priorityClassName: 'system-cluster-critical',
      security: { uid: 1000 },
      identity: new Identity(this, 'Identity', {
        component: COMPONENT,
        everywhere: [
          { resources: ['nodes/metrics'], verbs: ['get'] },
          { resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
        ],
        extendsApi: true,
      }),
      connectsTo: [API_SERVER, externalEndpoint('nodes', KUBELET_PORT)],
      metrics: [
        {
          source: 'metrics-server',
          port: 'https',
          containerPort: PORT,
          scheme: 'https',
          certificate: certificate.verification,
        },
      ],
      containers: [
        {
          name: 'metrics-server',
          image: 'metrics-server',
          args: [
            `--secure-port=${PORT}`,
            `--tls-cert-file=${certificate.certificateFile}`,
            `--tls-private-key-file=${certificate.keyFile}`,
            '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
            '--kubelet-use-node-status-port',
            `--metric-resolution=${spec.resolutionSeconds}s`,
            // A node that does not answer must not hold up the others' next round.
            `--kubelet-request-timeout=${Math.min(10, spec.resolutionSeconds - 5)}s`,
            spec.insecureKubelets ? '--kubelet-insecure-tls' : `--kubelet-certificate-authority=${CLUSTER_AUTHORITY}`,
          ],
          ports: { https: PORT },
          mounts: [certificate.mount, TMP],
          resources: spec.resources,
          probes: {
            readiness: { http: '/readyz', port: 'https', scheme: 'HTTPS' },
            liveness: { http: '/livez', port: 'https', scheme: 'HTTPS' },
          },
        },
      ],
    });
    new MetricsReaders(this, 'Readers');
    new ApiService(this, 'Api', {
      ...RESOURCE_METRICS,
      component: COMPONENT,
      service: { name: service.name, port: 443 },
      trust,
    });
  }
}
