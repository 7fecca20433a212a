import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const each = (rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
  });
};

describe('values that do not go together:', () => {
  each([
    [
      'an even number of ZooKeepers',
      'openwhisk:\n  zookeeper:\n    replicas: 2',
      ':3 openwhisk.zookeeper.replicas: 2 is even; a quorum of 2 survives no more failures than one of 1',
      '1, 3, 5, 7 or 9',
      'write 3',
    ],
    [
      'a drain that ends before the longest activation',
      'openwhisk:\n  invoker:\n    drainSeconds: 359',
      ':3 openwhisk.invoker.drainSeconds: 359 s end before an activation of 5m, which the limits allow',
      'at least 360: openwhisk.limits.time.max and the 60 s of the shutdown',
      'write 360 or more, or remove it, or lower openwhisk.limits.time.max',
    ],
    [
      'a quota that the action pods of the invokers exceed',
      'profile: production\nopenwhisk:\n  actions:\n    quota: { memory: 10Gi }',
      ':4 openwhisk.actions.quota.memory: 10Gi is less than the action pods of 2 invokers may take, each 8192m (openwhisk.invoker.userMemory)',
      'at least 16384Mi, and the memory of sidecars',
      'write 16384Mi or more, or lower openwhisk.invoker.userMemory',
    ],
    [
      'a request of action pods above its limit',
      'openwhisk:\n  actions:\n    containerDefaults: { ephemeralStorageRequest: 2Gi }',
      ':3 openwhisk.actions.containerDefaults.ephemeralStorageRequest: 2Gi is more than the limit of 1Gi',
      'at most 1Gi',
      'write 1Gi or less, or raise openwhisk.actions.containerDefaults.ephemeralStorage',
    ],
    [
      'a namespace whose action pods would have too long a name',
      `namespace: ${'n'.repeat(60)}`,
      `:1 namespace: '${'n'.repeat(60)}-actions', the default of openwhisk.actions.namespace, has 68 characters`,
      'at most 63',
      'write a shorter name into openwhisk.actions.namespace',
    ],
    [
      'an even number of etcds',
      'openwhisk:\n  etcd:\n    replicas: 4',
      ':3 openwhisk.etcd.replicas: 4 is even; a quorum of 4 survives no more failures than one of 3',
      '1, 3, 5, 7 or 9',
      'write 5',
    ],
    [
      '13: lean with the scheduler',
      'profile: lean\nopenwhisk:\n  scheduler:\n    enabled: true',
      ':4 openwhisk.scheduler.enabled: true is not possible together with openwhisk.lean: true',
      'false in lean mode, which has no Kafka and no invokers to schedule for',
      'set openwhisk.scheduler.enabled: false, or openwhisk.lean: false',
    ],
    [
      'lean with two controllers',
      'openwhisk:\n  lean: true\n  controller:\n    replicas: 2',
      ':4 openwhisk.controller.replicas: 2 is not possible together with openwhisk.lean: true',
      '1: lean controllers do not form a cluster',
      'set openwhisk.controller.replicas: 1, or openwhisk.lean: false',
    ],
    [
      'a system namespace without its key',
      'openwhisk:\n  systemNamespace: /ours',
      ":2 openwhisk.systemNamespace: '/ours' is not the namespace of the system's key, which the init job creates",
      '/whisk.system, or another with openwhisk.couchdb.init: false',
      'write /whisk.system, or set openwhisk.couchdb.init: false and create the namespace and its key yourself',
    ],
    [
      'an action that fits no invoker',
      'openwhisk:\n  invoker:\n    userMemory: 256m',
      ':3 openwhisk.invoker.userMemory: 256m cannot hold an action of 512m, which the limits allow',
      'at least 512m, the value of openwhisk.limits.memory.max',
      'write 512m or more, or lower openwhisk.limits.memory.max',
    ],
    [
      'more copies than brokers',
      'openwhisk:\n  kafka:\n    replicationFactor: 3\n    replicas: 2',
      ':3 openwhisk.kafka.replicationFactor: 3 copies exceed the number of brokers',
      'at most 2, the value of openwhisk.kafka.replicas',
      'write 2, or raise openwhisk.kafka.replicas',
    ],
    [
      'a heap above the limit',
      'openwhisk:\n  kafka:\n    heapMiB: 2000',
      ':3 openwhisk.kafka.heapMiB: 2000 MiB do not fit into the memory limit of 1Gi',
      "at most 819 (80 % of the limit; the rest is the JVM's own)",
      'write 819 or less, or raise openwhisk.kafka.resources.limits.memory',
    ],
    [
      'a request above the limit',
      'openwhisk:\n  nginx:\n    resources:\n      requests:\n        memory: 1Gi',
      ':5 openwhisk.nginx.resources.requests.memory: 1Gi is more than the limit of 256Mi',
      'at most 256Mi',
      'write 256Mi or less, or raise openwhisk.nginx.resources.limits.memory',
    ],
    [
      'a request of a provider',
      'openwhisk:\n  providers:\n    alarm:\n      resources:\n        requests:\n          cpu: "1"',
      ':6 openwhisk.providers.alarm.resources.requests.cpu: 1 is more than the limit of 500m',
      'at most 500m',
      'write 500m or less, or raise openwhisk.providers.alarm.resources.limits.cpu',
    ],
    [
      'limits out of order, in different units',
      'openwhisk:\n  limits:\n    memory:\n      min: 1g\n      std: 512m\n      max: 2g',
      ':3 openwhisk.limits.memory: min 1g, std 512m and max 2g are not in order',
      'min at most std, std at most max',
      'change the one that is out of order',
    ],
    [
      'times out of order, in different units',
      'openwhisk:\n  limits:\n    time:\n      std: 10 minutes',
      ':3 openwhisk.limits.time: min 100ms, std 10 minutes and max 5m are not in order',
      'min at most std, std at most max',
      'change the one that is out of order',
    ],
    [
      'numbers out of order',
      'openwhisk:\n  limits:\n    concurrency:\n      std: 5',
      ':3 openwhisk.limits.concurrency: min 1, std 5 and max 1 are not in order',
      'min at most std, std at most max',
      'change the one that is out of order',
    ],
    [
      'a pull secret twice',
      'images:\n  pullSecrets:\n    - a\n    - b\n    - a',
      ":5 images.pullSecrets[2]: 'a' is listed twice",
      'each name once',
      'remove one of them',
    ],
    [
      'a CouchDB of the user without its administrator, whom the platform cannot make up',
      'openwhisk:\n  couchdb:\n    external:\n      host: db.example.org',
      ':3 openwhisk.couchdb.external: an external server has its own administrator, who is not named',
      'external with openwhisk.couchdb.auth.existingSecret',
      'create a Secret with db_username and db_password, and name it in openwhisk.couchdb.auth.existingSecret',
    ],
    [
      'two nodes that keep activations',
      'openwhisk:\n  activationStore:\n    backend: Elasticsearch\n    elasticsearch:\n      replicas: 2',
      ':5 openwhisk.activationStore.elasticsearch.replicas: 2 nodes elect a master only while both are up: one that is lost stops the other, too',
      '1, or 3 and more',
      'write 3, or 1 where what they keep may be away while the node is',
    ],
    [
      'more copies of activations than nodes',
      'openwhisk:\n  activationStore:\n    backend: Elasticsearch\n    elasticsearch:\n      copies: 1',
      ':5 openwhisk.activationStore.elasticsearch.copies: 1 copies of each shard need 2 nodes; there are 1',
      'at most 0',
      'write 0, or raise openwhisk.activationStore.elasticsearch.replicas',
    ],
    [
      'a heap that leaves nothing for the files of activations',
      'openwhisk:\n  activationStore:\n    backend: Elasticsearch\n    elasticsearch:\n      heapMiB: 2000',
      ':5 openwhisk.activationStore.elasticsearch.heapMiB: 2000 MiB are more than half of the memory limit of 2Gi',
      "at most 1024: the other half of the memory is for the files' cache",
      'leave it out, or raise openwhisk.activationStore.elasticsearch.resources.limits.memory',
    ],
    [
      'an address that the gateway cannot verify',
      'openwhisk:\n  activationStore:\n    backend: Elasticsearch\n    elasticsearch:\n      external:\n        host: 10.0.0.9\n        existingSecret: my-es',
      ":6 openwhisk.activationStore.elasticsearch.external.host: '10.0.0.9' is an address, and nginx, which is the gateway, verifies names only",
      'the name in the certificate of the server',
      'write the name',
    ],
  ]);

  test('a runtimes manifest that OpenWhisk would reject', () => {
    expect(messageAbout('openwhisk:\n  runtimes:\n    runtimes:\n      nodejs: []')).toBe(
      [
        'platform.yaml: 1 mistake; nothing was written',
        "  platform.yaml:2 openwhisk.runtimes: Family 'nodejs' is not a list of at least one kind.",
        '    fix: correct the manifest, or remove it to take the runtimes of this version',
      ].join('\n'),
    );
  });
});

