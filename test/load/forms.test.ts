import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from './message';

/** A file that says a value at a path, and what is at the end of the path. */
function fileWith(path: string, value: string): { yaml: string; line: number } {
  const keys = path.split('.');
  const yaml = keys.map((key, depth) => `${'  '.repeat(depth)}${key}:`).join('\n');
  return { yaml: `${yaml} ${value}`, line: keys.length };
}

const NAME = "lower-case letters, digits and '-', beginning and ending with a letter or digit";
const OBJECT_NAME = `a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit`;
const BYTES = 'a Kubernetes quantity such as 512Mi or 1Gi, at most 4096Ti';
const ZONE = 'a time zone of the IANA database, such as Europe/Berlin or UTC';
const GIT = 'a tag, branch or commit: letters, digits, . _ + - and /, beginning with a letter or digit';
const CORES = 'a Kubernetes quantity such as 250m, 0.5 or 2';
const HOST = 'a host name or an address, without a scheme and a port';

describe('a value of the wrong form is reported with the right form:', () => {
  test.each([
    ['name', 'OwDev', NAME],
    ['name', '-a', NAME],
    ['namespace', "''", NAME],
    ['cluster.domain', 'Cluster.Local', 'a DNS name in lower case, such as cluster.local'],
    ['cluster.dnsService', 'coredns', '<service>.<namespace>, such as kube-dns.kube-system'],
    [
      'images.registry',
      "'https://registry.example.org'",
      'host[:port][/path] in lower case without a scheme, such as registry.example.org/mirror',
    ],
    ['placement.nodeLabel', 'my role', 'the key of a label, such as openwhisk-role or example.org/role'],
    ['persistence.storageClassName', 'Fast', OBJECT_NAME],
    [
      'logging.kibana.basePath',
      '/a/../b',
      "a path that begins with '/' and does not end with it, without the parts . and .., such as /kibana",
    ],
    [
      'logging.kibana.basePath',
      '/a/.',
      "a path that begins with '/' and does not end with it, without the parts . and .., such as /kibana",
    ],
    ['openwhisk.auth.existingSecret', 'my_secret', OBJECT_NAME],
    ['openwhisk.ingress.tls.existingSecret', 'TLS', OBJECT_NAME],
    ['openwhisk.imageTag', 'a b', 'an image tag'],
    ['openwhisk.systemNamespace', 'whisk.system', "a namespace after '/', such as /whisk.system"],
    ['openwhisk.packages.gitBaseUrl', 'github', 'an http or https URL'],
    ['openwhisk.loadBalancer.blackboxFraction', '110%', 'a percentage such as 10%'],
    ['openwhisk.limits.time.max', '5min', 'a duration such as 100ms, 30s, 5m or 20 seconds'],
    ['openwhisk.invoker.userMemory', '2Gi', 'a size such as 128m, 512m or 2g'],
    ['openwhisk.kafka.size', '10GB', BYTES],
    ['openwhisk.kafka.resources.limits.memory', '512m', BYTES],
    ['openwhisk.kafka.resources.limits.cpu', '2Gi', CORES],
    ['openwhisk.kafka.external.host', 'kafka.example.org:9092', HOST],
    ['openwhisk.kafka.external.host', "'http://kafka'", HOST],
    ['openwhisk.kafka.external.host', 'a..b', HOST],
    ['openwhisk.kafka.external.host', 'b-.example.org', HOST],
    ['openwhisk.kafka.external.host', "'300.1.2.3'", HOST],
    ['openwhisk.ingress.apiHost.name', 'A..B-.example', HOST],
    ['cluster.domain', 'a..b', 'a DNS name in lower case, such as cluster.local'],
    ['cluster.dnsService', "'-.-'", '<service>.<namespace>, such as kube-dns.kube-system'],
    ['cluster.nodePorts', "'40000-30000'", 'a range of ports, such as 30000-32767'],
    ['openwhisk.couchdb.size', "'0'", BYTES],
    ['openwhisk.controller.resources.limits.memory', '999999999999Ti', BYTES],
    ['openwhisk.controller.resources.requests.cpu', "'0'", CORES],
    ['openwhisk.timezone', 'Mars/Olympus', ZONE],
    ['openwhisk.timezone', 'europe/berlin', ZONE],
    ['openwhisk.timezone', "'+01:00'", ZONE],
    ['openwhisk.kafka.topics.prefix', "'bad topic/é'", "letters, digits, '.', '_' and '-'"],
    ['openwhisk.packages.gitBaseUrl', "'ext::sh -c id'", 'an http or https URL'],
    ['openwhisk.packages.tags.alarms', "'--upload-pack=x'", GIT],
    ['openwhisk.packages.tags.alarms', 'a..b', GIT],
    ['openwhisk.couchdb.prefix', 'Test_', 'lower-case letters, digits, _ and -, beginning with a letter'],
  ])('%s: %s', (path, value, form) => {
    const { yaml, line } = fileWith(path, value);
    const shown = `'${value.replace(/^'|'$/g, '')}'`;
    expect(messageAbout(yaml)).toBe(
      oneMistake(`:${line} ${path}: ${shown} has the wrong form`, form, 'write it in this form'),
    );
  });

  test('the name of a container', () => {
    const cpu = "cpu: { utilization: 50, container: 'nginx:1' }";
    expect(messageAbout(`openwhisk:\n  nginx:\n    autoscaling:\n      max: 3\n      ${cpu}`)).toBe(
      oneMistake(
        ":5 openwhisk.nginx.autoscaling.cpu.container: 'nginx:1' has the wrong form",
        NAME,
        'write it in this form',
      ),
    );
  });

  test('a range of addresses that does not begin with its first one', () => {
    expect(messageAbout('openwhisk:\n  actions:\n    egress:\n      - cidr: 10.0.0.5/8')).toBe(
      oneMistake(
        ":4 openwhisk.actions.egress[0].cidr: '10.0.0.5/8' does not begin with the first address of its range, and the API server refuses it",
        'a CIDR such as 10.0.0.0/8',
        'write the first address of the range',
      ),
    );
  });

  test.each(['10.0.0.0', '10.0.0.300/8', '10.0.0.0/33', '10.0.0.0/8/8', 'fd00::/129', 'example.org/8', '10.0.0.0/'])(
    'a range of addresses: %s',
    (cidr) => {
      expect(messageAbout(`openwhisk:\n  actions:\n    egress:\n      - cidr: ${cidr}`)).toBe(
        oneMistake(
          `:4 openwhisk.actions.egress[0].cidr: '${cidr}' has the wrong form`,
          'a CIDR such as 10.0.0.0/8',
          'write it in this form',
        ),
      );
    },
  );

  test('text of several lines is shown on one', () => {
    expect(messageAbout('name: |\n  a\n  b\n')).toContain(
      String.raw`platform.yaml:1 name: 'a\nb\n' has the wrong form`,
    );
  });
});

