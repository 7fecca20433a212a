import type { Construct } from 'constructs';
import { externalEndpoint, type Endpoint } from '../lib/kube/endpoint';
import { Namespace, type PodSecurity } from '../lib/kube/namespace';
import type { Milestone } from '../lib/kube/milestone';
import { dnsServer } from '../lib/kube/names';
import { PlatformChart } from '../lib/kube/platform-chart';
import { isSelfSigned } from '../lib/kube/certificate';
import { required } from '../lib/kube/required';
import { ActionPods } from '../lib/openwhisk/action-pods';
import type { ActivationStoreFacts } from '../lib/openwhisk/activation-store';
import { apiHostOf } from '../lib/openwhisk/api-host';
import { Apigateway } from '../lib/openwhisk/apigateway';
import { openwhiskComponent } from '../lib/openwhisk/component';
import type { ContainerFactory } from '../lib/openwhisk/container-factory';
import { Controller } from '../lib/openwhisk/controller';
import { Couchdb, externalCouchdb, type CouchdbFacts } from '../lib/openwhisk/couchdb';
import { Credentials } from '../lib/openwhisk/credentials';
import { dockerFactory } from '../lib/openwhisk/docker-factory';
import { Etcd } from '../lib/openwhisk/etcd';
import { etcdHealthy } from '../lib/openwhisk/etcd-waits';
import { FrontDoor } from '../lib/openwhisk/ingress';
import { couchdbInitialised, InitCouchdb } from '../lib/openwhisk/init-couchdb';
import { Invoker } from '../lib/openwhisk/invoker';
import { externalKafka, Kafka, type KafkaFacts } from '../lib/openwhisk/kafka';
import { MigrateCouchdb, sourceEndpoint } from '../lib/openwhisk/migrate-couchdb';
import { Nginx, NGINX_STATUS_URL, NginxService } from '../lib/openwhisk/nginx';
import { providerDatabase, type ProviderDatabase } from '../lib/openwhisk/provider-database';
import { AlarmProvider, KafkaProvider } from '../lib/openwhisk/providers';
import { externalRedis, Redis, REDIS_PASSWORD, type RedisFacts } from '../lib/openwhisk/redis';
import { DEFAULT_RUNTIMES } from '../lib/openwhisk/runtimes';
import { Scheduler } from '../lib/openwhisk/scheduler';
import { ScrapeConfig } from '../lib/openwhisk/scrape-config';
import { externalStore, type StoreFacts } from '../lib/openwhisk/store';
import { timeoutsOf } from '../lib/openwhisk/timeouts';
import { InstallPackages, LoadTest, PackageChecker, SmokeTest, type TaskProps } from '../lib/openwhisk/tasks';
import { UserEvents } from '../lib/openwhisk/user-events';
import { WhiskConfig } from '../lib/openwhisk/whisk-config';
import { Wskadmin } from '../lib/openwhisk/wskadmin';
import { Zookeeper } from '../lib/openwhisk/zookeeper';
import { zookeeperAnswers } from '../lib/openwhisk/zookeeper-waits';
import type { OpenWhisk, Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { KafkaExporter } from '../lib/openwhisk/kafka-exporter';
import { nginxExporter } from '../lib/openwhisk/nginx-exporter';
import { RedisExporter } from '../lib/openwhisk/redis-exporter';
import { addActivationStore } from './activation-store';
import { isolateOpenWhisk } from './openwhisk-network';

/** Properties of {@link OpenWhiskChart}. */
export interface OpenWhiskChartProps {
  readonly platform: Platform;
}

/** Connection facts for the layers above. */
interface Foundation {
  readonly couchdb: CouchdbFacts;
  readonly config: WhiskConfig;
  readonly databases: Milestone;
  /** Of the event providers. */
  readonly triggers: ProviderDatabase;
  readonly redis: RedisFacts;
  /** @default - none in lean mode. */
  readonly bus?: { readonly zookeeper: StoreFacts; readonly kafka: KafkaFacts };
  /** @default - none without the scheduler. */
  readonly etcd?: StoreFacts;
  /** @default - activations are in CouchDB. */
  readonly activations?: ActivationStoreFacts;
}

/** The services that run actions. */
interface Core {
  readonly controller: Controller;
  /** @default - the controller is its own invoker. */
  readonly invoker?: Invoker;
  /** @default - none. */
  readonly scheduler?: Scheduler;
}

/** The services that clients reach. */
interface Edge {
  readonly apigateway: Apigateway;
  readonly nginx: Nginx;
}

/** Apache OpenWhisk: from the stores up to the system packages. */
export class OpenWhiskChart extends PlatformChart {
  private readonly platform: Platform;
  private readonly spec: OpenWhisk;
  private readonly credentials: Credentials;
  private readonly entrance: NginxService;
  private readonly reached: Core & Edge & Pick<Foundation, 'triggers' | 'bus'>;

  constructor(scope: Construct, id: string, { platform }: OpenWhiskChartProps) {
    super(scope, id, { settings: settingsOf(platform), order: 20 });
    this.platform = platform;
    this.spec = platform.openwhisk;
    new Namespace(this, 'Namespace', {
      component: openwhiskComponent('namespace', 'openwhisk'),
      podSecurity: this.podSecurity,
    });
    this.credentials = new Credentials(this, 'Credentials', { spec: this.spec });
    this.entrance = new NginxService(this, 'NginxService', { spec: this.spec });
    const foundation = this.addFoundation();
    const core = this.addCore(foundation);
    const edge = this.addEdge(foundation, core);
    this.addProviders(foundation, core);
    this.addUserEvents(foundation, core);
    this.addExporters(foundation);
    this.addTasks(foundation, core, edge);
    if (this.spec.metrics.scrapeConfig) new ScrapeConfig(this, 'ScrapeConfig', { spec: this.spec });
    this.reached = { ...core, ...edge, triggers: foundation.triggers, bus: foundation.bus };
  }

  private addFoundation(): Foundation {
    const { spec, credentials } = this;
    const { exporters } = spec.metrics;
    const couchdb = spec.couchdb.external
      ? externalCouchdb(spec.couchdb, spec.couchdb.external, credentials.db)
      : new Couchdb(this, 'Couchdb', {
          spec: spec.couchdb,
          auth: credentials.db,
          measured: exporters.couchdb,
          source: spec.couchdb.migrateFrom && sourceEndpoint(spec.couchdb.migrateFrom),
        });
    const config = new WhiskConfig(this, 'Config', { spec, couchdb, entry: this.entrance.entry });
    const databases = this.addDatabases(couchdb, config);
    const redis = spec.redis.external
      ? externalRedis(spec.redis.external, credentials.redis)
      : new Redis(this, 'Redis', { spec: spec.redis, auth: required(credentials.redis, 'the password of Redis') });
    const triggers = providerDatabase(spec.providers, couchdb, config);
    return {
      couchdb,
      config,
      databases,
      triggers,
      redis,
      bus: spec.lean ? undefined : this.addBus(),
      etcd: this.addEtcd(),
      activations: addActivationStore(this, this.platform),
    };
  }

  private addDatabases(couchdb: CouchdbFacts, config: WhiskConfig): Milestone {
    const { spec, credentials } = this;
    const { init, migrateFrom: source } = spec.couchdb;
    if (!init) return couchdbInitialised(couchdb);
    const { migrated } = source
      ? new MigrateCouchdb(this, 'MigrateCouchdb', { source, couchdb, config, providers: spec.providers })
      : {};
    const props = { spec: spec.couchdb, couchdb, config, whiskAuth: credentials.whisk, migrated };
    return new InitCouchdb(this, 'InitCouchdb', props).initialised;
  }

  private addBus(): Foundation['bus'] {
    const { spec } = this;
    const zookeeper = spec.zookeeper.external
      ? externalStore('zookeeper', spec.zookeeper.external, zookeeperAnswers)
      : new Zookeeper(this, 'Zookeeper', { spec: spec.zookeeper });
    const kafka = spec.kafka.external
      ? externalKafka(spec.kafka.external)
      : new Kafka(this, 'Kafka', { spec: spec.kafka, zookeeper });
    return { zookeeper, kafka };
  }

  private addEtcd(): StoreFacts | undefined {
    const { scheduler, etcd, metrics } = this.spec;
    if (!scheduler.enabled) return undefined;
    return etcd.external
      ? externalStore('etcd', etcd.external, etcdHealthy)
      : new Etcd(this, 'Etcd', { spec: etcd, measured: metrics.exporters.etcd });
  }

  private addCore({ couchdb, config, databases, bus, etcd, activations }: Foundation): Core {
    const { spec } = this;
    const stores = [databases, ...(activations ? [activations.ready] : [])];
    const shared = {
      spec,
      config,
      couchdb,
      activations,
      runtimes: JSON.stringify(spec.runtimes ?? DEFAULT_RUNTIMES),
    };
    const factory = this.containerFactory();
    const controller = new Controller(this, 'Controller', {
      ...shared,
      factory: bus ? undefined : factory,
      kafka: bus?.kafka,
      etcd,
      auth: this.credentials.controller,
      waitsFor: [...(bus ? [bus.kafka.ready] : []), ...(etcd ? [etcd.ready] : []), ...stores],
    });
    if (!bus) return { controller };
    const scheduler = etcd
      ? new Scheduler(this, 'Scheduler', {
          ...shared,
          ...bus,
          etcd,
          auth: required(this.credentials.scheduler, 'the credentials of the schedulers'),
          waitsFor: [etcd.ready, bus.kafka.ready, ...stores],
        })
      : undefined;
    const auth = required(this.credentials.invoker, 'the credentials of the invokers');
    const invoker = new Invoker(this, 'Invoker', {
      ...shared,
      ...bus,
      etcd,
      controller,
      factory,
      schedulerRpc: scheduler?.rpc,
      auth,
    });
    return { controller, invoker, scheduler };
  }

  private get podSecurity(): PodSecurity {
    const { backend, elasticsearch } = this.spec.activationStore;
    const mapped = backend === 'Elasticsearch' && !elasticsearch.external;
    if (this.usesDocker) return { level: 'privileged', reason: 'The Docker container factory needs host paths.' };
    if (mapped && elasticsearch.virtualMemory === 'initContainer') {
      return { level: 'privileged', reason: 'A privileged container allows the memory maps of Elasticsearch.' };
    }
    return { level: 'baseline', reason: "The API gateway's image needs root, and OpenWhisk makes the action pods." };
  }

  private get usesDocker(): boolean {
    return this.spec.invoker.containerFactory === 'docker';
  }

  private containerFactory(): ContainerFactory {
    return this.usesDocker
      ? dockerFactory(this.spec, this.settings)
      : new ActionPods(this, 'ActionPods', { spec: this.spec });
  }

  private addEdge({ config, redis }: Foundation, { controller }: Core): Edge {
    const { spec, platform, entrance } = this;
    const apigateway = new Apigateway(this, 'Apigateway', {
      spec: spec.apigateway,
      config,
      redis,
      entries: this.apiEntries(),
    });
    const { certificate } = this.credentials;
    const nginx = new Nginx(this, 'Nginx', {
      spec: spec.nginx,
      readTimeoutSeconds: timeoutsOf(spec).nginxRead,
      apiHostName: spec.ingress.apiHost.name,
      resolver: dnsServer(platform.cluster),
      service: entrance,
      controller,
      apigateway,
      certificate: entrance.secureEntry && certificate,
      exporter: spec.metrics.exporters.nginx ? nginxExporter(NGINX_STATUS_URL) : undefined,
    });
    if (spec.ingress.type === 'Standard') {
      new FrontDoor(this, 'Ingress', {
        ingress: spec.ingress,
        // Without a certificate of its own, an Ingress has the certificate of its controller.
        certificate: isSelfSigned(spec.ingress.tls) ? undefined : certificate,
        readTimeoutSeconds: timeoutsOf(spec).ingressRead,
        nginx: { service: entrance.name, port: 'http' },
      });
    }
    return { apigateway, nginx };
  }

  private addProviders({ triggers }: Foundation, { controller }: Core): void {
    const { providers } = this.spec;
    const shared = { spec: providers, database: triggers, controllerReady: controller.ready };
    if (providers.alarm.enabled) {
      const secureEntry = this.entrance.secureEntry ?? this.externalApi();
      new AlarmProvider(this, 'AlarmProvider', { ...shared, secureEntry });
    }
    if (providers.kafka.enabled) new KafkaProvider(this, 'KafkaProvider', shared);
  }

  private addUserEvents({ bus }: Foundation, { controller }: Core): void {
    const { spec } = this;
    if (!bus || !spec.metrics.userEvents.enabled) return;
    new UserEvents(this, 'UserEvents', { spec, kafka: bus.kafka, topicExists: controller.ready });
  }

  /** External stores are for their operator to monitor. */
  private addExporters({ bus, redis }: Foundation): void {
    const { kafka, redis: redisSpec, metrics } = this.spec;
    if (metrics.exporters.kafka && bus && !kafka.external) {
      const { hosts, ready, endpoints } = bus.kafka;
      const endpoint = required(endpoints[0], 'the address of Kafka');
      new KafkaExporter(this, 'KafkaExporter', { hosts, ready, endpoint });
    }
    if (metrics.exporters.redis && redis.auth && !redisSpec.external) {
      const auth = { secret: redis.auth, key: REDIS_PASSWORD };
      new RedisExporter(this, 'RedisExporter', { endpoint: redis.endpoint, auth });
    }
  }

  private addTasks(
    { config, couchdb, triggers }: Foundation,
    { invoker, scheduler }: Core,
    { apigateway, nginx }: Edge,
  ): void {
    const { spec } = this;
    if (spec.wskadmin.enabled) new Wskadmin(this, 'Wskadmin', { config, couchdb });
    const running = [nginx.ready, ...(invoker ? [invoker.healthy] : []), ...(scheduler ? [scheduler.ready] : [])];
    const entries = this.apiEntries();
    const task: TaskProps = { spec, config, entries, whiskAuth: this.credentials.whisk, waitsFor: running };
    const packages = spec.packages.enabled
      ? new InstallPackages(this, 'InstallPackages', { ...task, database: triggers, gatewayApi: apigateway.api })
      : undefined;
    const tests = { ...task, waitsFor: [...running, ...(packages ? [packages.installed] : [])] };
    if (spec.loadTest.enabled) new LoadTest(this, 'LoadTest', tests);
    if (!spec.tests.enabled) return;
    if (packages) new PackageChecker(this, 'PackageChecker', tests);
    new SmokeTest(this, 'SmokeTest', tests);
  }

  public override isolate(): void {
    const { platform, entrance, usesDocker, reached } = this;
    isolateOpenWhisk(this, { platform, entrance, usesDocker, ...reached });
  }

  /** Where Kafka answers; none in lean mode. */
  public get kafka(): readonly Endpoint[] | undefined {
    return this.reached.bus?.kafka.endpoints;
  }

  /** Where clients within the cluster reach the platform. */
  public get entry(): Endpoint {
    return this.entrance.entry;
  }

  /** The API host as clients outside of the cluster see it. */
  private externalApi(): Endpoint {
    const { name, port } = apiHostOf(this.spec.ingress);
    return externalEndpoint(name, port);
  }

  /**
   * Where components reach the API host. The external one may be translated to a pod of nginx before policies see the connection, on
   * the node of the client.
   */
  private apiEntries(): [Endpoint, ...Endpoint[]] {
    const { entry, secureEntry } = this.entrance;
    return this.spec.ingress.useInternally ? [this.externalApi(), secureEntry ?? entry] : [entry];
  }
}
