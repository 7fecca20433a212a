import { Construct } from 'constructs';
import { contraryOf } from '../catalogue/node-exporter';
import { API_SERVER } from '../kube/network';
import { DELEGATED_AUTHORIZATION, Identity } from '../kube/rbac';
import type { Mount } from '../kube/storage';
import { DaemonWorkload } from '../kube/workload';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { probesThroughProxy, rbacProxy } from './rbac-proxy';
import type { ServingCertificate } from '../kube/serving-certificate';

/** Properties of {@link NodeExporter}. */
export interface NodeExporterProps {
  readonly spec: Monitoring['nodeExporter'];
  readonly certificate: ServingCertificate;
}

const COMPONENT = monitoringComponent('node-exporter');

const ROOT: Mount = {
  volume: { name: 'root', hostPath: '/', type: 'Directory' },
  path: '/host/root',
  readOnly: true,
  propagation: 'HostToContainer',
};
const SYS: Mount = {
  volume: { name: 'sys', hostPath: '/sys', type: 'Directory' },
  path: '/host/sys',
  readOnly: true,
  propagation: 'HostToContainer',
};

/** A page with the version, and links to the metrics: the exporter's only one that collects nothing. */
const LANDING_PAGE = '/';

/** Mount points of containers, and of pseudo filesystems. */
const IGNORED_MOUNT_POINTS = '^/(dev|proc|sys|run/k3s/containerd/.+|var/lib/docker/.+|var/lib/kubelet/pods/.+)($|/)';
/** One end of each pod's virtual cable: named by the container runtime, and as many as pods. */
const IGNORED_DEVICES = '^(veth.*|[a-f0-9]{15})$';

/** Collectors without a use on most nodes. */
const OFF = { wifi: false, hwmon: false, btrfs: false };

/** Options of collectors, unless the platform file has them or their contrary. */
const OPTIONS = {
  'filesystem.mount-points-exclude': IGNORED_MOUNT_POINTS,
  'netclass.ignored-devices': IGNORED_DEVICES,
  'netdev.device-exclude': IGNORED_DEVICES,
};

/** The arguments that choose collectors. */
function collectorArgs({ collectors, options, textfileDirectory }: Monitoring['nodeExporter']): string[] {
  const own = Object.entries(OPTIONS).filter(([option]) => options[contraryOf(option) ?? ''] === undefined);
  return [
    ...Object.entries({ ...OFF, ...collectors }).map(([name, on]) => `--${on ? '' : 'no-'}collector.${name}`),
    ...Object.entries({ ...Object.fromEntries(own), ...options }).map(
      ([name, value]) => `--collector.${name}=${value}`,
    ),
    ...(textfileDirectory ? [`--collector.textfile.directory=${ROOT.path}${textfileDirectory}`] : []),
  ];
}

/** The node exporter: metrics of each node's hardware and kernel. */
export class NodeExporter extends Construct {
  constructor(scope: Construct, id: string, { spec, certificate }: NodeExporterProps) {
    super(scope, id);
    new DaemonWorkload(this, 'Workload', {
      component: COMPONENT,
      role: 'everywhere',
      pods: spec.pods,
      // The network and file systems that it measures are the node's. It reads processes in the node's own /proc.
      host: { network: true },
      priorityClassName: 'system-cluster-critical',
      maxUnavailable: '10%',
      security: { uid: 65534, hostReason: 'it measures the network and the file systems of the node' },
      identity: new Identity(this, 'Identity', { component: COMPONENT, everywhere: DELEGATED_AUTHORIZATION }),
      connectsTo: [API_SERVER],
      metrics: [
        {
          source: 'node-exporter',
          port: 'https',
          containerPort: spec.port,
          scheme: 'https',
          certificate: certificate.verification,
          interval: '15s',
        },
      ],
      containers: [
        {
          name: 'node-exporter',
          image: 'node-exporter',
          args: [
            `--web.listen-address=127.0.0.1:${spec.loopbackPort}`,
            `--path.sysfs=${SYS.path}`,
            `--path.rootfs=${ROOT.path}`,
            `--path.procfs=${ROOT.path}/proc`,
            `--path.udev.data=${ROOT.path}/run/udev/data`,
            ...collectorArgs(spec),
          ],
          mounts: [SYS, ROOT],
          resources: spec.resources,
          probes: probesThroughProxy(spec.port, LANDING_PAGE),
        },
      ],
      sidecars: [
        rbacProxy({
          port: 'https',
          containerPort: spec.port,
          upstreamPort: spec.loopbackPort,
          certificate,
          probed: LANDING_PAGE,
        }),
      ],
    });
  }
}
