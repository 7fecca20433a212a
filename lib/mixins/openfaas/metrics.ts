import { source } from '../families/family';

/**
 * The gateway of OpenFaaS: its sources (openfaas/faas 0.27.14, `gateway/metrics/metrics.go`). The documentation lists
 * `gateway_functions_seconds` without its label `code`, and `gateway_function_invocation_started` as a metric of edition pro; the
 * community edition has both.
 */
export const openfaasGateway = source({
  program: 'OpenFaaS gateway',
  version: '0.27.14',
  image: 'openfaas-gateway',
  shares: ['go', 'process'],
  documented: `
    gateway_function_invocation_started counter function_name
    gateway_function_invocation_total counter function_name,code
    gateway_functions_seconds histogram function_name,code
    gateway_service_count gauge function_name
  `,
});
