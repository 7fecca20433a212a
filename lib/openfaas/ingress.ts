import { Construct } from 'constructs';
import { addProgramRoute } from '../gateway/program';
import { limitAnnotations } from '../kube/ingress-controllers';
import { k8s } from '../kube/k8s';
import { PlatformChart } from '../kube/platform-chart';
import { required } from '../kube/required';
import { ComponentService } from '../kube/service';
import type { OpenFaas } from '../platform/model';
import { FUNCTION_GATEWAY, type FunctionGateway } from './gateway';
import { timeoutsOf } from './timeouts';

/** Properties of {@link FunctionIngress}. */
export interface FunctionIngressProps {
  readonly spec: OpenFaas;
  readonly gateway: FunctionGateway;
}

/** How clients outside the cluster reach the gateway of OpenFaaS: a Service, an Ingress, or a route of the Gateway API. */
export class FunctionIngress extends Construct {
  constructor(scope: Construct, id: string, { spec, gateway }: FunctionIngressProps) {
    super(scope, id);
    const { ingress } = spec;
    const { connection } = timeoutsOf(spec.gateway);
    switch (ingress.type) {
      case 'NodePort':
      case 'LoadBalancer':
        this.addService(ingress);
        break;
      case 'Standard':
        this.addIngress(ingress, gateway.service, connection);
        break;
      case 'Gateway':
        addProgramRoute(this, {
          component: FUNCTION_GATEWAY,
          gateway: required(ingress.gateway, 'the routes to the gateway of OpenFaaS'),
          host: required(ingress.host, 'the host of OpenFaaS'),
          tlsSecret: ingress.tlsSecret,
          backend: { name: gateway.service, port: gateway.endpoint.port },
          requestSeconds: connection,
        });
        break;
      case 'None':
        break;
    }
  }

  private addService({ type, nodePort, annotations }: OpenFaas['ingress']): void {
    const open = type === 'NodePort';
    new ComponentService(this, 'Service', {
      component: FUNCTION_GATEWAY,
      name: PlatformChart.of(this).metadata(FUNCTION_GATEWAY, 'external').name,
      type: open ? 'NodePort' : 'LoadBalancer',
      annotations: open ? undefined : annotations,
      everyFamily: true,
      ports: { http: { port: 8080, ...(open ? { nodePort } : {}) } },
    });
  }

  private addIngress(
    { host, className, annotations, tlsSecret }: OpenFaas['ingress'],
    service: string,
    timeoutSeconds: number,
  ): void {
    const name = required(host, 'the host of OpenFaaS');
    const backend = { service: { name: service, port: { name: 'http' } } };
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: {
        ...PlatformChart.of(this).metadata(FUNCTION_GATEWAY),
        annotations: { ...limitAnnotations({ seconds: timeoutSeconds }, className), ...annotations },
      },
      spec: {
        ingressClassName: className,
        ...(tlsSecret ? { tls: [{ hosts: [name], secretName: tlsSecret }] } : {}),
        rules: [{ host: name, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
      },
    });
  }
}
