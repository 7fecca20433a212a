import { Construct } from 'constructs';
import type { Endpoint } from './endpoint';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { serviceHost } from './names';
import { PlatformChart } from './platform-chart';

/** A port of a Service, by its name; the container port has the same name. */
export interface ServicePort {
  /** Port of the Service. */
  readonly port: number;
  /** Port of the container. @default - the same number. */
  readonly containerPort?: number;
  /** Name of the container port. @default - the name of the Service's port. */
  readonly targetPort?: string;
  /** Port of the node, for a Service of type NodePort. @default - the cluster picks one. */
  readonly nodePort?: number;
}

/** Properties of {@link ComponentService}. */
export interface ComponentServiceProps {
  readonly component: ComponentId;
  /** Name of the Service. @default - the component's name */
  readonly name?: string;
  readonly ports: Readonly<Record<string, ServicePort>>;
  /** Labels of the pods. @default - the component's labels */
  readonly selector?: Readonly<Record<string, string>>;
  /** A Service without an address, for StatefulSets whose pods are addressed one by one. @default false */
  readonly headless?: boolean;
  /** Whether DNS names pods that are not ready, as members that have yet to find each other need. @default false */
  readonly publishNotReadyAddresses?: boolean;
  /** Whether it has an address of each IP family of the cluster. @default false - of the first one */
  readonly everyFamily?: boolean;
  /** @default ClusterIP */
  readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  /** @default - none. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Service in front of one component's pods. */
export class ComponentService extends Construct {
  /** Name of the Service. */
  public readonly name: string;
  private readonly props: ComponentServiceProps;

  constructor(scope: Construct, id: string, props: ComponentServiceProps) {
    super(scope, id);
    this.props = props;
    const chart = PlatformChart.of(this);
    const metadata = chart.metadata(props.component);
    const { ipFamilies } = chart.settings;
    this.name = props.name ?? metadata.name;
    new k8s.KubeService(this, 'Resource', {
      metadata: {
        ...metadata,
        name: this.name,
        ...(props.annotations ? { annotations: { ...props.annotations } } : {}),
      },
      spec: {
        type: props.type ?? 'ClusterIP',
        ...(props.headless ? { clusterIp: 'None' } : {}),
        ...(props.publishNotReadyAddresses ? { publishNotReadyAddresses: true } : {}),
        ...(props.everyFamily && ipFamilies.length > 1
          ? { ipFamilyPolicy: 'RequireDualStack', ipFamilies: [...ipFamilies] }
          : {}),
        selector: this.selector,
        ports: Object.entries(props.ports).map(([name, { port, nodePort, targetPort }]) => ({
          name,
          port,
          targetPort: k8s.IntOrString.fromString(targetPort ?? name),
          protocol: 'TCP',
          ...(nodePort ? { nodePort } : {}),
        })),
      },
    });
  }

  /**
   * The address of one of the ports.
   *
   * @throws when the Service has no port of that name.
   */
  public endpoint(portName: string): Endpoint {
    const chart = PlatformChart.of(this);
    const port = this.props.ports[portName];
    if (!port) {
      throw new Error(
        `Service ${this.name} has no port '${portName}'; it has ${Object.keys(this.props.ports).join(', ')}`,
      );
    }
    const { namespace, clusterDomain } = chart.settings;
    return {
      host: serviceHost(this.name, namespace, clusterDomain),
      port: port.port,
      service: { name: this.name, namespace },
      pods: { selector: this.selector, namespace, port: port.containerPort ?? port.port },
    };
  }

  /** The addresses of all ports. */
  public get endpoints(): Endpoint[] {
    return Object.keys(this.props.ports).map((name) => this.endpoint(name));
  }

  private get selector(): Record<string, string> {
    return { ...(this.props.selector ?? PlatformChart.of(this).selector(this.props.component)) };
  }

  /** The container ports behind the Service, by name. */
  public get containerPorts(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.props.ports).map(([name, { port, containerPort }]) => [name, containerPort ?? port]),
    );
  }
}