describe('a runtimes manifest without a kind that the platform itself needs', () => {
  const kind = (name: string, more = ''): string =>
    `{ kind: "${name}", ${more}image: { prefix: openwhisk, name: ${name.replace(/[^a-z0-9]/g, '-')}, tag: "1.0.0" } }`;
  const NODE = `nodejs: [${kind('nodejs:20')}]`;
  const SWIFT = `swift: [${kind('swift:5.7')}]`;
  const PYTHON = `python: [${kind('python:3')}]`;
  const file = (families: string[], more = ''): string =>
    `openwhisk:\n  ${more}\n  runtimes:\n    runtimes: { ${families.join(', ')} }`;

  test('is reported with its line, the features that need it and how to do without', () => {
    expect(messageAbout(file([NODE, SWIFT]))).toBe(
      oneMistake(
        ':3 openwhisk.runtimes: python:3 is missing or deprecated: no action of this kind can be created',
        'a manifest with python:3, for the feed of the Kafka provider',
        'add python:3, or set openwhisk.providers.kafka.enabled: false',
      ),
    );
    expect(messageAbout(file([NODE, PYTHON]))).toContain("a manifest with swift:default, for the catalog's samples");
    expect(messageAbout(file([SWIFT, PYTHON]))).toContain('nodejs:default, for the route management and the catalog');
    expect(messageAbout(file([SWIFT], 'packages: { enabled: false }'))).toContain('nodejs:default, for the tests');
  });

  test('is accepted if nothing needs the kind', () => {
    const accepted = (yaml: string) => () => parsePlatform(yaml);
    expect(accepted(file([NODE, SWIFT, PYTHON]))).not.toThrow();
    expect(accepted(file([NODE, SWIFT], 'providers: { kafka: { enabled: false } }'))).not.toThrow();
    expect(accepted(file([NODE], 'packages: { enabled: false }'))).not.toThrow();
    expect(accepted(file([PYTHON], 'packages: { enabled: false }\n  tests: { enabled: false }'))).not.toThrow();
  });

  test('includes a manifest where it is deprecated, or another is the default', () => {
    const old = `python: [${kind('python:3', 'deprecated: true, ')}]`;
    expect(messageAbout(file([NODE, SWIFT, old]))).toContain('python:3 is missing or deprecated');
    const nodes = `nodejs: [${kind('nodejs:20')}, ${kind('nodejs:14', 'default: true, deprecated: true, ')}]`;
    expect(messageAbout(file([nodes, SWIFT, PYTHON]))).toContain('nodejs:default is missing or deprecated');
  });
});

