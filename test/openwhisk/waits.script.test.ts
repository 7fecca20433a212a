import type { Server } from 'node:net';
import { externalEndpoint, type Endpoint } from '../../lib/kube/endpoint';
import { anyOf, waitScript, type Wait } from '../../lib/kube/waits';
import { couchdbAnswers, couchdbHas } from '../../lib/openwhisk/couchdb-waits';
import { etcdHealthy } from '../../lib/openwhisk/etcd-waits';
import { invokerHealthy } from '../../lib/openwhisk/invoker-waits';
import { kafkaAnswers, kafkaAnswersSecurely } from '../../lib/openwhisk/kafka-waits';
import { redisAnswers } from '../../lib/openwhisk/redis-waits';
import { zookeeperAnswers } from '../../lib/openwhisk/zookeeper-waits';
import { CERTIFICATE } from '../support/certificate';
import {
  answeringServer,
  httpServer,
  kafkaServer,
  listen,
  redisServer,
  secureKafkaServer,
  zookeeperServer,
} from '../support/servers';
import { runScript, type ScriptResult } from '../support/shell';
import {
  CREDENTIALS,
  describeEachWait,
  expectFound,
  expectGivenUp,
  http,
  httpWithPassword,
  LOCKED,
  SECRET,
  toolboxes,
  waitForServer,
  type Scenario,
} from '../support/waits';

jest.setTimeout(30_000);

/** The last answer of a Kafka wait that received no byte; busybox' nc has no message of its own. */
const NO_BYTES = { refused: 'answer: none', silent: 'answer: none' };

/** The last answers of a CouchDB wait, which are curl's. */
const CURL = {
  refused: "curl: (7) Failed to connect to 127.0.0.1 port PORT: Couldn't connect to server",
  silent: 'curl: (28) Operation timed out after 1000 milliseconds',
};

const WAITS = {
  zookeeper: {
    refused: 'none',
    wait: zookeeperAnswers,
    what: 'ZooKeeper',
    ready: () => zookeeperServer('Zookeeper version: 3.9.3\nMode: standalone\n'),
  },
  kafka: { ...NO_BYTES, wait: kafkaAnswers, what: 'a Kafka broker', ready: () => kafkaServer() },
  'kafka with TLS': {
    ...NO_BYTES,
    wait: (endpoint) => kafkaAnswersSecurely(endpoint, { secret: SECRET, key: 'ca.crt' }),
    what: 'a Kafka broker with TLS',
    ready: () => secureKafkaServer(),
  },
  redis: { refused: 'none', wait: redisAnswers, what: 'Redis', ready: () => redisServer('+PONG') },
  couchdb: {
    ...CURL,
    wait: (endpoint) => couchdbHas(endpoint, 'http', 'marker', CREDENTIALS),
    what: "CouchDB's database marker (made last by the init-couchdb job)",
    ready: () => httpWithPassword('/marker', 200, '{"db_name":"marker"}'),
  },
  'couchdb of the providers': {
    ...CURL,
    wait: (endpoint) => couchdbAnswers(endpoint, 'http', CREDENTIALS),
    what: 'CouchDB',
    ready: () => httpWithPassword('/', 200, '{"couchdb":"Welcome"}'),
  },
  invoker: {
    wait: invokerHealthy,
    what: 'a healthy invoker (as counted by the controller)',
    ready: () => http('/invokers/healthy/count', 200, '2'),
  },
  etcd: {
    wait: etcdHealthy,
    what: 'etcd',
    ready: () => http('/health', 200, '{"health":"true","reason":""}'),
  },
} as const satisfies Record<string, Scenario>;

describeEachWait(WAITS);

describe('a wait for one of several servers', () => {
  const CLOSED = externalEndpoint('127.0.0.1', 1);
  const clusters = Object.entries(WAITS).filter(([kind]) =>
    ['zookeeper', 'kafka', 'kafka with TLS', 'etcd'].includes(kind),
  );

  test.concurrent.each(clusters)('ends when the second %s is ready', async (_, scenario: Scenario) => {
    const wait = (endpoint: Endpoint): Wait => anyOf([scenario.wait(CLOSED), scenario.wait(endpoint)]);
    const result = await waitForServer({ ...scenario, wait }, scenario.ready());
    expect(result.stdout).toMatch(/found .* at 127\.0\.0\.1:1 or 127\.0\.0\.1:\d+\n$/);
    expect(result.code).toBe(0);
  });

  test.concurrent('goes on while none is ready', async () => {
    const wait = (endpoint: Endpoint): Wait => anyOf([etcdHealthy(CLOSED), etcdHealthy(endpoint)]);
    const unhealthy = http('/health', 200, '{"health":"false"}');
    const { code, stderr } = await waitForServer({ ...WAITS.etcd, wait }, unhealthy, { DEADLINE_SECONDS: '1' });
    expect(stderr).toMatch(/etcd at 127\.0\.0\.1:1 or 127\.0\.0\.1:\d+ is missing; last answer: [^]*"health":"false"/);
    expect(code).toBe(1);
  });
});

