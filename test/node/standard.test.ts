import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { NAMESPACE, wholePlatformApp } from '../cluster/platform-app';
import { until } from '../cluster/wait';
import type { Manifest } from '../cluster/wire-types';
import { heldConnections, initContainers, looseContainers, matrix, ofPodNetwork } from './findings';
import { AlertReceiver } from './alert-receiver';
import { Load } from './load';
import { capture, catalogueMistakes, NODE_SOURCES, servedOnNodes } from './node-metrics';
import { boardQueries, PodPrometheus } from './prometheus';
import { INSIDE, Stage } from './stage';

/** Seconds until the whole platform must be ready. */
const READY = 600;

/** Seconds until a pod that was deleted must be back, and everything ready. */
const RECOVERY = 180;

const NAMESPACES = [NAMESPACE, 'logging', 'logging-nodes', 'monitoring', 'monitoring-nodes'];

/** The pages of the stand-ins about the connections that they hold. */
const PAGES = {
  controller: 8080,
  invoker: 8080,
  apigateway: 9000,
  alarmprovider: 8080,
  kafkaprovider: 8080,
  'user-events': 9095,
  'kafka-exporter': 9308,
  'redis-exporter': 9121,
  fluentd: 24231,
  kibana: 5601,
  grafana: 3000,
};

/** The platform with a receiver of alerts, and its own alerts sooner than by default. */
const PLATFORM = `
profile: standard
monitoring:
  alertmanager:
    receivers: [{ name: team, webhooks: [{ urlSecret: { name: alert-receiver, key: url } }] }]
    route: { receiver: team, groupWait: 1s, groupInterval: 1s }
  alerts:
    TargetDown: { for: 0s }
    KubeNodeNotReady: { for: 0s }
`;

/** Elasticsearch as its administrator, whose password the pod does not have but for its start: it is given by the test. */
const ELASTICSEARCH = 'curl --silent --show-error --fail --insecure --user "$0" https://localhost:9200';

/** Commands that write to a store and read from it, in its own pod. */
const BROKER = ['--bootstrap-server', 'localhost:9092', '--topic', 'kept'];
const STORES = {
  redis: { write: ['redis-cli', 'set', 'kept', 'yes'], read: ['redis-cli', 'get', 'kept'] },
  zookeeper: {
    write: ['zookeeper-client', 'create', '/kept', 'yes'],
    read: ['zookeeper-client', 'get', '/kept'],
  },
  kafka: {
    write: [
      'sh',
      '-ec',
      `kafka-tool org.apache.kafka.tools.TopicCommand --create ${BROKER.join(' ')}; echo yes | kafka-tool kafka.tools.ConsoleProducer ${BROKER.join(' ')}`,
    ],
    read: [
      'kafka-tool',
      'org.apache.kafka.tools.consumer.ConsoleConsumer',
      ...BROKER,
      ...['--partition', '0', '--offset', 'earliest', '--max-messages', '1', '--timeout-ms', '30000'],
    ],
  },
  elasticsearch: {
    write: [
      'sh',
      '-ec',
      `${ELASTICSEARCH}/kept/_doc/1?refresh --header content-type:application/json --data '{"kept":"yes"}'`,
    ],
    read: ['sh', '-ec', `${ELASTICSEARCH}/kept/_doc/1`],
  },
};

/** Programs may ask for a part of the CPU that they ask for: the nodes have two cores each. */
function withLowRequests(manifests: readonly Manifest[]): Manifest[] {
  const lower = (key: string, value: unknown): unknown =>
    key === 'requests' && typeof value === 'object' && value !== null && 'cpu' in value
      ? { ...value, cpu: '5m' }
      : value;
  return JSON.parse(JSON.stringify(manifests, lower)) as Manifest[];
}

/** The Prometheus on the core node. */
async function prometheusOf(stage: Stage): Promise<PodPrometheus> {
  const found = (await stage.containers()).find(
    ({ container, node }) => container === 'prometheus' && node.host.name === 'core',
  );
  assert.ok(found, 'no Prometheus runs on the core node');
  return new PodPrometheus(found);
}

const RECEIVER_SECRET: Manifest = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'alert-receiver', namespace: 'monitoring' },
  stringData: { url: AlertReceiver.URL },
};

