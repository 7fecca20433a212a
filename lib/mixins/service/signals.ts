import type { MetricSource } from '../../catalogue/sources';
import { latest, state } from '../alerts/state';
import { promql, series, share, type Expression } from '../expressions/expression';
import { FAILED, gateway } from '../openfaas/invocations';
import { userActions } from '../openwhisk/user-actions';
import type { ServiceComponent } from './settings';

/** Ratio of the targets that answer; without any target, none answers. */
const answering = (source: MetricSource): Expression => promql`(avg(${series(source, 'up')}) or vector(0))`;

/** Whether a probe of the platform succeeds. */
const probed = (name: string): Expression => promql`min(${latest('probe', 'probe_success', `probe="${name}"`)})`;

/** Whether a value is above zero; a missing one counts as zero. */
const any = (expression: Expression): Expression => promql`(max(${expression}) or vector(0)) > bool 0`;

const activations = (...matchers: readonly string[]): Expression =>
  promql`sum(rate(${userActions(matchers.length > 0 ? 'status' : 'activations_total', ...matchers)}[5m]))`;

const invocations = (...matchers: readonly string[]): Expression =>
  promql`sum(rate(${gateway('function_invocation_total', ...matchers)}[5m]))`;

const readyNodes = state('node', 'kube_node_status_condition', 'condition="Ready"', 'status="true"');

const color = (name: string): Expression =>
  promql`max(${latest('elasticsearch-exporter', 'elasticsearch_cluster_health_status', `color="${name}"`)})`;

/**
 * The signals of each component: expressions between 0, it fails, and 1, it is healthy. The lowest signal of a component is its
 * health, and the reason for it. A signal about requests has no sample while there are none.
 */
export const SIGNALS: Readonly<Record<ServiceComponent, Readonly<Record<string, Expression>>>> = {
  openwhisk: {
    controllers: answering('openwhisk-controller'),
    invokers: answering('openwhisk-invoker'),
    // As a client within the cluster sees it.
    api: probed('openwhisk-api'),
    // Errors and durations of actions are their developers' responsibility.
    activations: promql`1 - ${share(
      promql`(${activations('status="whisk_internal_error"')} or vector(0))`,
      activations(),
    )}`,
  },
  managedApis: {
    redis: any(latest('redis-exporter', 'redis_up')),
  },
  stores: {
    couchdb: answering('couchdb'),
    kafka: any(latest('kafka-exporter', 'kafka_brokers')),
  },
  openfaas: {
    gateway: answering('openfaas-gateway'),
    // As a client within the cluster sees it.
    api: probed('openfaas-gateway'),
    functions: promql`1 - ${share(promql`(${invocations(FAILED)} or vector(0))`, invocations())}`,
  },
  mysql: {
    server: any(latest('mysqld-exporter', 'mysql_up')),
    // Functions that scale run out of connections first: from 80 % of them on.
    connections: promql`5 * (1 - ${share(
      promql`max(${latest('mysqld-exporter', 'mysql_global_status_threads_connected')})`,
      promql`max(${latest('mysqld-exporter', 'mysql_global_variables_max_connections')})`,
    )})`,
  },
  logging: {
    // Yellow: replicas are missing, but no data is.
    elasticsearch: promql`1 - ${color('red')} - 0.25 * ${color('yellow')}`,
  },
  cluster: {
    nodes: promql`avg(${readyNodes})`,
    apiserver: answering('apiserver'),
    dns: answering('coredns'),
  },
};
