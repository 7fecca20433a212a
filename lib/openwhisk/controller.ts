import { Construct } from 'constructs';
import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import { FORGET_SECONDS } from '../kube/forget';
import type { Milestone } from '../kube/milestone';
import { API_SERVER } from '../kube/network';
import { PlatformChart } from '../kube/platform-chart';
import { Identity } from '../kube/rbac';
import { maxPods, scaleOf } from '../kube/scaling';
import type { SecretRef } from '../kube/secrets';
import { ComponentService } from '../kube/service';
import { TMP } from '../kube/storage';
import { httpAnswers } from '../kube/waits';
import { StatefulWorkload, type Workload } from '../kube/workload';
import type { OpenWhisk } from '../platform/model';
import { activationStoreEnv, type ActivationStoreFacts } from './activation-store';
import { CONTROLLER, openwhiskComponent, SCHEDULER } from './component';
import { containerFactoryOptions, OPENWHISK_UID, type ContainerFactory } from './container-factory';
import type { CouchdbFacts } from './couchdb';
import { CLUSTER_PORTS, clusterEnv, managementPortName, remotingPortName } from './actor-system';
import { peerEndpoints, systemEndpoint } from './actor-system-network';
import { peerDiscoveryPermissions } from './actor-system-rbac';
import { jvmEnv } from './jvm-env';
import { clientSetUp } from './kafka-client';
import { kamonEndpoints, kamonEnv } from './kamon';
import { rangeLimitsEnv, throttleEnv } from './limits-env';
import { fractionsEnv } from './load-balancer';
import { managementAuthEnv } from './management-auth';
import { couchdbEnv, etcdEnv, kafkaEnv } from './store-env';
import type { KafkaFacts } from './kafka';
import { type ControllerMode, controllerSpis } from './spi';
import type { StoreFacts } from './store';
import { timeoutsEnv } from './timeouts';
import { TLS_OPTIONS } from './tls-options';
import { tracingEnv, type SpanTarget } from './tracing';
import type { WhiskConfig } from './whisk-config';

/** Properties of {@link Controller}. */
export interface ControllerProps {
  readonly spec: OpenWhisk;
  readonly config: WhiskConfig;
  /** The runtimes manifest, as JSON. */
  readonly runtimes: string;
  readonly couchdb: CouchdbFacts;
  /** Where activations are kept. @default - CouchDB. */
  readonly activations?: ActivationStoreFacts;
  /** Where spans are sent. @default - there are none */
  readonly tracing?: SpanTarget;
  /** @default - lean mode: the controller hands activations to itself. */
  readonly kafka?: KafkaFacts;
  /** @default - no scheduler. */
  readonly etcd?: StoreFacts;
  /** Container factory of the actions. @default - the invokers run them */
  readonly factory?: ContainerFactory;
  /** Credentials of the management API. @default - the image has no such API. */
  readonly auth?: SecretRef;
  /** Milestones that the controller waits for, in the order of its init containers. */
  readonly waitsFor: readonly Milestone[];
}

const PORT = 8080;

/** The OpenWhisk controller: REST API, entitlement and load balancing; in lean mode also the one that runs actions. */
export class Controller extends Construct {
  /** Where the REST API answers. */
  public readonly endpoint: Endpoint;
  public readonly ready: Milestone;
  public readonly workload: Workload;
  /** Name of the Service. */
  public readonly serviceName: string;

  constructor(scope: Construct, id: string, props: ControllerProps) {
    super(scope, id);
    const openwhisk = props.spec;
    const spec = openwhisk.controller;
    const scale = scaleOf(spec);
    const clustered = isClustered(props);
    const system = openwhisk.actorSystem;
    const client = props.kafka?.client;
    const ports = {
      http: PORT,
      [remotingPortName(system)]: CLUSTER_PORTS.remoting,
      ...(clustered ? { [managementPortName(system)]: CLUSTER_PORTS.management } : {}),
    };
    const service = new ComponentService(this, 'Service', { component: CONTROLLER, ports: { http: { port: PORT } } });
    this.endpoint = service.endpoint('http');
    this.serviceName = service.name;
    const identity = new Identity(this, 'Identity', {
      component: openwhiskComponent('core', 'openwhisk'),
      ...(props.factory?.rights ?? { permissions: peerDiscoveryPermissions(clustered) }),
    });
    const chart = PlatformChart.of(this);
    const peers = [
      ...(clustered ? peerEndpoints(chart, CONTROLLER) : []),
      // Queues are created by messages to the schedulers' actors (OpenWhisk, FPCPoolBalancer.scala).
      ...(props.etcd ? [systemEndpoint(chart, SCHEDULER, 'remoting')] : []),
    ];

    this.workload = new StatefulWorkload(this, 'Workload', {
      component: CONTROLLER,
      ...scale,
      serviceName: service.name,
      role: 'core',
      // A lean controller is the invoker too, and its series are selected as either.
      metrics: kamonEndpoints(
        openwhisk,
        PORT,
        'openwhisk-controller',
        ...(openwhisk.lean ? (['openwhisk-invoker'] as const) : []),
      ),
      identity,
      security: props.factory?.security ?? { uid: OPENWHISK_UID },
      prepares: props.factory?.prepares,
      waitsFor: props.waitsFor,
      connectsTo: [
        ...peers,
        ...(props.tracing ? [props.tracing.endpoint] : []),
        ...(props.factory?.connectsTo ?? (identity.usesApi ? [API_SERVER] : [])),
      ],
      containers: [
        {
          name: 'controller',
          image: 'controller',
          command: [
            '/bin/bash',
            '-c',
            `${clientSetUp(client)}${props.factory?.setUp ?? ''}exec /init.sh \${HOSTNAME##*-}`,
          ],
          env: controllerEnv(this, props),
          ports,
          mounts: [...(client?.mounts ?? []), ...(props.factory?.mounts ?? []), TMP],
          resources: spec.resources,
          probes: {
            readiness: { http: '/ping', port: 'http' },
            liveness: props.factory?.liveness?.(`http://localhost:${PORT}/ping`) ?? { http: '/ping', port: 'http' },
          },
          probeOverrides: spec.probes,
          preStop: { sleepSeconds: FORGET_SECONDS },
        },
      ],
    });
    this.ready = {
      name: 'controller',
      wait: httpAnswers(this.endpoint, 'the controller', '/ping'),
      provider: this.workload,
    };
  }
}

