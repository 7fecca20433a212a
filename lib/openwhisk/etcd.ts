import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { replicaVolume } from '../kube/storage';
import { etcdHealthy } from './etcd-waits';
import { StatefulWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';
import { connectString, memberHosts, type StoreFacts } from './store';

/** Properties of {@link Etcd}. */
export interface EtcdProps {
  readonly spec: OpenWhisk['etcd'];
  /** Whether a Prometheus is to find its metrics. */
  readonly measured: boolean;
}

const COMPONENT = openwhiskComponent('etcd');
const PORTS = { client: 2379, peer: 2380 };

/** etcd: the scheduler's store. */
export class Etcd extends Construct implements StoreFacts {
  public readonly hosts: string;
  public readonly endpoints: readonly Endpoint[];
  public readonly ready: Milestone;

  constructor(scope: Construct, id: string, { spec, measured }: EtcdProps) {
    super(scope, id);
    const host = PlatformChart.of(this).host(COMPONENT);
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      headless: true,
      // The members find each other before any of them is ready.
      publishNotReadyAddresses: true,
      ports: { client: { port: PORTS.client }, peer: { port: PORTS.peer } },
    });
    const members = memberHosts(this, COMPONENT, spec.replicas);
    const endpoint = service.endpoint('client');
    this.endpoints = [endpoint];
    this.hosts = connectString(members, PORTS.client);
    const workload = new StatefulWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: spec.replicas,
      serviceName: service.name,
      role: 'core',
      metrics: measured ? [{ source: 'openwhisk-etcd', port: 'client', containerPort: PORTS.client }] : [],
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 1000 },
      connectsTo: [service.endpoint('peer')],
      containers: [
        {
          name: 'etcd',
          image: 'etcd',
          command: ['etcd'],
          args: [
            '--name=$(POD_NAME)',
            '--data-dir=/data/etcd',
            `--listen-client-urls=http://0.0.0.0:${PORTS.client}`,
            `--advertise-client-urls=http://$(POD_NAME).${host}:${PORTS.client}`,
            `--listen-peer-urls=http://0.0.0.0:${PORTS.peer}`,
            `--initial-advertise-peer-urls=http://$(POD_NAME).${host}:${PORTS.peer}`,
            `--initial-cluster=${members.map((member) => `${member.split('.')[0]}=http://${member}:${PORTS.peer}`).join(',')}`,
            '--initial-cluster-state=new',
            '--initial-cluster-token=openwhisk',
            '--auto-compaction-mode=periodic',
            '--auto-compaction-retention=1',
          ],
          env: { POD_NAME: { field: 'metadata.name' } },
          ports: PORTS,
          mounts: [{ volume: replicaVolume(this, 'data', spec.size), path: '/data' }],
          resources: spec.resources,
          probes: { readiness: { http: '/health', port: 'client' }, liveness: { tcp: 'client' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.ready = { name: 'etcd', wait: etcdHealthy(endpoint), provider: workload };
  }
}
