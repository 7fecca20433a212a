import { parseHoconDuration } from '../text/hocon-duration';
import { parseSize } from '../text/quantity';
import { parseWhiskSize } from '../text/whisk-size';
import { DEFAULT_RUNTIMES, missingKinds, neededKinds, validateRuntimes, type RuntimesManifest } from './runtimes';
import { ACTION_NAMESPACE_RULES } from './action-namespace-rules';
import { actionTemplateMistakes } from './action-template-rules';
import { activationStoreMistakes } from './activation-store-rules';
import { EGRESS_RULES } from './egress-rules';
import { ENTRY_RULES } from './entry-rules';
import { FUNCTION_RULES } from './function-rules';
import { GENERATION_RULES } from './generation-rules';
import { KAFKA_RULES } from './kafka-rules';
import { LIMIT_RULES } from './limit-rules';
import type { Mistake } from '../platform/mistake';
import type { Platform } from '../platform/model';
import type { Rule } from '../platform/rule';

/** Fraction of a memory limit that the heap may take; the rest is for the JVM itself. */
const HEAP_SHARE = 0.8;

const noLeanScheduler: Rule = ({ openwhisk }) =>
  openwhisk.lean && openwhisk.scheduler.enabled
    ? [
        {
          path: ['openwhisk', 'scheduler', 'enabled'],
          problem: 'true is not possible together with openwhisk.lean: true',
          allowed: 'false in lean mode, which has no Kafka and no invokers to schedule for',
          fix: 'set openwhisk.scheduler.enabled: false, or openwhisk.lean: false',
        },
      ]
    : [];

const noLeanUserEvents: Rule = ({ openwhisk }) =>
  openwhisk.lean && openwhisk.metrics.userEvents.enabled
    ? [
        {
          path: ['openwhisk', 'metrics', 'userEvents', 'enabled'],
          problem: 'true is not possible together with openwhisk.lean: true',
          allowed: 'false in lean mode: the events are messages of a Kafka topic',
          fix: 'set openwhisk.metrics.userEvents.enabled: false, or openwhisk.lean: false',
        },
      ]
    : [];

const onlyWhatIsServed: Rule = ({ openwhisk: { metrics } }) =>
  metrics.scrapeConfig && !metrics.prometheus
    ? [
        {
          path: ['openwhisk', 'metrics', 'scrapeConfig'],
          problem: 'true has no effect without openwhisk.metrics.prometheus: no component serves metrics',
          allowed: 'false, or both',
          fix: 'set openwhisk.metrics.prometheus: true',
        },
      ]
    : [];

const namedTargets: Rule = ({ openwhisk }) => {
  if (!openwhisk.metrics.scrapeConfig) return [];
  const several = (['controller', 'scheduler'] as const).filter(
    (part) => openwhisk[part].replicas > 1 && (part === 'controller' || openwhisk.scheduler.enabled),
  );
  const unnamed = [
    ...several.map((part) => `${openwhisk[part].replicas} pods of openwhisk.${part}`),
    ...(openwhisk.invoker.containerFactory === 'docker' && !openwhisk.lean ? ['the invokers of all nodes'] : []),
  ];
  return unnamed.map((pods) => ({
    path: ['openwhisk', 'metrics', 'scrapeConfig'],
    problem: `true is not possible with ${pods}: they share one name, and each scrape would reach a different pod`,
    allowed: 'true for one controller and scheduler, and invokers as pods',
    fix: 'leave it out, and have your Prometheus discover pods by their annotation prometheus.io/scrape',
  }));
};

const oneLeanController: Rule = ({ openwhisk }) =>
  openwhisk.lean && openwhisk.controller.replicas > 1
    ? [
        {
          path: ['openwhisk', 'controller', 'replicas'],
          problem: `${openwhisk.controller.replicas} is not possible together with openwhisk.lean: true`,
          allowed: '1: lean controllers do not form a cluster',
          fix: 'set openwhisk.controller.replicas: 1, or openwhisk.lean: false',
        },
      ]
    : [];

const oddMembers: Rule = ({ openwhisk }) =>
  (['zookeeper', 'etcd'] as const).flatMap((store) => {
    const { replicas } = openwhisk[store];
    if (replicas % 2 === 1) return [];
    return [
      {
        path: ['openwhisk', store, 'replicas'],
        problem: `${replicas} is even; a quorum of ${replicas} survives no more failures than one of ${replicas - 1}`,
        allowed: '1, 3, 5, 7 or 9',
        fix: `write ${replicas + 1}`,
      },
    ];
  });

