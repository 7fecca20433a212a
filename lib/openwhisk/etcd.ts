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
import { ETCD } from './component';
import type { ServerIdentity } from './internal-tls';
import { connectString, memberHosts, type StoreFacts } from './store';

/** Properties of {@link Etcd}. */
export interface EtcdProps {
  readonly spec: OpenWhisk['etcd'];
  /** Whether a Prometheus is to find its metrics. */
  readonly measured: boolean;
  /** Certificate of the members, for each other. @default - they speak plain text */
  readonly identity?: ServerIdentity;
}

const PORTS = { client: 2379, peer: 2380 };

/** etcd: the scheduler's store. */
export class Etcd extends Construct implements StoreFacts {
  public readonly hosts: string;
  public readonly endpoints: readonly Endpoint[];
  public readonly ready: Milestone;

  constructor(scope: Construct, id: string, { spec, measured, identity }: EtcdProps) {
    super(scope, id);
    const host = PlatformChart.of(this).host(ETCD);
    const service = new ComponentService(this, 'Service', {
      component: ETCD,
      headless: true,
      // The members find each other before any of them is ready.
      publishNotReadyAddresses: true,
      ports: { client: { port: PORTS.client }, peer: { port: PORTS.peer } },
    });
    const members = memberHosts(this, ETCD, spec.replicas);
    const endpoint = service.endpoint('client');
    this.endpoints = [endpoint];
    this.hosts = connectString(members, PORTS.client);
    const scheme = identity ? 'https' : 'http';
    const workload = new StatefulWorkload(this, 'Workload', {
      component: ETCD,
      replicas: spec.replicas,
      serviceName: service.name,
      role: 'core',
      metrics: measured ? [{ source: 'openwhisk-etcd', port: 'client', containerPort: PORTS.client }] : [],
      identity: new Identity(this, 'Identity', { component: ETCD }),
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
            `--listen-peer-urls=${scheme}://0.0.0.0:${PORTS.peer}`,
            `--initial-advertise-peer-urls=${scheme}://$(POD_NAME).${host}:${PORTS.peer}`,
            `--initial-cluster=${members.map((member) => `${member.split('.')[0]}=${scheme}://${member}:${PORTS.peer}`).join(',')}`,
            '--initial-cluster-state=new',
            '--initial-cluster-token=openwhisk',
            '--auto-compaction-mode=periodic',
            '--auto-compaction-retention=1',
            ...(identity ? peerTls(identity) : []),
          ],
          env: { POD_NAME: { field: 'metadata.name' } },
          ports: PORTS,
          mounts: [
            { volume: replicaVolume(this, 'data', spec.size), path: '/data' },
            ...(identity ? [identity.mount] : []),
          ],
          resources: spec.resources,
          probes: { readiness: { http: '/health', port: 'client' }, liveness: { tcp: 'client' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.ready = { name: 'etcd', wait: etcdHealthy(endpoint), provider: workload };
  }
}

/** Members verify each other's certificates (etcd documentation, "Transport security model"). */
function peerTls({ certificateFile, keyFile, authorityFile }: ServerIdentity): string[] {
  return [
    `--peer-cert-file=${certificateFile}`,
    `--peer-key-file=${keyFile}`,
    `--peer-trusted-ca-file=${authorityFile}`,
    '--peer-client-cert-auth',
  ];
}
