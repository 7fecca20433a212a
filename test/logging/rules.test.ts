import fc from 'fast-check';
import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const WITHOUT_MONITORING = 'profile: lean\nlogging:\n  enabled: true\n';
const EXTERNAL = '  elasticsearch:\n    external:\n      host: es.example.org\n      existingSecret: es\n';

const ROWS: readonly Row[] = [
  [
    'two masters',
    '  elasticsearch:\n    replicas: 2',
    ':5 logging.elasticsearch.replicas: 2 nodes elect a master only while both are up: one that is lost stops the other, too',
    '1, or 3 and more',
    'write 3, or 1 where what they keep may be away while the node is',
  ],
  [
    'a heap above half of the memory',
    '  elasticsearch:\n    heapMiB: 1536',
    ':5 logging.elasticsearch.heapMiB: 1536 MiB are more than half of the memory limit of 2Gi',
    "at most 1024: the other half of the memory is for the files' cache",
    'leave it out, or raise logging.elasticsearch.resources.limits.memory',
  ],
  [
    'a heap above 31 GiB',
    '  elasticsearch:\n    heapMiB: 32768\n    resources: {limits: {memory: 80Gi}}',
    ':5 logging.elasticsearch.heapMiB: 32768 MiB are too many: from 31 GiB on, pointers take twice the space',
    "at most 31743: the other half of the memory is for the files' cache",
    'leave it out, or raise logging.elasticsearch.resources.limits.memory',
  ],
  [
    'more memory reserved than allowed',
    '  elasticsearch:\n    resources: {requests: {memory: 4Gi}}',
    ':5 logging.elasticsearch.resources.requests.memory: 4Gi is more than the limit of 2Gi',
    'at most 2Gi',
    'write 2Gi or less, or raise logging.elasticsearch.resources.limits.memory',
  ],
  [
    'a retention larger than the disks',
    '  indices:\n    retentionDays: 30\n    gibPerDay: 2',
    ':5 logging.indices.retentionDays: 2 GiB per day for 30 days, 1 times, are 60 GiB; 1 × 30Gi hold 25.5 GiB, with 15 % left free',
    'at most 12 with these volumes',
    'write 12, or set logging.elasticsearch.size: 71Gi',
  ],
  [
    'a day that is larger than the disks',
    '  indices:\n    gibPerDay: 100',
    ':4 logging.indices.retentionDays (the default): 100 GiB per day for 7 days, 1 times, are 700 GiB; 1 × 30Gi hold 25.5 GiB, with 15 % left free',
    'at most 0 with these volumes',
    'set logging.elasticsearch.size: 824Gi',
  ],
  [
    'more copies than nodes',
    '  indices:\n    copies: 1',
    ':5 logging.indices.copies: 1 copies of each shard need 2 nodes; there are 1',
    'at most 0',
    'write 0, or raise logging.elasticsearch.replicas',
  ],
  [
    'the namespace of the platform',
    '  namespace: openwhisk',
    ":4 logging.namespace: 'openwhisk' is already the value of namespace",
    'another one: logging has Secrets that other parts must not have',
    'leave it out, or write another name',
  ],
  [
    'the namespace of logging for Fluentd',
    '  fluentd: { namespace: logging }',
    ":4 logging.fluentd.namespace: 'logging' is already the value of logging.namespace",
    'one of its own: it admits pods with access to their node',
    'leave it out, or write another name',
  ],
  [
    'TLS without a host',
    '  kibana:\n    tlsSecret: kibana-tls',
    ':5 logging.kibana.tlsSecret: no Ingress uses it',
    'tlsSecret together with host',
    'add logging.kibana.host, or remove tlsSecret',
  ],
  [
    'TLS that ends elsewhere, without a host',
    '  kibana:\n    tlsTerminatedUpstream: true',
    ':5 logging.kibana.tlsTerminatedUpstream: no Ingress uses it',
    'tlsTerminatedUpstream together with host',
    'add logging.kibana.host, or remove tlsTerminatedUpstream',
  ],
  [
    'annotations without an Ingress',
    '  kibana:\n    ingressAnnotations: {a: b}',
    ':5 logging.kibana.ingressAnnotations: no Ingress uses it',
    'ingressAnnotations together with host',
    'add logging.kibana.host, or remove ingressAnnotations',
  ],
  [
    'TLS that ends twice',
    '  kibana:\n    host: kibana.example.org\n    tlsSecret: kibana-tls\n    tlsTerminatedUpstream: true',
    ':7 logging.kibana.tlsTerminatedUpstream: with tlsSecret, TLS ends at the Ingress',
    'true without logging.kibana.tlsSecret',
    'remove it or, where a load balancer has the certificate, remove logging.kibana.tlsSecret',
  ],
  [
    'snapshots without a bucket',
    '  elasticsearch:\n    snapshots:\n      type: s3\n      settings: {base_path: logs}',
    ':7 logging.elasticsearch.snapshots.settings: a repository of type s3 has no bucket',
    'settings with bucket',
    'add bucket, the name of the bucket',
  ],
  [
    'Kibana with OpenSearch',
    `${EXTERNAL}      kind: opensearch`,
    ':2 logging.kibana.enabled (the default): Kibana does not support OpenSearch',
    'false with logging.elasticsearch.external.kind: opensearch',
    'set logging.kibana.enabled: false, and use the dashboards of your OpenSearch',
  ],
  [
    'Kibana without a user',
    EXTERNAL,
    ':5 logging.elasticsearch.external: Kibana has no user on the server',
    'external with kibanaSecret, or without Kibana',
    'create a Secret with username and password of a user with the role kibana_system, and name it in kibanaSecret',
  ],
  [
    'snapshots of a server that is not ours',
    `${EXTERNAL}      kibanaSecret: kibana\n    snapshots: {type: s3, settings: {bucket: b}}`,
    ':9 logging.elasticsearch.snapshots: an external server takes its own snapshots',
    'snapshots without logging.elasticsearch.external',
    'remove snapshots',
  ],
];

