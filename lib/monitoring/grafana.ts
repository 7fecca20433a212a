import { Construct } from 'constructs';
import { stringify } from 'yaml';
import { addProgramRoute, clientsUseHttps } from '../gateway/program';
import { CLUSTER_LABEL } from '../kube/annotations';
import { ConfigFiles } from '../kube/config-files';
import { address, type Endpoint } from '../kube/endpoint';
import { k8s } from '../kube/k8s';
import { labelsFor } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { ContainerProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import { SCRIPT_RESOURCES } from '../kube/resources';
import type { SecretRef } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import { ComponentService } from '../kube/service';
import { dataVolume, TMP, type Mount } from '../kube/storage';
import { DeploymentWorkload, type Workload } from '../kube/workload';
import { PROMETHEUS_DATASOURCE } from '../mixins/panels/datasource';
import type { Monitoring } from '../platform/model';
import { monitoringComponent } from './component';
import { boardSources } from './grafana-boards';
import { ldapMounts, settingsEndpoints, settingsEnv } from './grafana-ini';
import { exemplarDestinations, traceDatasources, traceEndpoints, traceEnv, type TraceSource } from './grafana-traces';
import { datasourceEndpoints, datasourceEnv, literal, provisionDatasources } from './grafana-datasources';

/** Properties of {@link Grafana}. */
export interface GrafanaProps {
  readonly spec: Monitoring['grafana'];
  /** Prometheus of the platform. @default - no data source for it */
  readonly prometheus?: Endpoint;
  /** Alertmanager of the platform. @default - no data source for it */
  readonly alertmanager?: Endpoint;
  /** Time between two scrapes: the least step that makes sense in a graph. */
  readonly scrapeInterval: string;
  /** Traces, and the logs of their spans. @default - there is no Jaeger */
  readonly traces?: TraceSource;
  /** Whether Prometheus stores exemplars. */
  readonly exemplars: boolean;
  /** Boards as JSON, by folder and file name. */
  readonly boards: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const COMPONENT = monitoringComponent('grafana');
const SECRETS = monitoringComponent('grafana-secrets', 'openssl');
const PORT = 3000;
const BOARDS_DIR = '/etc/grafana/boards';
/** Dashboards of the platform file, by folder or ConfigMap. */
const OWN_BOARDS_DIR = '/etc/grafana/own-boards';
/** Space for the unpacked dashboards: all of them together take 0.7 MB. */
const BOARDS: Mount = { volume: { name: 'boards', scratchMiB: 16 }, path: BOARDS_DIR };
/** Compressed dashboards, one directory per folder. */
const PACKED_BOARDS_DIR = '/packed';
const PROVISIONING_DIR = '/etc/grafana/provisioning';

/** Unpacks each `*.gz` below a directory into the directory of the same name below another one. */
const UNPACK_BOARDS = `set -eu
for file in "$FROM"/*/*.gz; do
  folder=$(basename "$(dirname "$file")")
  mkdir -p "$TO/$folder"
  gunzip -c "$file" > "$TO/$folder/$(basename "$file" .gz)"
done`;

/** Grafana with the platform's boards. */
export class Grafana extends Construct {
  public readonly workload: Workload;
  public readonly containerPort = PORT;
  /** Secret with the keys `username` and `password` of the administrator. */
  public readonly administrator: SecretRef;

  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const { spec, prometheus, alertmanager, traces } = props;
    const service = new ComponentService(this, 'Service', { component: COMPONENT, ports: { http: { port: PORT } } });
    this.administrator = this.administratorSecret(spec.existingSecret);
    const { host, tlsSecret, gateway } = spec;
    const secure = clientsUseHttps(spec);
    this.workload = new DeploymentWorkload(this, 'Workload', {
      component: COMPONENT,
      replicas: 1,
      role: 'anywhere',
      pods: spec.pods,
      security: { uid: 472 },
      identity: new Identity(this, 'Identity', { component: COMPONENT }),
      connectsTo: [
        ...(prometheus ? [prometheus] : []),
        ...(alertmanager ? [alertmanager] : []),
        ...traceEndpoints(traces),
        ...datasourceEndpoints(this, spec.datasources),
        ...settingsEndpoints(spec),
      ],
      metrics: [{ source: 'grafana', port: 'http', containerPort: PORT }],
      prepares: Object.keys(props.boards).length > 0 ? [this.unpackBoards(props)] : [],
      containers: [
        {
          name: 'grafana',
          image: 'grafana',
          env: {
            GF_SECURITY_ADMIN_USER: { secret: this.administrator, key: 'username' },
            GF_SECURITY_ADMIN_PASSWORD: { secret: this.administrator, key: 'password' },
            GF_USERS_ALLOW_SIGN_UP: 'false',
            GF_USERS_DEFAULT_THEME: 'system',
            // Nothing calls home.
            GF_ANALYTICS_REPORTING_ENABLED: 'false',
            GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
            GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
            ...(host ? { GF_SERVER_ROOT_URL: `${secure ? 'https' : 'http'}://${host}/` } : {}),
            ...traceEnv(traces),
            ...datasourceEnv(spec.datasources),
            ...(secure ? { GF_SECURITY_COOKIE_SECURE: 'true' } : {}),
            ...settingsEnv(spec),
          },
          ports: { http: PORT },
          mounts: [
            {
              volume: dataVolume(this, {
                component: COMPONENT,
                size: spec.size,
                storageClassName: spec.storageClassName,
              }),
              path: '/var/lib/grafana',
            },
            TMP,
            ...this.provisioning(props),
            { ...BOARDS, readOnly: true },
            ...this.ownBoards(spec),
            ...ldapMounts(spec),
          ],
          resources: spec.resources,
          probes: { readiness: { http: '/api/health', port: 'http' }, liveness: { http: '/api/health', port: 'http' } },
        },
      ],
    });
    if (host && gateway) {
      addProgramRoute(this, {
        component: COMPONENT,
        gateway,
        host,
        tlsSecret,
        backend: { name: service.name, port: PORT },
      });
    } else if (host) this.addIngress(service.name, host, spec);
  }

  private administratorSecret(existingSecret?: string): SecretRef {
    if (existingSecret) return { name: existingSecret };
    const chart = PlatformChart.of(this);
    const name = `${chart.settings.instance}-grafana`;
    const job = new SecretsJob(this, 'Secrets', {
      component: SECRETS,
      secrets: [
        {
          name,
          labels: labelsFor(chart.settings.instance, SECRETS),
          values: { username: { make: 'text', text: 'admin' }, password: { make: 'password' } },
        },
      ],
    });
    return job.secret(name);
  }

  private provisioning({ spec, prometheus, alertmanager, scrapeInterval, traces, exemplars }: GrafanaProps): Mount[] {
    const datasources = [
      ...(prometheus
        ? [
            {
              name: 'Prometheus',
              uid: PROMETHEUS_DATASOURCE,
              type: 'prometheus',
              access: 'proxy',
              url: `http://${address(prometheus)}`,
              isDefault: spec.datasources.every(({ isDefault }) => !isDefault),
              editable: false,
              jsonData: {
                httpMethod: 'POST',
                timeInterval: scrapeInterval,
                ...(exemplars ? exemplarDestinations(traces) : {}),
              },
            },
          ]
        : []),
      ...(alertmanager
        ? [
            {
              name: 'Alertmanager',
              uid: 'alertmanager',
              type: 'alertmanager',
              access: 'proxy',
              url: `http://${address(alertmanager)}`,
              editable: false,
              jsonData: { implementation: 'prometheus' },
            },
          ]
        : []),
      ...traceDatasources(traces),
      ...provisionDatasources(spec.datasources).map(({ datasource }) => datasource),
    ];
    const providers = [
      {
        name: 'platform',
        type: 'file',
        allowUiUpdates: false,
        options: { path: BOARDS_DIR, foldersFromFilesStructure: true },
      },
      ...boardSources(spec).map(({ folder, id }) => ({
        name: id,
        folder: literal(folder),
        type: 'file',
        allowUiUpdates: false,
        options: { path: `${OWN_BOARDS_DIR}/${id}` },
      })),
    ];
    return [
      this.file('datasources', { apiVersion: 1, datasources }),
      this.file('dashboards', { apiVersion: 1, providers }),
    ];
  }

  private file(kind: string, content: object): Mount {
    const config = new ConfigFiles(this, kind, {
      component: COMPONENT,
      name: `grafana-${kind}`,
      data: { 'platform.yaml': stringify(content) },
    });
    return { volume: { name: kind, config }, path: `${PROVISIONING_DIR}/${kind}` };
  }

  /** Unpacks the platform's dashboards, which would otherwise make up a third of all manifests. */
  private unpackBoards({ boards, spec }: GrafanaProps): ContainerProps {
    const packed = Object.entries(boards).map(([folder, data]): Mount => {
      const slug = folder.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      const config = new ConfigFiles(this, `Boards-${slug}`, {
        component: COMPONENT,
        name: `grafana-boards-${slug}`,
        data,
        labels: { grafana_dashboard: '1' },
        ...(spec.clusterLabel ? { annotations: { [CLUSTER_LABEL]: spec.clusterLabel } } : {}),
        gzip: true,
      });
      return { volume: { name: `boards-${slug}`, config }, path: `${PACKED_BOARDS_DIR}/${folder}` };
    });
    return {
      name: 'unpack-boards',
      image: 'busybox',
      command: ['sh', '-c', UNPACK_BOARDS],
      env: { FROM: PACKED_BOARDS_DIR, TO: BOARDS_DIR },
      mounts: [...packed, BOARDS],
      resources: SCRIPT_RESOURCES,
    };
  }

  /** Dashboards of the platform file. The kubelet and Grafana follow a ConfigMap of the user, without a sidecar. */
  private ownBoards(spec: Monitoring['grafana']): Mount[] {
    return boardSources(spec).map(({ id, content }): Mount => {
      const path = `${OWN_BOARDS_DIR}/${id}`;
      if (typeof content === 'string') return { volume: { name: `boards-${id}`, existingConfig: content }, path };
      const config = new ConfigFiles(this, `Boards-${id}`, {
        component: COMPONENT,
        name: `grafana-boards-${id}`,
        data: content,
      });
      return { volume: { name: `boards-${id}`, config }, path };
    });
  }

  private addIngress(service: string, host: string, spec: Monitoring['grafana']): void {
    const { ingressClassName, ingressAnnotations: annotations, tlsSecret } = spec;
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: {
        ...PlatformChart.of(this).metadata(COMPONENT),
        ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      },
      spec: {
        ingressClassName,
        ...(tlsSecret ? { tls: [{ hosts: [host], secretName: tlsSecret }] } : {}),
        rules: [
          {
            host,
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: service, port: { name: 'http' } } } },
              ],
            },
          },
        ],
      },
    });
  }
}
