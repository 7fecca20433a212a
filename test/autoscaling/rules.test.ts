import { messageAbout, oneMistake } from '../load/message';

const OFF = 'monitoring: {enabled: false}';
const ON = 'monitoring: {enabled: true}';

/** A scaler of the user's, with `extra` in it. */
const scaler = (extra: string, target = '{name: web}'): string =>
  `autoscaling:\n  scalers:\n    - {name: web, target: ${target}, max: 3, ${extra}}`;

test.each<[string, string, string, string, string]>([
  [
    'min above max',
    `${OFF}\nopenwhisk:\n  nginx:\n    autoscaling:\n      min: 5\n      max: 3`,
    ':5 openwhisk.nginx.autoscaling.min: 5 is above max, which is 3',
    'at most 3',
    'write 3 or less, or raise max',
  ],
  [
    'no pods without KEDA',
    `${OFF}\ncluster: {version: "1.36"}\nopenwhisk: {nginx: {autoscaling: {min: 0, max: 3}}}`,
    ':3 openwhisk.nginx.autoscaling.min: 0 is not possible with a HorizontalPodAutoscaler of Kubernetes 1.36: the API server refuses it',
    '1 or more; 0 with engine: keda, or with cluster.version "1.37" or later',
    'write 1, or set engine: keda where KEDA is in the cluster, or cluster.version: "1.37" if the cluster has it',
  ],
  [
    'no pods of a HorizontalPodAutoscaler and nothing to wake them',
    `${OFF}\ncluster: {version: "1.37"}\nopenwhisk: {nginx: {autoscaling: {min: 0, max: 3}}}`,
    ':3 openwhisk.nginx.autoscaling.min: 0 is a dead end: without pods, no metric can request the first one',
    '0 with kafkaLag, or with a metric from: object or external',
    'write 1, or add such a metric',
  ],
  [
    'no pods and nothing to wake them',
    `${OFF}\nopenwhisk: {nginx: {autoscaling: {min: 0, max: 3, engine: keda}}}`,
    ':2 openwhisk.nginx.autoscaling.min: 0 is a dead end: without pods, no metric can request the first one',
    '0 with kafkaLag, with keda.cron, or with a metric from: object or external',
    'write 1, or add such a metric',
  ],
  [
    'a tolerance that the version of the cluster drops',
    `${OFF}\ncluster: {version: "1.34"}\n${scaler('behavior: {scaleUp: {tolerance: 0.05}}')}`,
    ':5 autoscaling.scalers[0].behavior.scaleUp.tolerance: Kubernetes 1.34 does not have it',
    'tolerance with cluster.version "1.35" or later',
    'remove it, or write cluster.version: "1.35" if the cluster has it',
  ],
  [
    'a tolerance that KEDA does not have',
    `${OFF}\n${scaler('engine: keda, behavior: {scaleDown: {tolerance: 0.05}}')}`,
    ':4 autoscaling.scalers[0].behavior.scaleDown.tolerance: KEDA does not have it',
    'tolerance with engine: hpa',
    'remove it, or set engine: hpa',
  ],
  [
    'a tolerance beyond the target itself',
    `${OFF}\n${scaler('behavior: {scaleUp: {tolerance: 5}}')}`,
    ':4 autoscaling.scalers[0].behavior.scaleUp.tolerance: 5 is too large',
    'a number from 0 to 1',
    'write 1 or less',
  ],
  [
    'a tolerance with too many decimals',
    `${OFF}\n${scaler('behavior: {scaleUp: {tolerance: 0.0625}}')}`,
    ':4 autoscaling.scalers[0].behavior.scaleUp.tolerance: 0.0625 has the wrong form',
    'a ratio with at most three decimals, such as 0.05',
    'write it in this form',
  ],
  [
    'a DaemonSet',
    `${OFF}\n${scaler('cpu: {utilization: 50}', '{kind: DaemonSet, name: web}')}`,
    ':4 autoscaling.scalers[0].target.kind: a DaemonSet cannot be scaled: it has one pod on each node',
    'Deployment, StatefulSet, or another kind with the subresource scale',
    'name the object that creates the pods, or remove the scaler',
  ],
  [
    'the invoker of each node',
    `${OFF}\nopenwhisk: {invoker: {containerFactory: docker, autoscaling: {max: 3, cpu: {utilization: 50}}}}`,
    ':2 openwhisk.invoker.autoscaling: a DaemonSet cannot be scaled: with containerFactory docker there is one invoker on each node',
    'autoscaling with openwhisk.invoker.containerFactory: kubernetes',
    'remove it, and scale the nodes; or set openwhisk.invoker.containerFactory: kubernetes',
  ],
  [
    'two scalers on one target',
    `${OFF}\nopenwhisk: {nginx: {autoscaling: {max: 3}}}\n${scaler('cpu: {utilization: 50}', '{name: owdev-nginx}')}`,
    ":5 autoscaling.scalers[0]: Deployment owdev-nginx in namespace openwhisk has a scaler already: two would undo each other's work",
    'one scaler per target, with several metrics if needed',
    'put the metrics of both into one',
  ],
  [
    'two targets of one metric',
    `${OFF}\n${scaler('cpu: {utilization: 50, average: 500m}')}`,
    ':4 autoscaling.scalers[0].cpu: it has both utilization and average',
    'one of the two',
    'remove one of them',
  ],
  [
    'a metric that nobody exposes',
    `${ON}\n${scaler('metrics: [{metric: openwhisk_action_activation_total, average: 5}]')}`,
    ':4 autoscaling.scalers[0].metrics[0].metric: no target of the platform exposes openwhisk_action_activation_total',
    'a series of the platform (docs/monitoring.md), or one named in monitoring.knownMetrics',
    'write openwhisk_action_activations_total, or add openwhisk_action_activation_total to monitoring.knownMetrics if a target of your own exposes it',
  ],
  [
    'a histogram',
    `${ON}\n${scaler('metrics: [{metric: openwhisk_action_duration_seconds, average: 5}]')}`,
    ':4 autoscaling.scalers[0].metrics[0].metric: openwhisk_action_duration_seconds is a histogram, which has no series of its own name',
    'openwhisk_action_duration_seconds_count or openwhisk_action_duration_seconds_sum',
    'write openwhisk_action_duration_seconds_count for how often',
  ],
  [
    'a metric without a Prometheus',
    `${OFF}\n${scaler('metrics: [{metric: up, average: 5}]')}`,
    ':4 autoscaling.scalers[0].metrics[0].metric: up comes from a Prometheus, and monitoring is off',
    'cpu and memory without monitoring',
    'set monitoring.enabled: true, or scale by cpu',
  ],
  [
    'pods held as a whole',
    `${ON}\n${scaler('metrics: [{metric: up, value: 5}]')}`,
    ':4 autoscaling.scalers[0].metrics[0].value: a metric of pods has a target per pod, not for all pods together',
    'average, or from: object or external',
    'write average instead',
  ],
  [
    'an object that is not named',
    `${ON}\n${scaler('metrics: [{metric: up, from: object, value: 5}]')}`,
    ':4 autoscaling.scalers[0].metrics[0].from: object is missing',
    'object with from: object, and only then',
    'add object with kind and name',
  ],
  [
    'a metric of an unknown application, without a guess',
    `${ON}\n${scaler('metrics: [{metric: checkout_orders_waiting, average: 5}]')}`,
    ':4 autoscaling.scalers[0].metrics[0].metric: no target of the platform exposes checkout_orders_waiting',
    'a series of the platform (docs/monitoring.md), or one named in monitoring.knownMetrics',
    'add checkout_orders_waiting to monitoring.knownMetrics if a target of your own exposes it',
  ],
  [
    'Kafka without an exporter',
    `${OFF}\n${scaler('kafkaLag: [{topic: a, group: b, lag: 5}]')}`,
    ':4 autoscaling.scalers[0].kafkaLag: no target exposes kafka_consumergroup_lag_sum: the platform runs no exporter for Kafka',
    'kafkaLag with monitoring and openwhisk.metrics.exporters.kafka, or with engine: keda',
    'set engine: keda where KEDA is in the cluster, or turn the exporter on',
  ],
  [
    'pods that are listed',
    `${OFF}\nopenwhisk: {metrics: {prometheus: true, scrapeConfig: true}, controller: {autoscaling: {max: 3}}}`,
    ':2 openwhisk.controller.autoscaling: the pods of controller cannot be listed in openwhisk.metrics.scrapeConfig: their number changes',
    'autoscaling without scrapeConfig',
    'remove openwhisk.metrics.scrapeConfig, and have your Prometheus discover pods by their annotations',
  ],
  [
    'kubelets that cannot be verified',
    `${OFF}\nautoscaling: {resourceMetrics: metrics-server}`,
    ':2 autoscaling.metricsServer.insecureKubelets (the default): metrics-server cannot verify kubelets whose certificates are self-signed',
    'true with cluster.kubeletCertificates: self-signed; false with cluster',
    'have the cluster sign them (serverTLSBootstrap) and set cluster.kubeletCertificates: cluster; or write true',
  ],
  [
    'an adapter without a Prometheus',
    `${OFF}\nautoscaling: {resourceMetrics: prometheus-adapter}`,
    ':2 autoscaling.resourceMetrics: prometheus-adapter has no Prometheus to query: monitoring is off',
    'none or metrics-server without monitoring',
    'set monitoring.enabled: true, or write metrics-server',
  ],
  [
    'a certificate of unknown origin',
    `${OFF}\nautoscaling: {tls: {existingSecret: mine}}`,
    ':2 autoscaling.tls.existingSecret: the API server cannot verify a certificate without its CA',
    'existingSecret with caBundle',
    'write the PEM certificate of the authority into autoscaling.tls.caBundle',
  ],
  [
    'the namespace of the platform',
    `${OFF}\nautoscaling: {namespace: openwhisk}`,
    ":2 autoscaling.namespace: 'openwhisk' is already the value of namespace",
    'a namespace of its own',
    'leave it out, or write another name',
  ],
])('refuses %s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test.each([
  ['utilization: 0', 'autoscaling.scalers[0].cpu.utilization: 0'],
  ["average: '0'", 'autoscaling.scalers[0].cpu.average'],
])('refuses a target of nothing, %s', (target, problem) => {
  expect(messageAbout(`${OFF}\n${scaler(`cpu: {${target}}`)}`)).toContain(`platform.yaml:4 ${problem}`);
});

