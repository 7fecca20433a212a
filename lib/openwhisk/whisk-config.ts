import { Construct } from 'constructs';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { OpenWhisk } from '../platform/model';
import { apiHostOf, type ApiHost } from './api-host';
import { openwhiskComponent } from './component';
import type { CouchdbFacts } from './couchdb';

/** Properties of {@link WhiskConfig}. */
export interface WhiskConfigProps {
  readonly spec: OpenWhisk;
  readonly couchdb: CouchdbFacts;
  /** The Service of nginx, where clients within the cluster reach the API. */
  readonly entry: Endpoint;
}

/** Build facts of the images (OpenWhisk Helm chart 1.0.1, `whisk.versions`); they only appear in the API's info document. */
const BUILD = { date: '2022-10-14-13:44:50Z', buildNo: '20221014', cliVersion: '1.1.0' };

/** The names of OpenWhisk's databases. */
function databaseNames(prefix: string): { actions: string; activations: string; auths: string } {
  return { actions: `${prefix}whisks`, activations: `${prefix}activations`, auths: `${prefix}subjects` };
}

/**
 * The ConfigMaps `<instance>-whisk.config` and `<instance>-db.config`, with the keys of the OpenWhisk Helm chart, which
 * existing tools read.
 */
export class WhiskConfig extends Construct {
  public readonly whisk: ConfigFiles;
  public readonly db: ConfigFiles;

  constructor(scope: Construct, id: string, { spec, couchdb, entry }: WhiskConfigProps) {
    super(scope, id);
    const component = openwhiskComponent('config', 'openwhisk');
    const apiHost = apiHostOf(spec.ingress);
    const inside = spec.ingress.useInternally ? apiHost : internalHost(entry);
    this.whisk = new ConfigFiles(this, 'Whisk', {
      component,
      name: 'whisk.config',
      data: {
        whisk_info_date: BUILD.date,
        whisk_info_buildNo: BUILD.buildNo,
        whisk_cli_version_tag: BUILD.cliVersion,
        whisk_system_namespace: spec.systemNamespace,
        ...apiHostKeys('external', apiHost),
        ...apiHostKeys('internal', inside),
      },
    });

    const databases = databaseNames(spec.couchdb.prefix);
    this.db = new ConfigFiles(this, 'Db', {
      component,
      name: 'db.config',
      data: {
        db_prefix: spec.couchdb.prefix,
        db_protocol: couchdb.protocol,
        db_provider: 'CouchDB',
        db_host: couchdb.endpoint.host,
        db_port: String(couchdb.endpoint.port),
        db_url: `${couchdb.protocol}://${address(couchdb.endpoint)}`,
        db_host_port: address(couchdb.endpoint),
        db_whisk_actions: databases.actions,
        db_whisk_activations: databases.activations,
        db_whisk_auths: databases.auths,
      },
    });
  }

  /** Where action containers reach the API, for the container factory. */
  public apiHostEnv(): Env {
    return {
      WHISK_API_HOST_PROTO: { config: this.whisk, key: 'whisk_internal_api_host_proto' },
      WHISK_API_HOST_PORT: { config: this.whisk, key: 'whisk_internal_api_host_port' },
      WHISK_API_HOST_NAME: { config: this.whisk, key: 'whisk_internal_api_host_name' },
    };
  }
}

/** The Service of nginx as an API host. */
function internalHost(entry: Endpoint): ApiHost {
  const nameAndPort = address(entry);
  return { protocol: 'http', name: entry.host, port: entry.port, nameAndPort, url: `http://${nameAndPort}` };
}

function apiHostKeys(side: string, { protocol, name, port, nameAndPort, url }: ApiHost): Record<string, string> {
  const key = `whisk_${side}_api_host`;
  return {
    [`${key}_proto`]: protocol,
    [`${key}_port`]: String(port),
    [`${key}_name`]: name,
    [`${key}_nameAndPort`]: nameAndPort,
    [`${key}_url`]: url,
  };
}
