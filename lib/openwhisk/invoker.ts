import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import type { PodProps } from '../kube/pod';
import { Identity } from '../kube/rbac';
import type { SecretRef } from '../kube/secrets';
import { scaleOf } from '../kube/scaling';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { DaemonWorkload, StatefulWorkload, type Workload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { activationStoreEnv, type ActivationStoreFacts } from './activation-store';
import { openwhiskComponent } from './component';
import { containerFactoryOptions, type ContainerFactory } from './container-factory';
import type { Controller } from './controller';
import type { CouchdbFacts } from './couchdb';
import { drainSeconds, SHUTDOWN_SECONDS } from './drain';
import { invokerHealthy } from './invoker-waits';
import { jvmEnv } from './jvm-env';
import { clientSetUp } from './kafka-client';
import { kamonEndpoints, kamonEnv } from './kamon';
import { rangeLimitsEnv } from './limits-env';
import { managementAuthEnv } from './management-auth';
import { couchdbEnv, etcdEnv, kafkaEnv } from './store-env';
import type { KafkaFacts } from './kafka';
import { invokerSpis } from './spi';
import type { StoreFacts } from './store';
import { tracingEnv, type SpanTarget } from './tracing';
import type { WhiskConfig } from './whisk-config';
import type { ZookeeperFacts } from './zookeeper';
import { zookeeperLogin, zookeeperLoginEnv } from './zookeeper-security';

/** Properties of {@link Invoker}. */
export interface InvokerProps {
  readonly spec: OpenWhisk;
  readonly config: WhiskConfig;
  /** The runtimes manifest, as JSON. */
  readonly runtimes: string;
  readonly controller: Controller;
  readonly couchdb: CouchdbFacts;
  /** Where activations are kept. @default - CouchDB. */
  readonly activations?: ActivationStoreFacts;
  /** Where spans are sent. @default - there are none */
  readonly tracing?: SpanTarget;
  readonly kafka: KafkaFacts;
  readonly zookeeper: ZookeeperFacts;
  /** @default - no scheduler. */
  readonly etcd?: StoreFacts;
  /** Where the scheduler's queues answer. @default - no scheduler. */
  readonly schedulerRpc?: Endpoint;
  /** Container factory of the actions. */
  readonly factory: ContainerFactory;
  /** Secret with the keys `username` and `password` of the invoker's API. */
  readonly auth: SecretRef;
}

const INVOKER = openwhiskComponent('invoker', 'openwhisk');
const PORT = 8080;

/** The invoker: runs each action in a pod that it makes or, with the Docker container factory, in a container of its node. */
export class Invoker extends Construct {
  /** At least one invoker is healthy according to the controller. */
  public readonly healthy: Milestone;
  public readonly workload: Workload;

  constructor(scope: Construct, id: string, props: InvokerProps) {
    super(scope, id);
    const spec = props.spec.invoker;
    const service = new ComponentService(this, 'Service', {
      component: INVOKER,
      headless: true,
      ports: { http: { port: PORT } },
    });
    const pod = invokerPod(this, props);
    this.workload =
      spec.containerFactory === 'docker'
        ? new DaemonWorkload(this, 'Workload', pod)
        : new StatefulWorkload(this, 'Workload', { ...pod, ...scaleOf(spec), serviceName: service.name });
    this.healthy = {
      name: 'healthy-invoker',
      wait: invokerHealthy(props.controller.endpoint),
      provider: this.workload,
    };
  }
}

function invokerPod(scope: Construct, props: InvokerProps): PodProps {
  const { factory, kafka } = props;
  const { client } = kafka;
  const spec = props.spec.invoker;
  const optional = [
    ...(props.etcd?.endpoints ?? []),
    props.schedulerRpc,
    props.activations?.endpoint,
    props.tracing?.endpoint,
  ].filter((endpoint) => endpoint !== undefined);
  const stores = [...kafka.endpoints, ...props.zookeeper.endpoints, props.couchdb.endpoint];
  return {
    component: INVOKER,
    role: 'invoker',
    identity: new Identity(scope, 'Identity', { component: INVOKER, ...factory.rights }),
    security: factory.security,
    prepares: factory.prepares,
    waitsFor: [props.controller.ready],
    connectsTo: [...factory.connectsTo, ...stores, ...optional],
    metrics: kamonEndpoints(props.spec, PORT, 'openwhisk-invoker'),
    terminationGracePeriodSeconds: drainSeconds(props.spec),
    containers: [
      {
        name: 'invoker',
        image: 'invoker',
        command: [
          '/bin/bash',
          '-c',
          `${clientSetUp(client, props.zookeeper.secure && zookeeperLogin('invoker'))}${factory.setUp}exec /init.sh --uniqueName "$INVOKER_NAME"`,
        ],
        env: invokerEnv(props),
        ports: { http: PORT },
        mounts: [...(client?.mounts ?? []), ...factory.mounts, TMP],
        resources: spec.resources,
        probes: {
          readiness: { http: '/ping', port: 'http' },
          liveness: factory.liveness?.(`http://localhost:${PORT}/ping`) ?? { http: '/ping', port: 'http' },
        },
        probeOverrides: spec.probes,
        preStop: ['/bin/bash', '-c', drainScript(drainSeconds(props.spec) - SHUTDOWN_SECONDS)],
      },
    ],
  };
}

/** Takes no new work, and leaves running activations time to end (OpenWhisk, DefaultInvokerServer: POST /disable). */
function drainScript(seconds: number): string {
  const user = 'user = "%s:%s"\\n';
  return [
    `printf '${user}' "$CONFIG_whisk_invoker_username" "$CONFIG_whisk_invoker_password"`,
    `curl --silent --max-time 5 --config - --request POST http://localhost:${PORT}/disable; sleep ${seconds}`,
  ].join(' | ');
}

function invokerEnv(props: InvokerProps): Env {
  const { spec: openwhisk, config, auth, etcd } = props;
  const spec = openwhisk.invoker;
  const { secure } = props.zookeeper;
  return {
    PORT: String(PORT),
    INVOKER_NAME: props.factory.invokerName,
    ...jvmEnv(spec),
    INVOKER_OPTS: [spec.options, containerFactoryOptions(openwhisk)].filter(Boolean).join(' '),
    ...managementAuthEnv('invoker', auth),
    RUNTIMES_MANIFEST: props.runtimes,
    ...rangeLimitsEnv(openwhisk),
    ...config.apiHostEnv(),
    ...props.factory.env,
    ...kafkaEnv(openwhisk, props.kafka),
    ZOOKEEPER_HOSTS: props.zookeeper.hosts,
    ...(secure ? zookeeperLoginEnv(secure.users, 'invoker') : {}),
    ...(etcd ? { ...etcdEnv(openwhisk, etcd), ...scheduledEnv(openwhisk.scheduler.retryInterval) } : {}),
    ...invokerSpis(etcd !== undefined),
    ...couchdbEnv(config, props.couchdb),
    ...activationStoreEnv(props.activations),
    ...kamonEnv(openwhisk),
    ...tracingEnv('invoker', props.tracing),
    [`CONFIG_${openwhisk.actorSystem}_coordinatedShutdown_phases_actorSystemTerminate_timeout`]: spec.terminateTimeout,
    CONFIG_whisk_runtime_delete_timeout: spec.runtimeDeleteTimeout,
  };
}

function scheduledEnv(retryInterval: string): Env {
  return {
    CONFIG_whisk_scheduler_dataManagementService_retryInterval: retryInterval,
    CONFIG_whisk_invoker_containerCreation_maxPeek: '500',
  };
}
