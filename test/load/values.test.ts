import { platformSchema } from '../../lib/platform/model';
import { IMAGE_NAMES } from '../../lib/catalogue/images';
import { messageAbout, oneMistake } from './message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const each = (rows: readonly Row[]): void => {
  test.each(rows)('%s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
  });
};

const ROOT_KEYS = Object.keys(platformSchema.shape).join(', ');
const KAFKA_KEYS = 'external, replicas, replicationFactor, topics, heapMiB, size, probes, resources';
const ZONE = 'a time zone of the IANA database, such as Europe/Berlin or UTC';
const IMAGE_KEYS = IMAGE_NAMES.join(', ');

test.each([
  [
    'openwhisk:\n  actions: { disruptionBudgets: true }',
    ":2 openwhisk.actions.disruptionBudgets: is not possible: OpenWhisk's client creates budgets of policy/v1beta1, which Kubernetes 1.25 removed, and each action pod would be deleted again",
    'remove it; openwhisk.invoker.drainSeconds protects running activations',
  ],
  [
    'openwhisk:\n  invoker: { useRunc: true }',
    ":2 openwhisk.invoker.useRunc: is not possible: runc pauses no container of another PID namespace, and OpenWhisk's client does not find the state of Docker 18.09 and later",
    'remove it; containers are paused by the Docker engine',
  ],
])('an option that no image can honour is refused with the reason: %s', (yaml, problem, fix) => {
  expect(messageAbout(yaml)).toBe(
    `platform.yaml: 1 mistake; nothing was written\n  platform.yaml${problem}\n    fix: ${fix}`,
  );
});

describe('an unknown key is reported with the known ones, and the nearest of them:', () => {
  const unknown = (key: string, path: string): string => `${path}${key}: unknown key '${key}'`;
  each([
    [
      'a letter less',
      'openwhisk:\n  kafka:\n    replica: 3',
      unknown('replica', ':3 openwhisk.kafka.'),
      KAFKA_KEYS,
      'write replicas',
    ],
    [
      'another case',
      'openwhisk:\n  kafka:\n    heapmib: 3',
      unknown('heapmib', ':3 openwhisk.kafka.'),
      KAFKA_KEYS,
      'write heapMiB',
    ],
    ['at the root', '# a comment\nprofil: lean', unknown('profil', ':2 '), ROOT_KEYS, 'write profile'],
    ['nothing is near', 'colour: red', unknown('colour', ':1 '), ROOT_KEYS, 'remove it'],
    [
      'a short word is not near to any',
      'openwhisk:\n  kafka:\n    url: x',
      unknown('url', ':3 openwhisk.kafka.'),
      KAFKA_KEYS,
      'remove it',
    ],
    [
      'an image',
      'images:\n  overrides:\n    contoller: a/b:1',
      unknown('contoller', ':3 images.overrides.'),
      IMAGE_KEYS,
      'write controller',
    ],
    [
      'an image that is like none',
      'images:\n  overrides:\n    unheard: a/b:1',
      unknown('unheard', ':3 images.overrides.'),
      IMAGE_KEYS,
      'remove it',
    ],
    ['a number', 'openwhisk:\n  kafka:\n    1: x', unknown('1', ':3 openwhisk.kafka.'), KAFKA_KEYS, 'remove it'],
  ]);
});

