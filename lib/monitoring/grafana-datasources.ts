import type { IConstruct } from 'constructs';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Env, EnvValue } from '../kube/env';
import { serverEndpoint } from '../kube/server-endpoint';
import { addressOfUrl, parseAddress } from '../text/address';
import type { Monitoring } from '../platform/model';

/** A data source of the platform file. */
export type Datasource = Monitoring['grafana']['datasources'][number];

/** Types whose address is `host:port`, and the port of a server that names none. */
export const SQL_PORTS: Readonly<Partial<Record<Datasource['type'], number>>> = {
  'grafana-postgresql-datasource': 5432,
  mssql: 1433,
  mysql: 3306,
};

/** Types without a server of their own: the API of a cloud, or no server at all. */
export const WITHOUT_SERVER: readonly Datasource['type'][] = [
  'cloudwatch',
  'grafana-azure-monitor-datasource',
  'grafana-testdata-datasource',
  'stackdriver',
];

/** The identifier of a data source. */
export function uidOf({ uid, name }: Pick<Datasource, 'uid' | 'name'>): string {
  return uid ?? name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** A data source as Grafana provisions it, and the environment variables that hold its credentials. */
interface Provisioned {
  readonly datasource: object;
  readonly env: Env;
}

/** The environment variables with the credentials of all data sources. */
export function datasourceEnv(datasources: readonly Datasource[]): Env {
  return Object.fromEntries(provisionDatasources(datasources).flatMap(({ env }) => Object.entries(env)));
}

/** The data sources of a platform file; the index keeps the names of their variables apart. */
export function provisionDatasources(datasources: readonly Datasource[]): Provisioned[] {
  return datasources.map((datasource, index) => new Provisioning(datasource, `DATASOURCE_${index}`).result());
}

/**
 * One data source. Grafana expands variables in every string: `$NAME` once, while the value of `${NAME}` and `$__env{NAME}` is
 * expanded again, which breaks passwords with a `$` (grafana, pkg/services/provisioning/values/values.go). `$$` is a literal `$`.
 */
class Provisioning {
  private readonly env: Record<string, EnvValue> = {};
  private readonly secure: Record<string, string> = {};
  private readonly json: Record<string, unknown> = {};

  constructor(
    private readonly spec: Datasource,
    private readonly prefix: string,
  ) {}

  public result(): Provisioned {
    const { name, type, url, isDefault, settings } = this.spec;
    const user = this.credentials();
    this.addHeaders();
    this.addTls();
    for (const [key, { name: secret, key: within }] of Object.entries(this.spec.secrets)) {
      this.secure[key] = this.variable(key, secret, within);
    }
    const jsonData = { ...this.json, ...(literal(settings) as object) };
    const datasource = {
      name: literal(name),
      uid: uidOf(this.spec),
      type,
      access: 'proxy',
      ...(url ? { url: literal(url) } : {}),
      isDefault,
      editable: false,
      ...user,
      ...(Object.keys(jsonData).length > 0 ? { jsonData } : {}),
      ...(Object.keys(this.secure).length > 0 ? { secureJsonData: this.secure } : {}),
    };
    return { datasource, env: this.env };
  }

  /** The reference to a variable that holds a key of a Secret. */
  private variable(what: string, secret: string, key: string): string {
    const name = `${this.prefix}_${what.replace(/[^A-Za-z0-9]/g, '_').toUpperCase()}`;
    this.env[name] = { secret: { name: secret }, key };
    return `$${name}`;
  }

  private credentials(): object {
    const { basicAuthSecret, type } = this.spec;
    if (!basicAuthSecret) return {};
    const user = this.variable('username', basicAuthSecret, 'username');
    const password = this.variable('password', basicAuthSecret, 'password');
    this.secure[SQL_PORTS[type] ? 'password' : 'basicAuthPassword'] = password;
    return SQL_PORTS[type] ? { user } : { basicAuth: true, basicAuthUser: user };
  }

  private addHeaders(): void {
    const { headers, bearerTokenSecret } = this.spec;
    const values = Object.entries(headers).map(([name, value]) => [name, literal(value)]);
    if (bearerTokenSecret) {
      values.push(['Authorization', `Bearer ${this.variable('token', bearerTokenSecret, 'token')}`]);
    }
    values.forEach(([name, value], index) => {
      this.json[`httpHeaderName${index + 1}`] = name;
      this.secure[`httpHeaderValue${index + 1}`] = String(value);
    });
  }

  private addTls(): void {
    const { caSecret, certificateSecret, serverName, insecure } = this.spec.tls ?? {};
    if (caSecret) {
      this.json['tlsAuthWithCACert'] = true;
      this.secure['tlsCACert'] = this.variable('ca', caSecret, 'ca.crt');
    }
    if (certificateSecret) {
      this.json['tlsAuth'] = true;
      this.secure['tlsClientCert'] = this.variable('certificate', certificateSecret, 'tls.crt');
      this.secure['tlsClientKey'] = this.variable('key', certificateSecret, 'tls.key');
    }
    if (serverName) this.json['serverName'] = literal(serverName);
    if (insecure) this.json['tlsSkipVerify'] = true;
  }
}

/** A value whose strings Grafana does not expand. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

/** The server of a data source; undefined for an address of another form. */
export function serverOf({
  type,
  url = '',
}: Pick<Datasource, 'type' | 'url'>): { host: string; port: number } | undefined {
  const sqlPort = SQL_PORTS[type];
  if (sqlPort !== undefined) {
    const address = url.includes('/') ? undefined : parseAddress(url);
    return address && { host: address.host, port: address.port ?? sqlPort };
  }
  if (!/^https?:\/\/[^/]/.test(url) || !URL.canParse(url)) return undefined;
  return addressOfUrl(url);
}

/** Endpoints that Grafana connects to for data sources. */
export function datasourceEndpoints(scope: IConstruct, datasources: readonly Datasource[]): Endpoint[] {
  return datasources.flatMap((datasource) => {
    const server = serverOf(datasource);
    if (server) return [serverEndpoint(scope, server.host, server.port)];
    return datasource.type === 'grafana-testdata-datasource' ? [] : [externalEndpoint(datasource.type, 443)];
  });
}
