import { Construct } from 'constructs';
import { productOf } from '../catalogue/mysql';
import { ConfigFiles } from '../kube/config-files';
import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import { MYSQL_VERSION, NO_EVICTIONS } from '../kube/annotations';
import { k8s } from '../kube/k8s';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import type { CertificateRef, Credentials } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { CREDENTIALS, replicaVolume, TMP } from '../kube/storage';
import { StatefulWorkload } from '../kube/workload';
import type { MySql } from '../platform/model';
import { mysqlGreets, type MySqlFacts } from './client';
import { mysqlComponent } from './component';
import { connectionsPerUser, myCnf, MYSQL_PATHS, MYSQL_PORTS } from './my-cnf';
import { programsOf } from './programs';
import { serverScript } from './scripts/server';
import { MySqlSecrets, type MySqlUser } from './secrets';

/** Properties of {@link MySqlServer}. */
export interface MySqlServerProps {
  readonly spec: MySql;
  /** Connections of the exporter, at most. @default - there is no exporter */
  readonly exporterConnections?: number;
}

const COMPONENT = mysqlComponent('mysql');
const MEMBERS = mysqlComponent('mysql-members', 'mysql');

/** Recovery after a crash reads the whole redo log before the server greets its first client. */
const START_SECONDS = 1800;

/** MySQL or MariaDB: one server. */
export class MySqlServer extends Construct implements MySqlFacts {
  public readonly product: MySqlFacts['product'];
  public readonly endpoint: Endpoint;
  public readonly adminEndpoint: Endpoint;
  public readonly database: string;
  public readonly application: Credentials;
  public readonly tls: { readonly authorities: CertificateRef };
  public readonly ready: Milestone;
  private readonly secrets: MySqlSecrets;

  constructor(scope: Construct, id: string, { spec, exporterConnections }: MySqlServerProps) {
    super(scope, id);
    const { version, database } = spec;
    const chart = PlatformChart.of(this);
    const ports = { mysql: { port: MYSQL_PORTS.mysql }, admin: { port: MYSQL_PORTS.admin } };
    const members = new ComponentService(this, 'Members', {
      component: MEMBERS,
      selector: chart.selector(COMPONENT),
      headless: true,
      ports,
    });
    const clients = new ComponentService(this, 'Service', { component: COMPONENT, ports });
    const users: MySqlUser[] = [
      'root',
      'application',
      ...(exporterConnections === undefined ? [] : (['exporter'] as const)),
      ...(spec.backup ? (['backup'] as const) : []),
    ];
    this.secrets = new MySqlSecrets(this, 'Secrets', { spec, users });
    const config = new ConfigFiles(this, 'Config', { component: COMPONENT, data: { 'my.cnf': myCnf(spec) } });
    const workload = new StatefulWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      serviceName: members.name,
      role: 'core',
      pods: spec.pods,
      storageClassName: spec.storageClassName,
      claimRetention: spec.claimRetention,
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 999 },
      terminationGracePeriodSeconds: spec.terminationGraceSeconds,
      containers: [
        {
          name: 'mysql',
          image: 'mysql',
          command: [
            'sh',
            '-c',
            serverScript({
              version,
              database,
              perUser: connectionsPerUser(spec),
              users: { exporter: exporterConnections, backup: spec.backup !== undefined },
            }),
          ],
          env: {
            CNF: MYSQL_PATHS.cnf,
            VOLUME: MYSQL_PATHS.volume,
            RUN: MYSQL_PATHS.run,
            FILES: CREDENTIALS.path,
            POD_IP: { field: 'status.podIP' },
            ...this.userEnv(users),
          },
          ports: MYSQL_PORTS,
          mounts: [
            { volume: { name: 'config', config }, path: MYSQL_PATHS.cnfDir },
            { volume: { name: 'certificate', secret: this.secrets.serving }, path: MYSQL_PATHS.tls },
            { volume: replicaVolume(this, 'data', spec.size), path: MYSQL_PATHS.volume },
            { volume: { name: 'run', scratchMiB: 1 }, path: MYSQL_PATHS.run },
            CREDENTIALS,
            TMP,
          ],
          resources: spec.resources,
          probes: {
            // It succeeds, too, where no connection is left (MySQL reference, "mysqladmin", `ping`): a restart would not help.
            readiness: { exec: pingCommand(version) },
            liveness: { exec: pingCommand(version) },
            startupSeconds: START_SECONDS,
          },
          probeOverrides: spec.probes,
        },
      ],
    });
    workload.apiObject.metadata.addAnnotation(MYSQL_VERSION, version);
    new k8s.KubePodDisruptionBudget(this, 'DisruptionBudget', {
      metadata: {
        ...chart.metadata(COMPONENT),
        ...(spec.evictions === 'refused' ? { annotations: { [NO_EVICTIONS]: 'the platform file refuses them' } } : {}),
      },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(spec.evictions === 'allowed' ? 1 : 0),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: chart.selector(COMPONENT) },
      },
    });
    this.product = productOf(version);
    this.endpoint = clients.endpoint('mysql');
    this.adminEndpoint = clients.endpoint('admin');
    this.database = database;
    this.application = this.secrets.of('application');
    this.tls = { authorities: this.secrets.authorities };
    this.ready = { name: 'mysql', wait: mysqlGreets(this.endpoint, this.product), provider: workload };
  }

  /** Name and password of a user. */
  public user(name: MySqlUser): Credentials {
    return this.secrets.of(name);
  }

  private userEnv(users: readonly MySqlUser[]): Env {
    return Object.fromEntries(
      users.flatMap((user): [string, Env[string]][] => {
        const { secret, usernameKey, passwordKey } = this.secrets.of(user);
        const name = user.toUpperCase();
        return [
          ...(user === 'root' ? [] : [[`${name}_USERNAME`, { secret, key: usernameKey }] as [string, Env[string]]]),
          [`${name}_PASSWORD`, { secret, key: passwordKey }],
        ];
      }),
    );
  }
}

function pingCommand(version: MySql['version']): string[] {
  return [programsOf(version).admin, `--defaults-file=${CREDENTIALS.path}/probe.cnf`, 'ping'];
}
