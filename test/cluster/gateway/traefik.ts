import { networkInterfaces } from 'node:os';
import { readFileSync } from 'node:fs';
import type { Cluster } from '../harness';
import type { Manifest } from '../wire-types';

/** Namespace of the Gateway and of Traefik. */
export const INFRA = 'infra';

/** The class that Traefik serves (Traefik 3.5, `pkg/provider/kubernetes/gateway`, controllerName). */
const CLASS = 'traefik';

/** An address of this machine that an EndpointSlice may have: no loopback address (Kubernetes, `ValidateNonSpecialIP`). */
export function machineAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'));
  if (!found) throw new Error('this machine has no IPv4 address but loopback');
  return found.address;
}

/** A Gateway as an administrator runs it, with a listener per protocol. */
export async function existingGateway(
  cluster: Cluster,
  host: string,
  ports: { readonly http: number; readonly https: number },
): Promise<Manifest[]> {
  const { cert, key } = await cluster.authority.issue('gateway', {
    user: host,
    serves: [`DNS:${host}`, `DNS:*.${host}`],
  });
  const base64 = (file: string): string => readFileSync(file).toString('base64');
  const metadata = { name: 'shared', namespace: INFRA };
  const allowedRoutes = {
    namespaces: { from: 'Selector', selector: { matchLabels: { 'kubernetes.io/metadata.name': 'openwhisk' } } },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: INFRA } },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'tls', namespace: INFRA },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': base64(cert), 'tls.key': base64(key) },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: CLASS },
      spec: { controllerName: 'traefik.io/gateway-controller' },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata,
      spec: {
        gatewayClassName: CLASS,
        listeners: [
          { name: 'http', protocol: 'HTTP', port: ports.http, allowedRoutes },
          {
            name: 'https',
            protocol: 'HTTPS',
            port: ports.https,
            tls: { mode: 'Terminate', certificateRefs: [{ name: 'tls' }] },
            allowedRoutes,
          },
        ],
      },
    },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'traefik', namespace: INFRA } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'traefik' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'traefik', namespace: INFRA }],
    },
  ];
}

/** Starts Traefik, which serves the Gateways of the cluster on this machine. */
export async function startTraefik(
  cluster: Cluster,
  ports: { readonly http: number; readonly https: number },
): Promise<void> {
  const account = `${INFRA}/traefik`;
  const token = await cluster.tokenOf(account);
  const provider = '--providers.kubernetesgateway';
  await cluster.startAs(account, 'traefik', ({ server, ca }) => [
    `--entrypoints.web.address=127.0.0.1:${ports.http}`,
    `--entrypoints.websecure.address=127.0.0.1:${ports.https}`,
    '--entrypoints.websecure.http.tls=true',
    `${provider}=true`,
    `${provider}.endpoint=${server}`,
    `${provider}.certauthfilepath=${ca}`,
    `${provider}.token=${token}`,
    `${provider}.statusaddress.ip=127.0.0.1`,
    '--global.checknewversion=false',
    '--global.sendanonymoususage=false',
    '--log.level=INFO',
  ]);
}
