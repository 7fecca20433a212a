import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './api';
import type { Binaries } from './build-tools';
import { type Algorithm, Authority, type KeyPair } from './pki';
import { freePorts } from './ports';
import type { Processes } from './processes';
import { SOURCES } from './sources';
import { until } from './wait';

/** Seconds until the API server must answer; it takes 3 to 5 on two idle cores, and more than a minute on crowded ones. */
const START_TIMEOUT = 180;

/** Seconds that pods stay bound to a lost node, instead of the usual 300: a test should not wait for minutes. */
const LOST_NODE_TOLERATION = 3;

/** Interval of the node controller in seconds, instead of the usual 5. */
const NODE_MONITOR_PERIOD = 1;

/** Duration of a node lease in seconds; kwok renews it four times as often. */
const NODE_LEASE = 40;

const LOOPBACK = '127.0.0.1';
const SERVER_NAMES = [
  'DNS:localhost',
  'DNS:kubernetes',
  'DNS:kubernetes.default.svc',
  `IP:${LOOPBACK}`,
  'IP:10.96.0.1',
];

/** A running control plane. */
export interface ControlPlane {
  /** Client with the rights of `system:masters`. */
  readonly api: Api;
  /** Kubeconfig file for other clients, with the same rights. */
  readonly kubeconfig: string;
  /** Signs the certificates of the API server, its clients and the servers that it calls. */
  readonly authority: Authority;
  /** Loopback port of each part; all but etcd serve TLS with a certificate of the authority. */
  readonly ports: Readonly<Record<ControlPlanePart, number>>;
}

/** A part of the control plane that serves metrics; `kubelet` stands for kwok. */
export type ControlPlanePart = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kubelet';

/** Flags without their dashes. */
export type Flags = Readonly<Record<string, string | number | boolean>>;

/** Options of a control plane. */
export interface ControlPlaneOptions {
  /**
   * Further flags of the API server; they replace its default flags.
   * @default none
   */
  readonly apiServerFlags?: Flags;
  /**
   * Further flags of etcd.
   * @default none
   */
  readonly etcdFlags?: Flags;
  /**
   * Algorithm of the key with which the API server proves who it is: k3s has `EC`, kubeadm `RSA`.
   * @default 'EC'
   */
  readonly apiServerKey?: Algorithm;
  /**
   * Further names and addresses of the API server, such as `IP:10.0.0.1`.
   * @default none: it is reached through loopback
   */
  readonly apiServerNames?: readonly string[];
  /**
   * Port of the API server.
   * @default a free port
   */
  readonly apiServerPort?: number;
}

/** Everything that proves who a part of the control plane is. */
export interface Certificates {
  readonly authority: Authority;
  readonly frontProxyAuthority: Authority;
  readonly server: KeyPair;
  readonly kubelet: KeyPair;
  readonly components: KeyPair;
  readonly serviceAccounts: KeyPair;
  readonly frontProxy: KeyPair;
  readonly admin: KeyPair;
  readonly controllerManager: KeyPair;
  readonly scheduler: KeyPair;
}

async function makeCertificates(
  folder: string,
  { apiServerKey: algorithm, apiServerNames = [] }: ControlPlaneOptions,
): Promise<Certificates> {
  const [authority, frontProxyAuthority] = await Promise.all([
    Authority.create(folder, 'ca'),
    Authority.create(folder, 'front-proxy-ca'),
  ]);
  const loopback = ['DNS:localhost', `IP:${LOOPBACK}`];
  const [server, kubelet, components, serviceAccounts, frontProxy, admin, controllerManager, scheduler] =
    await Promise.all([
      authority.issue('apiserver', { user: 'kube-apiserver', serves: [...SERVER_NAMES, ...apiServerNames], algorithm }),
      authority.issue('kubelet', { user: 'kubelet', serves: loopback }),
      authority.issue('components', { user: 'components', serves: loopback }),
      authority.issue('service-accounts', { user: 'service-accounts' }),
      frontProxyAuthority.issue('front-proxy', { user: 'front-proxy-client' }),
      authority.issue('admin', { user: 'admin', groups: ['system:masters'] }),
      authority.issue('controller-manager', { user: 'system:kube-controller-manager' }),
      authority.issue('scheduler', { user: 'system:kube-scheduler' }),
    ]);
  return {
    authority,
    frontProxyAuthority,
    server,
    kubelet,
    components,
    serviceAccounts,
    frontProxy,
    admin,
    controllerManager,
    scheduler,
  };
}

