import { scalingSeries, selectorOf, sumOf } from '../../lib/autoscaling/series';

test.each<[string, boolean, string]>([
  ['openwhisk_action_activations_total', true, 'openwhisk_action_activations_per_second'],
  ['openwhisk_action_duration_seconds_count', true, 'openwhisk_action_duration_seconds_count_per_second'],
  // A gauge, although it is called a sum: that of all partitions.
  ['kafka_consumergroup_lag_sum', false, 'kafka_consumergroup_lag_sum'],
  ['openwhisk_userevents_consumer_lag', false, 'openwhisk_userevents_consumer_lag'],
  ['jobs_done_total', true, 'jobs_done_per_second'],
  ['jobs:waiting', false, 'jobs_waiting'],
])('%s: rises only: %s; called %s', (series, counter, apiName) => {
  expect(scalingSeries(series)).toMatchObject({ series, counter, apiName });
});

test('the selector names the source of the series, if there is exactly one', () => {
  expect(selectorOf(scalingSeries('openwhisk_userevents_consumer_lag'), 'pod!=""')).toBe('{job="user-events",pod!=""}');
  expect(selectorOf(scalingSeries('jobs:waiting'), 'pod!=""')).toBe('{pod!=""}');
});

test('a counter is used as its rate', () => {
  expect(sumOf(scalingSeries('jobs_done_total'), '{a="b"}', 'pod')).toBe(
    'sum by (pod) (rate(jobs_done_total{a="b"}[2m]))',
  );
  expect(sumOf(scalingSeries('jobs:waiting'), '{a="b"}')).toBe('sum (jobs:waiting{a="b"})');
});
