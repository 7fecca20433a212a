import { familyOf, labelsOf } from '../../../lib/mixins/catalogue';
import { familiesOf, inBothForms, type Marker } from '../../../lib/mixins/families/kamon';
import { CONTROLLER, INVOKER, SCHEDULER } from '../../../lib/mixins/openwhisk/markers';

/** Families as they are written down: name, type and labels. */
const written = (...markers: readonly Marker[]): string[] =>
  familiesOf(markers, new Set()).map(({ name, type, labels }) => [name, type, ...labels].join(' '));

test('kinds are prefixes, units and counters are suffixes of the name', () => {
  expect(
    written(
      { kind: 'counter', name: 'a_b_counter', unit: 'ms' },
      { kind: 'gauge', name: 'a_b_counter', unit: 'MB' },
      { kind: 'histogram', name: 'a_b_counter', unit: 'ms', labels: ['x', 'y'] },
    ),
  ).toEqual([
    'counter_a_b_counter_total counter',
    'gauge_a_b_counter_bytes gauge',
    'histogram_a_b_counter_seconds histogram x y',
  ]);
});

test('an operation is counted at its start and at its error, and timed at its end and at its error', () => {
  expect(written({ kind: 'operation', name: 'database_getDocument', unit: 'ms' })).toEqual([
    'counter_database_getDocument_start_total counter',
    'counter_database_getDocument_error_total counter',
    'histogram_database_getDocument_finish_seconds histogram',
    'histogram_database_getDocument_error_seconds histogram',
  ]);
});

test('a family with another name where tags are off is served with tags only', () => {
  const only = { mode: ['lean'] } as const;
  const variants = (marker: Partial<Marker>) =>
    familiesOf([{ kind: 'gauge', name: 'a_counter', ...marker }], new Set())[0]?.only;
  expect(variants({})).toBeUndefined();
  expect(variants({ labels: ['x'] })).toBeUndefined();
  expect(variants({ labels: ['x'], untagged: 'a_<x>_counter' })).toEqual({ tags: ['on'] });
  expect(variants({ labels: ['x'], untagged: 'a_<x>_counter', only })).toEqual({ mode: ['lean'], tags: ['on'] });
});

test('a time without a unit stays a number', () => {
  expect(familyOf('openwhisk-controller', 'histogram_controller_loadbalancer_finish_count')?.type).toBe('histogram');
  expect(familyOf('openwhisk-controller', 'histogram_controller_loadbalancer_finish_seconds_count')).toBeUndefined();
});

test('the catalogue has the labels of OpenWhisk and of the JVM', () => {
  expect(labelsOf('openwhisk-invoker', 'counter_invoker_containerStart_counter_total')).toEqual([
    'containerState',
    'initiator',
    'namespace',
    'action',
  ]);
  expect(labelsOf('user-events', 'jvm_memory_used_bytes_sum')).toEqual(['component', 'region']);
});

describe('names without tags', () => {
  const nameOf = (matchers: readonly string[]): RegExp => {
    const [, pattern = ''] = /^__name__=~"(.*)"$/.exec(matchers[0] ?? '') ?? [];
    return new RegExp(`^(${pattern})$`);
  };

  test.each([
    // Names as OpenWhisk's docs/metrics.md and Logging.scala give them, dots replaced.
    [
      CONTROLLER,
      'gauge_loadbalancer_activationsInflight_counter',
      {},
      'gauge_loadbalancer0_activationsInflight_counter',
    ],
    [
      CONTROLLER,
      'counter_loadbalancer_completionAck_counter_total',
      { type: ['forced'] },
      'counter_loadbalancer12_completionAck_forced_counter_total',
    ],
    [CONTROLLER, 'gauge_kafka_topic_counter', { topic: ['completed0'] }, 'gauge_kafka_completed0_counter'],
    [CONTROLLER, 'histogram_kafka_topic_start_seconds_sum', {}, 'histogram_kafka_health_delay_start_seconds_sum'],
    [
      INVOKER,
      'counter_invoker_containerStart_counter_total',
      { containerState: ['cold', 'recreated'] },
      'counter_invoker_containerStart_recreated_counter_total',
    ],
    [
      INVOKER,
      'histogram_invoker_docker_finish_seconds_bucket',
      { cmd: ['run'] },
      'histogram_invoker_docker_run_finish_seconds_bucket',
    ],
    [
      SCHEDULER,
      'gauge_scheduler_queueActivation_counter',
      { action: ['guest/p/hello'] },
      'gauge_scheduler_queueActivation_guest_p_hello_counter',
    ],
  ])('%#: %s', (markers, series, wanted, untagged) => {
    const name = nameOf(inBothForms(markers, series, wanted));
    expect(untagged).toMatch(name);
    expect(series).toMatch(name);
  });

  test('other values do not match', () => {
    const cold = inBothForms(INVOKER, 'counter_invoker_containerStart_counter_total', { containerState: ['cold'] });
    expect('counter_invoker_containerStart_warmed_counter_total').not.toMatch(nameOf(cold));
    expect(cold).toContain('containerState=~"cold|"');
  });

  test('a name that is the same in both forms is queried unchanged', () => {
    expect(inBothForms(INVOKER, 'gauge_containerPool_activeCount_counter')).toEqual([
      '__name__="gauge_containerPool_activeCount_counter"',
    ]);
  });

  test('a name that OpenWhisk does not have is refused', () => {
    expect(() => inBothForms(INVOKER, 'counter_invoker_containerHealth_total')).toThrow(
      "OpenWhisk has no metric 'counter_invoker_containerHealth_total'; write the name it has where tags are on",
    );
  });
});