describe('a value of the wrong type:', () => {
  const NAME = "lower-case letters, digits and '-', beginning and ending with a letter or digit";
  const MAPPING = ['an object', 'write keys below it, each indented by two spaces'] as const;
  const BOOLEAN = 'true or false';
  each([
    [
      'text for a number',
      'openwhisk:\n  kafka:\n    replicas: three',
      ":3 openwhisk.kafka.replicas: 'three' is not a number",
      'a whole number from 1 to 99',
      'write a number, without quotes',
    ],
    [
      'a quoted number',
      'openwhisk:\n  kafka:\n    replicas: "3"',
      ":3 openwhisk.kafka.replicas: '3' is not a number",
      'a whole number from 1 to 99',
      'write a number, without quotes',
    ],
    [
      'no whole number',
      'openwhisk:\n  kafka:\n    replicas: 1.5',
      ':3 openwhisk.kafka.replicas: 1.5 is not a whole number',
      'a whole number from 1 to 99',
      'write a whole number',
    ],
    [
      'no number at all',
      'openwhisk:\n  kafka:\n    replicas: .nan',
      ':3 openwhisk.kafka.replicas: NaN is not a number',
      'a whole number from 1 to 99',
      'write a number',
    ],
    [
      'a number for a boolean',
      'networkPolicies: 1',
      ':1 networkPolicies: 1 is not true or false',
      BOOLEAN,
      'write true or false',
    ],
    [
      'yes for a boolean, which YAML 1.2 takes for text',
      'networkPolicies: yes',
      ":1 networkPolicies: 'yes' is not true or false",
      BOOLEAN,
      'write true or false, without quotes',
    ],
    ['a list for a mapping', 'openwhisk:\n  - kafka', ':1 openwhisk: ["kafka"] is not an object', ...MAPPING],
    [
      'text for a mapping',
      'openwhisk:\n  kafka:\n    external: kafka:9092',
      ":3 openwhisk.kafka.external: 'kafka:9092' is not an object",
      ...MAPPING,
    ],
    [
      'text for a list',
      'images:\n  pullSecrets: mine',
      ":2 images.pullSecrets: 'mine' is not a list",
      'a list',
      "write a list, each item on a line of its own after '- '",
    ],
    ['a number for text', 'name: 123', ':1 name: 123 is not a string', NAME, 'put the value in quotes'],
    [
      'a number for a quantity',
      'openwhisk:\n  nginx:\n    resources:\n      limits:\n        cpu: 2',
      ':5 openwhisk.nginx.resources.limits.cpu: 2 is not a string',
      'a Kubernetes quantity such as 250m, 0.5 or 2',
      'put the value in quotes',
    ],
    [
      'a mapping for text',
      'openwhisk:\n  timezone:\n    name: UTC',
      ':2 openwhisk.timezone: {"name":"UTC"} is not a string',
      ZONE,
      'write a string',
    ],
    [
      'a boolean for an annotation',
      'openwhisk:\n  ingress:\n    annotations:\n      a: true',
      ':4 openwhisk.ingress.annotations.a: true is not a string',
      'a string',
      'put the value in quotes',
    ],
    [
      'a long list, cut off',
      `openwhisk:\n  timezone: [${'a, '.repeat(30)}b]`,
      `:2 openwhisk.timezone: [${'"a",'.repeat(14)}... is not a string`,
      ZONE,
      'write a string',
    ],
  ]);

  describe('nothing, because everything below a key is a comment:', () => {
    each([
      [
        'no mapping',
        'openwhisk:\n  # lean: true',
        ':1 openwhisk: has no value',
        MAPPING[0],
        `${MAPPING[1]}, or remove it`,
      ],
      ['no text', 'name:', ':1 name: has no value', NAME, 'write a string, or remove it'],
      [
        'no number',
        'openwhisk:\n  kafka:\n    replicas: ~',
        ':3 openwhisk.kafka.replicas: has no value',
        'a whole number from 1 to 99',
        'write a number, or remove it',
      ],
      [
        'none of the possible values',
        'profile:',
        ':1 profile: has no value',
        'lean, standard, production',
        'write one of these, or remove it',
      ],
    ]);
  });

  describe('nothing where a value is required:', () => {
    each([
      [
        'a range of addresses',
        'openwhisk:\n  actions:\n    egress:\n      - except: [10.0.0.0/8]',
        ':4 openwhisk.actions.egress[0].cidr: is missing',
        'a CIDR such as 10.0.0.0/8',
        'add it',
      ],
      [
        'one of the possible values',
        'amendments:\n  - kind: Service\n    name: a\n    patch:\n      - path: /spec',
        ':5 amendments[0].patch[0].op: is missing',
        'add, replace, remove',
        'add it',
      ],
    ]);
  });
});

describe('a value that is out of range:', () => {
  each([
    [
      'a number too small',
      'openwhisk:\n  kafka:\n    replicas: 0',
      ':3 openwhisk.kafka.replicas: 0 is too small',
      'a whole number from 1 to 99',
      'write 1 or more',
    ],
    [
      'a number too large',
      'openwhisk:\n  kafka:\n    replicas: 100',
      ':3 openwhisk.kafka.replicas: 100 is too large',
      'a whole number from 1 to 99',
      'write 99 or less',
    ],
    [
      'a number without an upper bound',
      'openwhisk:\n  kafka:\n    topics:\n      health:\n        retentionMs: 0',
      ':5 openwhisk.kafka.topics.health.retentionMs: 0 is too small',
      'a whole number, 1 or more',
      'write 1 or more',
    ],
    [
      'a fraction',
      'openwhisk:\n  scheduler:\n    queue:\n      throttlingFraction: 1.5',
      ':4 openwhisk.scheduler.queue.throttlingFraction: 1.5 is too large',
      'a number from 0 to 1',
      'write 1 or less',
    ],
    [
      'a number where a word may be',
      'openwhisk:\n  nginx:\n    workerProcesses: 65',
      ':3 openwhisk.nginx.workerProcesses: 65 is too large',
      'auto, or a whole number from 1 to 64',
      'write 64 or less',
    ],
    [
      'a name too long',
      `name: ${'a'.repeat(21)}`,
      `:1 name: '${'a'.repeat(21)}' is too long`,
      'at most 20 characters',
      'shorten it',
    ],
    [
      'no name',
      'amendments:\n  - kind: ""\n    name: a\n    patch: [{ op: remove, path: /spec }]',
      ":2 amendments[0].kind: '' has the wrong form",
      'a kind, such as StatefulSet',
      'write it in this form',
    ],
    [
      'an empty list',
      'amendments:\n  - kind: Service\n    name: a\n    patch: []',
      ':4 amendments[0].patch: [] is too short',
      'at least 1 item',
      'write at least 1 item',
    ],
  ]);
});

describe('a value outside an enumeration is reported with the nearest one:', () => {
  const TYPES = 'NodePort, LoadBalancer, Standard, Gateway, None';
  const type = (value: string): string => `openwhisk:\n  ingress:\n    type: ${value}`;
  each([
    [
      'another case',
      type('nodeport'),
      ":3 openwhisk.ingress.type: 'nodeport' is not possible",
      TYPES,
      'write NodePort',
    ],
    [
      'nothing is near',
      type('Ingress'),
      ":3 openwhisk.ingress.type: 'Ingress' is not possible",
      TYPES,
      'write one of these',
    ],
    ['a number', type('31001'), ':3 openwhisk.ingress.type: 31001 is not possible', TYPES, 'write one of these'],
    [
      'the beginning of a profile',
      'name: a\nprofile: prod',
      ":2 profile: 'prod' is not possible",
      'lean, standard, production',
      'write production',
    ],
    [
      'another word where a number may be',
      'openwhisk:\n  nginx:\n    workerProcesses: many',
      ":3 openwhisk.nginx.workerProcesses: 'many' is not possible",
      'auto, or a whole number from 1 to 64',
      'write one of these',
    ],
  ]);
});
