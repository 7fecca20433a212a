import { definition } from './definitions';
import * as backendtlspolicies from './schemas/backendtlspolicies.json';
import * as gateways from './schemas/gateways.json';
import * as httproutes from './schemas/httproutes.json';
import * as referencegrants from './schemas/referencegrants.json';

/**
 * Custom resource definitions of the Gateway API by kind, Standard channel, without descriptions; read-only. The implementation or the
 * provider brings them into a cluster: an admission policy of the bundle refuses older ones (Gateway API 1.6, `safe-upgrades`).
 */
export const GATEWAY_DEFINITIONS = {
  BackendTLSPolicy: definition(backendtlspolicies),
  Gateway: definition(gateways),
  HTTPRoute: definition(httproutes),
  ReferenceGrant: definition(referencegrants),
};
