import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SentAlert } from '../../../lib/simulator/alert-loop/alert';
import { simulateAlertLoop, type AlertLoopResult } from '../../../lib/simulator/alert-loop/alert-loop';
import type { Notification } from '../../../lib/simulator/alert-loop/alertmanager';
import { ALERT_LOOPS, type AlertLoop } from '../../../lib/simulator/alert-loop/presets';
import { replicasAfter } from '../../../lib/simulator/alert-loop/scaling';
import type { Trace } from '../../../lib/simulator/trace';
import { buildTools } from '../build-tools';
import { freePorts } from '../ports';
import { Processes } from '../processes';
import { until } from '../wait';
import {
  AUTHORIZATION,
  Gateway,
  lastEvaluation,
  RealAlertmanager,
  startPrometheus,
  type Received,
} from './alert-programs';

/** Seconds between a real notification and the model's. */
const TOLERANCE = 1;

/** Today's loop; looks at a group never coincide with an evaluation, whose order would be left to chance. */
const LOOP: AlertLoop = { ...ALERT_LOOPS.now, rule: { ...ALERT_LOOPS.now.rule, evaluationInterval: 13 } };

/** Both kinds of groups, by the path of the gateway. */
const ROUTES = {
  '/shared': LOOP.route,
  '/own': ALERT_LOOPS.fixed.route,
} as const;

/** The other function ends after 20 s, and begins again: its end is sent again while the first one fires. */
const TWO: Trace = {
  columns: ['one', 'other'],
  rows: [
    { time: 0, values: [6, 6] },
    { time: 20, values: [6, 1] },
    { time: 125, values: [1, 1] },
    { time: 150, values: [1, 1] },
  ],
};

/** Requests per second before, during and after the load of the real Prometheus. */
const QUIET = 1;
const BUSY = 20;

const simulated = (path: keyof typeof ROUTES): AlertLoopResult =>
  simulateAlertLoop({ loop: { ...LOOP, route: ROUTES[path] }, trace: TWO });

/** Alerts such as `one fires, other ends`, sorted: a group has no order. */
function inWords(alerts: readonly SentAlert[]): string {
  return alerts
    .map(({ name, firing }) => `${name} ${firing ? 'fires' : 'ends'}`)
    .sort()
    .join(', ');
}

