import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change } from '../../../lib/simulator/simulation';
import { Cluster } from '../harness';
import { until } from '../wait';
import type { Deployment, Manifest, Pod } from '../wire-types';
import { apiAvailable } from './extension';
import { MetricsApis, type Answer, type MetricQuestion } from './metrics-apis';
import { CAPACITY, END, hpaOf, SCENARIOS, simulated, SYNC, type Scenario } from './scenarios';

const NAMESPACE = 'scaled';

/** Milliseconds between two looks at the Deployments. */
const INTERVAL = 250;

/** What happened to a scenario in the cluster. */
interface Run {
  /** Time of the controller's first question. */
  started?: number;
  /** Times of all its syncs, in seconds since the first. */
  readonly syncs: number[];
  readonly changes: Change[];
  /** The pods that the last measurement found. */
  known: ReadonlySet<string>;
}

function deploymentOf({ name }: Scenario): Manifest {
  const cpu = `${CAPACITY * 1000}m`;
  const container = { name: 'app', image: 'registry.example/app:1.0.0', resources: { requests: { cpu } } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
    },
  };
}

/** The demand for one metric, in its unit. */
function demandAt({ trace }: Scenario, metric: number, seconds: number): number | undefined {
  return trace.rows.filter(({ time }) => time <= seconds).at(-1)?.values[metric];
}

/** The mean CPU of each ready pod since the sync before. */
function meanUse(scenario: Scenario, now: number, ready: number): number {
  const steps = 150;
  const uses = Array.from({ length: steps }, (_, index) => {
    const demand = demandAt(scenario, 0, now - (SYNC * index) / steps) ?? 0;
    return Math.min(CAPACITY, demand / Math.max(1, ready));
  });
  return uses.reduce((sum, use) => sum + use, 0) / steps;
}

const isReady = ({ status }: Pod): boolean =>
  status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;

describe('the simulator and the real controller', () => {
  const runs = new Map<string, Run>(SCENARIOS.map(({ name }) => [name, { syncs: [], changes: [], known: new Set() }]));
  let cluster: Cluster;
  let apis: MetricsApis;

  /** The controller's first question begins the load. */
  const secondsOf = (run: Run): number => {
    const now = Date.now();
    run.started ??= now;
    const seconds = (now - run.started) / 1000;
    if (seconds - (run.syncs.at(-1) ?? -SYNC) > SYNC / 2) run.syncs.push(seconds);
    return seconds;
  };

  const answer = async ({ metric, app }: MetricQuestion): Promise<Answer> => {
    const ofNoPod: Readonly<Record<string, string>> = { queue: 'external', backlog: 'burst', hits: 'object' };
    const name = app ?? ofNoPod[metric] ?? '';
    const run = runs.get(name);
    const scenario = SCENARIOS.find((one) => one.name === name);
    if (!run || !scenario) return undefined;
    const seconds = secondsOf(run);
    const demand = demandAt(scenario, metric === 'requests' ? 1 : 0, seconds);
    if (demand === undefined || app === undefined) return demand === undefined ? undefined : Math.ceil(demand * 1000);
    const query = { labelSelector: `app=${name}` };
    const pods = (await cluster.api.list<Pod>(`/api/v1/namespaces/${NAMESPACE}/pods`, query)).filter(
      ({ metadata, status }) => status?.phase === 'Running' && !metadata.deletionTimestamp,
    );
    const ready = pods.filter(isReady).length;
    const limit = metric === 'resource' ? CAPACITY : Infinity;
    const use = scenario.sampled ? meanUse(scenario, seconds, ready) : Math.min(limit, demand / Math.max(1, ready));
    const measured = pods.filter(
      ({ metadata }) => !scenario.sampled || run.syncs.length === 1 || run.known.has(metadata.name),
    );
    run.known = new Set(pods.map(({ metadata }) => metadata.name));
    return measured.map((pod) => ({
      pod: pod.metadata.name,
      // Binary fractions are no part of the load.
      value: isReady(pod) ? Math.ceil(Number((use * 1000).toPrecision(12))) : 0,
      window: scenario.sampled && run.syncs.length > 1 ? SYNC : 0,
    }));
  };

  const follow = async (): Promise<void> => {
    const last = (run: Run): number => (run.started === undefined ? 0 : (Date.now() - run.started) / 1000);
    const replicas = new Map<string, number>();
    while ([...runs.values()].some((run) => last(run) < END + SYNC / 2)) {
      cluster.processes.assertRunning();
      for (const { metadata, spec } of await cluster.api.list<Deployment>(
        `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`,
      )) {
        const run = runs.get(metadata.name);
        const from = replicas.get(metadata.name) ?? 1;
        const to = spec?.replicas ?? 1;
        replicas.set(metadata.name, to);
        if (run && from !== to) run.changes.push({ time: last(run), from, to });
      }
      await sleep(INTERVAL);
    }
  };

  before(async () => {
    cluster = await Cluster.start();
    apis = await MetricsApis.start(cluster, NAMESPACE, answer);
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
    const { errors } = await cluster.apply([namespace, ...apis.manifests(), ...SCENARIOS.map(deploymentOf)]);
    assert.deepEqual(errors, []);
    await cluster.ready(NAMESPACE);
    for (const name of ['v1beta1.metrics.k8s.io', 'v1beta2.custom.metrics.k8s.io', 'v1beta1.external.metrics.k8s.io']) {
      const available = async () => (await apiAvailable(cluster, name)) === true;
      await until(available, { what: `${name} is available` });
    }
    assert.deepEqual((await cluster.apply(SCENARIOS.map((scenario) => hpaOf(scenario, NAMESPACE)))).errors, []);
    await until(() => [...runs.values()].every(({ started }) => started !== undefined), {
      timeoutSeconds: 90,
      what: 'the controller asks for every metric',
    });
    await follow();
  });
  after(() => {
    apis?.stop();
    cluster?.stop();
  });

  for (const scenario of SCENARIOS) {
    it(`${scenario.name}: both choose the same replicas, each change within one sync`, (t) => {
      const run = runs.get(scenario.name);
      assert.ok(run);
      const expected = simulated(scenario);
      // The trace begins with the first sync; the syncs are a little more than their interval apart.
      const real = run.changes.filter(({ time }) => time < END + SYNC / 2);
      const told = (changes: readonly Change[]): string =>
        changes.map(({ time, from, to }) => `${(time / SYNC).toFixed(1)}:${from}→${to}`).join(' ');
      const both = `\nreal      ${told(real)}\nsimulated ${told(expected)}`;
      assert.deepEqual(
        real.map(({ from, to }) => [from, to]),
        expected.map(({ from, to }) => [from, to]),
        both,
      );
      const apart = real.map(({ time }, index) =>
        Math.abs(Math.round(time / SYNC) - (expected[index]?.time ?? 0) / SYNC),
      );
      assert.ok(Math.max(0, ...apart) <= 1, both);
      assert.ok(real.length > 0, 'something changed');
      const late = Math.max(...apart);
      t.diagnostic(
        `${real.length} changes, at most ${late} syncs apart; ${run.syncs.length} syncs in ${run.syncs.at(-1)?.toFixed(1)} s`,
      );
    });
  }
});