/**
 * Whether the controllers form a cluster: several of them divide the memory of the invokers among the members. With the scheduler
 * there is nothing to divide, and OpenWhisk starts no bootstrap (ShardingContainerPoolBalancer.scala, FPCPoolBalancer.scala).
 */
function isClustered({ spec, etcd }: ControllerProps): boolean {
  // With autoscaling, a single controller already has to form the cluster that others will join.
  return maxPods(scaleOf(spec.controller)) > 1 && !etcd;
}

function controllerEnv(scope: Construct, props: ControllerProps): Env {
  const openwhisk = props.spec;
  const { controller: spec, invoker } = openwhisk;
  const chart = PlatformChart.of(scope);
  return {
    PORT: String(PORT),
    TZ: openwhisk.timezone,
    CONFIG_whisk_info_date: { config: props.config.whisk, key: 'whisk_info_date' },
    CONFIG_whisk_info_buildNo: { config: props.config.whisk, key: 'whisk_info_buildNo' },
    ...jvmEnv(spec),
    CONTROLLER_OPTS: [
      ...(isClustered(props) || props.couchdb.protocol === 'https' ? [TLS_OPTIONS] : []),
      spec.options,
      ...(props.factory ? [invoker.options, containerFactoryOptions(openwhisk)] : []),
    ]
      .filter(Boolean)
      .join(' '),
    ...(props.auth ? managementAuthEnv('controller', props.auth) : {}),
    RUNTIMES_MANIFEST: props.runtimes,
    ...throttleEnv(openwhisk),
    ...rangeLimitsEnv(openwhisk),
    ...loadBalancerEnv(props),
    ...timeoutsEnv(openwhisk),
    ...(props.kafka ? kafkaEnv(openwhisk, props.kafka) : {}),
    ...(props.etcd ? etcdEnv(openwhisk, props.etcd) : {}),
    ...controllerSpis(modeOf(props)),
    ...couchdbEnv(props.config, props.couchdb),
    ...activationStoreEnv(props.activations),
    ...kamonEnv(openwhisk),
    ...tracingEnv('controller', props.tracing),
    ...clusterEnv({
      system: openwhisk.actorSystem,
      name: 'controller-actor-system',
      discovers: isClustered(props),
      namespace: chart.settings.namespace,
      clusterDomain: chart.settings.clusterDomain,
      selector: chart.selector(CONTROLLER),
    }),
    ...(props.factory ? { ...props.config.apiHostEnv(), ...props.factory.env } : {}),
  };
}

/**
 * Settings of the load balancer of the mode. With the scheduler the controller selects no invoker, and the limits per minute hold
 * only where they are switched on: in the akka generation they are off by default (FPCEntitlement.scala, reference.conf).
 */
function loadBalancerEnv(props: ControllerProps): Env {
  const mode = modeOf(props);
  return {
    ...(mode === 'sharding' ? fractionsEnv(props.spec, 'loadbalancer') : {}),
    ...(mode === 'scheduled' ? { CONFIG_whisk_loadbalancer_fpc_usePerMinThrottles: 'true' } : {}),
    CONFIG_whisk_loadbalancer_timeoutFactor: String(props.spec.loadBalancer.timeoutFactor),
  };
}

function modeOf({ factory, etcd }: ControllerProps): ControllerMode {
  if (factory) return 'lean';
  return etcd ? 'scheduled' : 'sharding';
}
