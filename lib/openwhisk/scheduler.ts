import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { Milestone } from '../kube/milestone';
import { API_SERVER } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import type { SecretRef } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { StatefulWorkload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { activationStoreEnv, type ActivationStoreFacts } from './activation-store';
import { CONTROLLER, SCHEDULER } from './component';
import { OPENWHISK_UID } from './container-factory';
import type { CouchdbFacts } from './couchdb';
import { CLUSTER_PORTS, clusterEnv, managementPortName, remotingPortName } from './actor-system';
import { peerEndpoints, systemEndpoint } from './actor-system-network';
import { peerDiscoveryPermissions } from './actor-system-rbac';
import { jvmEnv } from './jvm-env';
import { clientSetUp } from './kafka-client';
import { kamonEndpoints, kamonEnv } from './kamon';
import { rangeLimitsEnv } from './limits-env';
import { fractionsEnv } from './load-balancer';
import { managementAuthEnv } from './management-auth';
import { couchdbEnv, creationAckOptions, etcdEnv, kafkaEnv } from './store-env';
import type { KafkaFacts } from './kafka';
import { schedulerSpis } from './spi';
import type { StoreFacts } from './store';
import { tracingEnv, type SpanTarget } from './tracing';
import type { WhiskConfig } from './whisk-config';

/** Properties of {@link Scheduler}. */
export interface SchedulerProps {
  readonly spec: OpenWhisk;
  readonly config: WhiskConfig;
  /** The runtimes manifest, as JSON. */
  readonly runtimes: string;
  readonly couchdb: CouchdbFacts;
  /** Where activations are kept. @default - CouchDB. */
  readonly activations?: ActivationStoreFacts;
  /** Where spans are sent. @default - there are none */
  readonly tracing?: SpanTarget;
  readonly kafka: KafkaFacts;
  readonly zookeeper: StoreFacts;
  readonly etcd: StoreFacts;
  /** Credentials of the management API. */
  readonly auth: SecretRef;
  /** Milestones that the scheduler waits for, in the order of its init containers. */
  readonly waitsFor: readonly Milestone[];
}

const PORTS = { http: 8080, grpc: 13001 };

/** The scheduler of OpenWhisk 2: a queue for each action. */
export class Scheduler extends Construct {
  public readonly ready: Milestone;
  /** Where invokers fetch activations. */
  public readonly rpc: Endpoint;

  constructor(scope: Construct, id: string, props: SchedulerProps) {
    super(scope, id);
    const openwhisk = props.spec;
    const spec = openwhisk.scheduler;
    const { client } = props.kafka;
    const remoting = remotingPortName(openwhisk.actorSystem);
    const service = new ComponentService(this, 'Service', {
      component: SCHEDULER,
      ports: { http: { port: PORTS.http }, grpc: { port: PORTS.grpc }, [remoting]: { port: CLUSTER_PORTS.remoting } },
    });
    const identity = new Identity(this, 'Identity', {
      component: SCHEDULER,
      permissions: peerDiscoveryPermissions(isClustered(spec)),
    });
    this.rpc = service.endpoint('grpc');
    const chart = PlatformChart.of(this);
    const env = schedulerEnv(this, props);
    const workload = new StatefulWorkload(this, 'Workload', {
      component: SCHEDULER,
      replicas: spec.replicas,
      serviceName: service.name,
      role: 'core',
      metrics: kamonEndpoints(openwhisk, PORTS.http, 'openwhisk-scheduler'),
      identity,
      security: { uid: OPENWHISK_UID },
      waitsFor: props.waitsFor,
      connectsTo: [
        this.rpc,
        ...(isClustered(spec) ? peerEndpoints(chart, SCHEDULER) : [systemEndpoint(chart, SCHEDULER, 'remoting')]),
        // The answer to a controller's message goes over a connection of its own.
        systemEndpoint(chart, CONTROLLER, 'remoting'),
        ...(identity.usesApi ? [API_SERVER] : []),
        ...(props.tracing ? [props.tracing.endpoint] : []),
      ],
      notCalled: UNUSED.filter((name) => Object.hasOwn(env, name)),
      containers: [
        {
          name: 'scheduler',
          image: 'scheduler',
          command: ['/bin/bash', '-c', `${clientSetUp(client)}exec /init.sh \${HOSTNAME##*-}`],
          env,
          ports: {
            ...PORTS,
            [remoting]: CLUSTER_PORTS.remoting,
            ...(isClustered(spec) ? { [managementPortName(openwhisk.actorSystem)]: CLUSTER_PORTS.management } : {}),
          },
          mounts: [...(client?.mounts ?? []), TMP],
          resources: spec.resources,
          probes: { readiness: { http: '/ping', port: 'http' }, liveness: { http: '/ping', port: 'http' } },
          probeOverrides: spec.probes,
        },
      ],
    });
    this.ready = {
      name: 'scheduler',
      wait: httpAnswers(service.endpoint('http'), 'the scheduler', '/ping'),
      provider: workload,
    };
  }
}

/** Whether the schedulers form a cluster (OpenWhisk, Scheduler.scala). */
function isClustered({ replicas }: OpenWhisk['scheduler']): boolean {
  return replicas > 1;
}

/** The akka generation refuses to start without the addresses of ZooKeeper, but connects to none (OpenWhisk, Scheduler.scala). */
const UNUSED = ['ZOOKEEPER_HOSTS'];

function schedulerEnv(scope: Construct, props: SchedulerProps): Env {
  const openwhisk = props.spec;
  const { scheduler: spec, actorSystem } = openwhisk;
  const chart = PlatformChart.of(scope);
  return {
    PORT: String(PORTS.http),
    TZ: openwhisk.timezone,
    WHISK_SCHEDULER_ENDPOINTS_HOST: { field: 'status.podIP' },
    WHISK_SCHEDULER_ENDPOINTS_RPCPORT: String(PORTS.grpc),
    [`WHISK_SCHEDULER_ENDPOINTS_${actorSystem.toUpperCase()}PORT`]: String(CLUSTER_PORTS.remoting),
    ...jvmEnv(spec),
    SCHEDULER_OPTS: [spec.options, creationAckOptions(openwhisk)].filter(Boolean).join(' '),
    ...managementAuthEnv('scheduler', props.auth),
    RUNTIMES_MANIFEST: props.runtimes,
    LIMITS_ACTIONS_INVOKES_CONCURRENT: String(openwhisk.limits.actionsInvokesConcurrent),
    ...rangeLimitsEnv(openwhisk),
    ...fractionsEnv(openwhisk, 'fraction'),
    CONFIG_whisk_durationChecker_timeWindow: spec.durationWindow,
    ...kafkaEnv(openwhisk, props.kafka),
    ...(actorSystem === 'akka' ? { ZOOKEEPER_HOSTS: props.zookeeper.hosts } : {}),
    ...etcdEnv(openwhisk, props.etcd),
    ...couchdbEnv(props.config, props.couchdb),
    ...activationStoreEnv(props.activations),
    ...schedulerSpis(props.activations !== undefined),
    ...kamonEnv(openwhisk),
    ...tracingEnv('scheduler', props.tracing),
    ...clusterEnv({
      system: actorSystem,
      name: 'scheduler-actor-system',
      discovers: isClustered(spec),
      namespace: chart.settings.namespace,
      clusterDomain: chart.settings.clusterDomain,
      selector: chart.selector(SCHEDULER),
    }),
    ...(isClustered(spec)
      ? {
          [`CONFIG_${actorSystem}_management_cluster_bootstrap_contactPointDiscovery_discoveryMethod`]:
            'kubernetes-api',
          [`CONFIG_${actorSystem}_coordinatedShutdown_exitJvm`]: 'on',
        }
      : {}),
    ...queueEnv(spec),
  };
}

/** Settings of the queues (OpenWhisk, scheduler application.conf, whisk.scheduler). */
function queueEnv(spec: OpenWhisk['scheduler']): Env {
  const group = (name: string, values: Record<string, string | number>): [string, string][] =>
    Object.entries(values).map(([key, value]) => [`CONFIG_whisk_scheduler_${name}_${key}`, String(value)]);
  return {
    CONFIG_whisk_scheduler_protocol: 'http',
    CONFIG_whisk_scheduler_maxPeek: String(spec.maxPeek),
    CONFIG_whisk_scheduler_inProgressJobRetention: spec.inProgressJobRetention,
    CONFIG_whisk_scheduler_blackboxMultiple: String(spec.blackboxMultiple),
    ...(Object.fromEntries([
      ...group('dataManagementService', { retryInterval: spec.retryInterval }),
      ...group('queueManager', spec.queueManager),
      ...group('queue', spec.queue),
      ...group('scheduling', spec.scheduling),
    ]) as Env),
  };
}
