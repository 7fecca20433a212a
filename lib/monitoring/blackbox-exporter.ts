import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import { SERVERS_OF_USERS } from '../kube/network';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { DeploymentWorkload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { probeConfig, probeSecrets } from './probe-modules';

/** Properties of {@link BlackboxExporter}. */
export interface BlackboxExporterProps {
  readonly spec: Monitoring['blackbox'];
  /** Servers of the platform that it probes. */
  readonly probed: readonly Endpoint[];
}

const COMPONENT = monitoringComponent('blackbox-exporter');
const PORT = 9115;

/** The blackbox exporter: probes servers from the outside. */
export class BlackboxExporter extends Construct {
  public readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, { spec, probed }: BlackboxExporterProps) {
    super(scope, id);
    const config = new ConfigFiles(this, 'Config', {
      component: COMPONENT,
      data: { 'config.yml': stringify(probeConfig(spec.modules), { aliasDuplicateObjects: false }) },
    });
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { http: { port: PORT } } });
    this.endpoint = service.endpoint('http');
    new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'anywhere',
      pods: spec.pods,
      security: { uid: 65534 },
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      // Its users choose what it asks.
      connectsTo: [SERVERS_OF_USERS, ...probed],
      metrics: [{ source: 'blackbox-exporter', port: 'http', containerPort: PORT }],
      containers: [
        {
          name: 'blackbox-exporter',
          image: 'blackbox-exporter',
          args: ['--config.file=/etc/blackbox-exporter/config.yml', `--web.listen-address=:${PORT}`],
          ports: { http: PORT },
          mounts: [
            { volume: { name: 'config', config }, path: '/etc/blackbox-exporter' },
            ...probeSecrets(spec.modules),
          ],
          resources: spec.resources,
          probes: { readiness: { http: '/-/healthy', port: 'http' }, liveness: { http: '/-/healthy', port: 'http' } },
        },
      ],
    });
  }
}
