import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { NGINX_HEALTH_PATH } from '../../../lib/openwhisk/nginx-conf';
import { until } from '../wait';
import { assertFoundLater, assertMissing } from './asserts';
import { Backend } from './backend';
import { readinessPath, withParts } from './container';
import { CONTROLLER, setStage, type Stage } from './stage';
import { STANDARD } from './workshop';

describe('an nginx', () => {
  let set: Stage | undefined;
  afterEach(() => set?.clear());

  /** Sets a stage that is cleared after the test. */
  async function stage(...options: Parameters<typeof setStage>): Promise<Stage> {
    set = await setStage(...options);
    return set;
  }

  /** Asks until an answer pleases; nginx asks again for a name that does not exist after ten seconds. */
  async function eventually({ door }: Stage, what: string, pleases: (body: string, status: number) => boolean) {
    const ask = async () => {
      const { body, status } = await door.get('/ping');
      return pleases(body, status);
    };
    await until(ask, { timeoutSeconds: 20, what, intervalMs: 100 });
  }

  it('accepts its configuration without errors or warnings', async () => {
    const { door } = await stage();
    // Only a cluster knows this name, and nginx looks it up as it starts.
    const resolver = { 'resolver kube-dns.kube-system.svc.cluster.local;': 'resolver 127.0.0.1;' };
    const conf = withParts(STANDARD.config('nginx')['nginx.conf'] ?? '', resolver);
    assert.match(door.check(conf), /^nginx: .* syntax is ok\nnginx: .* test is successful\n$/);
  });

  it('blocks the wait of the install-packages job until it answers, with or without a controller', async () => {
    const { door, conf, controller, shop } = await stage();
    controller.close();
    const wait = async (deadlineSeconds: number) =>
      shop.wait(STANDARD, 'install-packages', 'nginx', { port: door.ports.http, deadlineSeconds });
    assertMissing(await wait(1), /Connection refused/);
    const waiting = wait(30);
    await door.start(conf);
    assertFoundLater(await waiting);
    assert.equal(readinessPath(STANDARD, 'nginx'), NGINX_HEALTH_PATH);
  });

  it('serves the plain port alone when there is no TLS port', async () => {
    const { door, conf } = await stage({ httpsPort: undefined });
    await door.start(conf);
    await assert.rejects(door.get('/nginx-health', { scheme: 'https' }), { code: 'ECONNREFUSED' });
  });

  it('starts before the names of the upstreams exist, and finds them later', async () => {
    const here = await stage();
    here.names.addresses.clear();
    await here.door.start(here.conf);
    assert.equal((await here.door.get('/ping')).status, 502);
    here.names.addresses.set(CONTROLLER, '127.0.0.1');
    await eventually(here, 'the controller is found', (_, status) => status === 200);
  });

  it('follows a controller to another address, without a restart', async () => {
    const here = await stage();
    const restarted = new Backend('controller, restarted');
    await restarted.listen('127.0.0.2', here.controllerPort);
    try {
      await here.door.start(here.conf);
      await eventually(here, 'the controller answers', (body) => body.includes('"controller"'));
      here.names.addresses.set(CONTROLLER, '127.0.0.2');
      await eventually(here, 'the restarted one answers', (body) => body.includes('"controller, restarted"'));
    } finally {
      restarted.close();
    }
  });

  it('uses a controller again as soon as it is back', async () => {
    const here = await stage();
    await here.door.start(here.conf);
    await eventually(here, 'the controller answers', (_, status) => status === 200);
    here.controller.close();
    assert.equal((await here.door.get('/ping')).status, 502);
    const restarted = new Backend('controller, restarted');
    await restarted.listen('127.0.0.1', here.controllerPort);
    try {
      assert.equal((await here.door.get('/ping')).status, 200);
    } finally {
      restarted.close();
    }
  });
});
