import type { ForeignPods } from '../kube/network';
import type { OpenFaas } from '../platform/model';
import { openfaasComponent } from './component';
import { OPENFAAS_PORTS } from './contract';
import type { FunctionGateway } from './gateway';

/**
 * The pods of all functions, of the platform file and of clients: the gateway connects to them, and they may invoke each other through
 * it.
 */
export function functionPods({ functionNamespace, egress }: OpenFaas, gateway: FunctionGateway): ForeignPods {
  return {
    component: openfaasComponent('openfaas-functions', 'openfaas-gateway'),
    namespace: functionNamespace,
    selector: {},
    isolated: true,
    reachedBy: [gateway.workload],
    port: OPENFAAS_PORTS.function,
    connectsTo: [gateway.endpoint],
    ranges: egress,
  };
}
