import type { Server } from 'node:net';
import { elasticsearchHas, elasticsearchReady, type ElasticsearchFacts } from '../../lib/elasticsearch/client';
import { externalEndpoint, type Endpoint } from '../../lib/kube/endpoint';
import type { Milestone } from '../../lib/kube/milestone';
import {
  couchdbHas,
  etcdHealthy,
  couchdbAnswers,
  httpAnswers,
  invokerHealthy,
  kafkaAnswers,
  kafkaAnswersSecurely,
  redisAnswers,
  waitScript,
  zookeeperAnswers,
  type Wait,
} from '../../lib/kube/waits';
import { CERTIFICATE } from '../support/certificate';
import {
  answeringServer,
  freePort,
  httpServer,
  kafkaServer,
  listen,
  redisServer,
  secureKafkaServer,
  silentServer,
  zookeeperServer,
  type HttpAnswer,
} from '../support/servers';
import { runScript, Toolbox, type ScriptResult } from '../support/shell';

jest.setTimeout(30_000);

/** All that the scripts may call; the rest is built into every POSIX shell. The image is busybox, so these are its applets. */
const APPLETS = ['base64', 'date', 'head', 'nc', 'od', 'sh', 'sleep', 'timeout', 'tr', 'wget'];
/** What the scripts may call that speak TLS; their image is Debian's. */
const TOOLS = ['base64', 'curl', 'date', 'od', 'openssl', 'sed', 'sh', 'sleep', 'timeout', 'tr'];
const toolboxes = { busybox: new Toolbox([...APPLETS, 'env']), toolbox: new Toolbox([...TOOLS, 'env']) };
afterAll(() => Object.values(toolboxes).forEach((toolbox) => toolbox.remove()));

const SECRET = { name: 'the.secret' };
const CREDENTIALS = { secret: SECRET, usernameKey: 'the-username', passwordKey: 'the-password' };
/** Characters that are special to the shell, to printf or to HTTP; long enough for base64 to break the line. */
const VALUES = {
  'the-username': 'admin',
  'the-password': `pa"ss %s\\w$or'd\`#:${'x'.repeat(80)}`,
  'ca.crt': CERTIFICATE,
};
const TOKEN = Buffer.from(`${VALUES['the-username']}:${VALUES['the-password']}`).toString('base64');

const LOCKED: HttpAnswer = [401, '{"error":"unauthorized"}'];
const http = (path: string, ...answer: HttpAnswer): Server =>
  httpServer((asked) => (asked === path ? answer : [404, `no ${asked}`]));
const httpWithPassword = (path: string, ...answer: HttpAnswer): Server =>
  httpServer((asked, { headers }) => {
    if (headers.authorization !== `Basic ${TOKEN}`) return LOCKED;
    return asked === path ? answer : [404, `no ${asked}`];
  });
const HEALTH = '/_cluster/health?wait_for_status=yellow&timeout=1s';
const elasticsearchOf = (version: string): Server =>
  httpServer((asked) => {
    if (asked === '/') return [200, `{"name":"a","version":{"number":"${version}","build":"1"}}`];
    return asked === HEALTH ? [200, '{"status":"green","timed_out":false}'] : [404, `no ${asked}`];
  });

interface Scenario {
  readonly wait: (endpoint: Endpoint) => Wait;
  /** What the messages say is waited for. */
  readonly what: string;
  /** A server that is ready. */
  readonly ready: () => Server;
}

const elasticsearchAt = (endpoint: Endpoint): ElasticsearchFacts<'openwhisk'> => ({
  endpoint,
  protocol: 'http',
  kind: 'elasticsearch',
  credentials: () => CREDENTIALS,
});

function questionOf(milestone: Milestone): Wait {
  if (!('wait' in milestone)) throw new Error(`nobody asks for ${milestone.name}`);
  return milestone.wait;
}

