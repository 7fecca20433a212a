import { Construct } from 'constructs';
import { k8s } from '../kube/k8s';
import { API_SERVER, POD_TLS_PORT } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import type { CaBundle } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { OPERATOR_GROUP } from '../crds/version';
import { elsewhere, IN_CLUSTER, inOwnNamespace, KUBELET_SERVICE, type Instances } from './operator-rights';
import type { ServingCertificate } from '../kube/serving-certificate';

/** Properties of {@link Operator}. */
export interface OperatorProps {
  readonly spec: Monitoring['operator'];
  /** Custom resources that it runs pods for. */
  readonly instances: Instances;
  /** Whether it lists the kubelets for Prometheus. */
  readonly kubelets: boolean;
  /** Namespaces whose monitors, probes and rules it takes, besides its own. */
  readonly namespaces: readonly string[];
  /** Namespaces whose monitors may refer to any Secret or ConfigMap beside them. @default - none */
  readonly credentialsIn?: readonly string[];
  /** Namespaces whose AlertmanagerConfigs it reads, besides its own. @default - none */
  readonly alertConfigsIn?: readonly string[];
  readonly certificate: ServingCertificate;
  /** Secrets with CAs of scrape targets, by namespace. @default - Secrets of its own namespace only */
  readonly authorities?: ReadonlyMap<string, readonly string[]>;
}

const COMPONENT = monitoringComponent('prometheus-operator');
const PORT = POD_TLS_PORT;

/** The object that sends rules to the operator before they are stored, and the place of the certificate in it. */
export function ruleWebhookBundle(chart: PlatformChart): CaBundle {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    resource: 'validatingwebhookconfigurations',
    name: chart.clusterMetadata(COMPONENT).name,
    pointers: ['/webhooks/0/clientConfig/caBundle'],
  };
}

/** The Prometheus Operator: makes what the custom resources ask for, and refuses broken rules. */
export class Operator extends Construct {
  public readonly workload: Workload;
  /** Container port of the webhook. */
  public readonly webhookPort = PORT;

  constructor(scope: Construct, id: string, props: OperatorProps) {
    super(scope, id);
    const {
      spec,
      instances,
      kubelets,
      namespaces,
      credentialsIn = [],
      alertConfigsIn = [],
      certificate,
      authorities,
    } = props;
    const chart = PlatformChart.of(this);
    const own = chart.settings.namespace;
    const watched = [own, ...namespaces];
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { https: { port: PORT } } });
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'anywhere',
      pods: spec.pods,
      security: { uid: 65534 },
      identity: new Identity(this, 'Identity', {
        component: COMPONENT,
        permissions: inOwnNamespace(instances, kubelets),
        elsewhere: Object.fromEntries(
          namespaces.map((namespace) => [
            namespace,
            elsewhere({
              authorities: authorities?.get(namespace),
              credentials: credentialsIn.includes(namespace),
              alertConfigs: alertConfigsIn.includes(namespace),
            }),
          ]),
        ),
        everywhere: IN_CLUSTER,
      }),
      connectsTo: [API_SERVER],
      metrics: [{ source: 'prometheus-operator', port: 'https', containerPort: PORT, scheme: 'https' }],
      containers: [
        {
          name: 'prometheus-operator',
          image: 'prometheus-operator',
          args: [
            `--namespaces=${watched.join(',')}`,
            `--prometheus-instance-namespaces=${own}`,
            `--alertmanager-instance-namespaces=${own}`,
            `--alertmanager-config-namespaces=${[own, ...alertConfigsIn].join(',')}`,
            `--thanos-ruler-instance-namespaces=${own}`,
            `--cluster-domain=${chart.settings.clusterDomain}`,
            ...(kubelets
              ? [
                  `--kubelet-service=${own}/${KUBELET_SERVICE}`,
                  '--kubelet-endpoints=false',
                  '--kubelet-endpointslice=true',
                ]
              : []),
            `--prometheus-config-reloader=${chart.image('config-reloader')}`,
            '--config-reloader-cpu-request=10m',
            '--config-reloader-cpu-limit=100m',
            '--config-reloader-memory-request=32Mi',
            '--config-reloader-memory-limit=64Mi',
            '--enable-config-reloader-probes=true',
            '--disable-unmanaged-prometheus-configuration=true',
            `--web.listen-address=:${PORT}`,
            '--web.enable-tls=true',
            `--web.cert-file=${certificate.certificateFile}`,
            `--web.key-file=${certificate.keyFile}`,
            '--web.tls-min-version=VersionTLS13',
          ],
          ports: { https: PORT },
          mounts: [certificate.mount],
          resources: spec.resources,
          probes: {
            readiness: { http: '/healthz', port: 'https', scheme: 'HTTPS' },
            liveness: { http: '/healthz', port: 'https', scheme: 'HTTPS' },
          },
        },
      ],
    });
    this.addRuleWebhook(service.name, certificate.injection);
  }

  private addRuleWebhook(service: string, annotations: Readonly<Record<string, string>>): void {
    const chart = PlatformChart.of(this);
    const { namespace } = chart.settings;
    new k8s.KubeValidatingWebhookConfiguration(this, 'RuleWebhook', {
      metadata: {
        ...chart.clusterMetadata(COMPONENT),
        ...(Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}),
      },
      webhooks: [
        {
          name: 'prometheusrules.monitoring.coreos.com',
          // Rules must be accepted before the operator runs, too: what the platform writes has been checked at synthesis.
          failurePolicy: 'Ignore',
          sideEffects: 'None',
          timeoutSeconds: 5,
          admissionReviewVersions: ['v1'],
          clientConfig: {
            service: { name: service, namespace, path: '/admission-prometheusrules/validate', port: PORT },
          },
          rules: [
            {
              apiGroups: [OPERATOR_GROUP],
              apiVersions: ['*'],
              resources: ['prometheusrules'],
              operations: ['CREATE', 'UPDATE'],
              scope: 'Namespaced',
            },
          ],
        },
      ],
    });
  }
}
