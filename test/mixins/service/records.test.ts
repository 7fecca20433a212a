import * as fc from 'fast-check';
import { serviceRecords } from '../../../lib/mixins/service/records';
import { SERVICE_COMPONENTS, type ServiceSettings } from '../../../lib/mixins/service/settings';
import { SIGNALS } from '../../../lib/mixins/service/signals';
import { describeProblem, parse } from '../../../lib/promql/expression';
import { messageAbout, oneMistake } from '../../load/message';
import { Manifests } from '../../support/platform';

interface Rules {
  readonly spec: {
    readonly groups: readonly {
      readonly rules: readonly {
        readonly record?: string;
        readonly alert?: string;
        readonly expr: string;
        readonly labels?: Readonly<Record<string, string>>;
      }[];
    }[];
  };
}

/** The rules of the business service of a platform; none where it has none. */
function rulesOf(yaml: string): Rules['spec']['groups'][number]['rules'] {
  const manifests = Manifests.of(yaml);
  return manifests.names('PrometheusRule').includes('rules-service')
    ? (manifests.get<Rules>('PrometheusRule', 'rules-service').spec.groups[0]?.rules ?? [])
    : [];
}

const componentsOf = (yaml: string): string[] => [
  ...new Set(rulesOf(yaml).flatMap(({ labels }) => labels?.component ?? [])),
];

/** The dashboards of monitoring. */
const boardsOf = (yaml: string): string[] =>
  Object.keys(Manifests.of(yaml).get<{ binaryData: object }>('ConfigMap', 'grafana-boards-monitoring').binaryData);

describe('a platform', () => {
  const OPENFAAS = 'openwhisk: {enabled: false}\nopenfaas: {enabled: true, licenceAccepted: true}';
  const WATCHED = 'monitoring: {enabled: true}\nlogging: {enabled: true}';

  test('has the components that it measures', () => {
    expect(componentsOf(WATCHED)).toEqual(['openwhisk', 'managedApis', 'stores', 'logging', 'cluster']);
    expect(componentsOf(`${WATCHED}\n${OPENFAAS}`)).toEqual(['openfaas', 'logging', 'cluster']);
    expect(componentsOf('monitoring: {enabled: true}\nprofile: lean')).toEqual([
      'openwhisk',
      'managedApis',
      'stores',
      'cluster',
    ]);
  });

  test('has the signals that it measures', () => {
    const signals = rulesOf('monitoring: {enabled: true}\nprofile: lean').flatMap(({ labels }) =>
      labels?.component === 'openwhisk' ? (labels.signal ?? []) : [],
    );
    // A lean controller is the invoker, too, and there are no activation events without Kafka.
    expect(signals).toEqual(['controllers', 'invokers', 'api']);
  });

  test('writes weight, limits and impact into the rules, and the name into the labels', () => {
    const rules = rulesOf(
      'monitoring: {enabled: true, service: {name: Shop, components: {stores: {weight: 7, impact: degraded, degradedBelow: 0.8, downBelow: 0.3}}}}',
    );
    const health = 'service:component_health:ratio{component="stores"}';
    expect(rules.map(({ expr }) => expr)).toEqual(
      expect.arrayContaining([
        `7 * (${health} >= bool 0)`,
        `clamp_max((${health} < bool 0.8) + (${health} < bool 0.3), 1)`,
      ]),
    );
    expect(rules.find(({ record }) => record === 'service:signal_health:ratio')?.labels?.service).toBe('Shop');
  });

  test('without a measured component has neither rules nor alerts nor a dashboard', () => {
    const nothing =
      'openwhisk: {metrics: {prometheus: false, userEvents: {enabled: false}, exporters: {kafka: false, redis: false, couchdb: false}}}\ncluster: {dnsMetrics: false}\nmonitoring: {enabled: true, blackbox: {enabled: false}, kubeStateMetrics: {enabled: false}, targets: {apiServer: false}}';
    expect(rulesOf(nothing)).toEqual([]);
    expect(boardsOf(nothing)).not.toContain('monitoring-service.json.gz');
    expect(boardsOf('monitoring: {enabled: true}')).toContain('monitoring-service.json.gz');
  });

  test('with an agent has neither rules nor a dashboard', () => {
    const agent =
      'monitoring: {enabled: true, prometheus: {mode: agent, remoteWrite: [{url: "https://store.example.org"}]}, grafana: {enabled: false}}';
    expect(rulesOf(agent)).toEqual([]);
  });
});

test('a component cannot be down before it is degraded', () => {
  expect(messageAbout('monitoring: {enabled: true, service: {components: {cluster: {degradedBelow: 0.4}}}}')).toBe(
    oneMistake(
      ':1 monitoring.service.components.cluster.downBelow (the default): 0.5 is above degradedBelow, which is 0.4',
      'at most 0.4',
      'write 0.4 or less, or raise degradedBelow',
    ),
  );
});

test('every set of weights, limits and measured signals gives valid rules about measured components', () => {
  const number = fc.double({ min: 0.001, max: 100, noNaN: true });
  const component = fc.record({
    weight: number,
    impact: fc.constantFrom('none' as const, 'degraded' as const, 'down' as const),
    degradedBelow: number,
    downBelow: number,
  });
  const components = fc.record(
    Object.fromEntries(SERVICE_COMPONENTS.map((name) => [name, component])) as Record<
      (typeof SERVICE_COMPONENTS)[number],
      typeof component
    >,
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(components, fc.func(fc.boolean()), (wanted: ServiceSettings['components'], isMeasured) => {
      const records = serviceRecords({ name: 'Shop', components: wanted }, ({ text }) => isMeasured(text));
      const problems = records.flatMap(({ expr: { text } }) =>
        parse(text).problems.map((problem) => describeProblem(problem, text)),
      );
      expect(problems).toEqual([]);
      const measured = SERVICE_COMPONENTS.filter(
        (name) => wanted[name] && Object.values(SIGNALS[name]).some(({ text }) => isMeasured(text)),
      );
      expect([...new Set(records.flatMap(({ labels }) => labels?.['component'] ?? []))]).toEqual(measured);
      expect(records.length > 0).toBe(measured.length > 0);
    }),
    { numRuns: 50 },
  );
});
