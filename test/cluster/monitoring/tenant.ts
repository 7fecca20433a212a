import type { Manifest } from '../wire-types';

/** Container port of the metrics of every tenant. */
const PORT = 8080;

/** A pod and its Service in a namespace of a user, outside the platform. */
export function tenant(namespace: string): Manifest[] {
  const labels = { app: namespace };
  const metadata = { name: namespace, namespace, labels };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {
        containers: [
          { name: 'main', image: 'registry.example/shop:1.0.0', ports: [{ name: 'web', containerPort: PORT }] },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name: 'web', port: PORT, targetPort: 'web' }] },
    },
  ];
}

/** A Secret with the credentials of a tenant's target. */
export function credentials(name: string, namespace: string): Manifest {
  const stringData = { username: 'prometheus', password: 'secret', token: 'token' };
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, stringData };
}

/** References to the Secret of {@link credentials}. */
const basicAuth = {
  username: { name: 'credentials', key: 'username' },
  password: { name: 'credentials', key: 'password' },
};

/** A monitor of a tenant's Service that authenticates with a Secret beside it. */
export function authenticatedMonitor(namespace: string): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name: namespace, namespace },
    spec: { selector: { matchLabels: { app: namespace } }, endpoints: [{ port: 'web', basicAuth }] },
  };
}

/** A tenant's configuration of Alertmanager: a webhook whose credentials are in a Secret beside it. */
export function alertmanagerConfig(namespace: string): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: { name: 'alerts', namespace },
    spec: {
      route: { receiver: 'team' },
      receivers: [{ name: 'team', webhookConfigs: [{ url: 'https://alerts.example.org', httpConfig: { basicAuth } }] }],
    },
  };
}