const enoughBrokers: Rule = ({ openwhisk: { kafka } }) =>
  !kafka.external && kafka.replicationFactor !== undefined && kafka.replicationFactor > kafka.replicas
    ? [
        {
          path: ['openwhisk', 'kafka', 'replicationFactor'],
          problem: `${kafka.replicationFactor} copies exceed the number of brokers`,
          allowed: `at most ${kafka.replicas}, the value of openwhisk.kafka.replicas`,
          fix: `write ${kafka.replicas}, or raise openwhisk.kafka.replicas`,
        },
      ]
    : [];

const eitherHostOrHosts: Rule = ({ openwhisk }) =>
  (['zookeeper', 'kafka', 'etcd'] as const).flatMap((store) => {
    const { external } = openwhisk[store];
    if (!external || (external.host === undefined) !== (external.hosts === undefined)) return [];
    const both = external.host !== undefined;
    return [
      {
        path: ['openwhisk', store, 'external', ...(both ? ['hosts'] : [])],
        problem: both ? 'hosts is not possible together with host' : 'an external server without an address',
        allowed: 'host for one server, or hosts for several',
        fix: both ? 'list all servers in hosts, and remove host' : 'add host or hosts',
      },
    ];
  });

const couchdbAdministrator: Rule = ({ openwhisk: { couchdb } }) =>
  couchdb.external && !couchdb.auth.existingSecret
    ? [
        {
          path: ['openwhisk', 'couchdb', 'external'],
          problem: 'an external server has its own administrator, who is not named',
          allowed: 'external with openwhisk.couchdb.auth.existingSecret',
          fix: 'create a Secret with db_username and db_password, and name it in openwhisk.couchdb.auth.existingSecret',
        },
      ]
    : [];

const migrationIsPossible: Rule = ({ openwhisk: { couchdb, activationStore } }) => {
  const { migrateFrom, init, wipe } = couchdb;
  if (!migrateFrom) return [];
  return [
    ...(init
      ? []
      : [
          {
            path: ['openwhisk', 'couchdb', 'migrateFrom'],
            problem: 'no job copies anything with openwhisk.couchdb.init: false',
            allowed: 'migrateFrom with openwhisk.couchdb.init: true',
            fix: 'set openwhisk.couchdb.init: true, or replicate the databases yourself',
          },
        ]),
    ...(wipe
      ? [
          {
            path: ['openwhisk', 'couchdb', 'wipe'],
            problem: 'true would delete the actions that openwhisk.couchdb.migrateFrom copies',
            allowed: 'false together with migrateFrom',
            fix: 'set openwhisk.couchdb.wipe: false',
          },
        ]
      : []),
    ...(migrateFrom.activations && activationStore.backend === 'Elasticsearch'
      ? [
          {
            path: ['openwhisk', 'couchdb', 'migrateFrom', 'activations'],
            problem:
              'true copies activations into CouchDB, where openwhisk.activationStore.backend: Elasticsearch keeps none',
            allowed: 'false, or the backend CouchDB',
            fix: 'set openwhisk.couchdb.migrateFrom.activations: false',
          },
        ]
      : []),
  ];
};

const heapFits: Rule = ({ openwhisk }) =>
  (['controller', 'invoker', 'scheduler', 'zookeeper', 'kafka'] as const).flatMap((component) => {
    const { heapMiB, resources } = openwhisk[component];
    const most = Math.floor(parseSize(resources.limits.memory).mebibytes * HEAP_SHARE);
    if (heapMiB <= most) return [];
    return [
      {
        path: ['openwhisk', component, 'heapMiB'],
        problem: `${heapMiB} MiB do not fit into the memory limit of ${resources.limits.memory}`,
        allowed: `at most ${most} (80 % of the limit; the rest is the JVM's own)`,
        fix: `write ${most} or less, or raise openwhisk.${component}.resources.limits.memory`,
      },
    ];
  });

/** The value of a limit, to compare it with others of its kind. */
function limitValue(name: 'time' | 'memory' | 'concurrency' | 'log', value: string | number): number {
  if (typeof value === 'number') return value;
  return name === 'time' ? parseHoconDuration(value) : parseWhiskSize(value).bytes;
}

