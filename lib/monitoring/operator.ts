import { Construct } from 'constructs';
import { k8s } from '../kube/k8s';
import { API_SERVER } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { Identity, type ClusterPermission, type Permission } from '../kube/rbac';
import type { CaBundle } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { OPERATOR_GROUP } from '../crds/version';
import type { ServingCertificate } from '../kube/serving-certificate';

/** Properties of {@link Operator}. */
export interface OperatorProps {
  readonly spec: Monitoring['operator'];
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
const PORT = 8443;

/** Service of the kubelets, which have no pods; the operator creates it. */
export const KUBELET_SERVICE = 'kubelet';

const READ = ['get', 'list', 'watch'];
const MANAGE = [...READ, 'create', 'update', 'patch', 'delete'];

/** Permissions in every watched namespace. */
const READ_MONITORS: Permission = {
  apiGroup: OPERATOR_GROUP,
  resources: ['servicemonitors', 'podmonitors', 'probes', 'prometheusrules', 'scrapeconfigs'],
  verbs: READ,
};
const REPORT_MONITORS: Permission = {
  apiGroup: OPERATOR_GROUP,
  resources: [
    'servicemonitors/status',
    'podmonitors/status',
    'probes/status',
    'prometheusrules/status',
    'scrapeconfigs/status',
  ],
  verbs: ['get', 'update', 'patch'],
};

/** Kinds that it runs pods for. */
const INSTANCES = ['prometheuses', 'alertmanagers', 'prometheusagents', 'thanosrulers'];

/**
 * Permissions in its own namespace, for the objects that it creates. Secrets, because Prometheus' configuration is one.
 */
const IN_OWN_NAMESPACE: readonly Permission[] = [
  READ_MONITORS,
  REPORT_MONITORS,
  {
    apiGroup: OPERATOR_GROUP,
    resources: [...INSTANCES, 'alertmanagerconfigs'],
    verbs: READ,
  },
  {
    apiGroup: OPERATOR_GROUP,
    resources: INSTANCES.flatMap((kind) => [`${kind}/status`, `${kind}/finalizers`]),
    verbs: ['get', 'update', 'patch'],
  },
  { apiGroup: 'apps', resources: ['statefulsets'], verbs: MANAGE },
  { resources: ['configmaps', 'secrets'], verbs: MANAGE },
  { resources: ['pods'], verbs: ['list', 'delete'] },
  { resources: ['services', 'services/finalizers'], verbs: ['get', 'create', 'update', 'delete'] },
];

/** The slices of the kubelets' Service, which it keeps up to date. */
const KUBELET_SLICES: Permission = {
  apiGroup: 'discovery.k8s.io',
  resources: ['endpointslices'],
  verbs: ['get', 'list', 'create', 'update', 'delete'],
};

const IN_CLUSTER: readonly ClusterPermission[] = [
  { resources: ['nodes'], verbs: ['list', 'watch'] },
  { resources: ['namespaces'], verbs: READ },
  { resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroup: 'events.k8s.io', resources: ['events'], verbs: ['create', 'patch'] },
  { apiGroup: 'storage.k8s.io', resources: ['storageclasses'], verbs: ['get'] },
];

/** The object that sends rules to the operator before they are stored, and the place of the certificate in it. */
export function ruleWebhookBundle(chart: PlatformChart): CaBundle {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    resource: 'validatingwebhookconfigurations',
    name: chart.clusterMetadata(COMPONENT).name,
    pointers: ['/webhooks/0/clientConfig/caBundle'],
  };
}

/**
 * Permission to resolve references of monitors. The operator gets the objects one by one, and watches them in the namespace of its
 * Prometheus only, unless `--watch-referenced-objects-in-all-namespaces` is set (Prometheus Operator 0.93, pkg/assets/store.go and
 * pkg/prometheus/server/operator.go).
 */
const READ_REFERENCES: Permission = { resources: ['secrets', 'configmaps'], verbs: ['get'] };

/**
 * Permissions in a namespace whose users configure Alertmanager. The operator watches the Secrets and ConfigMaps of all namespaces in
 * `--alertmanager-config-namespaces`, and configures no Alertmanager before it has listed them (Prometheus Operator 0.93,
 * pkg/alertmanager/operator.go).
 */
const ALERT_CONFIGS: readonly Permission[] = [
  { resources: ['secrets', 'configmaps'], verbs: READ },
  { apiGroup: OPERATOR_GROUP, resources: ['alertmanagerconfigs'], verbs: READ },
  { apiGroup: OPERATOR_GROUP, resources: ['alertmanagerconfigs/status'], verbs: ['get', 'update', 'patch'] },
];

/** Secrets by name, and no others. */
function readSecrets(resourceNames: readonly string[] = []): Permission[] {
  return resourceNames.length > 0 ? [{ resources: ['secrets'], verbs: ['get'], resourceNames }] : [];
}

/** The Prometheus Operator: makes what the custom resources ask for, and refuses broken rules. */
export class Operator extends Construct {
  public readonly workload: Workload;
  /** Container port of the webhook. */
  public readonly webhookPort = PORT;

  constructor(scope: Construct, id: string, props: OperatorProps) {
    super(scope, id);
    const { spec, kubelets, namespaces, credentialsIn = [], alertConfigsIn = [], certificate, authorities } = props;
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
        permissions: [...IN_OWN_NAMESPACE, ...(kubelets ? [KUBELET_SLICES] : [])],
        elsewhere: Object.fromEntries(
          namespaces.map((namespace) => [
            namespace,
            [
              READ_MONITORS,
              REPORT_MONITORS,
              ...readSecrets(authorities?.get(namespace)),
              ...(credentialsIn.includes(namespace) ? [READ_REFERENCES] : []),
              ...(alertConfigsIn.includes(namespace) ? ALERT_CONFIGS : []),
            ],
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
