import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { Certificate, isSelfSigned } from '../kube/certificate';
import { ConfigFiles } from '../kube/config-files';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import { labelsFor, type ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { ContainerProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import { required } from '../kube/required';
import { SCRIPT_RESOURCES } from '../kube/resources';
import type { CertificateRef, Credentials, SecretRef, SecretSpec } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import { ComponentService } from '../kube/service';
import { replicaVolume, TMP, type Mount, type Volume } from '../kube/storage';
import { StatefulWorkload, type Workload } from '../kube/workload';
import type { ElasticsearchNodes } from '../platform/schema/elasticsearch';
import { userOf, type ElasticsearchFacts } from './client';
import {
  elasticsearchYml,
  heapMiB,
  NODE_PORTS,
  PREPARE_DIRS,
  PREPARE_SCRIPT,
  type Access,
  type ElasticsearchYmlProps,
} from './config';

/** Properties of {@link Elasticsearch}. */
export interface ElasticsearchProps<User extends string> extends Pick<
  ElasticsearchYmlProps,
  'clusterName' | 'templated'
> {
  /** The nodes; the names of what belongs to them begin with theirs. */
  readonly component: ComponentId;
  /** Where the platform file describes it. */
  readonly section: string;
  readonly spec: ElasticsearchNodes & {
    /** The Secrets of users that exist already. */
    readonly existingSecrets: Readonly<Partial<Record<User, string>>>;
  };
  readonly access: Access<User>;
  /** The platform makes snapshots of them, to a store outside of the cluster. @default - none. */
  readonly snapshots?: {
    /** Secret with secure settings. @default - the identity of the node. */
    readonly credentialsSecret?: string;
  };
}

const HOME = '/usr/share/elasticsearch';
/** Least number of memory maps that Elasticsearch of this version asks for (Elasticsearch reference, "Virtual memory"). */
const MAX_MAP_COUNT = 1_048_576;
/** An elected master hands over, and pending writes finish (the default of Elastic's operator). */
const GRACE_SECONDS = 180;
/** Clients learn meanwhile that the node goes. */
const PRE_STOP_SECONDS = 10;

/** Elasticsearch. Each node may be master and holds data; between them, and to clients, it speaks TLS only. */
export class Elasticsearch<User extends string> extends Construct implements ElasticsearchFacts<User> {
  public readonly endpoint: Endpoint;
  public readonly protocol = 'https';
  public readonly kind = 'elasticsearch';
  public readonly authorities: CertificateRef;
  public readonly workload: Workload;
  private readonly secrets: Readonly<Record<User, SecretRef>>;

  constructor(scope: Construct, id: string, props: ElasticsearchProps<User>) {
    super(scope, id);
    const { component, spec, access } = props;
    const chart = PlatformChart.of(this);
    const members = new ComponentService(this, 'Members', {
      component,
      headless: true,
      // The nodes find each other before they are ready.
      publishNotReadyAddresses: true,
      ports: { https: { port: NODE_PORTS.https }, transport: { port: NODE_PORTS.transport } },
    });
    const clients = new ComponentService(this, 'Service', {
      // Of the nodes that are ready.
      component: part(component, 'http'),
      selector: chart.selector(component),
      ports: { https: { port: NODE_PORTS.https } },
    });
    this.endpoint = clients.endpoint('https');
    const certificate = this.makeSecrets(props);
    this.secrets = certificate.users;
    this.authorities = certificate.authorities;
    const settings = new ConfigFiles(this, 'Config', {
      component,
      data: {
        'elasticsearch.yml': elasticsearchYml({
          clusterName: props.clusterName,
          templated: props.templated,
          seedHost: members.endpoint('transport').host,
          mmap: spec.virtualMemory !== 'disableMmap',
          certificate: {
            certificate: 'certs/tls.crt',
            key: 'certs/tls.key',
            authority: `certs/${this.authorities.key}`,
          },
        }),
        'roles.yml': stringify(access.roles),
      },
    });
    const data = replicaVolume(this, 'data', spec.size);
    const config: Volume = { name: 'node-config', scratchMiB: 16 };
    const heap = heapMiB(spec);
    this.workload = new StatefulWorkload(this, 'Workload', {
      component,
      replicas: spec.replicas,
      serviceName: members.name,
      role: 'core',
      pods: spec.pods,
      storageClassName: spec.storageClassName,
      claimRetention: spec.claimRetention,
      identity: new Identity(this, 'Identity', { component }),
      security: { uid: 1000 },
      // The store of the snapshots is outside of the cluster, and speaks HTTPS.
      connectsTo: [members.endpoint('transport'), ...(props.snapshots ? [externalEndpoint('snapshots', 443)] : [])],
      terminationGracePeriodSeconds: GRACE_SECONDS,
      prepares: [
        ...(spec.virtualMemory === 'initContainer' ? [raiseMapCount(props.section)] : []),
        this.prepare(props, settings, config, data),
      ],
      containers: [
        {
          name: 'elasticsearch',
          image: 'elasticsearch',
          env: {
            POD_NAME: { field: 'metadata.name' },
            POD_IP: { field: 'status.podIP' },
            NODE_NAME: { field: 'spec.nodeName' },
            // The image's choice fills a volume with the garbage collector's logs; these go to the output.
            ES_JAVA_OPTS: `-Xms${heap}m -Xmx${heap}m -Xlog:disable -Xlog:all=warning:stderr:utctime,level,tags`,
          },
          ports: NODE_PORTS,
          mounts: [
            { volume: config, path: `${HOME}/config` },
            { volume: { name: 'certificate', secret: certificate.serving }, path: `${HOME}/config/certs` },
            { volume: data, path: `${HOME}/data` },
            { volume: { name: 'logs', scratchMiB: 64 }, path: `${HOME}/logs` },
            TMP,
          ],
          resources: spec.resources,
          // A node that is slow, or has lost the others, is not helped by a restart: there is no liveness probe.
          probes: { readiness: { tcp: 'readiness' } },
          probeOverrides: spec.probes,
          preStop: { sleepSeconds: PRE_STOP_SECONDS },
        },
      ],
    });
  }

  /** User name and password of a user. */
  public credentials(user: User): Credentials {
    return userOf(this.secrets[user]);
  }

  private prepare(
    { component, spec, access, snapshots }: ElasticsearchProps<User>,
    settings: ConfigFiles,
    config: Volume,
    data: Volume,
  ): ContainerProps {
    const { name } = PlatformChart.of(this).metadata(component);
    const users: Record<string, Env[string]> = {};
    for (const user of usersOf(access)) {
      users[`PASSWORD_${user}`] = { secret: this.secrets[user], key: this.credentials(user).passwordKey };
      users[`ROLE_${user}`] = required<string>(access.users[user], `the role of ${user}`);
    }
    const secure = snapshots?.credentialsSecret;
    const secureMount: Mount[] = secure
      ? [{ volume: { name: 'secure-settings', secret: { name: secure } }, path: '/secure-settings' }]
      : [];
    return {
      name: 'prepare',
      image: 'elasticsearch',
      command: ['bash', '-c', PREPARE_SCRIPT],
      env: {
        POD_NAME: { field: 'metadata.name' },
        IMAGE_CONFIG: PREPARE_DIRS.image,
        SETTINGS: PREPARE_DIRS.settings,
        CONFIG: PREPARE_DIRS.target,
        DATA: `${HOME}/data`,
        INITIAL_MASTERS: Array.from({ length: spec.replicas }, (_, index) => `${name}-${index}`).join(','),
        USERS: usersOf(access).join(' '),
        ...users,
        ...(secure ? { SECURE_SETTINGS: '/secure-settings' } : {}),
      },
      mounts: [
        { volume: { name: 'settings', config: settings }, path: PREPARE_DIRS.settings },
        { volume: config, path: PREPARE_DIRS.target },
        { volume: data, path: `${HOME}/data`, readOnly: true },
        ...secureMount,
        TMP,
      ],
      // The tool for secure settings is a JVM.
      resources: secure
        ? { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } }
        : SCRIPT_RESOURCES,
    };
  }

  /** The users' Secrets and the certificate: user-provided, issued by cert-manager, or generated by a Job. */
  private makeSecrets({ component, spec, access }: ElasticsearchProps<User>): {
    users: Readonly<Record<User, SecretRef>>;
    serving: SecretRef;
    authorities: CertificateRef;
  } {
    const { tls, existingSecrets } = spec;
    const chart = PlatformChart.of(this);
    const { instance, namespace, clusterDomain } = chart.settings;
    const secrets: ComponentId = { ...part(component, 'secrets'), program: 'openssl' };
    const labels = labelsFor(instance, secrets);
    // The names of both Services; the nodes among themselves go by the authority.
    const host = `${namespace}.svc.${clusterDomain}`;
    const certificateName = chart.metadata(component, 'certificate').name;
    const userSecret = (user: User): string => existingSecrets[user] ?? chart.metadata(component, user).name;
    const specs: SecretSpec[] = [
      ...usersOf(access)
        .filter((user) => !existingSecrets[user])
        .map((user) => ({
          name: userSecret(user),
          labels,
          values: { username: { make: 'text' as const, text: user }, password: { make: 'password' as const } },
        })),
      ...(isSelfSigned(tls) ? [{ name: certificateName, labels, certificateFor: host }] : []),
    ];
    const job = specs.length > 0 ? new SecretsJob(this, 'Secrets', { component: secrets, secrets: specs }) : undefined;
    const secretOf = (name: string): SecretRef =>
      job && specs.some((spec) => spec.name === name) ? job.secret(name) : { name };
    const certificate = new Certificate(this, 'Certificate', {
      tls,
      metadata: { name: certificateName, namespace, labels },
      host,
      // The nodes are servers and clients of each other.
      usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
      selfSigned: () => secretOf(certificateName),
    });
    return {
      users: Object.fromEntries(usersOf(access).map((user) => [user, secretOf(userSecret(user))])) as Record<
        User,
        SecretRef
      >,
      serving: certificate.secret,
      authorities: { secret: certificate.secret, key: certificate.authorityKey },
    };
  }
}

/** A component that belongs to the nodes. */
function part(component: ComponentId, suffix: string): ComponentId {
  return { ...component, component: `${component.component}-${suffix}` };
}

function usersOf<User extends string>({ users }: Access<User>): User[] {
  return Object.keys(users) as User[];
}

/** Allows the memory maps on the node; for as long as it is up, and for all on it. */
function raiseMapCount(section: string): ContainerProps {
  return {
    name: 'raise-map-count',
    image: 'busybox',
    command: ['sysctl', '-w', `vm.max_map_count=${MAX_MAP_COUNT}`],
    security: { uid: 0, privilegedReason: `vm.max_map_count belongs to the node (${section}.virtualMemory)` },
    resources: SCRIPT_RESOURCES,
  };
}
