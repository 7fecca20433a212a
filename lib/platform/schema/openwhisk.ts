import { z } from 'zod';
import { gitReference, line, timeZone } from './values';
import { GIT_TAGS } from '../../catalogue/images';
import { couchdbSchema, etcdSchema, kafkaSchema, providerDbSchema, redisSchema, zookeeperSchema } from './stores';
import { actionsSchema } from './actions';
import { activationStoreSchema } from './activation-store';
import { ingressSchema } from './ingress';
import { limitsSchema } from './limits';
import { metricsSchema } from './metrics';
import { componentScaling } from './scaling';
import { schedulerSchema } from './scheduler';
import {
  count,
  dnsLabel,
  duration,
  existingSecret,
  httpUrl,
  image,
  jvm,
  percentage,
  probes,
  replicas,
  resources,
  volumeSize,
  whiskSize,
  objectName,
} from './common';
import { SECRETS, USER } from './secrets';

const controllerSchema = z
  .strictObject({
    replicas: replicas(9),
    autoscaling: componentScaling(' See docs/autoscaling.md for its effect on a cluster of controllers.'),
    blockingWaitSeconds: count(1, 3600)
      .default(60)
      .describe(
        'Time that a blocking invocation or a web action waits for its result, in seconds (OpenWhisk, max-wait-for-blocking-activation). Timeouts of nginx and of the Ingress follow from it.',
      ),
    ...jvm(1024),
    probes: probes(),
    resources: resources({ requests: { cpu: '500m', memory: '1280Mi' }, limits: { cpu: '2', memory: '1536Mi' } }),
  })
  .prefault({})
  .describe('The controller: REST API, entitlement and load balancing over the invokers.');

const invokerSchema = z
  .strictObject({
    replicas: replicas(99),
    autoscaling: componentScaling(
      ' Default metric: the memory of running actions, at 75 % of userMemory; requires monitoring.',
    ),
    ...jvm(512),
    userMemory: whiskSize()
      .default('2048m')
      .describe(
        'Memory for all action containers of one invoker; divided by the memory of an action, this is its concurrency.',
      ),
    containerFactory: z
      .enum(['kubernetes', 'docker'])
      .default('kubernetes')
      .describe(
        'kubernetes: each action in a pod. docker: the invoker of each node (a DaemonSet) runs containers with the Docker engine of the node.',
      ),
    actionConcurrency: z
      .boolean()
      .default(false)
      .describe('Let an action container run several activations concurrently.'),
    runtimeDeleteTimeout: duration().default('30 seconds').describe('Timeout for deleting an action pod.'),
    terminateTimeout: duration().default('30 s').describe('Timeout for the shutdown of the actor system.'),
    drainSeconds: count(60, 86_400)
      .optional()
      .describe(
        'Termination grace period, in seconds, during which the invoker takes no new work. Default: limits.time.max and the 60 s of the shutdown.',
      ),
    probes: probes(),
    resources: resources({ requests: { cpu: '250m', memory: '640Mi' }, limits: { cpu: '1', memory: '1Gi' } }),
  })
  .prefault({})
  .describe('The invoker: runs actions in pods that it creates (Kubernetes container factory).');

const nginxSchema = z
  .strictObject({
    replicas: replicas(9),
    autoscaling: componentScaling(),
    workerProcesses: z
      .union([z.literal('auto'), count(1, 64)])
      .default('auto')
      .describe('Number of worker processes, or auto.'),
    readTimeoutSeconds: count(1, 7200)
      .optional()
      .describe(
        'Silence of a controller or the API gateway after which nginx gives up, in seconds. Default: 15 more than openwhisk.controller.blockingWaitSeconds.',
      ),
    probes: probes(),
    resources: resources({ requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } }),
  })
  .prefault({})
  .describe('nginx: the entry point.');

const apigatewaySchema = z
  .strictObject({
    replicas: replicas(9),
    autoscaling: componentScaling(),
    probes: probes(),
    resources: resources({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } }),
  })
  .prefault({})
  .describe('The API gateway: exposes actions as REST APIs under your own URLs.');

const provider = (what: string, dbPrefix: string) => ({
  enabled: z.boolean().default(true).describe(`Fire triggers ${what}.`),
  dbPrefix: z
    .string()
    .regex(/^[a-z][a-z0-9_-]*$/, { error: 'lower-case letters, digits, _ and -' })
    .default(dbPrefix)
    .describe("Prefix of the provider's database."),
  probes: probes(),
  resources: resources({ requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '256Mi' } }),
});

const providersSchema = z
  .strictObject({
    db: providerDbSchema,
    alarm: z
      .strictObject({ ...provider('by time', 'alm'), size: volumeSize('1Gi') })
      .prefault({})
      .describe('The alarm provider.'),
    kafka: z.strictObject(provider('by messages of a Kafka topic', 'kp')).prefault({}).describe('The Kafka provider.'),
  })
  .prefault({})
  .describe('Event providers: fire triggers on events.');

const gitTag = (tag: string) => gitReference().default(tag).describe('Tag or commit.');

const proxyUrl = () => httpUrl('remove both, and write auth.existingSecret: the name of a Secret');

const packagesSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Install the API gateway’s routes, the catalog and the feeds.'),
    gitBaseUrl: httpUrl('remove both; for private repositories, build an image with the packages and write airGapImage')
      .default('https://github.com/apache')
      .describe('Base URL of the repositories that the packages are cloned from.'),
    airGapImage: image()
      .optional()
      .describe(
        'An ow-utils image with the repositories and the cache of npm in /packages: nothing is cloned or downloaded then. See docs/air-gap.md.',
      ),
    proxy: z
      .strictObject({
        http: proxyUrl().describe('Proxy for http, such as http://proxy.example.com:3128.'),
        https: proxyUrl().optional().describe('Proxy for https. Default: the http proxy.'),
        auth: z
          .strictObject({
            existingSecret: objectName()
              .optional()
              .describe('Name of your Secret with the keys username and password, percent-encoded. Default: none.')
              .register(SECRETS, USER),
          })
          .prefault({})
          .describe('User of the proxy.'),
        noProxy: z
          .array(line(255).describe('Host or domain.'))
          .default([])
          .describe('Hosts reached without a proxy, in addition to the cluster.'),
      })
      .optional()
      .describe('Proxy for git and npm.'),
    tags: z
      .strictObject({
        openwhisk: gitTag(GIT_TAGS.openwhisk),
        catalog: gitTag(GIT_TAGS.openwhiskCatalog),
        alarms: gitTag(GIT_TAGS.openwhiskPackageAlarms),
        kafka: gitTag(GIT_TAGS.openwhiskPackageKafka),
      })
      .prefault({})
      .describe('Versions of the repositories.'),
  })
  .prefault({})
  .describe('Packages in the system namespace.');

const loadTestSchema = z
  .strictObject({
    enabled: z.boolean().default(false).describe('Measure the latency of an empty action once.'),
    invocations: count(1, 1_000_000).default(1000).describe('Number of invocations.'),
    concurrency: count(1, 1000).default(5).describe('Concurrent invocations.'),
    deadlineSeconds: count(60, 86_400).default(3600).describe('Deadline of the job, in seconds.'),
    nodeRole: dnsLabel().default('loadtest').describe('Value of the node label of preferred nodes.'),
  })
  .prefault({})
  .describe('A load test job, on nodes that the platform itself does not use.');

/** Apache OpenWhisk. */
export const openwhiskSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Deploy Apache OpenWhisk.'),
    actorSystem: z
      .enum(['akka', 'pekko'])
      .default('akka')
      .describe('Generation of the images: akka (until 2.0.0) or pekko (main branch since October 2025).'),
    imageTag: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, { error: 'an image tag' })
      .optional()
      .describe('Tag of the OpenWhisk images. Default: the tag that this version was built for.'),
    lean: z
      .boolean()
      .default(false)
      .describe('One controller that runs actions itself, without Kafka, ZooKeeper and invokers.'),
    systemNamespace: z
      .string()
      .startsWith('/', { error: "a namespace after '/', such as /whisk.system" })
      .default('/whisk.system')
      .describe('Namespace of the system packages.'),
    auth: z
      .strictObject({
        existingSecret: existingSecret('system and guest, each <uuid>:<key>').register(SECRETS, {
          keys: ['system', 'guest'],
        }),
        functionsSecret: objectName()
          .optional()
          .describe(
            'Name of your Secret with the key auth, <uuid>:<key> of the namespace that has the functions of this file as actions. Default: the key of guest.',
          ),
      })
      .prefault({})
      .describe('Authentication keys of the subjects whisk.system and guest, and of the owner of functions.'),
    timezone: timeZone().default('UTC').describe('Time zone of controller and scheduler.'),
    ingress: ingressSchema,
    limits: limitsSchema,
    loadBalancer: z
      .strictObject({
        blackboxFraction: percentage()
          .default('10%')
          .describe('Fraction of the invokers that runs blackbox actions; at least one invoker does.'),
        managedFraction: percentage()
          .optional()
          .describe(
            'Fraction of the invokers that runs actions of the runtimes; at least one invoker does. Default: the invokers that blackboxFraction leaves. Invokers beyond 100 % in total run both.',
          ),
        timeoutFactor: count(1, 100)
          .default(2)
          .describe('Multiple of the time limit of an action after which its activation is abandoned.'),
      })
      .prefault({})
      .describe('The load balancer of the controller.'),
    runtimes: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('The runtimes manifest (OpenWhisk, "Runtimes manifest"). Default: the runtimes of this version.'),
    controller: controllerSchema,
    invoker: invokerSchema,
    scheduler: schedulerSchema,
    nginx: nginxSchema,
    apigateway: apigatewaySchema,
    zookeeper: zookeeperSchema,
    kafka: kafkaSchema,
    couchdb: couchdbSchema,
    redis: redisSchema,
    etcd: etcdSchema,
    activationStore: activationStoreSchema,
    providers: providersSchema,
    packages: packagesSchema,
    actions: actionsSchema,
    metrics: metricsSchema,
    loadTest: loadTestSchema,
    wskadmin: z
      .strictObject({ enabled: z.boolean().default(true).describe('Run a pod with wskadmin, for kubectl exec.') })
      .prefault({})
      .describe('A pod with the administration tool wskadmin.'),
    tests: z
      .strictObject({
        enabled: z
          .boolean()
          .default(true)
          .describe('Check the packages and run a smoke test once, after the installation.'),
      })
      .prefault({})
      .describe('Jobs that verify the installation.'),
    clusterName: dnsLabel().default('whisk').describe('Prefix of the keys in etcd (OpenWhisk, whisk.cluster.name).'),
  })
  .prefault({})
  .describe('Apache OpenWhisk.');
