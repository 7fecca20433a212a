import { board } from '../panels/define';
import { promql, series, type Expression } from '../expressions/expression';
import { quantile, sumRate, totalRate } from '../panels/rates';
import { row, stat, table, timeseries } from '../panels/panels';
import { instancesUp, percentiles } from '../panels/processes';
import { jvmRow } from './jvm-row';

const SOURCE = 'openwhisk-scheduler';

const metric = (name: string): Expression => series(SOURCE, name);
const waiting = (matcher: string): Expression => series(SOURCE, 'gauge_scheduler_queueActivation_counter', matcher);
/** By action as the other metrics name it. The akka generation, without a label for the caller, has the caller before the action. */
const queued = promql`
  sum by (action) (
    label_replace(${waiting('exported_namespace=""')}, "action", "$1", "action", "[^/]+/(.+)")
    or ${waiting('exported_namespace!=""')})`;
const containers = (which: string, label: string): Expression =>
  promql`sum by (${label}) (${metric(`gauge_scheduler_${which}_counter`)})`;

/** OpenWhisk's scheduler, which keeps a queue for each action. */
export const openwhiskScheduler = board({
  uid: 'openwhisk-scheduler',
  folder: 'OpenWhisk',
  title: 'OpenWhisk / Scheduler',
  description: 'How many activations wait in the queues of actions, how long, and how many containers they get.',
  sources: [SOURCE],
  rows: [
    row(
      'Overview',
      instancesUp(SOURCE),
      stat({
        title: 'Waiting activations',
        description: 'Activations in all queues.',
        unit: 'count',
        query: promql`sum(${metric('gauge_scheduler_queueActivation_counter')})`,
      }),
      stat({
        title: 'Queues',
        description: 'Actions that have a queue, on average over the time of the board.',
        unit: 'count',
        query: promql`
          sum(sum by (pod) (increase(${metric('histogram_scheduler_queue_counter_sum')}[$__range]))
          / (sum by (pod) (increase(${metric('histogram_scheduler_queue_counter_count')}[$__range])) > 0))`,
      }),
      stat({
        title: 'Containers',
        description: 'Containers that the schedulers have ordered and that run.',
        unit: 'count',
        query: promql`sum(${metric('gauge_scheduler_namespaceContainer_counter')})`,
      }),
      stat({
        title: 'Containers in the making',
        description: 'Containers that the schedulers have ordered and that do not run yet.',
        unit: 'count',
        query: promql`sum(${metric('gauge_scheduler_namespaceInProgressContainer_counter')})`,
      }),
      table({
        title: 'Longest queues',
        description: 'The fifty actions with most activations that wait, and their containers.',
        labels: { action: 'Action' },
        columns: {
          Waiting: { unit: 'count', limits: { warning: 10, critical: 100 }, query: promql`topk(50, ${queued})` },
          Containers: { unit: 'count', query: containers('actionContainer', 'action') },
          'In the making': { unit: 'count', query: containers('actionInProgressContainer', 'action') },
        },
      }),
    ),
    row(
      'Queues',
      timeseries({
        title: 'Waiting activations by action',
        description: 'The ten longest queues.',
        unit: 'count',
        queries: { '{{action}}': promql`topk(10, ${queued})` },
      }),
      timeseries({
        title: 'Wait time by action, 95th percentile',
        description: 'How long activations wait in their queue: the ten slowest.',
        unit: 'seconds',
        queries: {
          '{{action}}': promql`topk(10, ${quantile(0.95, 'action', metric('histogram_scheduler_waitTime_counter_seconds_bucket'))})`,
        },
      }),
      timeseries({
        title: 'From controller to queue',
        description: 'How long messages of controllers are on their way through Kafka.',
        unit: 'seconds',
        queries: percentiles(metric('histogram_scheduler_kafkaWaitTime_counter_seconds_bucket')),
      }),
      timeseries({
        title: 'Queues made',
        description: 'Queues created per second for actions that had none.',
        unit: 'perSecond',
        queries: { Made: totalRate(metric('counter_scheduler_queueCreate_start_total')) },
      }),
    ),
    row(
      'Containers',
      timeseries({
        title: 'Containers by namespace',
        description: 'Containers that run and that are in the making, by the namespace they count for.',
        unit: 'count',
        queries: {
          '{{exported_namespace}}': containers('namespaceContainer', 'exported_namespace'),
          '{{exported_namespace}} in the making': containers('namespaceInProgressContainer', 'exported_namespace'),
        },
      }),
      timeseries({
        title: 'Messages to invokers',
        description: 'Messages per second that schedulers send to Kafka, and failed ones.',
        unit: 'perSecond',
        queries: {
          Sent: totalRate(metric('counter_scheduler_kafka_start_total')),
          Errors: totalRate(metric('counter_scheduler_kafka_error_total')),
        },
      }),
      timeseries({
        title: 'Lease renewals',
        description:
          'How often per second each scheduler renews its lease in etcd; one that does not is dead for the others.',
        unit: 'perSecond',
        queries: { '{{pod}}': sumRate('pod', metric('counter_scheduler_keepAlive_counter_total')) },
      }),
      timeseries({
        title: 'Waiting messages',
        description: 'Messages that wait in each topic of Kafka for a scheduler.',
        unit: 'count',
        queries: { '{{topic}}': promql`max by (topic) (${metric('gauge_kafka_topic_counter')})` },
      }),
    ),
    jvmRow(SOURCE),
  ],
});
