import type { Generation, Program } from './programs';

/** Variables that a program reads beside its configuration. */
export interface Environment {
  /** The program does not start without them. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Modes of a controller. */
export interface Mode {
  readonly lean: boolean;
}

const LIMITS = [
  'LIMITS_ACTIONS_INVOKES_PERMINUTE',
  'LIMITS_ACTIONS_INVOKES_CONCURRENT',
  'LIMITS_TRIGGERS_FIRES_PERMINUTE',
  'LIMITS_ACTIONS_SEQUENCE_MAXLENGTH',
];
const API_HOST = { required: ['WHISK_API_HOST_NAME'], optional: ['WHISK_API_HOST_PROTO', 'WHISK_API_HOST_PORT'] };

/**
 * Variables that every JVM program of OpenWhisk reads: the start script of Gradle its options, the C library the time zone, and
 * the configuration the switches of the metrics (ef725a6 and 1fae641, common/scala/src/main/resources/application.conf).
 * `HOME` is where init.sh writes (common/scala/transformEnvironment.sh).
 */
const COMMON = ['JAVA_OPTS', 'HOME', 'TZ', 'PORT', 'METRICS_KAMON', 'METRICS_KAMON_TAGS'];

/** Folder of the credentials of the Docker client, which the program that runs actions calls (DockerClient.scala; docker/cli, config.go). */
const DOCKER_CLIENT = 'DOCKER_CONFIG';

/**
 * Variables of OpenWhisk's programs: `requiredProperties` of each main class, in upper case with `_` for dots (ef725a6 and 1fae641:
 * Controller.scala, RestAPIs.scala, Entitlement.scala, Actions.scala, the balancers, Invoker.scala, Scheduler.scala,
 * ExecManifest.scala; user-events/src/main/resources/application.conf).
 */
export function environmentOf(program: Program, generation: Generation, { lean }: Mode): Environment {
  switch (program) {
    case 'controller':
      return {
        required: ['RUNTIMES_MANIFEST', ...LIMITS, ...(lean ? API_HOST.required : ['KAFKA_HOSTS'])],
        optional: [...COMMON, 'CONTROLLER_OPTS', ...(lean ? [...API_HOST.optional, DOCKER_CLIENT] : [])],
      };
    case 'invoker':
      return {
        // The pekko generation needs ZooKeeper's hosts only to number the invokers by name, as the platform does.
        required: ['RUNTIMES_MANIFEST', 'KAFKA_HOSTS', 'ZOOKEEPER_HOSTS', ...API_HOST.required],
        optional: [...COMMON, 'INVOKER_OPTS', ...API_HOST.optional, DOCKER_CLIENT],
      };
    case 'scheduler':
      return {
        required: [
          'RUNTIMES_MANIFEST',
          'KAFKA_HOSTS',
          'LIMITS_ACTIONS_INVOKES_CONCURRENT',
          'WHISK_SCHEDULER_ENDPOINTS_HOST',
          'WHISK_SCHEDULER_ENDPOINTS_RPCPORT',
          `WHISK_SCHEDULER_ENDPOINTS_${generation.toUpperCase()}PORT`,
          ...(generation === 'akka' ? ['ZOOKEEPER_HOSTS'] : []),
        ],
        optional: [...COMMON, 'SCHEDULER_OPTS'],
      };
    case 'user-events':
      return { required: ['KAFKA_HOSTS'], optional: ['JAVA_OPTS', 'HOME', 'TZ', 'USER_EVENTS_OPTS'] };
  }
}

/** Variables that the other programs of the OpenWhisk part read, by container, each with its source. */
export const OTHER_ENVIRONMENTS: Readonly<Record<string, Environment>> = {
  // openwhisk-apigateway 1.0.0: init.sh, scripts/lua/lib/redis.lua, policies/backendRouting.lua, management/lib/apis.lua.
  apigateway: {
    required: ['REDIS_HOST', 'REDIS_PORT'],
    optional: ['REDIS_PASS', 'PUBLIC_GATEWAY_URL', 'BACKEND_HOST'],
  },
  // openwhisk-package-alarms 2.3.0: provider/app.js, provider/lib/utils.js.
  alarmprovider: {
    required: ['DB_PROTOCOL', 'DB_HOST', 'DB_USERNAME', 'DB_PASSWORD', 'DB_PREFIX', 'ROUTER_HOST'],
    optional: ['PORT'],
  },
  // openwhisk-package-kafka 2.1.0: provider/app.py, database.py, consumer.py.
  kafkaprovider: { required: ['DB_URL', 'DB_USER', 'DB_PASS'], optional: ['PORT', 'DB_PREFIX', 'LOCAL_DEV'] },
  // ef725a6, tools/admin/wskadmin, requiredprops.
  wskadmin: {
    required: [
      'DB_PROTOCOL',
      'DB_HOST',
      'DB_PORT',
      'DB_USERNAME',
      'DB_PASSWORD',
      'DB_WHISK_AUTHS',
      'DB_WHISK_ACTIONS',
      'DB_WHISK_ACTIVATIONS',
      'WHISK_LOGS_DIR',
    ],
    optional: ['HOME'],
  },
  // ZooKeeper 3.9.3, bin/zkEnv.sh: MiB.
  zookeeper: { required: [], optional: ['ZK_SERVER_HEAP', 'SERVER_JVMFLAGS'] },
  // Kafka 3.9.1, bin/kafka-server-start.sh and bin/kafka-run-class.sh.
  kafka: { required: [], optional: ['KAFKA_HEAP_OPTS', 'KAFKA_LOG4J_OPTS', 'KAFKA_OPTS', 'EXTRA_ARGS', 'LOG_DIR'] },
  // Docker's image of CouchDB 3.4.3, docker-entrypoint.sh.
  couchdb: { required: ['COUCHDB_USER', 'COUCHDB_PASSWORD'], optional: [] },
  // redis-cli 7.2.
  redis: { required: [], optional: ['REDISCLI_AUTH'] },
  // redis_exporter 1.88.0, main.go.
  'redis-exporter': { required: [], optional: ['REDIS_ADDR', 'REDIS_PASSWORD'] },
};
