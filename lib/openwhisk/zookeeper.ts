import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import type { Milestone } from '../kube/milestone';
import { Identity } from '../kube/rbac';
import { ComponentService } from '../kube/service';
import { replicaVolume, TMP } from '../kube/storage';
import { zookeeperAnswers } from './zookeeper-waits';
import { StatefulWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { ZOOKEEPER } from './component';
import { connectString, memberHosts, type StoreFacts } from './store';
import { securedMember, securedZooCfg, type SecureZookeeper, type ZookeeperSecurity } from './zookeeper-security';

/** Properties of {@link Zookeeper}. */
export interface ZookeeperProps {
  readonly spec: OpenWhisk['zookeeper'];
  /** @default - plain text, for every client */
  readonly security?: ZookeeperSecurity;
}

/** Connection facts of ZooKeeper. */
export interface ZookeeperFacts extends StoreFacts {
  /** @default - it admits every client, in plain text */
  readonly secure?: SecureZookeeper;
}

const PORTS = { client: 2181, server: 2888, election: 3888 };
const SECURE_PORT = 2182;
const DATA_DIR = '/data';
const DATA_LOG_DIR = '/datalog';
const CONFIG_DIR = '/conf';

/** Apache ZooKeeper: Kafka's coordination, and where invokers get their numbers. */
export class Zookeeper extends Construct implements ZookeeperFacts {
  public readonly hosts: string;
  public readonly endpoints: readonly Endpoint[];
  public readonly ready: Milestone;
  public readonly secure?: SecureZookeeper;

  constructor(scope: Construct, id: string, { spec, security }: ZookeeperProps) {
    super(scope, id);
    // A single server listens for clients only.
    const { client } = PORTS;
    const ports: Record<string, number> = {
      ...(spec.replicas > 1 ? PORTS : { client }),
      ...(security ? { secure: SECURE_PORT } : {}),
    };
    const secured = security && securedMember(security);
    const service = new ComponentService(this, 'Service', {
      component: ZOOKEEPER,
      headless: true,
      // The members find each other before any of them is ready.
      publishNotReadyAddresses: true,
      ports: Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, { port }])),
    });
    const members = memberHosts(this, ZOOKEEPER, spec.replicas);
    const config = new ConfigFiles(this, 'Config', {
      component: ZOOKEEPER,
      data: { 'zoo.cfg': zooCfg(spec, members, security) },
    });
    const endpoint = service.endpoint('client');
    this.endpoints = [endpoint];
    this.hosts = connectString(members, PORTS.client);
    this.secure = security && {
      hosts: connectString(members, SECURE_PORT),
      endpoint: service.endpoint('secure'),
      authority: security.identity.authority,
      users: security.users,
    };

    const workload = new StatefulWorkload(this, 'Workload', {
      component: ZOOKEEPER,
      replicas: spec.replicas,
      serviceName: service.name,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: ZOOKEEPER }),
      security: { uid: 1000 },
      connectsTo: Object.keys(ports)
        .filter((name) => name === 'server' || name === 'election')
        .map((name) => service.endpoint(name)),
      containers: [
        {
          name: 'zookeeper',
          image: 'zookeeper',
          // The ordinal of the pod is its number in the ensemble; ZooKeeper counts from 1.
          command: [
            '/bin/bash',
            '-ec',
            `${secured?.setUp ?? ''}export ZOO_MY_ID=$((\${HOSTNAME##*-} + 1)); exec /docker-entrypoint.sh zkServer.sh start-foreground`,
          ],
          env: { ZK_SERVER_HEAP: String(spec.heapMiB), ...secured?.env },
          ports,
          mounts: [
            { volume: { name: 'config', config }, path: `${CONFIG_DIR}/zoo.cfg`, subPath: 'zoo.cfg' },
            { volume: replicaVolume(this, 'data', spec.dataSize), path: DATA_DIR },
            { volume: replicaVolume(this, 'datalog', spec.dataLogSize), path: DATA_LOG_DIR },
            { volume: { name: 'logs', scratchMiB: 128 }, path: '/logs' },
            TMP,
            ...(secured?.mounts ?? []),
          ],
          resources: spec.resources,
          probes: { readiness: { exec: ['/bin/bash', '-c', SERVES] }, liveness: { tcp: 'client' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.ready = { name: 'zookeeper', wait: zookeeperAnswers(endpoint), provider: workload };
  }
}

/** The question of the wait. The image has bash, but no promise of nc. */
const SERVES = [
  `exec 3<>/dev/tcp/127.0.0.1/${PORTS.client}`,
  'printf srvr >&3',
  'case "$(timeout 2 cat <&3)" in *"Mode: "*) ;; *) exit 1 ;; esac',
].join('; ');

/** Configuration of a member (ZooKeeper Administrator's Guide, "Configuration Parameters"). */
function zooCfg(spec: OpenWhisk['zookeeper'], members: readonly string[], security?: ZookeeperSecurity): string {
  const ensemble = members.map((host, index) => `server.${index + 1}=${host}:${PORTS.server}:${PORTS.election}`);
  return [
    `clientPort=${PORTS.client}`,
    `dataDir=${DATA_DIR}`,
    `dataLogDir=${DATA_LOG_DIR}`,
    `tickTime=${spec.tickTime}`,
    `initLimit=${spec.initLimit}`,
    `syncLimit=${spec.syncLimit}`,
    // The waits and the readiness probe ask the second; the first is for who looks by hand.
    '4lw.commands.whitelist=ruok,srvr',
    'admin.enableServer=false',
    'autopurge.snapRetainCount=3',
    'autopurge.purgeInterval=24',
    // DNS knows a new pod some seconds after it has started; a member that listened on its own name would exit before.
    ...(members.length > 1 ? ['quorumListenOnAllIPs=true', ...ensemble] : []),
    ...(security ? securedZooCfg(SECURE_PORT, members.length > 1, security) : []),
    '',
  ].join('\n');
}