describe('an image', () => {
  const FORM = 'a reference with a version tag or a digest, such as registry.example.org/name:1.2.3';
  const ADD = "add the image's version, so that every node runs the same one";

  test.each([
    ['apache/kafka', 'has no tag', ADD],
    ['registry.example.org:5000/apache/kafka', 'has no tag', ADD],
    ['kafka:latest', "has the moving tag 'latest'", ADD],
    ['a b:1', 'is not an image reference', 'write it in this form'],
    ['kafka:', 'is not an image reference', 'write it in this form'],
    [':1.0', 'is not an image reference', 'write it in this form'],
    ['https://registry.example.org/kafka:1.0', 'is not an image reference', 'write it in this form'],
    ['Apache/Kafka:1.0', 'is not an image reference', 'write it in this form'],
    ['kafka@sha256:1234', 'is not an image reference', 'write it in this form'],
  ])('%s is refused', (reference, problem, fix) => {
    expect(messageAbout(`images:\n  overrides:\n    kafka: '${reference}'`)).toBe(
      oneMistake(`:3 images.overrides.kafka: '${reference}' ${problem}`, FORM, fix),
    );
  });

  test.each([
    'kafka:3.9.1',
    'apache/kafka:3.9.1-rc_1',
    'registry.example.org:5000/a/b_c/d--e.f:V1',
    `quay.io/a/b@sha256:${'0a'.repeat(32)}`,
    `localhost/a:1@sha256:${'0a'.repeat(32)}`,
  ])('%s is taken', (reference) => {
    const { platform } = parsePlatform(`images:\n  overrides:\n    kafka: '${reference}'`);
    expect(platform.images.overrides).toEqual({ kafka: reference });
  });
});

