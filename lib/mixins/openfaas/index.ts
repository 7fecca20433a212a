import { mixin } from '../mixin';
import { openfaas as alerts } from './alerts';
import { functions } from './board';
import { openfaasGateway } from './metrics';

/** OpenFaaS: the gateway, and the functions behind it. */
export const openfaas = mixin({
  sources: { 'openfaas-gateway': openfaasGateway },
  groups: [alerts],
  boards: [functions],
});
