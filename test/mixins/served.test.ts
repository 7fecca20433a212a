import type { OpenWhiskVariant } from '../../lib/catalogue/openwhisk-variant';
import { dashboards } from '../../lib/checks/read/dashboards';
import { ruleExpressions } from '../../lib/checks/read/expressions';
import { alerts } from '../../lib/mixins';
import { isServed } from '../../lib/mixins/served';
import { Manifests } from '../support/platform';

const STANDARD: OpenWhiskVariant = { mode: 'sharding', generation: 'akka', containerFactory: 'kubernetes', tags: 'on' };
const served = (expr: string, variant: Partial<OpenWhiskVariant> = {}): boolean =>
  isServed(expr, { ...STANDARD, ...variant });

/** A gauge of invokers without the scheduler, one with it, and one of all. */
const POOL = 'gauge_containerPool_activeCount_counter{job="openwhisk-invoker"}';
const CREATED = 'counter_invoker_creation_counter_total{job="openwhisk-invoker"}';
const RUNS = 'counter_invoker_activationRun_start_total{job="openwhisk-invoker"}';

describe('an expression', () => {
  test.each([
    [POOL, true],
    [CREATED, false],
    [`sum(rate(${CREATED}[5m]))`, false],
    // Metrics of other programs, and none.
    ['kube_pod_info{job="kube-state-metrics"}', true],
    ['a_metric_of_the_user', true],
    ['vector(1)', true],
    // A side of `or` is enough, but not one that only stands in for it.
    [`${CREATED} or ${RUNS}`, true],
    [`sum(${CREATED}) or vector(0)`, false],
    [`(sum(${CREATED}) or vector(0)) + (sum(${RUNS}) or vector(0))`, true],
    [`(sum(${CREATED}) or vector(0)) / (sum(${RUNS}) > 0)`, false],
    [`${RUNS} unless ${CREATED}`, true],
    [`${RUNS} and ${CREATED}`, false],
    [`${RUNS} > 5`, true],
    [`absent(${CREATED})`, false],
  ])('%s has samples without the scheduler: %s', (expr, expected) => {
    expect(served(expr)).toBe(expected);
  });

  test('has the metrics of the mode, of the generation and of the container factory', () => {
    expect(served(CREATED, { mode: 'scheduler' })).toBe(true);
    expect(served(POOL, { mode: 'scheduler' })).toBe(false);
    expect(served(POOL, { mode: 'lean' })).toBe(true);
    const stuck = 'counter_scheduler_queueNotProcessing_counter_total{job="openwhisk-scheduler"}';
    expect([served(stuck), served(stuck, { generation: 'pekko' })]).toEqual([false, true]);
    const docker = 'counter_invoker_docker_start_total{job="openwhisk-invoker"}';
    expect([served(docker), served(docker, { containerFactory: 'docker' })]).toEqual([false, true]);
  });

  test('without tags, has metrics by the names of both forms only', () => {
    const tagged = 'counter_invoker_kubeapi_start_total';
    expect(served(`${tagged}{job="openwhisk-invoker"}`, { tags: 'off' })).toBe(false);
    const both = `{job="openwhisk-invoker",__name__=~"${tagged}|counter_invoker_kubeapi_create_start_total"}`;
    expect(served(both, { tags: 'off' })).toBe(true);
    expect(served(both, { tags: 'off', containerFactory: 'docker' })).toBe(false);
  });
});

describe('a platform', () => {
  const of = (openwhisk: string) => {
    const { synthesis } = Manifests.of(`
profile: standard
monitoring: { enabled: true }
openwhisk: { ${openwhisk} }`);
    const written = new Set(ruleExpressions(synthesis).flatMap(({ rule }) => rule.alert ?? []));
    const expressions = dashboards(synthesis).read.flatMap(({ queries }) => queries);
    return { written, expressions, leftOut: Object.keys(alerts).filter((name) => !written.has(name)) };
  };
  const whisk = (names: readonly string[]): string[] => names.filter((name) => name.startsWith('OpenWhisk'));
  const OF_SCHEDULERS = whisk(of('').leftOut);

  test('has alerts about the scheduler with the scheduler only, and then none about what its invokers do not serve', () => {
    expect(OF_SCHEDULERS.filter((name) => !/^OpenWhisk(Scheduler|Etcd)/.test(name))).toEqual([]);
    expect(whisk(of('scheduler: { enabled: true }').leftOut)).toEqual([
      'OpenWhiskInvokerUnresponsive',
      'OpenWhiskInvokersOverloaded',
      'OpenWhiskInvokerBacklog',
      // Of the pekko generation.
      'OpenWhiskSchedulerQueueStuck',
    ]);
    expect(whisk(of('actorSystem: pekko, scheduler: { enabled: true }').leftOut)).not.toContain(
      'OpenWhiskSchedulerQueueStuck',
    );
  });

  test('has all alerts without tags', () => {
    expect(whisk(of('metrics: { kamonTags: false }').leftOut)).toEqual(OF_SCHEDULERS);
  });

  test('in lean mode has the alerts about invokers, of the controller', () => {
    const { written, expressions } = of('lean: true');
    for (const name of [
      'OpenWhiskInvokerBacklog',
      'OpenWhiskContainerStartFailing',
      'OpenWhiskActivationDbWriteFailing',
    ])
      expect(written).toContain(name);
    for (const name of ['OpenWhiskNoHealthyInvoker', 'OpenWhiskMemoryPoolExhausted', 'OpenWhiskKafkaTopicLagging'])
      expect(written).not.toContain(name);
    expect(expressions.some(({ expr }) => expr.includes(POOL))).toBe(true);
    expect(expressions.filter(({ expr }) => expr.includes('gauge_kafka_topic_counter'))).toEqual([]);
  });
});