/** Credentials of a client: a certificate or a token. */
export type Credentials = KeyPair | { readonly token: string };

/** Writes a kubeconfig file. */
export function writeKubeconfig(
  file: string,
  port: number,
  ca: string,
  credentials: Credentials,
  address = LOOPBACK,
): string {
  const cluster = { server: `https://${address}:${port}`, 'certificate-authority': ca };
  const user =
    'token' in credentials
      ? { token: credentials.token }
      : { 'client-certificate': credentials.cert, 'client-key': credentials.key };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: [{ name: 'test', user }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  // Clients read YAML, of which JSON is a subset.
  writeFileSync(file, JSON.stringify(config, undefined, 2));
  return file;
}

/** Formats each flag as `--name=value`. */
export function flags(values: Flags): string[] {
  return Object.entries(values).map(([name, value]) => `--${name}=${value}`);
}

/** A running API server with its etcd. */
export interface ApiServer {
  readonly api: Api;
  readonly certificates: Certificates;
  readonly ports: { readonly etcd: number; readonly server: number };
}

/** Starts etcd and an API server, and returns when it answers. */
export async function startApiServer(
  folder: string,
  binaries: Pick<Binaries, 'etcd' | 'kube-apiserver'>,
  processes: Processes,
  options: ControlPlaneOptions = {},
): Promise<ApiServer> {
  const { apiServerFlags = {}, etcdFlags = {} } = options;
  const [ports, certificates] = await Promise.all([freePorts(3), makeCertificates(join(folder, 'pki'), options)]);
  const [etcd = 0, etcdPeer = 0, free = 0] = ports;
  const server = options.apiServerPort ?? free;
  processes.start('etcd', binaries.etcd, flags({ ...standardEtcdFlags(folder, etcd, etcdPeer), ...etcdFlags }));
  processes.start(
    'kube-apiserver',
    binaries['kube-apiserver'],
    flags({ ...standardApiServerFlags(folder, certificates, server, etcd), ...apiServerFlags }),
  );
  const api = new Api(server, certificates.authority.cert, certificates.admin);
  const answers = async () => {
    processes.assertRunning();
    return api.send('GET', '/readyz').catch(() => false as const);
  };
  await until(answers, { timeoutSeconds: START_TIMEOUT, what: 'the API server is ready' });
  return { api, certificates, ports: { etcd, server } };
}

/** Starts the controller manager and the scheduler. */
export async function startControllers(
  folder: string,
  binaries: Pick<Binaries, 'kube-controller-manager' | 'kube-scheduler'>,
  processes: Processes,
  { certificates, ports }: ApiServer,
): Promise<{ readonly manager: number; readonly scheduler: number }> {
  const [manager = 0, scheduler = 0] = await freePorts(2);
  const ca = certificates.authority.cert;
  const config = (name: string, pair: KeyPair) =>
    writeKubeconfig(join(folder, `${name}.kubeconfig`), ports.server, ca, pair);
  processes.start(
    'kube-controller-manager',
    binaries['kube-controller-manager'],
    flags({
      ...delegated(config('controller-manager', certificates.controllerManager), certificates),
      'secure-port': manager,
      'leader-elect': false,
      'use-service-account-credentials': true,
      'service-account-private-key-file': certificates.serviceAccounts.key,
      'root-ca-file': ca,
      'kube-api-qps': 300,
      'kube-api-burst': 600,
      'node-monitor-period': `${NODE_MONITOR_PERIOD}s`,
      'node-monitor-grace-period': `${NODE_LEASE}s`,
    }),
  );
  processes.start(
    'kube-scheduler',
    binaries['kube-scheduler'],
    flags({
      ...delegated(config('scheduler', certificates.scheduler), certificates),
      'secure-port': scheduler,
      'leader-elect': false,
      'kube-api-qps': 300,
      'kube-api-burst': 600,
    }),
  );
  return { manager, scheduler };
}

/** Starts etcd, the Kubernetes control plane and kwok, and returns when the API server answers. */
export async function startControlPlane(
  folder: string,
  binaries: Binaries,
  processes: Processes,
  options: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const server = await startApiServer(folder, binaries, processes, options);
  const { api, certificates, ports } = server;
  const { manager, scheduler } = await startControllers(folder, binaries, processes, server);
  const [kubelet = 0] = await freePorts(1);
  const ca = certificates.authority.cert;
  const kubeconfig = writeKubeconfig(join(folder, 'admin.kubeconfig'), ports.server, ca, certificates.admin);
  processes.start(
    'kwok',
    binaries.kwok,
    flags({
      kubeconfig,
      config: writeStages(folder),
      'manage-all-nodes': true,
      'node-lease-duration-seconds': NODE_LEASE,
      cidr: '10.244.0.1/16',
      'node-ip': LOOPBACK,
      'node-port': kubelet,
      'server-address': `${LOOPBACK}:${kubelet}`,
      'tls-cert-file': certificates.kubelet.cert,
      'tls-private-key-file': certificates.kubelet.key,
    }),
  );
  return {
    api,
    kubeconfig,
    authority: certificates.authority,
    ports: {
      etcd: ports.etcd,
      'kube-apiserver': ports.server,
      'kube-controller-manager': manager,
      'kube-scheduler': scheduler,
      kubelet,
    },
  };
}

/** Delegates authentication and authorization to the API server, as kubeadm does. */
function delegated(kubeconfig: string, { components, authority }: Certificates): Flags {
  return {
    kubeconfig,
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'client-ca-file': authority.cert,
    'bind-address': LOOPBACK,
    'tls-cert-file': components.cert,
    'tls-private-key-file': components.key,
  };
}

function standardEtcdFlags(folder: string, port: number, peerPort: number): Flags {
  const client = `http://${LOOPBACK}:${port}`;
  const peer = `http://${LOOPBACK}:${peerPort}`;
  return {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  };
}

function standardApiServerFlags(folder: string, certificates: Certificates, port: number, etcdPort: number): Flags {
  const ca = certificates.authority.cert;
  return {
    'etcd-servers': `http://${LOOPBACK}:${etcdPort}`,
    'bind-address': LOOPBACK,
    'secure-port': port,
    'cert-dir': join(folder, 'apiserver'),
    'tls-cert-file': certificates.server.cert,
    'tls-private-key-file': certificates.server.key,
    'client-ca-file': ca,
    'authorization-mode': 'RBAC',
    'enable-admission-plugins': 'PodSecurity',
    'allow-privileged': true,
    // Endpoints may not be loopback addresses, so the Service `kubernetes` has none.
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': '10.96.0.0/16,fd00:10:96::/112',
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': certificates.serviceAccounts.cert,
    'service-account-signing-key-file': certificates.serviceAccounts.key,
    // Aggregated APIs trust the user in these headers if the request has this client certificate.
    'requestheader-client-ca-file': certificates.frontProxyAuthority.cert,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-username-headers': 'X-Remote-User',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'proxy-client-cert-file': certificates.frontProxy.cert,
    'proxy-client-key-file': certificates.frontProxy.key,
    'kubelet-certificate-authority': ca,
    'kubelet-preferred-address-types': 'InternalIP',
    'default-not-ready-toleration-seconds': LOST_NODE_TOLERATION,
    'default-unreachable-toleration-seconds': LOST_NODE_TOLERATION,
  };
}

/** kwok reads its stages from one file. */
function writeStages(folder: string): string {
  const stages = join(SOURCES, 'stages');
  const documents = readdirSync(stages).map((file) => readFileSync(join(stages, file), 'utf8'));
  const file = join(folder, 'kwok.yaml');
  writeFileSync(file, documents.join('---\n'));
  return file;
}
