/** Longest name of a workload: pod names of a StatefulSet and of a Job add a suffix to it, and a label holds 63 characters. */
const MAX_WORKLOAD_NAME = 52;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * The name of a component's objects: `<instance>-<component>`.
 *
 * @throws if the result is not a DNS-1123 label of at most 52 characters (Kubernetes, "Object Names and IDs").
 */
export function objectName(instance: string, component: string): string {
  const name = `${instance}-${component}`;
  if (name.length > MAX_WORKLOAD_NAME) {
    throw new Error(
      `The name '${name}' has ${name.length} characters; at most ${MAX_WORKLOAD_NAME} fit; choose a shorter platform name`,
    );
  }
  if (!DNS_LABEL.test(name)) {
    throw new Error(`The name '${name}' is not a DNS label; use lower-case letters, digits and '-'`);
  }
  return name;
}

/** The DNS name of a Service inside the cluster (Kubernetes, "DNS for Services and Pods"). */
export function serviceHost(service: string, namespace: string, clusterDomain: string): string {
  return `${service}.${namespace}.svc.${clusterDomain}`;
}

/** The DNS name of the cluster's DNS server, which is named `<service>.<namespace>`. */
export function dnsServer({ dnsService, domain }: { readonly dnsService: string; readonly domain: string }): string {
  const [service = '', namespace = ''] = dnsService.split('.');
  return serviceHost(service, namespace, domain);
}
