import { Construct } from 'constructs';
import { addProgramRoute, clientsUseHttps } from '../gateway/program';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import { k8s } from '../kube/k8s';
import { labelsFor } from '../kube/labels';
import type { Milestone } from '../kube/milestone';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import type { SecretRef } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import { SCRIPT_SECURITY } from '../kube/security';
import { scaleOf } from '../kube/scaling';
import { ComponentService } from '../kube/service';
import { SECRET_TMP, TMP } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { JobWorkload } from '../kube/job';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import type { Logging } from '../platform/model';
import { loggingComponent } from './component';
import {
  AUTHORITIES_FILE,
  authoritiesMounts,
  elasticsearchReady,
  userEnv,
  type ElasticsearchFacts,
} from '../elasticsearch/client';
import { savedObjects } from './kibana-objects';
import { IMPORT_SCRIPT } from './kibana-script';

/** Properties of {@link Kibana}. */
export interface KibanaProps {
  readonly spec: Logging['kibana'];
  readonly elasticsearch: ElasticsearchFacts<'kibana' | 'admin'>;
  /** Prefix of the names of the indices. */
  readonly prefix: string;
}

const COMPONENT = loggingComponent('kibana');
const SECRETS = loggingComponent('kibana-secrets', 'openssl');
const OBJECTS = loggingComponent('kibana-objects', 'kibana');
const PORT = 5601;
const HOME = '/usr/share/kibana';

/** Kibana: shows and searches the logs, with the platform's saved searches and dashboard. */
export class Kibana extends Construct {
  public readonly workload: Workload;
  public readonly containerPort = PORT;
  private readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, props: KibanaProps) {
    super(scope, id);
    const { spec, elasticsearch } = props;
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { http: { port: PORT } } });
    this.endpoint = service.endpoint('http');
    // With the base path, as everything that Kibana answers.
    const status = `${spec.basePath ?? ''}/api/status`;
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      ...scaleOf(spec),
      role: 'core',
      pods: spec.pods,
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      security: { uid: 1000 },
      waitsFor: [elasticsearchReady(elasticsearch, 'kibana')],
      containers: [
        {
          name: 'kibana',
          image: 'kibana',
          env: this.environment(props),
          ports: { http: PORT },
          mounts: [
            ...authoritiesMounts(elasticsearch),
            { volume: { name: 'data', scratchMiB: 256 }, path: `${HOME}/data` },
            { volume: { name: 'logs', scratchMiB: 64 }, path: `${HOME}/logs` },
            TMP,
          ],
          resources: spec.resources,
          // The status is bad while Elasticsearch is away, which a restart of Kibana does not change.
          probes: { readiness: { http: status, port: 'http' }, liveness: { tcp: 'http' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.addObjects(props, {
      name: 'kibana',
      wait: httpAnswers(this.endpoint, 'Kibana', status),
      provider: this.workload,
    });
    const { host, gateway, tlsSecret, basePath } = spec;
    if (host && gateway) {
      addProgramRoute(this, {
        component: COMPONENT,
        gateway,
        host,
        tlsSecret,
        path: basePath,
        backend: { name: service.name, port: PORT },
      });
    } else if (host) this.addIngress(service.name, host, spec);
  }

  private environment({ spec, elasticsearch }: KibanaProps): Env {
    const { host, basePath } = spec;
    const encrypted = clientsUseHttps(spec);
    const secret = this.encryptionKeys(spec.existingSecret);
    return {
      SERVER_NAME: PlatformChart.of(this).metadata(COMPONENT).name,
      ELASTICSEARCH_HOSTS: `${elasticsearch.protocol}://${address(elasticsearch.endpoint)}`,
      ...userEnv(elasticsearch.credentials('kibana'), 'ELASTICSEARCH_'),
      ...(elasticsearch.authorities ? { ELASTICSEARCH_SSL_CERTIFICATEAUTHORITIES: AUTHORITIES_FILE } : {}),
      XPACK_SECURITY_ENCRYPTIONKEY: { secret, key: 'security' },
      XPACK_ENCRYPTEDSAVEDOBJECTS_ENCRYPTIONKEY: { secret, key: 'savedObjects' },
      XPACK_REPORTING_ENCRYPTIONKEY: { secret, key: 'reporting' },
      ...(encrypted ? { XPACK_SECURITY_SECURECOOKIES: 'true' } : {}),
      ...(basePath ? { SERVER_BASEPATH: basePath, SERVER_REWRITEBASEPATH: 'true' } : {}),
      ...(host ? { SERVER_PUBLICBASEURL: `${encrypted ? 'https' : 'http'}://${host}${basePath ?? ''}` } : {}),
      // Nothing calls home.
      TELEMETRY_OPTIN: 'false',
    };
  }

  private encryptionKeys(existingSecret?: string): SecretRef {
    if (existingSecret) return { name: existingSecret };
    const { instance } = PlatformChart.of(this).settings;
    const name = `${instance}-kibana`;
    const key = { make: 'password' } as const;
    const values = { security: key, savedObjects: key, reporting: key };
    const secrets = [{ name, labels: labelsFor(instance, SECRETS), values }];
    return new SecretsJob(this, 'Secrets', { component: SECRETS, secrets }).secret(name);
  }

  private addObjects({ elasticsearch, prefix, spec }: KibanaProps, running: Milestone): void {
    const objects = new ConfigFiles(this, 'Objects', {
      component: OBJECTS,
      data: { 'openwhisk.ndjson': savedObjects(prefix) },
    });
    new JobWorkload(this, 'ObjectsJob', {
      component: OBJECTS,
      role: 'core',
      identity: new Identity(this, 'ObjectsIdentity', { component: OBJECTS }),
      security: SCRIPT_SECURITY,
      waitsFor: [running],
      containers: [
        {
          name: 'import',
          image: 'toolbox',
          command: ['sh', '-c', IMPORT_SCRIPT],
          env: {
            KIBANA_URL: `http://${address(this.endpoint)}${spec.basePath ?? ''}`,
            ...userEnv(elasticsearch.credentials('admin'), 'KIBANA_'),
            OBJECTS: '/objects/openwhisk.ndjson',
          },
          mounts: [{ volume: { name: 'objects', config: objects }, path: '/objects' }, SECRET_TMP],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
  }

  private addIngress(
    service: string,
    host: string,
    { ingressClassName, ingressAnnotations, tlsSecret, basePath }: Logging['kibana'],
  ): void {
    const backend = { service: { name: service, port: { name: 'http' } } };
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: { ...PlatformChart.of(this).metadata(COMPONENT), annotations: ingressAnnotations },
      spec: {
        ingressClassName,
        ...(tlsSecret ? { tls: [{ hosts: [host], secretName: tlsSecret }] } : {}),
        rules: [{ host, http: { paths: [{ path: basePath ?? '/', pathType: 'Prefix', backend }] } }],
      },
    });
  }
}