describe('a value of the right form is accepted:', () => {
  test.each([
    ['openwhisk.kafka.external.host', 'kafka-0.Example.org'],
    ['openwhisk.kafka.external.host', '10.0.0.7'],
    ['openwhisk.kafka.external.host', "'fd00::7'"],
    ['openwhisk.timezone', 'Asia/Calcutta'],
    ['openwhisk.timezone', 'Etc/GMT+3'],
    ['openwhisk.packages.tags.alarms', '3e6138d'],
    ['openwhisk.packages.tags.alarms', 'release/2.1.0'],
    ['openwhisk.kafka.size', '1.5Ti'],
    ['openwhisk.nginx.resources.limits.cpu', "'1.5'"],
    ['persistence.storageClassName', 'fast.example.org'],
    ['monitoring.grafana.ingressClassName', 'nginx.internal'],
    ['placement.nodeLabel', 'example.org/role'],
    ['images.registry', 'registry.example.org:5000/mirror'],
  ])('%s: %s', (path, value) => {
    expect(() => parsePlatform(fileWith(path, value).yaml)).not.toThrow();
  });

  test.each(['0.0.0.0/0', '10.0.0.0/8', '10.1.2.3/32', '::/0', 'fd00::/8', '::1/128'])('cidr: %s', (cidr) => {
    const { platform } = parsePlatform(`openwhisk:\n  actions:\n    egress:\n      - cidr: '${cidr}'`);
    expect(platform.openwhisk.actions.egress).toEqual([{ cidr }]);
  });
});

test('a namespace of the cluster is refused for every part, with the reason', () => {
  const named = (namespace: string): string =>
    [
      `namespace: ${namespace}`,
      `openwhisk: { actions: { namespace: ${namespace} } }`,
      `monitoring: { namespace: ${namespace} }`,
      `logging: { namespace: ${namespace} }`,
      `autoscaling: { namespace: ${namespace}, demonstration: { namespace: ${namespace} } }`,
    ].join('\n');
  for (const namespace of ['kube-system', 'kube-public', 'default', 'openshift-dns']) {
    const message = messageAbout(named(namespace));
    expect(message).toContain('6 mistakes');
    expect(message).toContain(
      `'${namespace}' belongs to the cluster: the network policies and the Pod Security level of the platform would stop its pods`,
    );
  }
});

test('the namespace of the cluster DNS is refused', () => {
  expect(messageAbout('namespace: dns\ncluster: { dnsService: coredns.dns }')).toBe(
    oneMistake(
      ":1 namespace: 'dns' is the namespace of the cluster DNS (cluster.dnsService: coredns.dns), which the network policies of the platform would cut off",
      'a namespace of its own',
      'leave it out, or write another name',
    ),
  );
});

test('a port of the nodes is one that the API server gives', () => {
  expect(messageAbout('openwhisk:\n  ingress:\n    nodePort: 80')).toBe(
    oneMistake(
      ':3 openwhisk.ingress.nodePort: the API server refuses 80 as the port of the nodes',
      '30000-32767 (cluster.nodePorts)',
      'write a port from 30000 to 32767, or write the range of your API server to cluster.nodePorts',
    ),
  );
  expect(() => parsePlatform('cluster: { nodePorts: 80-90 }\nopenwhisk: { ingress: { nodePort: 80 } }')).not.toThrow();
});

test('a key of the wrong form is reported with the right form', () => {
  expect(messageAbout('openwhisk:\n  ingress:\n    annotations:\n      "a b": c')).toBe(
    oneMistake(
      ":4 openwhisk.ingress.annotations.a b: the key 'a b' has the wrong form",
      'the key of an annotation, such as example.org/name, with letters, digits, -, _ and . after the slash',
      'write it in this form',
    ),
  );
});
