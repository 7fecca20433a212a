import assert from 'node:assert/strict';
import { it } from 'node:test';
import { COLLECTOR_OPTIONS, COLLECTORS, contraryOf } from '../../../lib/catalogue/node-exporter';
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

it('the node exporter refuses an option together with its contrary', async () => {
  for (const option of ['netdev.device-include', 'filesystem.mount-points-include', 'filesystem.fs-types-include']) {
    const contrary = contraryOf(option);
    const args = [`--collector.${option}=a`, `--collector.${contrary}=b`, '--web.listen-address=127.0.0.1:0'];
    const { ok, message } = await judge('node_exporter', args, {});
    assert.equal(ok, false, `${option} and ${contrary}`);
    assert.match(message, /mutually exclusive/);
  }
});
