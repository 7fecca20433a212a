import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { address } from '../kube/endpoint';
import { Exporter } from '../kube/exporter';
import type { Credentials } from '../kube/secrets';
import type { MySql } from '../platform/model';
import { AUTHORITIES_FILE, authoritiesMount, type MySqlFacts } from './client';
import { mysqlComponent } from './component';

/** Properties of {@link MySqlExporter}. */
export interface MySqlExporterProps {
  readonly spec: MySql['exporter'];
  readonly server: Pick<MySqlFacts, 'endpoint' | 'adminEndpoint' | 'tls'>;
  readonly user: Credentials;
}

const PORT = 9104;
const CONFIG_DIR = '/etc/mysqld-exporter';
const COMPONENT = mysqlComponent('mysqld-exporter');

/** Connections that one scrape takes, at most (mysqld_exporter 0.20, `--exporter.max_open_connections`; one before). */
const PER_SCRAPE = 2;

/** Connections that the exporter needs when several Prometheus scrape it at once, as the pair of a Prometheus with two replicas does. */
export function exporterConnections(prometheusReplicas: number): number {
  return PER_SCRAPE * Math.max(2, prometheusReplicas);
}

/**
 * The exporter of a server's metrics. Name and password are variables of its environment, which it puts in place of their names in its
 * configuration file (mysqld_exporter, `config/config.go`): so they may hold any letter.
 */
export class MySqlExporter extends Construct {
  constructor(scope: Construct, id: string, { spec, server, user }: MySqlExporterProps) {
    super(scope, id);
    const { endpoint, adminEndpoint: target = endpoint, tls } = server;
    const { authorities } = tls ?? {};
    const encryption = authorities ? [`ssl-ca = ${AUTHORITIES_FILE}`] : tls ? ['tls = true'] : [];
    const config = new ConfigFiles(this, 'Config', {
      component: COMPONENT,
      data: { 'my.cnf': ['[client]', 'user = ${EXPORTER_USERNAME}', ...encryption, ''].join('\n') },
    });
    new Exporter(this, 'Exporter', {
      component: COMPONENT,
      name: 'mysqld-exporter',
      port: PORT,
      uid: 65534,
      args: [
        `--web.listen-address=:${PORT}`,
        `--config.my-cnf=${CONFIG_DIR}/my.cnf`,
        `--mysqld.address=${address(target)}`,
        // There are no replicas; the statement of older servers for it is an error on newer ones.
        '--no-collect.slave_status',
      ],
      env: {
        EXPORTER_USERNAME: { secret: user.secret, key: user.usernameKey },
        MYSQLD_EXPORTER_PASSWORD: { secret: user.secret, key: user.passwordKey },
      },
      mounts: [
        { volume: { name: 'config', config }, path: CONFIG_DIR },
        ...(authorities ? [authoritiesMount(authorities)] : []),
      ],
      healthPath: '/',
      resources: spec.resources,
      pods: spec.pods,
      target,
    });
  }
}
