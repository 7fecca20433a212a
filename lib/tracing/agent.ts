import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { DaemonWorkload } from '../kube/workload';
import type { Tracing } from '../platform/model';
import { parseSize } from '../text/quantity';
import { COLLECTOR_UID } from './collector';
import { agentYaml, NODE_VARIABLE } from './collector-config';
import { tracingComponent } from './component';
import { goMemoryLimit, HEALTH_PORT, METRICS_PORT, OTLP_PORTS } from './telemetry';

/** Properties of {@link TraceAgent}. */
export interface TraceAgentProps {
  readonly spec: Tracing['agent'];
  /** Receiver of the collector that the spans are sent on to. */
  readonly collector: Endpoint;
}

const AGENT = tracingComponent('otel-agent', 'otel-collector');
const CONFIG_DIR = '/etc/otel-collector';

/**
 * A collector on each node. Its ports are open on the loopback address of the node: API server, kubelet, etcd and containerd are outside of the
 * pod network, send without TLS, and reach no name of the cluster's DNS.
 */
export class TraceAgent extends Construct {
  constructor(scope: Construct, id: string, { spec, collector }: TraceAgentProps) {
    super(scope, id);
    const { settings } = PlatformChart.of(this);
    const config = new ConfigFiles(this, 'Config', {
      component: AGENT,
      data: { 'config.yaml': agentYaml(address(collector), settings) },
    });
    new DaemonWorkload(this, 'Workload', {
      component: AGENT,
      role: 'everywhere',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      pods: spec.pods,
      maxUnavailable: '10%',
      identity: new Identity(this, 'Identity', { component: AGENT }),
      security: { uid: COLLECTOR_UID },
      metrics: [{ source: 'otel-agent', port: 'metrics', containerPort: METRICS_PORT }],
      // No wait: spans of a node that starts wait in memory.
      connectsTo: [collector],
      containers: [
        {
          name: 'otel-agent',
          image: 'otel-collector',
          args: [`--config=${CONFIG_DIR}/config.yaml`],
          env: {
            GOMEMLIMIT: goMemoryLimit(parseSize(spec.resources.limits.memory).mebibytes),
            [NODE_VARIABLE]: { field: 'spec.nodeName' },
          },
          ports: { ...OTLP_PORTS, metrics: METRICS_PORT, health: HEALTH_PORT },
          loopbackPorts: Object.keys(OTLP_PORTS),
          mounts: [{ volume: { name: 'config', config }, path: CONFIG_DIR }],
          resources: spec.resources,
          probes: { readiness: { http: '/', port: 'health' }, liveness: { http: '/', port: 'health' } },
        },
      ],
    });
  }
}
