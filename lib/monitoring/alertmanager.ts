import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import { SERVERS_OF_USERS } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import type { SecurityProfile } from '../kube/security';
import { ComponentService } from '../kube/service';
import { OperatedWorkload, type Workload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import { alertmanagerConfig, type ProgramReceiver } from './alertmanager-config';
import { monitoringComponent } from './component';
import { Alertmanager as AlertmanagerResource, AlertmanagerConfig, type AlertmanagerSpec } from '../crds';
import { clientFields } from './http-client';
import { operatedImage, operatedPod, operatedSelector, operatedResources, operatedStorage } from './operated';
import { externalUrlOf } from './protected-ingress';
import { receiverEndpoints } from './receivers';
import { goDuration } from './retention';

/** Properties of {@link Alertmanager}. */
export interface AlertmanagerProps {
  readonly spec: Monitoring['alertmanager'];
  /** Namespaces whose AlertmanagerConfigs are added to its configuration. @default - none */
  readonly tenants?: readonly string[];
  /** Programs of the platform that act on alerts. @default - none */
  readonly programs?: readonly ProgramReceiver[];
}

const COMPONENT = monitoringComponent('alertmanager');
const PORTS = { web: 9093, mesh: 9094, 'reloader-web': 8080 };
const SECURITY: SecurityProfile = { uid: 65534 };

/** Alertmanager: groups, mutes and sends alerts. */
export class Alertmanager extends Construct {
  public readonly workload: Workload;
  public readonly endpoint: Endpoint;
  public readonly serviceName: string;

  constructor(scope: Construct, id: string, { spec, tenants = [], programs = [] }: AlertmanagerProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(COMPONENT);
    const selector = operatedSelector('alertmanager', metadata.name);
    const identity = new Identity(this, 'Identity', { component: COMPONENT });
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      selector,
      ports: { web: { port: PORTS.web }, 'reloader-web': { port: PORTS['reloader-web'] } },
    });
    this.serviceName = service.name;
    this.endpoint = service.endpoint('web');
    const externalUrl = externalUrlOf(spec);
    const config = new AlertmanagerConfig(this, 'Config', { metadata, spec: alertmanagerConfig(spec, programs) });
    const resource = new AlertmanagerResource(this, 'Resource', {
      metadata,
      spec: {
        replicas: spec.replicas,
        ...operatedImage(chart, 'alertmanager'),
        ...operatedPod(chart, {
          component: COMPONENT,
          security: SECURITY,
          selector,
          replicas: spec.replicas,
          pods: spec.pods,
        }),
        serviceAccountName: identity.name,
        automountServiceAccountToken: false,
        resources: operatedResources(chart, spec),
        ...(externalUrl ? { externalUrl } : {}),
        retention: goDuration(spec.retention),
        ...operatedStorage(chart, spec),
        // The one configuration, without a Secret of our own making: what is secret in it are references.
        alertmanagerConfiguration: { name: config.name, ...this.globalOf(spec) },
        ...(tenants.length > 0 ? tenantConfigs(tenants) : {}),
      },
    });
    // The operator switches the cluster of a single Alertmanager off (`forceEnableClusterMode`).
    const clustered = spec.replicas > 1;
    const mesh: Endpoint = {
      host: metadata.name,
      port: PORTS.mesh,
      pods: { selector, namespace: metadata.namespace, port: PORTS.mesh, udp: true },
    };
    this.workload = new OperatedWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: spec.replicas,
      apiObject: resource,
      selector,
      ports: { web: PORTS.web, 'mesh-tcp': PORTS.mesh, 'reloader-web': PORTS['reloader-web'] },
      metrics: [
        { source: 'alertmanager', port: 'web', containerPort: PORTS.web },
        { source: 'config-reloader', port: 'reloader-web', containerPort: PORTS['reloader-web'] },
      ],
      // The addresses of receivers are in Secrets, which are not read here.
      connectsTo: () => [
        ...(clustered ? [mesh] : []),
        ...programs.map(({ endpoint }) => endpoint),
        ...spec.receivers.flatMap((receiver) => receiverEndpoints(this, receiver, spec.httpConfig)),
        ...(tenants.length > 0 ? [SERVERS_OF_USERS] : []),
      ],
    });
  }

  /** Settings of all receivers, and the templates. */
  private globalOf({
    httpConfig,
    templates,
  }: AlertmanagerProps['spec']): Pick<
    NonNullable<AlertmanagerSpec['alertmanagerConfiguration']>,
    'global' | 'templates'
  > {
    const client = clientFields(httpConfig);
    const files = Object.keys(templates);
    const { name } =
      files.length > 0
        ? new ConfigFiles(this, 'Templates', { component: COMPONENT, name: 'alertmanager-templates', data: templates })
        : { name: '' };
    return {
      ...(Object.keys(client).length > 0 ? { global: { httpConfig: client } } : {}),
      ...(files.length > 0 ? { templates: files.map((key) => ({ configMap: { name, key } })) } : {}),
    };
  }
}

/** Every AlertmanagerConfig of some namespaces; its routes get alerts of its namespace only, the operator's default. */
function tenantConfigs(
  namespaces: readonly string[],
): Pick<AlertmanagerSpec, 'alertmanagerConfigSelector' | 'alertmanagerConfigNamespaceSelector'> {
  return {
    alertmanagerConfigSelector: {},
    alertmanagerConfigNamespaceSelector: {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...namespaces] }],
    },
  };
}
