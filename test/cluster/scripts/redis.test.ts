import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../ports';
import { until } from '../wait';
import { assertFound, assertFoundLater, assertMissing } from './asserts';
import { commandOf, execute, readinessCommand, withParts } from './container';
import { requireProgram, SYSTEM_PATH } from './programs';
import { STANDARD, withSilentServer, Workshop } from './workshop';

const GENERATED = '0123456789abcdef0123456789abcdef';
/** A password of the user's own may hold what means something to Redis' configuration and to the shell. */
const OF_THE_USER = `pa ss"w'o$(r)d\\x #%s`;

describe('Redis', () => {
  let shop: Workshop;

  before(() => {
    requireProgram('redis-server');
    shop = new Workshop();
  });
  after(() => shop?.stop());

  /** Starts the server as its pod does, and returns its port. */
  async function start(name: string, password: string, delayMs = 0): Promise<{ port: number; started: Promise<void> }> {
    const [port = 0] = await freePorts(1);
    const secrets = { 'owdev-redis.auth/password': password };
    const { argv, env } = commandOf(STANDARD, STANDARD.container('redis'), { secrets });
    const script = withParts(argv.at(-1) ?? '', {
      '/tmp/redis.conf': `${shop.folder}/${name}.conf`,
      '--dir /data': `--dir ${shop.folder} --port ${port}`,
    });
    const started = sleep(delayMs).then(() =>
      shop.start(name, { argv: [...argv.slice(0, -1), script], env: { PATH: SYSTEM_PATH, ...env } }),
    );
    return { port, started };
  }

  /** The readiness probe of a pod with this password. */
  async function ready(port: number, password: string) {
    const [program = '', ...args] = readinessCommand(STANDARD, 'redis');
    const command = { argv: [program, '-p', String(port), ...args], env: { REDISCLI_AUTH: password } };
    return execute(command, SYSTEM_PATH);
  }

  it('blocks the wait of the API gateway until it answers', async () => {
    const { port, started } = await start('redis', GENERATED, 1000);
    assert.notEqual((await ready(port, GENERATED)).code, 0);
    assertFoundLater(await shop.wait(STANDARD, 'apigateway', 'redis', { port }));
    await started;
  });

  it('is ready only with the password of its Secret', async () => {
    const { port, started } = await start('second', GENERATED);
    await started;
    const answers = async () => (await ready(port, GENERATED)).code === 0;
    await until(answers, { what: 'Redis is ready' });
    assert.equal((await ready(port, GENERATED)).stdout, 'PONG\n');
    const refused = await ready(port, 'wrong');
    assert.notEqual(refused.code, 0);
    assert.match(refused.output, /NOAUTH Authentication required/);
  });

  it('accepts any user-provided password', async () => {
    const { port, started } = await start('third', OF_THE_USER);
    await started;
    assertFound(await shop.wait(STANDARD, 'apigateway', 'redis', { port, deadlineSeconds: 5 }));
    assert.equal((await ready(port, OF_THE_USER)).stdout, 'PONG\n', shop.processes.tail('third'));
  });

  it('is not ready while its port is closed, or another program listens', async () => {
    const [port = 0] = await freePorts(1);
    assertMissing(await shop.wait(STANDARD, 'apigateway', 'redis', { port, deadlineSeconds: 1 }), /none|refused/);
    await withSilentServer(async (silent) => {
      const options = { port: silent, deadlineSeconds: 1 };
      assertMissing(await shop.wait(STANDARD, 'apigateway', 'redis', options), /^(punt!|none|Terminated)/);
    });
  });
});
