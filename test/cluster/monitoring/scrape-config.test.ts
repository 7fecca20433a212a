import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Manifests } from '../../support/platform';
import { buildTools } from '../build-tools';
import { freePorts } from '../ports';
import { Processes } from '../processes';
import { until } from '../wait';
import { checkConfig } from './promtool';
import { scrape } from './scrape';

/** The scrape configuration of the standard platform, for a Prometheus without an operator. */
const CONFIG =
  Manifests.of('openwhisk: {metrics: {prometheus: true, scrapeConfig: true}}').config('scrape-config')[
    'prometheus.yml'
  ] ?? '';

/** What Kamon's reporter writes, in short. */
const METRICS = `# TYPE gauge_containerPool_activeCount_counter gauge
gauge_containerPool_activeCount_counter 3.0
# TYPE counter_invoker_containerStart_counter_total counter
counter_invoker_containerStart_counter_total{containerState="cold",initiator="guest",namespace="guest",action="hello"} 5.0
`;

interface Target {
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  readonly health: string;
  readonly lastError: string;
}

let folder: string;
let processes: Processes;
let servers: Server[];
let api: string;

before(async () => {
  const { prometheus } = await buildTools((line) => process.stderr.write(`${line}\n`), ['prometheus']);
  const [controller = 0, invoker = 0, web = 0] = await freePorts(3);
  servers = [controller, invoker].map((port) =>
    createServer((request, response) => {
      response.statusCode = request.url === '/metrics' ? 200 : 404;
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=UTF-8');
      response.end(METRICS);
    }).listen(port, '127.0.0.1'),
  );
  folder = mkdtempSync(join(tmpdir(), 'faas-stack-scrape-config-'));
  // The names of the Services are of a cluster that is not here.
  const local = CONFIG.replace('owdev-controller.openwhisk.svc.cluster.local:8080', `127.0.0.1:${controller}`).replace(
    'owdev-invoker.openwhisk.svc.cluster.local:8080',
    `127.0.0.1:${invoker}`,
  );
  writeFileSync(join(folder, 'prometheus.yml'), local);
  processes = new Processes(folder);
  processes.start('prometheus', prometheus, [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${web}`,
  ]);
  api = `http://127.0.0.1:${web}/api/v1`;
});

after(() => {
  processes.stop();
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<T>(path: string): Promise<T | undefined> {
  processes.assertRunning();
  const answer = await scrape({ url: `${api}${path}` }).catch(() => undefined);
  return answer === undefined ? undefined : (JSON.parse(answer) as { data: T }).data;
}

it('is a valid Prometheus configuration', async () => {
  const { ok, message } = await checkConfig(CONFIG);
  assert.ok(ok, message);
});

it('makes a real Prometheus discover both targets within seconds', async (t) => {
  const started = Date.now();
  const targets = await until(
    async () => {
      const found = (await ask<{ activeTargets: Target[] }>('/targets'))?.activeTargets ?? [];
      return found.length > 0 && found.every(({ health }) => health !== 'unknown') && found;
    },
    { what: 'Prometheus has scraped its targets' },
  );
  t.diagnostic(`2 targets after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  assert.deepEqual(
    targets.map(({ scrapePool, health, lastError }) => ({ scrapePool, health, lastError })),
    [
      { scrapePool: 'kamon', health: 'up', lastError: '' },
      { scrapePool: 'kamon', health: 'up', lastError: '' },
    ],
  );
});

it('scrapes every second, and keeps the namespace labels of OpenWhisk', async () => {
  const query = (expr: string) =>
    ask<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(
      `/query?query=${encodeURIComponent(expr)}`,
    );
  const [cold] = await until(
    async () => (await query('counter_invoker_containerStart_counter_total{job="kamon"}'))?.result,
    { what: 'series are there' },
  );
  assert.equal(cold?.metric['namespace'], 'guest');
  // Five seconds hold four scrapes at least, if none takes long.
  const count = await until(
    async () => {
      const [samples] = (await query('min(count_over_time(up{job="kamon"}[5s]))'))?.result ?? [];
      return Number(samples?.value[1] ?? 0) >= 4 && samples?.value[1];
    },
    { what: 'there are four samples within five seconds' },
  );
  assert.ok(Number(count) <= 6, `${count} samples within five seconds`);
});
