import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { authProxyConf, PROXY_HEALTH_PATH } from '../../../lib/monitoring/auth-proxy-conf';
import { freePorts } from '../ports';
import { Backend, type Seen } from './backend';
import { FrontDoor } from './front-door';
import { Workshop } from './workshop';
import { requireProgram } from './programs';

/** Hashes of the same password, as htpasswd writes them by default and openssl does for crypt. */
const hashed = (kind: string): string =>
  execFileSync(requireProgram('openssl'), ['passwd', kind, 'secret'], { encoding: 'utf8' }).trim();

describe('the proxy in front of Prometheus, with the real nginx', () => {
  const shop = new Workshop();
  const prometheus = new Backend('prometheus');
  let door: FrontDoor;
  let users: string;

  const basic = (user: string, password: string) => ({
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
  });

  before(async () => {
    const [http = 0, https = 0] = await freePorts(2);
    const upstream = `127.0.0.1:${await prometheus.listen()}`;
    door = await FrontDoor.of(shop, { http, https });
    users = join(shop.folder, 'users');
    mkdirSync(users);
    writeFileSync(join(users, 'auth'), `alice:${hashed('-apr1')}\nbob:${hashed('-6')}\n`);
    const conf = authProxyConf({
      port: http,
      realm: 'Prometheus',
      upstream,
      users: '/etc/nginx/users/auth',
      resolver: '127.0.0.1',
    });
    await door.start(conf, PROXY_HEALTH_PATH, { '/etc/nginx/users': users });
  });
  after(() => {
    prometheus.close();
    shop.stop();
  });

  it('requires a user and a password, on every path', async () => {
    for (const path of ['/', '/graph', '/api/v1/query?query=up', '/api/v1/write', '/metrics']) {
      assert.equal((await door.get(path)).status, 401, path);
      assert.equal((await door.get(path, basic('alice', 'wrong'))).status, 401, path);
    }
    assert.equal(prometheus.connections, 0);
  });

  it('passes the requests of each user, without the password', async () => {
    for (const user of ['alice', 'bob']) {
      const { status, body } = await door.get('/api/v1/query?query=up', basic(user, 'secret'));
      assert.equal(status, 200);
      const seen = JSON.parse(body) as Seen;
      assert.equal(seen.url, '/api/v1/query?query=up');
      assert.equal(seen.headers.authorization, undefined);
    }
  });

  it('serves no path that ends or reloads the program', async () => {
    for (const path of ['/-/quit', '/-/reload', '//-/quit', '/x/../-/quit', '/%2D/quit'])
      assert.equal((await door.get(path, { method: 'POST', ...basic('alice', 'secret') })).status, 403, path);
  });

  it('admits a user as soon as the Secret has it, without a restart', async () => {
    assert.equal((await door.get('/', basic('carol', 'secret'))).status, 401);
    writeFileSync(join(users, 'auth'), `carol:${hashed('-5')}\n`);
    assert.equal((await door.get('/', basic('carol', 'secret'))).status, 200);
    assert.equal((await door.get('/', basic('alice', 'secret'))).status, 401);
  });
});
