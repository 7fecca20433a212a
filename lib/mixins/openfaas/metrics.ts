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

/** The provider: requests to its API (faas-provider, `metrics.go`, as faas-netes 0.18.17 has it). */
export const openfaasProvider = source({
  program: 'faas-netes',
  version: '0.18.17',
  image: 'openfaas-provider',
  shares: ['go', 'process'],
  documented: `
    provider_http_request_duration_seconds histogram code,method,path
    provider_http_requests_total counter code,method,path
  `,
});

/** The queue worker of edition pro (OpenFaaS documentation, "Monitoring Functions", "JetStream for OpenFaaS"). */
export const openfaasQueueWorker = source({
  program: 'jetstream-queue-worker',
  version: '0.5.7',
  image: 'openfaas-pro-queue-worker',
  shares: ['go', 'process'],
  documented: `
    queue_worker_messages_processed_total counter kubernetes_pod_name,queue_name
    queue_worker_messages_submitted_total counter kubernetes_pod_name,queue_name
    queue_worker_pending_messages gauge kubernetes_pod_name,queue_name
  `,
});