const WAITS = {
  zookeeper: {
    wait: zookeeperAnswers,
    what: 'ZooKeeper',
    ready: () => zookeeperServer('Zookeeper version: 3.9.3\nMode: standalone\n'),
  },
  kafka: { wait: kafkaAnswers, what: 'a Kafka broker', ready: () => kafkaServer() },
  'kafka with TLS': {
    wait: (endpoint) => kafkaAnswersSecurely(endpoint, { secret: SECRET, key: 'ca.crt' }),
    what: 'a Kafka broker with TLS',
    ready: () => secureKafkaServer(),
  },
  redis: { wait: redisAnswers, what: 'Redis', ready: () => redisServer('+PONG') },
  couchdb: {
    wait: (endpoint) => couchdbHas(endpoint, 'http', 'marker', CREDENTIALS),
    what: "CouchDB's database marker (made last by the init-couchdb job)",
    ready: () => httpWithPassword('/marker', 200, '{"db_name":"marker"}'),
  },
  'couchdb of the providers': {
    wait: (endpoint) => couchdbAnswers(endpoint, 'http', CREDENTIALS),
    what: 'CouchDB',
    ready: () => httpWithPassword('/', 200, '{"couchdb":"Welcome"}'),
  },
  controller: {
    wait: (endpoint) => httpAnswers(endpoint, 'the controller', '/ping'),
    what: 'the controller',
    ready: () => http('/ping', 200, 'pong'),
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
  elasticsearch: {
    wait: (endpoint) => questionOf(elasticsearchReady(elasticsearchAt(endpoint), 'openwhisk')),
    what: 'Elasticsearch with all primary shards',
    ready: () => httpWithPassword(HEALTH, 200, '{"status":"yellow","timed_out":false}'),
  },
  'elasticsearch of a version': {
    wait: (endpoint) =>
      questionOf(elasticsearchReady(elasticsearchAt(endpoint), 'openwhisk', { major: 8, property: 'a.version' })),
    what: 'Elasticsearch with all primary shards',
    ready: () => elasticsearchOf('8.19.0'),
  },
  'elasticsearch that holds a document': {
    wait: (endpoint) => elasticsearchHas(elasticsearchAt(endpoint), 'openwhisk', 'the document', '/a/_doc/b'),
    what: 'the document',
    ready: () => httpWithPassword('/a/_doc/b', 200, '{"found":true}'),
  },
} as const satisfies Record<string, Scenario>;

type Kind = keyof typeof WAITS;
const KINDS = Object.keys(WAITS) as Kind[];

/** Runs the script as the init container would, with the values of the Secret in the variables that the wait declares. */
async function waitFor(kind: Kind, port: number, env: Record<string, string> = {}): Promise<ScriptResult> {
  const wait = WAITS[kind].wait(externalEndpoint('127.0.0.1', port));
  const secrets = Object.entries(wait.env ?? {}).map(([name, value]) => {
    if (typeof value === 'string' || !('secret' in value)) throw new Error(`${name} does not come from a Secret`);
    return [name, VALUES[value.key as keyof typeof VALUES]];
  });
  const result = await runScript(waitScript(wait), {
    PATH: toolboxes[wait.image === 'toolbox' ? 'toolbox' : 'busybox'].path,
    HOST: '127.0.0.1',
    PORT: String(port),
    TRY_TIMEOUT_SECONDS: '10',
    INTERVAL_SECONDS: '0.2',
    DEADLINE_SECONDS: '20',
    ...(Object.fromEntries(secrets) as Record<string, string>),
    ...env,
  });
  for (const secret of [VALUES['the-password'], TOKEN]) expect(result.output).not.toContain(secret);
  return result;
}

async function waitForServer(kind: Kind, server: Server, env?: Record<string, string>): Promise<ScriptResult> {
  const { port, close } = await listen(server);
  try {
    return await waitFor(kind, port, env);
  } finally {
    await close();
  }
}

function expectFound(kind: Kind, { code, stdout, stderr }: ScriptResult): void {
  expect(stdout).toMatch(/found .* at 127\.0\.0\.1:\d+\n$/);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`found ${WAITS[kind].what} at 127.0.0.1:`);
}

