/**
 * Annotation with the ports of a Service that an AWS load balancer serves with TLS: names or numbers with commas between them, or
 * `*` (cloud-provider-aws, `docs/service_controller.md`). A port that the Service lacks stays without TLS, in silence.
 */
export const TLS_PORTS_ANNOTATION = 'service.beta.kubernetes.io/aws-load-balancer-ssl-ports';

/** The ports that the annotation names, without the wildcard. */
export function annotatedPorts(value: string): string[] {
  return value
    .split(',')
    .map((port) => port.trim())
    .filter((port) => port !== '' && port !== '*');
}
