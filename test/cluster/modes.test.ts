import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { gatewayDefinitions } from './gateway/definitions';
import { Cluster } from './harness';
import { NIGHTLY } from './nightly';
import { standardNodes } from './nodes';
import { NAMESPACE, platformApp } from './platform-app';

/** A mode has one value of each dimension. */
const DIMENSIONS = {
  lean: [true, false],
  factory: ['kubernetes', 'docker'],
  scheduler: [true, false],
  ingress: ['NodePort', 'LoadBalancer', 'Standard', 'Gateway', 'None'],
  services: ['own', 'elasticsearch', 'external', 'secured'],
} as const;

type Dimensions = typeof DIMENSIONS;
type Mode = { readonly [K in keyof Dimensions]: Dimensions[K][number] };

const EXTERNAL = `
  zookeeper: { external: { host: zk.example.org } }
  kafka: { external: { host: kafka.example.org } }
  couchdb: { external: { host: db.example.org }, auth: { existingSecret: my-db } }
  redis: { external: { host: redis.example.org } }
  etcd: { external: { host: etcd.example.org } }
  activationStore: { backend: Elasticsearch, elasticsearch: { external: { host: es.example.org, version: 6, existingSecret: my-es } } }`;

/** An optional service that the platform deploys itself. */
const ELASTICSEARCH = `
  activationStore: { backend: Elasticsearch }`;

/** External services with TLS and SASL for Kafka, a separate database of the event providers, and a current Elasticsearch. */
const SECURED = EXTERNAL.replace('version: 6', 'caSecret: my-es-ca').replace(
  'kafka: { external: { host: kafka.example.org } }',
  `kafka: { external: { host: kafka.example.org, port: 9094, tls: { caSecret: my-ca }, sasl: { mechanism: SCRAM-SHA-512, existingSecret: my-kafka } } }
  metrics: { userEvents: { enabled: USER_EVENTS } }
  providers: { db: { external: { host: triggers.example.org, existingSecret: my-triggers } } }`,
);

function servicesOf({ services, lean }: Mode): string {
  if (services === 'own') return '';
  if (services === 'elasticsearch') return ELASTICSEARCH;
  // Lean mode has no topic of events.
  return services === 'external' ? EXTERNAL : SECURED.replace('USER_EVENTS', String(!lean));
}

function textOf(mode: Mode, namespace: string, nodePort = 31001): string {
  const { lean, factory, scheduler, ingress } = mode;
  const more: Partial<Record<typeof ingress, string>> = {
    NodePort: `, nodePort: ${nodePort}`,
    Gateway: ', gateway: { className: eg }',
  };
  return `namespace: ${namespace}
monitoring: { enabled: false }
openwhisk:
  lean: ${lean}
  invoker: { containerFactory: ${factory} }
  scheduler: { enabled: ${scheduler} }
  ingress: { type: ${ingress}${more[ingress] ?? ''}, apiHost: { name: ow.example.org } }${servicesOf(mode)}
`;
}

/** All valid modes: lean mode has no scheduler. */
function allModes(): Mode[] {
  const combined = Object.entries(DIMENSIONS).reduce<Record<string, unknown>[]>(
    (modes, [name, values]) => modes.flatMap((mode) => values.map((value) => ({ ...mode, [name]: value }))),
    [{}],
  );
  return (combined as unknown as Mode[]).filter(({ lean, scheduler }) => !(lean && scheduler));
}

const pairsOf = (mode: Mode): string[] => {
  const values = Object.entries(mode).map(([name, value]) => `${name}=${String(value)}`);
  return values.flatMap((first, index) => values.slice(index + 1).map((second) => `${first} ${second}`));
};

/** A few modes that cover every possible pair of values; each is the one that adds the most new pairs. */
function pairwise(modes: readonly Mode[]): Mode[] {
  const missing = new Set(modes.flatMap(pairsOf));
  const chosen: Mode[] = [];
  const gain = (mode: Mode): number => pairsOf(mode).filter((pair) => missing.has(pair)).length;
  while (missing.size > 0) {
    const best = modes.reduce((a, b) => (gain(b) > gain(a) ? b : a));
    for (const pair of pairsOf(best)) missing.delete(pair);
    chosen.push(best);
  }
  return chosen;
}

describe('the modes of OpenWhisk', () => {
  let cluster: Cluster;

  before(async () => {
    cluster = await Cluster.start({ nodes: standardNodes() });
    await cluster.apply(await gatewayDefinitions());
    await cluster.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
  });
  after(() => cluster?.stop());

  if (NIGHTLY)
    it('are accepted by the API server in every combination', async (t) => {
      const checked = new Set<string>();
      const modes = allModes();
      for (const mode of modes) {
        // Objects that two modes share are checked once.
        const fresh = platformApp(textOf(mode, NAMESPACE)).manifests.filter((object) => {
          const text = JSON.stringify(object);
          return checked.has(text) ? false : checked.add(text);
        });
        const { errors, warnings } = await cluster.apply(fresh, { dryRun: true });
        assert.deepEqual([errors, warnings], [[], []], JSON.stringify(mode));
      }
      t.diagnostic(`${modes.length} modes, ${checked.size} different objects`);
    });

  it('are accepted and become ready in combinations that cover every pair of choices', async (t) => {
    const modes = pairwise(allModes());
    for (const [index, mode] of modes.entries()) {
      const { manifests } = platformApp(textOf(mode, `mode-${index}`, 31001 + index));
      const { errors, warnings } = await cluster.apply(manifests);
      assert.deepEqual([errors, warnings], [[], []], JSON.stringify(mode));
    }
    let workloads = 0;
    for (const index of modes.keys()) {
      workloads += (await cluster.ready(`mode-${index}`, { timeoutSeconds: 180 })).workloads.length;
    }
    t.diagnostic(`${modes.length} modes side by side, ${workloads} workloads`);
  });
});