describe('values of logging that do not go together:', () => {
  test.each(ROWS)('%s', (_, yaml, problem, allowed, fix) => {
    expect(messageAbout(WITHOUT_MONITORING + yaml)).toBe(oneMistake(problem, allowed, fix));
  });
});

describe('invalid values of logging:', () => {
  test.each([
    [
      'an address in the place of a host',
      'kibana:\n    host: 10.0.0.1',
      ':5 logging.kibana.host',
      'a DNS name in lower case',
    ],
    [
      'a host with a scheme',
      'kibana:\n    host: https://kibana.example.org',
      ':5 logging.kibana.host',
      'a DNS name in lower case',
    ],
    ['a host in upper case', 'kibana:\n    host: Kibana', ':5 logging.kibana.host', 'a DNS name in lower case'],
    [
      'a path without a slash',
      'kibana:\n    basePath: kibana',
      ':5 logging.kibana.basePath',
      "a path that begins with '/'",
    ],
    [
      'a path with a slash at its end',
      'kibana:\n    basePath: /kibana/',
      ':5 logging.kibana.basePath',
      "a path that begins with '/'",
    ],
    [
      'a choice that there is not',
      'elasticsearch:\n    virtualMemory: sysctl',
      ':5 logging.elasticsearch.virtualMemory',
      'initContainer, disableMmap, preset',
    ],
    [
      'an annotation whose key is none',
      'kibana:\n    host: kibana.example.org\n    ingressAnnotations: {"a b": c}',
      ':6 logging.kibana.ingressAnnotations',
      'the key of an annotation',
    ],
    [
      'an annotation that is a number',
      'kibana:\n    host: kibana.example.org\n    ingressAnnotations: {a: 1}',
      ':6 logging.kibana.ingressAnnotations.a',
      'a string',
    ],
    [
      'a schedule with two days',
      'elasticsearch:\n    snapshots: {type: s3, settings: {bucket: b}, schedule: "0 30 1 * * *"}',
      ':5 logging.elasticsearch.snapshots.schedule',
      "6 or 7 fields in Elasticsearch's notation",
    ],
    [
      'too small a heap',
      'elasticsearch:\n    heapMiB: 64',
      ':5 logging.elasticsearch.heapMiB',
      'a whole number from 256',
    ],
  ])('%s', (_, yaml, place, allowed) => {
    const message = messageAbout(`${WITHOUT_MONITORING}  ${yaml}`);
    expect(message).toContain(place);
    expect(message).toContain(`allowed: ${allowed}`);
  });
});

test('nothing is reported while logging is off', () => {
  expect(() =>
    parsePlatform('profile: lean\nlogging: {elasticsearch: {replicas: 2}, indices: {retentionDays: 3650}}'),
  ).not.toThrow();
});

describe('the sizes', () => {
  const message = (yaml: string): string => {
    try {
      parsePlatform(yaml);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('are accepted exactly if the logs of all days fit into 85 % of the volumes', () => {
    const nodes = fc.constantFrom(1, 3, 4, 5);
    fc.assert(
      fc.property(
        nodes,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 10, max: 900 }),
        (replicas, days, perDay, size) => {
          const copies = replicas > 1 ? 1 : 0;
          const fits = perDay * days * (1 + copies) <= (replicas * size * 85) / 100;
          const yaml = `${WITHOUT_MONITORING}  elasticsearch: {replicas: ${replicas}, size: ${size}Gi}\n  indices: {retentionDays: ${days}, gibPerDay: ${perDay}}`;
          const said = message(yaml);
          expect(said === '').toBe(fits);
          const [, enough] = /logging\.elasticsearch\.size: (\d+)Gi/.exec(said) ?? [];
          // What the message says to write is right.
          if (!fits) expect(message(yaml.replace(`size: ${size}Gi`, `size: ${enough}Gi`))).toBe('');
        },
      ),
      { numRuns: 30, examples: [[5, 42, 34, 10]] },
    );
  });
});