describe('a value that is not in the file is reported with its origin, at the nearest line:', () => {
  const QUORUM = 'lean controllers do not form a cluster';
  each([
    [
      'of the profile',
      'profile: production\n\nopenwhisk:\n  lean: true',
      ':3 openwhisk.controller.replicas (from the profile production): 2 is not possible together with openwhisk.lean: true',
      `1: ${QUORUM}`,
      'set openwhisk.controller.replicas: 1, or openwhisk.lean: false',
    ],
    [
      'of the profile, in a section of the file',
      'profile: production\nopenwhisk:\n  kafka:\n    resources:\n      requests: { memory: 1Gi }\n      limits: { memory: 1Gi }',
      ':3 openwhisk.kafka.heapMiB (from the profile production): 1024 MiB do not fit into the memory limit of 1Gi',
      "at most 819 (80 % of the limit; the rest is the JVM's own)",
      'write 819 or less, or raise openwhisk.kafka.resources.limits.memory',
    ],
    [
      'the default',
      'openwhisk:\n  nginx:\n    resources:\n      limits:\n        cpu: 10m',
      ':3 openwhisk.nginx.resources.requests.cpu (the default): 50m is more than the limit of 10m',
      'at most 10m',
      'write 10m or less, or raise openwhisk.nginx.resources.limits.cpu',
    ],
  ]);
});

