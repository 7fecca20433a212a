import { mixin } from '../mixin';
import { openfaas as alerts } from './alerts';
import { functions } from './board';
import { openfaasGateway, openfaasProvider, openfaasQueueWorker } from './metrics';

/** OpenFaaS: the gateway and the functions behind it, the provider, and the queue of edition pro. */
export const openfaas = mixin({
  sources: {
    'openfaas-gateway': openfaasGateway,
    'openfaas-provider': openfaasProvider,
    'openfaas-queue-worker': openfaasQueueWorker,
  },
  groups: [alerts],
  boards: [functions],
});
