import type { IConstruct } from 'constructs';
import type { PrometheusSpec } from '../crds';
import { address, externalEndpoint, type Endpoint } from '../kube/endpoint';
import { podsOfNamespace } from '../kube/network';
import type { Monitoring } from '../platform/model';
import { addressOfUrl } from '../text/address';
import { clientEndpoints, credentialFields, proxyFields, tlsFields, urlEndpoint } from './http-client';

/** An Alertmanager outside the platform. */
export type ExternalAlertmanager = Monitoring['prometheus']['alertmanagers'][number];

/** An Alertmanager in the form of the custom resource. */
type AlertmanagerFields = NonNullable<PrometheusSpec['alerting']>['alertmanagers'][number];

/** A Service whose endpoints Prometheus discovers, with a port by name or number. */
export type DiscoveredService = Pick<AlertmanagerFields, 'namespace' | 'name' | 'port'>;

/** Whether alerts have somewhere to go. */
export function sendsAlerts({ alertmanager, prometheus }: Pick<Monitoring, 'alertmanager' | 'prometheus'>): boolean {
  return alertmanager.enabled || prometheus.alertmanagers.length > 0;
}

/** Whether a metric is about alerts that Prometheus sends, which mean nothing without an Alertmanager. */
export function isAboutSending(metric: string): boolean {
  return metric.startsWith('prometheus_notifications_');
}

/** Namespaces of Services that Prometheus discovers Alertmanagers by. */
export function alertmanagerNamespaces(alertmanagers: readonly ExternalAlertmanager[]): string[] {
  return alertmanagers.flatMap(({ service }) => service?.namespace ?? []);
}

/**
 * An Alertmanager outside the platform. The typed form of the custom resource has discovered Services only, and the other one is a
 * Secret with the whole configuration. A URL therefore takes the place of the addresses that are discovered for a Service of the
 * platform; Prometheus sends to equal addresses once (Prometheus 3.16, notifier/alertmanagerset.go, `sync`).
 */
export function toAlertmanager(
  { url, service, timeout, ...client }: ExternalAlertmanager,
  discovered: DiscoveredService,
): AlertmanagerFields {
  return {
    ...(url === undefined ? ofService(service) : ofUrl(url, discovered)),
    apiVersion: 'v2',
    ...credentialFields(client),
    ...tlsFields(client.tls),
    ...proxyFields(client),
    ...(timeout ? { timeout } : {}),
  };
}

function ofService(service: ExternalAlertmanager['service']): AlertmanagerFields {
  const { namespace, name = '', port = '', scheme, path } = service ?? {};
  return { namespace, name, port, scheme, ...(path ? { pathPrefix: path } : {}) };
}

function ofUrl(url: string, discovered: DiscoveredService): AlertmanagerFields {
  const { protocol, pathname } = new URL(url);
  const { host, port } = addressOfUrl(url);
  return {
    ...discovered,
    scheme: protocol === 'https:' ? 'https' : 'http',
    ...(pathname === '/' ? {} : { pathPrefix: pathname }),
    relabelings: [{ targetLabel: '__address__', replacement: address(externalEndpoint(host, port)) }],
  };
}

/** Endpoints that Prometheus connects to for Alertmanagers outside the platform. */
export function alertmanagerEndpoints(scope: IConstruct, alertmanagers: readonly ExternalAlertmanager[]): Endpoint[] {
  return alertmanagers.flatMap(({ url, service, ...client }) => {
    const servers = [
      ...(url === undefined ? [] : [urlEndpoint(scope, url)]),
      ...(service ? [podsOfNamespace(service.namespace)] : []),
    ];
    return clientEndpoints(scope, client, servers);
  });
}
