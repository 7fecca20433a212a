import type { Construct } from 'constructs';
import { Namespace } from '../lib/kube/namespace';
import { NetworkPolicies } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { required } from '../lib/kube/required';
import { MySqlBackup } from '../lib/mysql/backup';
import { userOf, type MySqlFacts } from '../lib/mysql/client';
import { mysqlComponent } from '../lib/mysql/component';
import { exporterConnections, MySqlExporter } from '../lib/mysql/exporter';
import { externalMySql } from '../lib/mysql/external';
import { MySqlServer } from '../lib/mysql/server';
import type { MySql, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link MySqlChart}. */
export interface MySqlChartProps {
  readonly platform: Platform;
}

/** The database for functions: MySQL or MariaDB, or the exporter of an external one. */
export class MySqlChart extends PlatformChart {
  /** Connection facts of the database. */
  public readonly mysql: MySqlFacts;

  constructor(scope: Construct, id: string, { platform }: MySqlChartProps) {
    super(scope, id, { settings: settingsOf(platform, 'mysql'), order: 24 });
    const { mysql: spec, monitoring } = platform;
    new Namespace(this, 'Namespace', {
      component: mysqlComponent('namespace', 'mysql'),
      podSecurity: 'restricted',
    });
    this.mysql = spec.external
      ? this.addExternal(spec, spec.external)
      : this.addServer(spec, exporterConnections(monitoring.prometheus.replicas));
  }

  public override isolate(): void {
    new NetworkPolicies(this, 'NetworkPolicies', {
      defaultDeny: mysqlComponent('default-deny', 'mysql'),
      openings: [],
      foreign: [],
    });
  }

  private addServer(spec: MySql, connections: number): MySqlFacts {
    const { exporter, backup, version } = spec;
    const server = new MySqlServer(this, 'Server', {
      spec,
      exporterConnections: exporter.enabled ? connections : undefined,
    });
    if (exporter.enabled)
      new MySqlExporter(this, 'Exporter', { spec: exporter, server, user: server.user('exporter') });
    if (backup) new MySqlBackup(this, 'Backup', { version, spec: backup, server, user: server.user('backup') });
    return server;
  }

  private addExternal({ exporter, database }: MySql, external: NonNullable<MySql['external']>): MySqlFacts {
    const server = externalMySql(external, database);
    if (exporter.enabled) {
      const user = userOf({ name: required(external.exporterSecret, 'the Secret of the exporter') });
      new MySqlExporter(this, 'Exporter', { spec: exporter, server, user });
    }
    return server;
  }
}
