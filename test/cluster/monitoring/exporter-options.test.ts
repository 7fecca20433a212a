import assert from 'node:assert/strict';
import { join } from 'node:path';
import { it } from 'node:test';
import { stringify } from 'yaml';
import { COLLECTOR_OPTIONS, COLLECTORS, contraryOf } from '../../../lib/catalogue/node-exporter';
import { loadPlatform } from '../../../lib/load/load';
import { probeConfig } from '../../../lib/monitoring/probe-modules';
import { judge } from './program';

/** Collectors that the platform file does not offer: the pod lacks what they need. */
const NOT_OFFERED = ['logind', 'perf', 'runit', 'supervisord', 'systemd'];

/** Names in the help of the node exporter that a pattern captures. */
async function inHelp(pattern: RegExp): Promise<string[]> {
  const { message } = await judge('node_exporter', ['--help'], {});
  return [...message.matchAll(pattern)].map(([, name = '']) => name).sort();
}

it('the platform file offers every collector of the node exporter that runs in a pod', async () => {
  const found = await inHelp(/^ +--\[no-\]collector\.([a-z_]+) /gm);
  const collectors = found.filter((name) => !NOT_OFFERED.includes(name));
  assert.deepEqual([...COLLECTORS].sort(), collectors);
});

it('the node exporter has every option that the platform file offers', async () => {
  const options = await inHelp(/^ +--collector\.([a-z._-]+)=/gm);
  assert.deepEqual(
    COLLECTOR_OPTIONS.filter((option) => !options.includes(option)),
    [],
  );
});

it('the blackbox exporter accepts every option of modules', async () => {
  const file = join(__dirname, '../../../../test/platforms/tuned.yaml');
  const { modules } = loadPlatform(file).platform.monitoring.blackbox;
  assert.ok(Object.keys(modules).length > 3);
  const check = (config: object) =>
    judge('blackbox_exporter', ['--config.check', '--config.file=config.yml'], { 'config.yml': stringify(config) });
  const { ok, message } = await check(probeConfig(modules));
  assert.ok(ok, message);
  assert.equal((await check({ modules: { a: { prober: 'http', http: { metod: 'GET' } } } })).ok, false);
});

it('the node exporter refuses an option together with its contrary', async () => {
  for (const option of ['netdev.device-include', 'filesystem.mount-points-include', 'filesystem.fs-types-include']) {
    const contrary = contraryOf(option);
    const args = [`--collector.${option}=a`, `--collector.${contrary}=b`, '--web.listen-address=127.0.0.1:0'];
    const { ok, message } = await judge('node_exporter', args, {});
    assert.equal(ok, false, `${option} and ${contrary}`);
    assert.match(message, /mutually exclusive/);
  }
});
