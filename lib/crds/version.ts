/** API group of the Prometheus Operator's custom resources. */
export const OPERATOR_GROUP = 'monitoring.coreos.com';

/**
 * Version of the Prometheus Operator whose custom resource definitions are here. The operator's image must be of the same; after
 * a change run `lib/crds/update/main.ts`, see docs/monitoring-crds.md.
 */
export const OPERATOR_VERSION = '0.93.1';

/** API group of KEDA's custom resources. */
export const KEDA_GROUP = 'keda.sh';

/** Version of KEDA whose custom resource definitions and triggers are here, see docs/monitoring-crds.md. */
export const KEDA_VERSION = '2.17.2';

/** API group of the Gateway API. */
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** Version of the Gateway API whose custom resource definitions are here, see docs/gateway.md. */
export const GATEWAY_VERSION = '1.6.3';