/** Notifications in the order of their seconds; groups that are due at the same time have no order. */
function ordered<T extends { readonly time: number; readonly alerts: readonly SentAlert[] }>(all: readonly T[]): T[] {
  const key = ({ time, alerts }: T): string => `${String(Math.floor(time)).padStart(6)} ${inWords(alerts)}`;
  return [...all].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

/** Compares notifications, and their times since an origin in milliseconds. */
function assertSame(
  t: TestContext,
  received: readonly Received[],
  model: readonly Notification[],
  origin: number,
): void {
  const real = ordered(received.map((one) => ({ ...one, time: (one.at - origin) / 1000 })));
  const expected = ordered(model);
  const seconds = real.map(({ time }) => time);
  const told = (times: readonly number[], all: readonly { readonly alerts: readonly SentAlert[] }[]): string =>
    all.map(({ alerts }, index) => `${(times[index] ?? 0).toFixed(1)} s: ${inWords(alerts)}`).join('; ');
  const times = expected.map(({ time }) => time);
  const both = `\nreal      ${told(seconds, real)}\nsimulated ${told(times, expected)}`;
  assert.deepEqual(
    real.map(({ alerts }) => inWords(alerts)),
    expected.map(({ alerts }) => inWords(alerts)),
    both,
  );
  const apart = Math.max(...seconds.map((time, index) => Math.abs(time - (times[index] ?? 0))));
  assert.ok(apart <= TOLERANCE, both);
  assert.ok(real.every(({ authorization }) => authorization === AUTHORIZATION));
  t.diagnostic(`${real.length} notifications, at most ${apart.toFixed(2)} s apart: ${told(seconds, real)}`);
}

/** The load of the real Prometheus, in milliseconds since 1970. */
class Load {
  readonly began = Date.now();
  from = Infinity;
  to = Infinity;

  /** Requests up to a time. */
  count(now: number): number {
    const busy = Math.max(0, Math.min(now, this.to) - this.from);
    return Math.floor(1000 + (QUIET * (now - this.began) + (BUSY - QUIET) * busy) / 1000);
  }
}

describe('the simulated alert loop and the real programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-alert-loop-'));
  const processes = new Processes(folder);
  const load = new Load();
  const alertmanagers = new Map<keyof typeof ROUTES, RealAlertmanager>();
  let gateway: Gateway;
  let api: string;

  before(async () => {
    const binaries = await buildTools((line) => process.stderr.write(`${line}\n`), ['alertmanager', 'prometheus']);
    const [web = 0, shared = 0, own = 0, looped = 0, prometheus = 0] = await freePorts(5);
    gateway = new Gateway(web, (now) => load.count(now));
    await gateway.listen();
    const stand = { processes, folder, binary: binaries.alertmanager };
    const ports = { '/shared': shared, '/own': own } as const;
    for (const path of ['/shared', '/own'] as const) {
      alertmanagers.set(
        path,
        await RealAlertmanager.start(stand, { port: ports[path], path, gateway, route: ROUTES[path] }),
      );
    }
    const { rule, route } = ALERT_LOOPS.now;
    const alertmanager = await RealAlertmanager.start(stand, { port: looped, path: '/looped', gateway, route });
    api = await startPrometheus(
      { processes, folder, binary: binaries.prometheus },
      { port: prometheus, gateway, alertmanager, rule },
    );
  });
  after(() => {
    processes.stop();
    gateway?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  // Each waits for its programs: together they take as long as one.
  describe('notify alike', { concurrency: true }, () => {
    for (const path of ['/shared', '/own'] as const) {
      it(`with ${path === '/own' ? 'a group per function' : 'one group for all functions'}`, async (t) => {
        const { sent, notifications } = simulated(path);
        const origin = Date.now();
        for (const { time, alerts } of sent) {
          await sleep(origin + time * 1000 - Date.now());
          await alertmanagers.get(path)?.post(alerts);
        }
        await sleep(origin + 150_000 - Date.now());
        assertSame(t, gateway.at(path), notifications, origin);
      });
    }

    it('from the counter of the gateway to its replicas, with a real Prometheus', async (t) => {
      const { rule, scaling } = ALERT_LOOPS.now;
      const evaluated = await until(() => lastEvaluation(api), { what: 'Prometheus has evaluated the rule' });
      await until(() => gateway.scrapes.length > 3, { what: 'Prometheus has scraped the gateway' });
      const scraped = gateway.scrapes.at(-1) ?? 0;
      // In the middle between two scrapes, so that a late one decides nothing.
      const origin = scraped;
      const from = 2.5;
      const phase = (time: number, interval: number): number =>
        ((((time - origin) / 1000) % interval) + interval) % interval;
      const model = (to: number): AlertLoopResult =>
        simulateAlertLoop({
          loop: ALERT_LOOPS.now,
          trace: {
            columns: ['f'],
            rows: [
              { time: 0, values: [QUIET] },
              { time: from, values: [BUSY] },
              { time: to, values: [QUIET] },
              { time: 170, values: [QUIET] },
            ],
          },
          firstScrape: 0,
          firstEvaluation: phase(evaluated, rule.evaluationInterval),
        });
      load.from = origin + from * 1000;
      // The end is seen by the sixth evaluation after the one that fires, in the middle between two looks at the group.
      const fires = model(160).sent[0]?.time ?? NaN;
      const end = Math.floor((fires + 77) / rule.scrapeInterval) * rule.scrapeInterval + from;
      load.to = origin + end * 1000;
      const { notifications, changes } = model(end);
      const last = notifications.at(-1)?.time ?? NaN;
      await sleep(origin + (last + 12) * 1000 - Date.now());
      processes.assertRunning();
      assertSame(t, gateway.at('/looped'), notifications, origin);
      const replicas = [1];
      for (const { alerts } of gateway.at('/looped')) {
        replicas.push(replicasAfter(alerts[0]?.firing ?? false, replicas.at(-1) ?? 1, scaling));
      }
      assert.deepEqual(replicas, [1, ...(changes[0] ?? []).map(({ to }) => to)]);
      assert.deepEqual(replicas, [1, 2, 3, 4, 1]);
    });
  });

  it('notify of a function once more when one of its group has ended, and once again when that is repeated', () => {
    const timesOf = (path: keyof typeof ROUTES): number =>
      gateway.at(path).filter(({ alerts }) => alerts.some(({ name, firing }) => name === 'one' && firing)).length;
    assert.ok(timesOf('/shared') > timesOf('/own'), `${timesOf('/shared')} and ${timesOf('/own')} steps`);
  });
});