describe('the platform standard on two real nodes', () => {
  const app = wholePlatformApp(PLATFORM);
  const stage = new Stage({ ...app, manifests: withLowRequests(app.manifests) }, NAMESPACES, [
    'StatefulSet/prometheus-owdev-prometheus',
    'StatefulSet/alertmanager-owdev-alertmanager',
  ]);
  const receiver = new AlertReceiver();
  before(async () => {
    await stage.start();
    await receiver.start();
  });
  after(() => {
    receiver.stop();
    stage.stop();
  });

  /** What a command in a store needs to know besides. */
  const credentials = (component: string): string[] => {
    if (component !== 'elasticsearch') return [];
    const secret = ['get', 'secret', '-n', 'logging', 'owdev-elasticsearch-admin', '--output', 'json'];
    const { data } = JSON.parse(stage.cluster.kubectl(...secret)) as { data: Record<string, string> };
    return [['username', 'password'].map((key) => Buffer.from(data[key] ?? '', 'base64').toString()).join(':')];
  };

  it('becomes ready, with its packages installed and its smoke test passed', async (t) => {
    const { errors } = await stage.cluster.apply([...stage.app.manifests, RECEIVER_SECRET]);
    assert.deepEqual(errors, []);
    t.diagnostic(`ready after ${(await stage.ready(READY)).toFixed(0)} s`);
  });

  it('starts in the launch order', async (t) => {
    const { violations, edges, timeline } = await stage.order();
    t.diagnostic(`${edges} edges; ready after seconds: ${timeline}`);
    assert.deepEqual(violations, []);
    assert.ok(edges >= 20, `${edges} edges`);
  });

  it('runs each init container once, to its end', async (t) => {
    const { failed, count } = initContainers(await stage.pods());
    t.diagnostic(`${count} init containers`);
    assert.deepEqual(failed, []);
  });

  it('confines its programs as the manifests say', async (t) => {
    const containers = (await stage.containers()).filter(({ container }) => container !== 'user-action');
    t.diagnostic(`${containers.length} containers`);
    assert.deepEqual(looseContainers(containers), [
      // It changes its user itself.
      'apigateway: root, capabilities c1, writable root',
      // It writes beside its program.
      'couchdb: writable root',
      // It reads the logs of every program of the node.
      'fluentd: root',
    ]);
  });

  it('holds every connection that its programs need', async (t) => {
    const found = async () => heldConnections(await stage.containers(), PAGES);
    // Programs try again every three seconds, and the first log line makes an index.
    const all = async () => (await found()).failed.length === 0;
    await until(all, { timeoutSeconds: 60, what: 'every connection', intervalMs: 2000 }).catch(() => undefined);
    const { failed, held } = await found();
    t.diagnostic(held.join('; '));
    assert.deepEqual(failed, []);
  });

  it('connects pods as its policies say, and in no other way', async (t) => {
    const containers = ofPodNetwork(await stage.containers());
    const { wrong, pods, tried, open } = await matrix(INSIDE.binaries['stand-in'], stage.app.manifests, containers);
    t.diagnostic(`${pods} pods, ${tried} connections tried, ${open} open`);
    assert.deepEqual(wrong, []);
  });

  it('has every target of Prometheus up', async (t) => {
    const prometheus = await prometheusOf(stage);
    const up = async () => (await prometheus.targets()).others.length === 0;
    await until(up, { timeoutSeconds: 120, what: 'every target is up', intervalMs: 2000 }).catch(() => undefined);
    const { up: found, others } = await prometheus.targets();
    const pools = [...new Set(found.map((pool) => pool.replace(/^.*owdev-/, '').replace(/\/\d+$/, '')))];
    t.diagnostic(`${found.length} targets: ${pools.sort().join(', ')}`);
    assert.deepEqual(others, []);
    for (const name of ['controller', 'invoker']) assert.ok(pools.includes(name), name);
  });

  it('has every rule of Prometheus healthy', async (t) => {
    const prometheus = await prometheusOf(stage);
    const known = async () => (await prometheus.rules()).every(({ health }) => health !== 'unknown');
    await until(known, { timeoutSeconds: 120, what: 'every rule is evaluated', intervalMs: 2000 });
    const rules = await prometheus.rules();
    t.diagnostic(`${rules.length} rules; firing: ${(await prometheus.firing()).join(', ')}`);
    assert.deepEqual(
      rules.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => `${name}: ${lastError}`),
      [],
    );
    assert.ok(rules.length > 100, `${rules.length} rules`);
  });

  it('answers every query of its dashboards', async (t) => {
    const { boards, queries } = boardQueries(stage.app.manifests);
    const { errors, withResult } = await (await prometheusOf(stage)).queries(queries);
    t.diagnostic(`${queries.length} queries of ${boards} dashboards, ${withResult} with a result`);
    assert.deepEqual(errors, []);
    // Rates and records need more minutes than the platform has been running.
    assert.ok(withResult > queries.length / 4, `${withResult} of ${queries.length} queries have a result`);
  });

  it('serves the metrics of its nodes as the catalogue lists them', (t) => {
    const mistakes = NODE_SOURCES.flatMap((source) => {
      const rounds = servedOnNodes(stage.cluster, source);
      if (process.env['FAAS_STACK_CAPTURE']) capture(source, rounds);
      t.diagnostic(`${source}: ${rounds[0]?.length} families`);
      return catalogueMistakes(source, rounds);
    });
    assert.deepEqual(mistakes, []);
  });

  for (const [component, { write, read }] of Object.entries(STORES))
    it(`keeps the data of ${component} when its pod is deleted`, async (t) => {
      await stage.inPod(component, ...write, ...credentials(component));
      t.diagnostic(`ready again after ${(await stage.replacePodOf(component, RECOVERY)).toFixed(0)} s`);
      assert.match(await stage.inPod(component, ...read, ...credentials(component)), /\byes\b/);
    });

  for (const component of ['zookeeper', 'kafka', 'controller', 'node-exporter'])
    it(`recovers from a killed ${component}`, async (t) => {
      t.diagnostic(`ready again after ${(await stage.kill(component, RECOVERY)).toFixed(0)} s`);
    });

  it('answers every request while its controllers and nginx are replaced', async (t) => {
    const { cluster } = stage;
    const scale = (workload: string) => cluster.kubectl('scale', '-n', NAMESPACE, workload, '--replicas=2');
    scale('statefulset/owdev-controller');
    scale('deployment/owdev-nginx');
    await stage.ready(RECOVERY);
    const load = new Load(
      `http://${cluster.nodes[0]?.host.address}:${await stage.nodePort('owdev-nginx', 'http')}/ping`,
      20,
    );
    try {
      for (const [workload, component] of [
        ['statefulset/owdev-controller', 'controller'],
        ['deployment/owdev-nginx', 'nginx'],
      ] as const) {
        const before = await stage.uidsOf(component);
        cluster.kubectl('rollout', 'restart', '-n', NAMESPACE, workload);
        const replaced = async () => (await stage.uidsOf(component)).every((uid) => !before.includes(uid));
        await until(replaced, { timeoutSeconds: RECOVERY, what: `new pods of ${component}`, intervalMs: 500 });
        await stage.ready(RECOVERY);
      }
      const [first, second] = await stage.evictAll('nginx');
      assert.deepEqual([first, second], [201, 429], 'the second one is refused while the first one is missing');
      await stage.ready(RECOVERY);
    } finally {
      await load.stop();
    }
    t.diagnostic(`${load.sent} requests, 20 per second, ${load.failures.length} failed`);
    assert.deepEqual(load.failures, []);
  });

  it('notifies of a lost node, and is ready again once it is back', async (t) => {
    receiver.alerts.clear();
    const node = stage.cluster.nodes.find(({ host }) => host.name === 'invoker');
    assert.ok(node);
    const lost = Date.now();
    const seconds = () => `${Math.round((Date.now() - lost) / 1000)} s`;
    node.lose();
    await until(() => ['KubeNodeNotReady', 'TargetDown'].every((name) => receiver.alerts.has(name)), {
      timeoutSeconds: 180,
      what: 'the alerts reach the receiver',
      intervalMs: 500,
    });
    t.diagnostic(`notified of ${[...receiver.alerts].join(', ')} after ${seconds()}`);
    node.startAgain();
    t.diagnostic(`ready again after ${(await stage.ready(RECOVERY)).toFixed(0)} s`);
  });
});