test('the mode of ZooKeeper decides where ruok is not allowed', async () => {
  const refusal = 'ruok is not executed because it is not in the whitelist.\n';
  const result = await waitForServer(WAITS.zookeeper, zookeeperServer('Mode: follower\n', refusal));
  expect(result.code).toBe(0);
});

describe('a wait goes on at', () => {
  const unavailable = 'wget: server returned error: HTTP/1.1 503 Service Unavailable';
  const count = (answer: string): Server => http('/invokers/healthy/count', 200, answer);
  test.concurrent.each<[string, keyof typeof WAITS, () => Server, string]>([
    [
      'a ZooKeeper without a quorum',
      'zookeeper',
      () => zookeeperServer('This ZooKeeper instance is not currently serving requests\n'),
      'This ZooKeeper instance is not currently serving requests',
    ],
    ['a ZooKeeper that hangs up', 'zookeeper', () => zookeeperServer(''), 'none'],
    ['a ZooKeeper that is not ok', 'zookeeper', () => zookeeperServer('Mode: standalone\n', 'no'), 'no'],
    [
      'a port that is not Kafka',
      'kafka',
      () => answeringServer(() => 'HTTP/1.1 400 Bad Request\r\n'),
      `answer: ${Buffer.from('HTTP/1.1 4').toString('hex')}`,
    ],
    ['a Kafka error', 'kafka', () => kafkaServer(35), 'answer: 00000010000000010023'],
    [
      'a Redis that loads its data',
      'redis',
      () => redisServer('-LOADING Redis is loading the dataset in memory'),
      '-LOADING Redis is loading the dataset in memory',
    ],
    [
      'a CouchDB without the database',
      'couchdb',
      () => httpWithPassword('/other', 200, '{}'),
      'curl: (22) The requested URL returned error: 404',
    ],
    [
      'a CouchDB with another password',
      'couchdb',
      () => httpServer(() => LOCKED),
      'curl: (22) The requested URL returned error: 401',
    ],
    ['no healthy invoker', 'invoker', () => count('0'), 'healthy invokers: 0'],
    ['an unhealthy etcd', 'etcd', () => http('/health', 200, '{"health":"false"}'), '{"health":"false"}'],
    ['an etcd without a leader', 'etcd', () => http('/health', 503, '{"health":"false"}'), unavailable],
  ])('%s', async (_name, kind, server, answer) => {
    const result = await waitForServer(WAITS[kind], server(), { DEADLINE_SECONDS: '1' });
    expectGivenUp(WAITS[kind], result, answer);
  });

  test.concurrent('a count of invokers that is not a number', async () => {
    const { code, stderr } = await waitForServer(WAITS.invoker, count('<html>'), { DEADLINE_SECONDS: '1' });
    expect(stderr).toContain('last answer: healthy invokers: <html>');
    expect(code).toBe(1);
  });
});

test.concurrent('a Redis that asks for a password is ready', async () => {
  expectFound(WAITS.redis, await waitForServer(WAITS.redis, redisServer('-NOAUTH Authentication required.')));
});

test.concurrent('the first healthy invoker ends the wait for one', async () => {
  const counts = ['0', '0'];
  const server = httpServer(() => [200, counts.shift() ?? '1']);
  const result = await waitForServer(WAITS.invoker, server);
  expectFound(WAITS.invoker, result);
  expect(result.stdout.match(/healthy invokers: 0/g)).toHaveLength(2);
});

test.concurrent('a wait goes on at a broker whose certificate is untrusted, or for another host', async () => {
  const { port, close } = await listen(secureKafkaServer());
  const ask = async (host: string, env: Record<string, string>): Promise<ScriptResult> => {
    const authorities = env['WAIT_CA'] ? { secret: SECRET, key: 'ca.crt' } : undefined;
    const wait = kafkaAnswersSecurely(externalEndpoint(host, port), authorities);
    const times = { TRY_TIMEOUT_SECONDS: '10', INTERVAL_SECONDS: '0.2', DEADLINE_SECONDS: '1' };
    return runScript(waitScript(wait), {
      PATH: toolboxes.toolbox.path,
      HOST: host,
      PORT: String(port),
      ...times,
      ...env,
    });
  };
  const [stranger, other, named] = await Promise.all([
    ask('127.0.0.1', {}),
    ask('localhost', { WAIT_CA: CERTIFICATE, HOST: 'kafka.example.org' }),
    ask('localhost', { WAIT_CA: CERTIFICATE }),
  ]).finally(close);
  expect(stranger.stderr).toContain('self-signed certificate');
  expect(other.stderr).toContain('hostname mismatch');
  expect([stranger.code, other.code, named.code]).toEqual([1, 1, 0]);
});