/** The end of the wait says what is missing, where, how long it was waited for, and what was seen last. */
function expectGivenUp(kind: Kind, { code, stdout, stderr }: ScriptResult, answer: string): void {
  const [, message, last] = /^gave up after \d+ s \(deadline 1 s\): ([^]*); last answer: ([^]*)\n$/.exec(stderr) ?? [
    undefined,
    stderr,
  ];
  expect(message?.replace(/:\d+ /, ':PORT ')).toBe(`${WAITS[kind].what} at 127.0.0.1:PORT is missing`);
  // What busybox' nc and shell say of a try that was ended, and openssl of one that met nobody.
  const noise = /^(punt!|Terminated|connect:errno=\d+|[0-9A-F]+:error:.*)\n?/gm;
  const seen = last
    ?.replace(noise, '')
    .replace(/port \d+/, 'port PORT')
    .trim();
  expect(seen || 'none').toBe(answer);
  expect(stdout).not.toContain('found');
  expect(code).toBe(1);
}

/** The waits with curl. */
const WITH_CURL: readonly Kind[] = [
  'elasticsearch',
  'elasticsearch of a version',
  'elasticsearch that holds a document',
];

/** What the waits with nc see when there is nothing to see: busybox' nc says nothing by itself. */
const NO_ANSWER: Partial<Record<Kind, string>> = {
  zookeeper: 'none',
  redis: 'none',
  kafka: 'answer: none',
  'kafka with TLS': 'answer: none',
};

describe('each wait', () => {
  test.concurrent.each(KINDS)('%s ends well when the server is ready, be it late', async (kind) => {
    const late = async (): Promise<ScriptResult> => {
      const port = await freePort();
      const running = waitFor(kind, port);
      await new Promise((resolve) => setTimeout(resolve, 800));
      const { close } = await listen(WAITS[kind].ready(), port);
      return running.finally(close);
    };
    const [atOnce, afterAWhile] = await Promise.all([waitForServer(kind, WAITS[kind].ready()), late()]);
    expectFound(kind, atOnce);
    expect(atOnce.stdout).not.toContain('waiting');
    expectFound(kind, afterAWhile);
    expect(afterAWhile.stdout).toContain(`waiting for ${WAITS[kind].what} at 127.0.0.1:`);
  });

  test.concurrent.each(KINDS)('%s fails at the deadline when nobody listens', async (kind) => {
    const result = await waitFor(kind, await freePort(), { DEADLINE_SECONDS: '1' });
    const refused = WITH_CURL.includes(kind)
      ? "curl: (7) Failed to connect to 127.0.0.1 port PORT: Couldn't connect to server"
      : "wget: can't connect to remote host (127.0.0.1): Connection refused";
    expectGivenUp(kind, result, NO_ANSWER[kind] ?? refused);
  });

  test.concurrent.each(KINDS)('%s gives up a try when the server never answers', async (kind) => {
    const started = Date.now();
    const result = await waitForServer(kind, silentServer(), { TRY_TIMEOUT_SECONDS: '1', DEADLINE_SECONDS: '1' });
    const late = WITH_CURL.includes(kind) ? 'curl: (28) Operation timed out after 1000 milliseconds' : 'none';
    expectGivenUp(kind, result, NO_ANSWER[kind] ?? late);
    expect(Date.now() - started).toBeLessThan(5000);
  });
});

test('a ZooKeeper that does not allow ruok is asked for its mode', async () => {
  const refusal = 'ruok is not executed because it is not in the whitelist.\n';
  const result = await waitForServer('zookeeper', zookeeperServer('Mode: follower\n', refusal));
  expect(result.code).toBe(0);
});

