import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import { labelsFor } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { ContainerProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import type { SecretRef, SecretSpec } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import { ComponentService } from '../kube/service';
import { replicaVolume, TMP, type Mount, type Volume } from '../kube/storage';
import type { CertificateRef, Credentials } from '../kube/waits';
import { StatefulWorkload, type Workload } from '../kube/workload';
import type { Logging } from '../platform/model';
import { ELASTICSEARCH_USERS } from '../platform/schema/logging';
import { loggingComponent } from './component';
import { userOf, type ElasticsearchFacts, type ElasticsearchUser } from './elasticsearch-client';
import {
  elasticsearchYml,
  heapMiB,
  NODE_PORTS,
  PREPARE_DIRS,
  PREPARE_SCRIPT,
  ROLE_OF,
  rolesYml,
} from './elasticsearch-config';

/** Properties of {@link Elasticsearch}. */
export interface ElasticsearchProps {
  readonly spec: Logging['elasticsearch'];
  /** Prefix of the names of the indices that Fluentd may write. */
  readonly prefix: string;
}

const COMPONENT = loggingComponent('elasticsearch');
/** The Service for clients, of the nodes that are ready. */
const CLIENTS = loggingComponent('elasticsearch-http', 'elasticsearch');
const SECRETS = loggingComponent('elasticsearch-secrets', 'openssl');
const HOME = '/usr/share/elasticsearch';
/** Least number of memory maps that Elasticsearch of this version asks for (Elasticsearch reference, "Virtual memory"). */
const MAX_MAP_COUNT = 1_048_576;
/** Whoever leads hands over, and what is being written is finished (the default of Elastic's own operator). */
const GRACE_SECONDS = 180;
/** Clients learn meanwhile that the node goes. */
const PRE_STOP_SECONDS = 10;

/** Elasticsearch: keeps the logs. Each node may be master and holds data; between them, and to clients, it speaks TLS only. */
export class Elasticsearch extends Construct implements ElasticsearchFacts {
  public readonly endpoint: Endpoint;
  public readonly protocol = 'https';
  public readonly kind = 'elasticsearch';
  public readonly authorities: CertificateRef;
  public readonly workload: Workload;
  private readonly secrets: Readonly<Record<ElasticsearchUser, SecretRef>>;

  constructor(scope: Construct, id: string, { spec, prefix }: ElasticsearchProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const members = new ComponentService(this, 'Members', {
      component: COMPONENT,
      headless: true,
      // The nodes find each other before they are ready.
      publishNotReadyAddresses: true,
      ports: { https: { port: NODE_PORTS.https }, transport: { port: NODE_PORTS.transport } },
    });
    const clients = new ComponentService(this, 'Service', {
      component: CLIENTS,
      selector: chart.selector(COMPONENT),
      ports: { https: { port: NODE_PORTS.https } },
    });
    this.endpoint = clients.endpoint('https');
    const certificate = this.makeSecrets(spec);
    this.secrets = certificate.users;
    this.authorities = certificate.authorities;
    const settings = new ConfigFiles(this, 'Config', {
      component: COMPONENT,
      data: {
        'elasticsearch.yml': elasticsearchYml({
          clusterName: `${chart.settings.instance}-logs`,
          prefix,
          seedHost: members.endpoint('transport').host,
          mmap: spec.virtualMemory !== 'disableMmap',
          certificate: {
            certificate: 'certs/tls.crt',
            key: 'certs/tls.key',
            authority: `certs/${this.authorities.key}`,
          },
        }),
        'roles.yml': rolesYml(prefix),
      },
    });
    const data = replicaVolume(this, 'data', spec.size);
    const config: Volume = { name: 'node-config', scratchMiB: 16 };
    const heap = heapMiB(spec);
    this.workload = new StatefulWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: spec.replicas,
      serviceName: members.name,
      role: 'core',
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 1000 },
      // The store of the snapshots is outside of the cluster, and speaks HTTPS.
      connectsTo: [members.endpoint('transport'), ...(spec.snapshots ? [externalEndpoint('snapshots', 443)] : [])],
      terminationGracePeriodSeconds: GRACE_SECONDS,
      prepares: [
        ...(spec.virtualMemory === 'initContainer' ? [RAISE_MAP_COUNT] : []),
        this.prepare(spec, settings, config, data),
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
          preStop: ['sleep', String(PRE_STOP_SECONDS)],
        },
      ],
    });
  }

  /** User name and password of a user. */
  public credentials(user: ElasticsearchUser): Credentials {
    return userOf(this.secrets[user]);
  }

  private prepare(spec: Logging['elasticsearch'], settings: ConfigFiles, config: Volume, data: Volume): ContainerProps {
    const { name } = PlatformChart.of(this).metadata(COMPONENT);
    const users: Record<string, Env[string]> = {};
    for (const user of ELASTICSEARCH_USERS) {
      users[`PASSWORD_${user}`] = { secret: this.secrets[user], key: this.credentials(user).passwordKey };
      users[`ROLE_${user}`] = ROLE_OF[user];
    }
    const secure = spec.snapshots?.credentialsSecret;
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
        USERS: ELASTICSEARCH_USERS.join(' '),
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

  /** The users' Secrets and the certificate: the user's own, cert-manager's, or made by a Job. */
  private makeSecrets({ tls, existingSecrets }: Logging['elasticsearch']): {
    users: Readonly<Record<ElasticsearchUser, SecretRef>>;
    serving: SecretRef;
    authorities: CertificateRef;
  } {
    const chart = PlatformChart.of(this);
    const { instance, namespace, clusterDomain } = chart.settings;
    const labels = labelsFor(instance, SECRETS);
    // The names of both Services; the nodes among themselves go by the authority.
    const host = `${namespace}.svc.${clusterDomain}`;
    const certificateName = `${instance}-elasticsearch-certificate`;
    const userSecret = (user: ElasticsearchUser): string =>
      existingSecrets[user] ?? `${instance}-elasticsearch-${user}`;
    const specs: SecretSpec[] = [
      ...ELASTICSEARCH_USERS.filter((user) => !existingSecrets[user]).map((user) => ({
        name: userSecret(user),
        labels,
        values: { username: { make: 'text' as const, text: user }, password: { make: 'password' as const } },
      })),
      ...(tls.existingSecret || tls.certManager ? [] : [{ name: certificateName, labels, certificateFor: host }]),
    ];
    const job = specs.length > 0 ? new SecretsJob(this, 'Secrets', { component: SECRETS, secrets: specs }) : undefined;
    const secretOf = (name: string): SecretRef =>
      job && specs.some((spec) => spec.name === name) ? job.secret(name) : { name };
    if (tls.certManager) {
      new ApiObject(this, 'Certificate', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: certificateName, namespace, labels },
        spec: {
          secretName: certificateName,
          issuerRef: { name: tls.certManager.issuer, kind: tls.certManager.kind, group: 'cert-manager.io' },
          dnsNames: [host, `*.${host}`],
          // The nodes are servers and clients of each other.
          usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
        },
      });
    }
    const serving = secretOf(tls.existingSecret ?? certificateName);
    return {
      users: {
        admin: secretOf(userSecret('admin')),
        kibana: secretOf(userSecret('kibana')),
        fluentd: secretOf(userSecret('fluentd')),
        exporter: secretOf(userSecret('exporter')),
      },
      serving,
      // One that a Job makes signs itself.
      authorities: { secret: serving, key: serving.madeBy ? 'tls.crt' : 'ca.crt' },
    };
  }
}

/** Allows the memory maps on the node; for as long as it is up, and for all on it. */
const RAISE_MAP_COUNT: ContainerProps = {
  name: 'raise-map-count',
  image: 'busybox',
  command: ['sysctl', '-w', `vm.max_map_count=${MAX_MAP_COUNT}`],
  security: { uid: 0, privilegedReason: 'vm.max_map_count belongs to the node (logging.elasticsearch.virtualMemory)' },
  resources: SCRIPT_RESOURCES,
};
