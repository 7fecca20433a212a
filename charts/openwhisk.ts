import type { Construct } from 'constructs';
import { externalEndpoint, type Endpoint } from '../lib/kube/endpoint';
import { k8s } from '../lib/kube/k8s';
import type { Milestone } from '../lib/kube/milestone';
import { NetworkPolicies, type ForeignPods } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { elasticsearchHealthy } from '../lib/kube/waits';
import type { Workload } from '../lib/kube/workload';
import { Apigateway } from '../lib/openwhisk/apigateway';
import { openwhiskComponent } from '../lib/openwhisk/component';
import { ACTION_POD_LABELS, ACTION_PORT } from '../lib/openwhisk/container-factory';
import { Controller } from '../lib/openwhisk/controller';
import { Couchdb, externalCouchdb } from '../lib/openwhisk/couchdb';
import { Credentials } from '../lib/openwhisk/credentials';
import { Etcd, externalEtcd } from '../lib/openwhisk/etcd';
import { FrontDoor } from '../lib/openwhisk/ingress';
import { couchdbInitialised, InitCouchdb } from '../lib/openwhisk/init-couchdb';
import { Invoker } from '../lib/openwhisk/invoker';
import { externalKafka, Kafka, type KafkaFacts } from '../lib/openwhisk/kafka';
import { Nginx, NginxService } from '../lib/openwhisk/nginx';
import { AlarmProvider, KafkaProvider } from '../lib/openwhisk/providers';
import { externalRedis, Redis } from '../lib/openwhisk/redis';
import { DEFAULT_RUNTIMES } from '../lib/openwhisk/runtimes';
import { Scheduler } from '../lib/openwhisk/scheduler';
import { InstallPackages, PackageChecker, SmokeTest, type TaskProps } from '../lib/openwhisk/tasks';
import { WhiskConfig } from '../lib/openwhisk/whisk-config';
import { Wskadmin } from '../lib/openwhisk/wskadmin';
import { externalZookeeper, Zookeeper, type ZookeeperFacts } from '../lib/openwhisk/zookeeper';
import type { OpenWhisk, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';

/** Properties of {@link OpenWhiskChart}. */
export interface OpenWhiskChartProps {
  readonly platform: Platform;
}

/** Apache OpenWhisk: from the stores up to the system packages. */
export class OpenWhiskChart extends PlatformChart {
  constructor(scope: Construct, id: string, { platform }: OpenWhiskChartProps) {
    super(scope, id, { settings: settingsOf(platform), order: 20 });
    const spec = platform.openwhisk;
    this.addNamespace();

    const credentials = new Credentials(this, 'Credentials', { spec });
    const couchdb = spec.couchdb.external
      ? externalCouchdb(spec.couchdb, spec.couchdb.external, credentials.db)
      : new Couchdb(this, 'Couchdb', { spec: spec.couchdb, auth: credentials.db });
    const redis = spec.redis.external
      ? externalRedis(spec.redis.external, credentials.redis)
      : new Redis(this, 'Redis', { spec: spec.redis, auth: required(credentials.redis, 'the password of Redis') });
    const bus = spec.lean ? undefined : this.messageBus(spec);
    const etcd = spec.scheduler.enabled
      ? spec.etcd.external
        ? externalEtcd(spec.etcd.external)
        : new Etcd(this, 'Etcd', { spec: spec.etcd })
      : undefined;

    const service = new NginxService(this, 'NginxService', { ingress: spec.ingress });
    const config = new WhiskConfig(this, 'Config', { spec, couchdb, entry: service.entry });
    const databases = spec.couchdb.init
      ? new InitCouchdb(this, 'InitCouchdb', { spec: spec.couchdb, couchdb, config, whiskAuth: credentials.whisk })
          .initialised
      : couchdbInitialised(couchdb);
    const runtimes = JSON.stringify(spec.runtimes ?? DEFAULT_RUNTIMES);
    const shared = { platform, config, runtimes, couchdb };
    const stores = [...(bus ? [bus.kafka.ready] : []), ...(etcd ? [etcd.ready] : []), databases];

    const controller = new Controller(this, 'Controller', {
      ...shared,
      kafka: bus?.kafka,
      etcd,
      waitsFor: [...stores, ...activationStore(spec)],
    });
    const scheduler =
      bus && etcd
        ? new Scheduler(this, 'Scheduler', {
            ...shared,
            ...bus,
            etcd,
            waitsFor: [etcd.ready, bus.kafka.ready, databases],
          })
        : undefined;
    const invoker = bus
      ? new Invoker(this, 'Invoker', {
          ...shared,
          ...bus,
          etcd,
          controller,
          schedulerRpc: scheduler?.rpc,
          auth: required(credentials.invoker, 'the credentials of the invokers'),
        })
      : undefined;
    const apigateway = new Apigateway(this, 'Apigateway', {
      spec: spec.apigateway,
      config,
      redis,
      entry: service.entry,
    });
    const { certificate } = credentials;
    const nginx = new Nginx(this, 'Nginx', { platform, service, controller, apigateway, certificate });

    if (spec.ingress.type === 'Standard') {
      new FrontDoor(this, 'Ingress', {
        ingress: spec.ingress,
        controller: { service: controller.serviceName, port: 'http' },
        gatewayMgmt: { service: apigateway.serviceName, port: 'mgmt' },
        gatewayApi: { service: apigateway.serviceName, port: 'api' },
        nginx: { service: service.name, port: 'http' },
      });
    }

    const { apiHost } = spec.ingress;
    const provider = { spec: spec.providers, config, couchdb, controllerReady: controller.ready };
    if (spec.providers.alarm.enabled) {
      const secureEntry = service.secureEntry ?? externalEndpoint(apiHost.name, apiHost.port);
      new AlarmProvider(this, 'AlarmProvider', { ...provider, secureEntry });
    }
    if (spec.providers.kafka.enabled) new KafkaProvider(this, 'KafkaProvider', provider);
    if (spec.wskadmin.enabled) new Wskadmin(this, 'Wskadmin', { config, couchdb });

    const running = [nginx.ready, ...(invoker ? [invoker.healthy] : []), ...(scheduler ? [scheduler.ready] : [])];
    const entry = spec.ingress.useInternally ? externalEndpoint(apiHost.name, apiHost.port) : service.entry;
    const task: TaskProps = { spec, config, entry, whiskAuth: credentials.whisk, waitsFor: running };
    const packages = spec.packages.enabled
      ? new InstallPackages(this, 'InstallPackages', { ...task, couchdb, gatewayApi: apigateway.api })
      : undefined;
    if (spec.tests.enabled) {
      const tests = { ...task, waitsFor: [...running, ...(packages ? [packages.installed] : [])] };
      if (packages) new PackageChecker(this, 'PackageChecker', tests);
      new SmokeTest(this, 'SmokeTest', tests);
    }

    if (platform.networkPolicies) {
      const open = spec.ingress.type !== 'None';
      const viaIngress = spec.ingress.type === 'Standard';
      new NetworkPolicies(this, 'NetworkPolicies', {
        defaultDeny: openwhiskComponent('default-deny', 'openwhisk'),
        openings: [
          ...(open ? [{ workload: nginx.workload, ports: service.openPorts }] : []),
          ...(viaIngress
            ? [
                { workload: controller.workload, ports: podPorts(controller.endpoint) },
                { workload: apigateway.workload, ports: podPorts(apigateway.mgmt, apigateway.api) },
              ]
            : []),
        ],
        foreign: [actionPods(platform, (invoker ?? controller).workload, service.entry)],
      });
    }
  }

  private addNamespace(): void {
    const { labels } = this.metadata(openwhiskComponent('namespace', 'openwhisk'));
    new k8s.KubeNamespace(this, 'Namespace', {
      metadata: {
        name: this.settings.namespace,
        // The API gateway's image needs root, and action pods are OpenWhisk's own: baseline is the strictest that admits both.
        labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'baseline' },
      },
    });
  }

  private messageBus(spec: OpenWhisk): { readonly zookeeper: ZookeeperFacts; readonly kafka: KafkaFacts } {
    const zookeeper = spec.zookeeper.external
      ? externalZookeeper(spec.zookeeper.external)
      : new Zookeeper(this, 'Zookeeper', { spec: spec.zookeeper });
    const kafka = spec.kafka.external
      ? externalKafka(spec.kafka.external)
      : new Kafka(this, 'Kafka', { spec: spec.kafka, zookeeper });
    return { zookeeper, kafka };
  }
}