describe('several mistakes', () => {
  test('are all reported in the order of their lines, whether in values or between them', () => {
    const yaml = [
      'openwhisk:',
      '  zookeeper:',
      '    replicas: 2',
      '  lean: true',
      '  kafka:',
      '    replicas: none',
      '  scheduler:',
      '    enabled: true',
      'name: OW',
      'nmespace: x',
    ];
    expect(messageAbout(yaml.join('\n')).replace(/profile, name, .*/, 'all keys')).toMatchInlineSnapshot(`
     "platform.yaml: 5 mistakes; nothing was written
       platform.yaml:3 openwhisk.zookeeper.replicas: 2 is even; a quorum of 2 survives no more failures than one of 1
         allowed: 1, 3, 5, 7 or 9
         fix: write 3
       platform.yaml:6 openwhisk.kafka.replicas: 'none' is not a number
         allowed: a whole number from 1 to 99
         fix: write a number, without quotes
       platform.yaml:8 openwhisk.scheduler.enabled: true is not possible together with openwhisk.lean: true
         allowed: false in lean mode, which has no Kafka and no invokers to schedule for
         fix: set openwhisk.scheduler.enabled: false, or openwhisk.lean: false
       platform.yaml:9 name: 'OW' has the wrong form
         allowed: lower-case letters, digits and '-', beginning and ending with a letter or digit
         fix: write it in this form
       platform.yaml:10 nmespace: unknown key 'nmespace'
         allowed: all keys
         fix: write namespace"
    `);
  });

  test('of one value are all reported', () => {
    expect(messageAbout(`name: ${'A'.repeat(21)}`)).toMatch(/^platform.yaml: 2 mistakes; .*too long.*wrong form/s);
  });

  test('do not hide what is wrong further down in a list', () => {
    const message = messageAbout('images:\n  pullSecrets:\n    - A\n    - b\n    - C\n');
    expect(message.match(/platform.yaml:\d+ \S+/g)).toEqual([
      'platform.yaml:3 images.pullSecrets[0]:',
      'platform.yaml:5 images.pullSecrets[2]:',
    ]);
  });

  test('more pull secrets than any pod needs', () => {
    const names = Array.from({ length: 101 }, (_, index) => `s${index}`);
    const message = messageAbout(`images:\n  pullSecrets: [${names.join()}]\n`);
    expect(message).toMatch(
      /:2 images\.pullSecrets: .* is too long\n {4}allowed: at most 100 items\n {4}fix: shorten it$/,
    );
  });
});

describe('a wrong value causes no mistakes elsewhere:', () => {
  test.each([
    ['the copies fit the brokers that were meant', 'openwhisk:\n  kafka:\n    replicas: "3"\n    replicationFactor: 3'],
    [
      'the heap fits the limit that was meant',
      'openwhisk:\n  kafka:\n    heapMiB: 1500\n    resources:\n      limits:\n        memory: 4GB',
    ],
    ['the heap fits the profile that was meant', 'profile: prodction\nopenwhisk:\n  kafka:\n    heapMiB: 1500'],
    [
      'the address is there, but for its Secret',
      'openwhisk:\n  activationStore:\n    backend: Elasticsearch\n    elasticsearch:\n      external:\n        host: es',
    ],
    ['the second name is the first now', 'images:\n  pullSecrets:\n    - A\n    - b\n    - b'],
  ])('%s', (_, yaml) => {
    expect(messageAbout(yaml)).toMatch(/^platform.yaml: 1 mistake;/);
  });
});

describe('accepted:', () => {
  test.each([
    [
      'a profile with stores of the user, whose replicas are then without meaning',
      'profile: production\nopenwhisk:\n  zookeeper:\n    external:\n      host: zk\n  kafka:\n    external:\n      host: kafka\n    replicationFactor: 5\n  couchdb:\n    external:\n      host: db\n    auth:\n      existingSecret: db-auth',
    ],
    [
      'a heap of exactly 80 % of the limit',
      'openwhisk:\n  kafka:\n    heapMiB: 800\n    resources:\n      limits:\n        memory: 1000Mi',
    ],
    ['a request of the whole limit', 'openwhisk:\n  nginx:\n    resources:\n      requests:\n        cpu: 1000m'],
    [
      'a time that is shorter in a larger unit',
      'openwhisk:\n  limits:\n    time:\n      std: 1m\n      max: 90 seconds',
    ],
    [
      'limits that are all the same',
      'openwhisk:\n  limits:\n    memory:\n      min: 512m\n      std: 512 MB\n      max: 512m',
    ],
  ])('%s', (_, yaml) => {
    expect(() => messageAbout(yaml)).toThrow('There is nothing wrong');
  });
});
