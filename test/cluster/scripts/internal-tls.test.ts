import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Manifests } from '../../support/platform';
import type { ScriptResult } from '../../support/shell';
import { compiled } from '../openwhisk/java';
import { until } from '../wait';
import { assertFound, assertMissing } from './asserts';
import { commandOf, execute, initContainer, withParts } from './container';
import { brokerName, KafkaServer } from './kafka-server';
import { Names } from './names';
import { requireProgram, SYSTEM_PATH } from './programs';
import { Secured } from './secured';
import { Workshop } from './workshop';
import { memberName, ZookeeperServers } from './zookeeper-server';

const PLATFORM = Manifests.of(
  'security: {internalTLS: true}\nopenwhisk: {zookeeper: {replicas: 3}, kafka: {replicas: 2}}\n',
);

/** Changes of the environment of a client. */
interface Client {
  readonly library?: 'bus-clients' | 'kafka';
  readonly env?: (env: Record<string, string>) => Record<string, string>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Server whose CA certificate the client trusts. */
  readonly authority?: string;
}

describe('Kafka and ZooKeeper with TLS and passwords', () => {
  let shop: Workshop;
  let secured: Secured;
  let zookeeper: ZookeeperServers;
  let brokers: KafkaServer[];
  let names: Names;
  let clients = 0;

  before(async () => {
    shop = new Workshop();
    names = new Names(shop.folder);
    names.add(...[0, 1, 2].map(memberName), brokerName(0), brokerName(1), 'kafka.example.org');
    secured = Secured.of(shop, PLATFORM);
    zookeeper = await ZookeeperServers.of(shop, PLATFORM, names, secured);
    const options = { manifests: PLATFORM, secured };
    brokers = [
      await KafkaServer.of(shop, names, options),
      await KafkaServer.of(shop, names, { ...options, ordinal: 1 }),
    ];
    for (const ordinal of [0, 1]) zookeeper.start(ordinal);
    const port = zookeeper.clientPort(0);
    assertFound(await shop.wait(PLATFORM, 'kafka', 'zookeeper', { port, deadlineSeconds: 90 }));
    for (const broker of brokers) broker.start(zookeeper);
    for (const [index, broker] of brokers.entries()) {
      await until(async () => (await broker.ready()).code === 0, { what: `broker ${index} is ready` });
    }
  });
  after(() => shop?.stop());

  /** Runs the container of an invoker with a program that connects as OpenWhisk does. */
  async function invoker(args: string, client: Client = {}): Promise<ScriptResult> {
    const folder = join(shop.folder, `client-${clients++}`);
    mkdirSync(folder);
    const classes = await compiled('BusClient', client.library ?? 'bus-clients', folder);
    const program = shop.file(
      `client-${clients}.sh`,
      `#!/bin/sh\nexec ${requireProgram('java')} $JAVA_OPTS ${names.option} -cp '${classes}' BusClient ${args}\n`,
      0o755,
    );
    const { argv, env } = commandOf(PLATFORM, PLATFORM.container('invoker'), {
      secrets: { ...OTHERS, ...secured.secrets, ...client.secrets },
      fields: { 'metadata.name': 'owdev-invoker-0', 'spec.nodeName': 'node', 'metadata.namespace': 'openwhisk' },
    });
    const script = withParts(argv.at(-1) ?? '', {
      '/init.sh': program,
      '/etc/kafka-ca/': `${secured.certificates(client.authority ?? 'kafka')}/`,
    });
    const here = Object.fromEntries(
      Object.entries(env).map(([key, value]) => [key, value.replaceAll('/tmp/', `${folder}/`)]),
    );
    const hosts = {
      KAFKA_HOSTS: brokers.map(({ port }, ordinal) => `${brokerName(ordinal)}:${port}`).join(','),
      ZOOKEEPER_HOSTS: zookeeper.connectString(env['ZOOKEEPER_HOSTS'] ?? '').replace(/,[^,]*$/, ''),
    };
    const changed = (client.env ?? ((same) => same))({ ...here, ...hosts });
    const words = [...argv.slice(0, -1), script.replaceAll(/(?<![\w/])\/tmp\/(?!faas-stack-scripts)/g, `${folder}/`)];
    return execute({ argv: words, env: changed }, `${requireProgram('java').replace(/\/[^/]*$/, '')}:${SYSTEM_PATH}`);
  }

  /** Secrets of the invoker for other servers. */
  const OTHERS = {
    'owdev-db.auth/db_username': 'a',
    'owdev-db.auth/db_password': 'b',
    'owdev-invoker.auth/username': 'c',
    'owdev-invoker.auth/password': 'd',
  };

  for (const [library, generation] of [
    ['bus-clients', 'akka'],
    ['kafka', 'pekko'],
  ] as const) {
    it(`OpenWhisk of the generation ${generation} sends and reads, with copies on both brokers`, async () => {
      const { code, stdout, output } = await invoker(`kafka ${generation} 2 90000`, { library });
      assert.equal(code, 0, output);
      assert.match(stdout, /^read: hello$/m);
    });
  }

  it('ends the wait of the controller, which verifies the certificate', async () => {
    const wait = (authority: string) => {
      const secrets = { 'owdev-kafka-tls/ca.crt': secured.authority(authority) };
      const { argv, env } = initContainer(PLATFORM, 'controller', 'wait-for-kafka', { secrets });
      const script = withParts(argv.at(-1) ?? '', {
        "'owdev-kafka.openwhisk.svc.cluster.local:9092'": `127.0.0.1:${brokers[0]?.port}`,
      });
      return execute({ argv: [...argv.slice(0, -1), script], env }, SYSTEM_PATH, { DEADLINE_SECONDS: '2' });
    };
    assertFound(await wait('kafka'));
    assertMissing(await wait('other-kafka'), /verify error|verification failed|self-signed/i);
  });

  const refused: readonly [string, RegExp, Client][] = [
    ['without TLS', /TimeoutException|disconnected/, { env: (env) => without(env, /kafka_common_/) }],
    [
      'without a password',
      /TimeoutException|disconnected|handshake/i,
      { env: (env) => ({ ...without(env, /kafka_common_sasl/), CONFIG_whisk_kafka_common_securityProtocol: 'SSL' }) },
    ],
    ['with a wrong password', /SaslAuthenticationException/, { secrets: { 'owdev-kafka.auth/password': 'guessed' } }],
    ['that trusts another CA', /SslAuthenticationException|SSLHandshakeException/, { authority: 'other-kafka' }],
    [
      'at a name that is not in the certificate',
      /No (name matching|subject alternative)/,
      { env: (env) => ({ ...env, KAFKA_HOSTS: `kafka.example.org:${brokers[0]?.port}` }) },
    ],
  ];
  for (const [what, reason, client] of refused) {
    it(`has no connection to a client ${what}`, async () => {
      const { code, stdout, output } = await invoker('kafka refused 1 15000', client);
      assert.equal(code, 1, output);
      assert.match(stdout, reason);
    });
  }

  it('lets the invoker get its number, and keeps it from the nodes of Kafka', async () => {
    const { code, stdout, output } = await invoker('zookeeper');
    assert.equal(code, 0, output);
    assert.match(stdout, /^created$/m);
    assert.match(stdout, /^the controller is of Kafka$/m);
  });

  it('closes sessions of ZooKeeper without a password, or with a wrong one', async () => {
    const anonymous = await invoker('zookeeper', {
      env: (env) => ({ ...env, JAVA_OPTS: `${env['JAVA_OPTS']} -Dzookeeper.sasl.client=false` }),
    });
    assert.doesNotMatch(anonymous.stdout, /^created$/m);
    const guessed = await invoker('zookeeper', { secrets: { 'owdev-zookeeper.auth/invoker': 'guessed' } });
    assert.doesNotMatch(guessed.stdout, /^created$/m);
    assert.match(guessed.stdout, /AuthFailed/);
  });

  it('speaks TLS among the members of ZooKeeper', async () => {
    const connect = (authority: string) =>
      execute(
        {
          argv: [
            'sh',
            '-c',
            `openssl s_client -connect 127.0.0.1:${zookeeper.electionPort(1)} -verify_return_error -verify_quiet \\
              -CAfile ${secured.certificates(authority)}/ca.crt -verify_hostname ${memberName(1)} </dev/null 2>&1`,
          ],
          env: {},
        },
        SYSTEM_PATH,
      );
    assert.match((await connect('zookeeper')).stdout, /Verify return code: 0 \(ok\)/);
    assert.doesNotMatch((await connect('kafka')).stdout, /Verify return code: 0 \(ok\)/);
  });

  it('accepts every key of the configuration of a broker', () => {
    const log = shop.processes.tail('kafka', 10_000);
    for (const line of PLATFORM.config('kafka')['server.properties']?.trim().split('\n') ?? []) {
      const [name = ''] = line.split('=');
      assert.ok(log.includes(`\t${name} = `), `Kafka lists no ${name} among its settings`);
    }
  });

  it('logs no password', () => {
    shop.processes.assertRunning();
    const passwords = Object.entries(secured.secrets).filter(
      ([key]) => key.endsWith('password') || key.startsWith('owdev-zookeeper'),
    );
    for (const file of readdirSync(shop.folder).filter((name) => name.endsWith('.log'))) {
      const log = readFileSync(join(shop.folder, file), 'utf8');
      for (const [key, value] of passwords) assert.ok(!log.includes(value), `${file} has the value of ${key}`);
    }
  });
});

function without(env: Record<string, string>, names: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.test(name)));
}
