import type { ContainerProps } from '../kube/pod';
import type { Probes } from '../kube/probes';
import type { ServingCertificate } from '../kube/serving-certificate';

/** Properties of {@link rbacProxy}. */
export interface RbacProxyProps {
  /** Name of the port. */
  readonly port: string;
  /** Number of the port. */
  readonly containerPort: number;
  /** Port of the server behind it, on the loopback address. */
  readonly upstreamPort: number;
  /** Path of the server that the kubelet probes, open to clients without an account. @default - no path is open */
  readonly probed?: string;
  readonly certificate: ServingCertificate;
}

/**
 * Cipher suites of TLS 1.2 with forward secrecy and authenticated encryption; the suites of TLS 1.3 are not
 * configurable in Go.
 */
const CIPHER_SUITES = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
];

/** Probes of a server through its proxy: it listens on the loopback address, which the kubelet does not reach. */
export function probesThroughProxy(containerPort: number, path: string): Probes {
  const action = { http: path, port: containerPort, scheme: 'HTTPS' } as const;
  return { readiness: action, liveness: action };
}

/**
 * kube-rbac-proxy: TLS in front of a server that has none, for accounts that may `get` the path of the request. The pod's
 * identity needs {@link DELEGATED_AUTHORIZATION}.
 */
export function rbacProxy({ port, containerPort, upstreamPort, certificate, probed }: RbacProxyProps): ContainerProps {
  return {
    name: `kube-rbac-proxy-${port}`,
    image: 'kube-rbac-proxy',
    args: [
      `--secure-listen-address=[$(POD_IP)]:${containerPort}`,
      `--upstream=http://127.0.0.1:${upstreamPort}/`,
      // The proxy takes one of the two. Every path that it does not ignore needs the right to `get` it.
      probed ? `--ignore-paths=${probed}` : '--allow-paths=/metrics',
      `--tls-cert-file=${certificate.certificateFile}`,
      `--tls-private-key-file=${certificate.keyFile}`,
      `--tls-cipher-suites=${CIPHER_SUITES.join(',')}`,
    ],
    env: { POD_IP: { field: 'status.podIP' } },
    ports: { [port]: containerPort },
    mounts: [certificate.mount],
    resources: { requests: { cpu: '10m', memory: '24Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
    probes: { readiness: { tcp: port }, liveness: { tcp: port } },
  };
}
