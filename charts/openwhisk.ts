import type { Construct } from 'constructs';
import { GatewayRoute } from '../lib/gateway/route';
import { externalEndpoint, type Endpoint } from '../lib/kube/endpoint';
import { Namespace, type PodSecurity } from '../lib/kube/namespace';
import { dnsServer } from '../lib/kube/names';
import type { ForeignPods } from '../lib/kube/network';
import { PlatformChart } from '../lib/kube/platform-chart';
import { isSelfSigned } from '../lib/kube/certificate';
import { required } from '../lib/kube/required';
import type { ProbedEntry } from '../lib/monitoring/probes';
import { ActionHardening } from '../lib/openwhisk/action-hardening';
import { ActionPods } from '../lib/openwhisk/action-pods';
import { apiHostOf } from '../lib/openwhisk/api-host';
import { Apigateway } from '../lib/openwhisk/apigateway';
import { openwhiskComponent } from '../lib/openwhisk/component';
import type { ContainerFactory } from '../lib/openwhisk/container-factory';
import { Controller } from '../lib/openwhisk/controller';
import { Credentials } from '../lib/openwhisk/credentials';
import { dockerFactory } from '../lib/openwhisk/docker-factory';
import { FrontDoor } from '../lib/openwhisk/ingress';
import { FunctionActions } from '../lib/openwhisk/function-actions';
import { Invoker } from '../lib/openwhisk/invoker';
import { Nginx, NGINX_STATUS_URL, NginxService } from '../lib/openwhisk/nginx';
import { AlarmProvider, KafkaProvider } from '../lib/openwhisk/providers';
import { runtimesOf } from '../lib/openwhisk/runtime-images';
import { Scheduler } from '../lib/openwhisk/scheduler';
import { ScrapeConfig } from '../lib/openwhisk/scrape-config';
import { timeoutsOf } from '../lib/openwhisk/timeouts';
import { InstallPackages, LoadTest, PackageChecker, SmokeTest, type TaskProps } from '../lib/openwhisk/tasks';
import { UserEvents } from '../lib/openwhisk/user-events';
import { Wskadmin } from '../lib/openwhisk/wskadmin';
import { functionsOn } from '../lib/platform/functions';
import type { GatewayRoutes, OpenWhisk, Platform } from '../lib/platform/model';
import { actionNamespaceOf, hasActionNamespace } from '../lib/platform/namespaces';
import { settingsOf } from '../lib/platform/settings';
import { KafkaExporter } from '../lib/openwhisk/kafka-exporter';
import { nginxExporter } from '../lib/openwhisk/nginx-exporter';
import { REDIS_PASSWORD } from '../lib/openwhisk/redis';
import { RedisExporter } from '../lib/openwhisk/redis-exporter';
import { addFoundation, type Foundation } from './openwhisk-foundation';
import { spanTarget } from './openwhisk-tracing';
import { actionPods, isolateOpenWhisk, type Reached } from './openwhisk-network';