const rangesInOrder: Rule = ({ openwhisk: { limits } }) =>
  (['time', 'memory', 'concurrency', 'log'] as const).flatMap((name) => {
    const { min, std, max } = limits[name];
    const [least, usual, most] = [min, std, max].map((value) => limitValue(name, value)) as [number, number, number];
    if (least <= usual && usual <= most) return [];
    return [
      {
        path: ['openwhisk', 'limits', name],
        problem: `min ${min}, std ${std} and max ${max} are not in order`,
        allowed: 'min at most std, std at most max',
        fix: 'change the one that is out of order',
      },
    ];
  });

const actionsFit: Rule = ({ openwhisk: { limits, invoker } }) =>
  parseWhiskSize(limits.memory.max).bytes <= parseWhiskSize(invoker.userMemory).bytes
    ? []
    : [
        {
          path: ['openwhisk', 'invoker', 'userMemory'],
          problem: `${invoker.userMemory} cannot hold an action of ${limits.memory.max}, which the limits allow`,
          allowed: `at least ${limits.memory.max}, the value of openwhisk.limits.memory.max`,
          fix: `write ${limits.memory.max} or more, or lower openwhisk.limits.memory.max`,
        },
      ];

const runtimesAreValid: Rule = ({ openwhisk: { runtimes } }) =>
  validateRuntimes(runtimes ?? DEFAULT_RUNTIMES).map((problem) => ({
    path: ['openwhisk', 'runtimes'],
    problem,
    fix: 'correct the manifest, or remove it to take the runtimes of this version',
  }));

const runtimesSuffice: Rule = ({ openwhisk }) => {
  const manifest = openwhisk.runtimes ?? DEFAULT_RUNTIMES;
  if (validateRuntimes(manifest).length > 0) return [];
  return missingKinds(manifest as unknown as RuntimesManifest, neededKinds(openwhisk)).map(({ kind, by }) => ({
    path: ['openwhisk', 'runtimes'],
    problem: `${kind} is missing or deprecated: no action of this kind can be created`,
    allowed: `a manifest with ${kind}, for ${by}`,
    fix: `add ${kind}${WITHOUT_KIND[kind] ?? ''}`,
  }));
};

/** Optional features, by the kind that only they need. */
const WITHOUT_KIND: Readonly<Record<string, string>> = {
  'python:3': ', or set openwhisk.providers.kafka.enabled: false',
  'swift:default': ', or set openwhisk.packages.enabled: false',
};

/** The init job makes the subject of the system's key as OpenWhisk's own scripts do; the packages go to the key's namespace. */
const SYSTEM_NAMESPACE = '/whisk.system';

const systemNamespaceIsMade: Rule = ({ openwhisk: { couchdb, systemNamespace } }) =>
  couchdb.init && systemNamespace !== SYSTEM_NAMESPACE
    ? [
        {
          path: ['openwhisk', 'systemNamespace'],
          problem: `'${systemNamespace}' is not the namespace of the system's key, which the init job creates`,
          allowed: `${SYSTEM_NAMESPACE}, or another with openwhisk.couchdb.init: false`,
          fix: `write ${SYSTEM_NAMESPACE}, or set openwhisk.couchdb.init: false and create the namespace and its key yourself`,
        },
      ]
    : [];

const RULES: readonly Rule[] = [
  noLeanScheduler,
  noLeanUserEvents,
  onlyWhatIsServed,
  namedTargets,
  oneLeanController,
  oddMembers,
  eitherHostOrHosts,
  enoughBrokers,
  ...KAFKA_RULES,
  couchdbAdministrator,
  migrationIsPossible,
  heapFits,
  rangesInOrder,
  actionsFit,
  runtimesAreValid,
  runtimesSuffice,
  systemNamespaceIsMade,
];

/** The mistakes between the values of OpenWhisk's section. */
export function openWhiskMistakes(platform: Platform): Mistake[] {
  if (!platform.openwhisk.enabled) return [];
  return [
    ...[
      ...RULES,
      ...LIMIT_RULES,
      ...ENTRY_RULES,
      ...EGRESS_RULES,
      ...GENERATION_RULES,
      ...ACTION_NAMESPACE_RULES,
      ...FUNCTION_RULES,
    ].flatMap((rule) => rule(platform)),
    ...activationStoreMistakes(platform),
    ...actionTemplateMistakes(platform),
  ];
}
