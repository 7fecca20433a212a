import { Construct } from 'constructs';
import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { replicaVolume } from '../kube/storage';
import { etcdHealthy } from '../kube/waits';
import { StatefulWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { openwhiskComponent } from './component';

/** What others need to know of an etcd cluster. */
export interface EtcdFacts {
  /** `host:port` of every member, separated by commas. */
  readonly hosts: string;
  readonly endpoint: Endpoint;
  readonly ready: Milestone;
}

/** A cluster that is not made by the platform. */
export function externalEtcd({ host, port }: { host: string; port: number }): EtcdFacts {
  const endpoint = externalEndpoint(host, port);
  return { hosts: address(endpoint), endpoint, ready: { name: 'etcd', wait: etcdHealthy(endpoint) } };
}

/** Properties of {@link Etcd}. */
export interface EtcdProps {
  readonly spec: OpenWhisk['etcd'];
}

const COMPONENT = openwhiskComponent('etcd');
const PORTS = { client: 2379, peer: 2380 };

/** etcd: the scheduler's store. */
export class Etcd extends Construct implements EtcdFacts {
  public readonly hosts: string;
  public readonly endpoint: Endpoint;
  public readonly ready: Milestone;

  constructor(scope: Construct, id: string, { spec }: EtcdProps) {
    super(scope, id);
    const host = PlatformChart.of(this).host(COMPONENT);
    const service = new ComponentService(this, 'Service', {
      component: COMPONENT,
      headless: true,
      // The members find each other before any of them is ready.
      publishNotReadyAddresses: true,
      ports: { client: { port: PORTS.client }, peer: { port: PORTS.peer } },
    });
    const members = Array.from({ length: spec.replicas }, (_, index) => `${service.name}-${index}`);
    this.endpoint = service.endpoint('client');
    this.hosts = members.map((member) => `${member}.${host}:${PORTS.client}`).join(',');
    const workload = new StatefulWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: spec.replicas,
      serviceName: service.name,
      role: 'core',
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
            `--initial-cluster=${members.map((member) => `${member}=http://${member}.${host}:${PORTS.peer}`).join(',')}`,
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
    this.ready = { name: 'etcd', wait: etcdHealthy(this.endpoint), provider: workload };
  }
}