/** Properties of {@link OpenWhiskChart}. */
export interface OpenWhiskChartProps {
  readonly platform: Platform;
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
    this.credentials = new Credentials(this, 'Credentials', {
      spec: this.spec,
      internalTLS: platform.security.internalTLS,
    });
    this.entrance = new NginxService(this, 'NginxService', { spec: this.spec });
    const { credentials, entrance } = this;
    const foundation = addFoundation(this, { platform, credentials, entry: entrance.entry });
    const core = this.addCore(foundation);
    const edge = this.addEdge(foundation, core);
    this.addProviders(foundation, core);
    this.addUserEvents(foundation, core);
    this.addExporters(foundation);
    this.addTasks(foundation, core, edge);
    if (this.spec.metrics.scrapeConfig) new ScrapeConfig(this, 'ScrapeConfig', { spec: this.spec });
    this.reached = { ...core, ...edge, triggers: foundation.triggers, bus: foundation.bus };
  }

  private addCore({ couchdb, config, databases, bus, etcd, activations }: Foundation): Core {
    const { spec, platform } = this;
    const stores = [databases, ...(activations ? [activations.ready] : [])];
    const shared = {
      spec,
      config,
      couchdb,
      activations,
      tracing: spanTarget(this, platform),
      runtimes: JSON.stringify(runtimesOf(spec, this.settings.images)),
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
          kafka: bus.kafka,
          zookeeper: bus.zookeeper,
          etcd,
          auth: required(this.credentials.scheduler, 'the credentials of the schedulers'),
          waitsFor: [etcd.ready, bus.kafka.ready, ...stores],
        })
      : undefined;
    const auth = required(this.credentials.invoker, 'the credentials of the invokers');
    const invoker = new Invoker(this, 'Invoker', {
      ...shared,
      kafka: bus.kafka,
      zookeeper: bus.zookeeper,
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
    const actions = hasActionNamespace(this.platform) ? '' : ', and action pods have no seccomp profile';
    return { level: 'baseline', reason: `The API gateway's image needs root${actions}.` };
  }

  private get usesDocker(): boolean {
    return this.spec.invoker.containerFactory === 'docker';
  }

  private containerFactory(): ContainerFactory {
    if (this.usesDocker) return dockerFactory(this.spec, this.settings);
    const namespace = hasActionNamespace(this.platform) ? actionNamespaceOf(this.platform) : undefined;
    const { hardening } = this.spec.actions;
    if (hardening.seccomp || hardening.userNamespaces)
      new ActionHardening(this, 'ActionHardening', { hardening, namespace });
    return new ActionPods(this, 'ActionPods', { spec: this.spec, namespace });
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
      managementKey: this.credentials.management,
      logsTraceContext: platform.tracing.enabled,
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
    if (spec.ingress.type === 'Gateway') this.addRoutes(required(spec.ingress.gateway, 'the Gateway'));
    return { apigateway, nginx };
  }

  /** Everything goes through nginx, as with an Ingress. */
  private addRoutes(gateway: GatewayRoutes): void {
    const { ingress } = this.spec;
    const { name, protocol, port } = apiHostOf(ingress);
    new GatewayRoute(this, 'Gateway', {
      component: openwhiskComponent('gateway', 'openwhisk'),
      spec: gateway,
      hosts: [name, `*.${name}`],
      protocol,
      port,
      certificate: this.credentials.certificate,
      backend: { name: this.entrance.name, port: this.entrance.entry.port },
      requestSeconds: timeoutsOf(this.spec).ingressRead,
    });
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
      new KafkaExporter(this, 'KafkaExporter', { hosts, ready, endpoint, security: bus.security });
    }
    if (metrics.exporters.redis && redis.auth && !redisSpec.external) {
      const auth = { secret: redis.auth, key: REDIS_PASSWORD };
      new RedisExporter(this, 'RedisExporter', { endpoint: redis.endpoint, auth });
    }
  }

  private addTasks({ config, couchdb, triggers }: Foundation, { invoker, scheduler }: Core, { nginx }: Edge): void {
    const { spec } = this;
    if (spec.wskadmin.enabled) new Wskadmin(this, 'Wskadmin', { config, couchdb });
    const running = [nginx.ready, ...(invoker ? [invoker.healthy] : []), ...(scheduler ? [scheduler.ready] : [])];
    const entries = this.apiEntries();
    const task: TaskProps = { spec, config, entries, whiskAuth: this.credentials.whisk, waitsFor: running };
    const functions = functionsOn('openwhisk', this.platform);
    if (functions.length > 0) new FunctionActions(this, 'FunctionActions', { ...task, functions });
    const { management: auth } = this.credentials;
    const packages =
      nginx.management && auth
        ? new InstallPackages(this, 'InstallPackages', {
            ...task,
            database: triggers,
            management: { endpoint: nginx.management, auth },
          })
        : undefined;
    const tests = { ...task, waitsFor: [...running, ...(packages ? [packages.installed] : [])] };
    if (spec.loadTest.enabled) new LoadTest(this, 'LoadTest', tests);
    if (!spec.tests.enabled) return;
    if (packages) new PackageChecker(this, 'PackageChecker', tests);
    new SmokeTest(this, 'SmokeTest', tests);
  }

  public override isolate(): void {
    isolateOpenWhisk(this, this.edges);
  }

  /** Action pods, and the connections of the platform with them. @default - none with the Docker container factory */
  public get actionPods(): ForeignPods | undefined {
    return actionPods(this.edges);
  }

  private get edges(): Reached {
    const { platform, entrance, reached } = this;
    return { platform, entrance, usesDocker: this.usesDocker, ...reached };
  }

  /** Where Kafka answers; none in lean mode. */
  public get kafka(): readonly Endpoint[] | undefined {
    return this.reached.bus?.kafka.endpoints;
  }

  /** Where clients within the cluster reach the platform. */
  public get probed(): ProbedEntry {
    return { name: 'openwhisk-api', endpoint: this.entrance.entry, path: '/api/v1' };
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