describe('a wrong answer is none', () => {
  const unavailable = 'wget: server returned error: HTTP/1.1 503 Service Unavailable';
  const count = (answer: string): Server => http('/invokers/healthy/count', 200, answer);
  test.concurrent.each<[string, Kind, () => Server, string]>([
    [
      'a ZooKeeper without a quorum',
      'zookeeper',
      () => zookeeperServer('This ZooKeeper instance is not currently serving requests\n'),
      'This ZooKeeper instance is not currently serving requests',
    ],
    ['a ZooKeeper that hangs up', 'zookeeper', () => zookeeperServer(''), 'none'],
    ['a ZooKeeper that is not well', 'zookeeper', () => zookeeperServer('Mode: standalone\n', 'no'), 'no'],
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
      'wget: server returned error: HTTP/1.1 404 Not Found',
    ],
    [
      'a CouchDB with another password',
      'couchdb',
      () => httpServer(() => LOCKED),
      'wget: server returned error: HTTP/1.1 401 Unauthorized',
    ],
    ['a controller that is not ready', 'controller', () => http('/ping', 503, ''), unavailable],
    ['no healthy invoker', 'invoker', () => count('0'), 'healthy invokers: 0'],
    ['an unhealthy etcd', 'etcd', () => http('/health', 200, '{"health":"false"}'), '{"health":"false"}'],
    ['an etcd without a leader', 'etcd', () => http('/health', 503, '{"health":"false"}'), unavailable],
    [
      'an Elasticsearch without its primary shards',
      'elasticsearch',
      () => httpWithPassword(HEALTH, 200, '{"status":"red","timed_out":true}'),
      '{"status":"red","timed_out":true}',
    ],
    [
      'an Elasticsearch that says so with its status',
      'elasticsearch',
      () => httpWithPassword(HEALTH, 408, '{"status":"red","timed_out":true}'),
      'curl: (22) The requested URL returned error: 408',
    ],
    [
      'an Elasticsearch of another version',
      'elasticsearch of a version',
      () => elasticsearchOf('6.8.23'),
      'it is of version 6, where a.version says 8',
    ],
    [
      'an Elasticsearch without the document',
      'elasticsearch that holds a document',
      () => httpWithPassword('/a/_doc/b', 404, '{"found":false}'),
      'curl: (22) The requested URL returned error: 404',
    ],
  ])('%s', async (_name, kind, server, answer) => {
    const result = await waitForServer(kind, server(), { DEADLINE_SECONDS: '1' });
    expectGivenUp(kind, result, answer);
  });

  test.concurrent('a count of invokers that is no number', async () => {
    const { code, stderr } = await waitForServer('invoker', count('<html>'), { DEADLINE_SECONDS: '1' });
    expect(stderr).toContain('last answer: healthy invokers: <html>');
    expect(code).toBe(1);
  });
});

test.concurrent('a Redis that demands a password is ready', async () => {
  expectFound('redis', await waitForServer('redis', redisServer('-NOAUTH Authentication required.')));
});

test.concurrent('the first healthy invoker ends the wait for one', async () => {
  const counts = ['0', '0'];
  const server = httpServer(() => [200, counts.shift() ?? '1']);
  const result = await waitForServer('invoker', server);
  expectFound('invoker', result);
  expect(result.stdout.match(/healthy invokers: 0/g)).toHaveLength(2);
});

test.concurrent('a broker whose certificate nobody vouches for, or is of another host, is none', async () => {
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

describe('the script of each wait', () => {
  test.each(KINDS)('%s takes values only from its environment, and Kubernetes rewrites none of it', (kind) => {
    const wait = WAITS[kind].wait(externalEndpoint('some.host', 1234));
    const script = waitScript(wait);
    expect(script).not.toContain(SECRET.name);
    expect(script).not.toContain('$$');
    // Kubernetes puts a variable's value in its place, even where it would need quotes.
    expect(script).not.toMatch(/\$\([\w.-]*\)/);
    for (const value of Object.values(wait.env ?? {})) expect(value).toMatchObject({ secret: SECRET });
  });
});
