import type { Construct } from 'constructs';
import {
  DeploymentWorkload,
  k8s,
  Namespace,
  namespacesOf,
  NetworkPolicies,
  PlatformChart,
  PodMonitor,
  PrometheusRule,
  settingsOf,
  TMP,
  type ComponentId,
  type MySqlChart,
  type Platform,
  type Workload,
} from 'faas-stack';
import { ALERTS, JOB, SHOP_BOARD } from './monitoring';

/** Properties of {@link ShopChart}. */
export interface ShopChartProps {
  readonly platform: Platform;
  /** Connection facts of the database. */
  readonly mysql: MySqlChart['mysql'];
}

const NAMESPACE = 'shop';
const PORT = 8080;
const METRICS_PORT = 9000;
const RUNBOOKS = 'https://example.org/runbooks';

const component = (name: string, program: string): ComponentId => ({ component: name, program, partOf: 'shop' });
const ORDERS = component('orders', 'orders');

/** A service that takes orders: it starts when the database is ready, and is watched like the parts of the platform. */
export class ShopChart extends PlatformChart {
  private readonly workload: Workload;
  private readonly monitoring: string;

  constructor(scope: Construct, id: string, { platform, mysql }: ShopChartProps) {
    super(scope, id, { settings: { ...settingsOf(platform), namespace: NAMESPACE }, order: 26 });
    this.monitoring = namespacesOf(platform).monitoring.namespace;
    new Namespace(this, 'Namespace', { component: component('namespace', 'orders'), podSecurity: 'restricted' });
    this.workload = new DeploymentWorkload(this, 'Orders', {
      component: ORDERS,
      replicas: 2,
      role: 'anywhere',
      security: { uid: 10001 },
      // From this line come the init container, the network edge to the database and the place in the launch order.
      waitsFor: [mysql.ready],
      connectsTo: [mysql.endpoint],
      containers: [
        {
          name: 'orders',
          image: 'busybox',
          imageReference: 'registry.example.org/shop/orders:1.4.2',
          env: { DATABASE_HOST: mysql.endpoint.host, DATABASE_PORT: String(mysql.endpoint.port) },
          ports: { http: PORT, metrics: METRICS_PORT },
          mounts: [TMP],
          resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '500m', memory: '128Mi' } },
          probes: { readiness: { http: '/ready', port: 'http' }, liveness: { http: '/live', port: 'http' } },
        },
      ],
    });
    this.addMonitoring();
  }

  /** Adds the network policies: Prometheus and the pods of the namespace may connect, nothing else. */
  public override isolate(): void {
    const { workload, monitoring } = this;
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: component('default-deny', 'orders'),
      openings: [
        { workload, ports: [METRICS_PORT], namespace: monitoring },
        { workload, ports: [PORT], namespace: NAMESPACE },
      ],
      foreign: [],
    });
  }

  private addMonitoring(): void {
    const metadata = this.metadata(ORDERS);
    new PodMonitor(this, 'Monitor', {
      metadata,
      spec: {
        selector: { matchLabels: this.selector(ORDERS) },
        podMetricsEndpoints: [{ port: 'metrics', relabelings: [{ targetLabel: 'job', replacement: JOB }] }],
      },
    });
    const rules = Object.entries(ALERTS).flatMap(([name, alert]) => alert.rules(name, `${RUNBOOKS}/${name}`));
    new PrometheusRule(this, 'Rules', {
      metadata,
      spec: { groups: [{ name: 'shop', rules: rules.map(({ rule }) => rule) }] },
    });
    new k8s.KubeConfigMap(this, 'Boards', {
      metadata: { ...this.metadata(ORDERS, 'boards'), namespace: this.monitoring },
      data: { 'shop-orders.json': JSON.stringify(SHOP_BOARD.build([])) },
    });
  }
}
