import { Construct } from 'constructs';
import { kindsWith } from '../catalogue/kube-objects';
import { API_SERVER, POD_TLS_PORT } from '../kube/network';
import { DELEGATED_AUTHORIZATION, Identity, type Permission } from '../kube/rbac';
import { DeploymentWorkload } from '../kube/workload';
import { EXCLUSION_LABEL } from '../mixins/kubernetes/storage-alerts';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { probesThroughProxy, rbacProxy } from './rbac-proxy';
import type { ServingCertificate } from '../kube/serving-certificate';

/** Properties of {@link KubeStateMetrics}. */
export interface KubeStateMetricsProps {
  readonly spec: Monitoring['kubeStateMetrics'];
  readonly certificate: ServingCertificate;
}

const COMPONENT = monitoringComponent('kube-state-metrics');
const PORTS = { main: POD_TLS_PORT, self: POD_TLS_PORT + 1 };
const UPSTREAM_PORTS = { main: 8081, self: 8082 };
/** Answers whatever the state of the API server, unlike `/livez` (kube-state-metrics, `pkg/app/server.go`). */
const HEALTH = '/healthz';

/** The labels in series, with the one that alerts read. */
function withExclusions(
  labels: Monitoring['kubeStateMetrics']['labels'],
): Readonly<Record<string, readonly string[] | undefined>> {
  const { persistentvolumeclaims = [] } = labels;
  const known = persistentvolumeclaims.some((key) => key === '*' || key === EXCLUSION_LABEL);
  return {
    ...labels,
    persistentvolumeclaims: known ? persistentvolumeclaims : [...persistentvolumeclaims, EXCLUSION_LABEL],
  };
}

/** The argument of an allow-list: `pods=[app,team],nodes=[*]`. */
function allowList(flag: string, keys: Readonly<Record<string, readonly string[] | undefined>>): string[] {
  const entries = Object.entries(keys).map(([kind, names = []]) => `${kind}=[${names.join(',')}]`);
  return entries.length > 0 ? [`--${flag}=${entries.join(',')}`] : [];
}

/** kube-state-metrics: what the API server knows of its objects, as metrics. */
export class KubeStateMetrics extends Construct {
  constructor(scope: Construct, id: string, { spec, certificate }: KubeStateMetricsProps) {
    super(scope, id);
    const kinds = kindsWith(spec.objects);
    const permissions: Permission[] = kinds.map(([apiGroup, resources]) => ({
      apiGroup,
      resources,
      verbs: ['list', 'watch'],
    }));
    new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'anywhere',
      pods: spec.pods,
      security: { uid: 65534 },
      identity: new Identity(this, 'Identity', {
        component: COMPONENT,
        everywhere: [...permissions, ...DELEGATED_AUTHORIZATION],
      }),
      connectsTo: [API_SERVER],
      metrics: [
        {
          source: 'kube-state-metrics',
          port: 'https-main',
          containerPort: PORTS.main,
          scheme: 'https',
          // It speaks about other pods and namespaces than its own.
          honorLabels: true,
        },
        {
          source: 'kube-state-metrics-self',
          port: 'https-self',
          containerPort: PORTS.self,
          scheme: 'https',
        },
      ],
      containers: [
        {
          name: 'kube-state-metrics',
          image: 'kube-state-metrics',
          args: [
            '--host=127.0.0.1',
            `--port=${UPSTREAM_PORTS.main}`,
            '--telemetry-host=127.0.0.1',
            `--telemetry-port=${UPSTREAM_PORTS.self}`,
            `--resources=${kinds
              .flatMap(([, names]) => names)
              .sort()
              .join(',')}`,
            ...allowList('metric-labels-allowlist', withExclusions(spec.labels)),
            ...allowList('metric-annotations-allowlist', spec.annotations),
          ],
          resources: spec.resources,
          probes: probesThroughProxy(PORTS.main, HEALTH),
        },
      ],
      sidecars: (['main', 'self'] as const).map((server) =>
        rbacProxy({
          port: `https-${server}`,
          containerPort: PORTS[server],
          upstreamPort: UPSTREAM_PORTS[server],
          certificate,
          ...(server === 'main' ? { probed: HEALTH } : {}),
        }),
      ),
    });
  }
}