function activationStore({ activationStore: { backend, elasticsearch } }: OpenWhisk): Milestone[] {
  if (backend !== 'Elasticsearch' || !elasticsearch) return [];
  const { host, port, protocol, existingSecret } = elasticsearch;
  const credentials = { secret: { name: existingSecret }, usernameKey: 'username', passwordKey: 'password' };
  return [{ name: 'elasticsearch', wait: elasticsearchHealthy(externalEndpoint(host, port), protocol, credentials) }];
}

/** The internet without the private, shared and link-local ranges: neither the cluster nor a cloud's metadata service. */
const PUBLIC_RANGES: ForeignPods['ranges'] = [
  {
    cidr: '0.0.0.0/0',
    except: ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  },
  { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] },
];

function actionPods({ name, openwhisk: { actions } }: Platform, factory: Workload, entry: Endpoint): ForeignPods {
  return {
    component: openwhiskComponent('actions', 'openwhisk'),
    selector: { ...ACTION_POD_LABELS, release: name },
    isolated: actions.isolated,
    reachedBy: [factory],
    port: ACTION_PORT,
    connectsTo: [entry],
    ranges: actions.egress ?? PUBLIC_RANGES,
  };
}

function podPorts(...endpoints: readonly Endpoint[]): number[] {
  return endpoints.flatMap(({ pods }) => pods?.port ?? []);
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The platform lacks ${what}`);
  return value;
}