test('a component that does not run cannot be scaled', () => {
  const lean = 'openwhisk:\n  controller: {autoscaling: {max: 2}}\n  metrics: {userEvents: {autoscaling: {max: 2}}}';
  const message = messageAbout(`profile: lean\n${OFF}\n${lean}\nlogging: {kibana: {autoscaling: {max: 2}}}`);
  expect(message).toContain(
    'platform.yaml:4 openwhisk.controller.autoscaling: controller cannot be scaled: lean controllers do not form a cluster',
  );
  expect(message).toContain(
    'platform.yaml:5 openwhisk.metrics.userEvents.autoscaling: user-events cannot be scaled: the user-events service is off',
  );
  expect(message).toContain('platform.yaml:6 logging.kibana.autoscaling: kibana cannot be scaled: Kibana is off');
});

test('an invoker is scaled by memory only with monitoring', () => {
  expect(messageAbout(`${OFF}\nopenwhisk: {invoker: {autoscaling: {max: 3}}}`)).toBe(
    oneMistake(
      ':2 openwhisk.invoker.autoscaling: gauge_containerPool_activeSize_counter_bytes, by which it is scaled where no metric is given, comes from a Prometheus, and monitoring is off',
      'autoscaling with monitoring, or with a metric such as cpu',
      'set monitoring.enabled: true, or add cpu: {utilization: 70}',
    ),
  );
});
