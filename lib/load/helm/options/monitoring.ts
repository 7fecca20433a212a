import { isTrue, truth, wholeNumber } from '../convert';
import { pullPolicy, workloadOptions } from '../images';
import {
  allObsolete,
  by,
  changed,
  mapped,
  obsolete,
  type Options,
  set,
  type Setting,
  to,
  unneeded,
  type Values,
} from '../option';

const ROOM = "the platform's monitoring, apart from OpenWhisk, takes the place of the chart's Prometheus and Grafana";

const PROMETHEUS = ['imageName', 'imageTag', 'replicaCount', 'port', 'persistence.size', 'persistentVolume.mountPath'];
const GRAFANA = ['imageName', 'imageTag', 'replicaCount', 'port'];

/** Whether the chart runs a Prometheus and a Grafana: with metrics of the components, or with user metrics. */
export const isWatched = ({ get }: Pick<Values, 'get'>): boolean =>
  isTrue(get('metrics.prometheusEnabled')) || isTrue(get('metrics.userMetricsEnabled'));

/** The platform's monitoring in place of the chart's Prometheus and Grafana. */
const monitoringWith = (value: unknown): Setting[] => (truth(value) ? [set('monitoring.enabled', true)] : []);

/** Options below `metrics`, `user_events`, `prometheus` and `grafana`. */
export const MONITORING: Options = {
  'metrics.prometheusEnabled': by(['openwhisk.metrics.prometheus', 'monitoring.enabled'], (value) =>
    mapped(set('openwhisk.metrics.prometheus', truth(value)), ...monitoringWith(value)),
  ),
  'metrics.whiskconfigFile': obsolete('a file of the chart, which turns on what openwhisk.metrics.prometheus does'),
  'metrics.kamonEnabled': by([], (value, { get }) => {
    if (!truth(value)) return unneeded('openwhisk.metrics.prometheus turns on what it needs');
    if (isTrue(get('metrics.prometheusEnabled'))) return unneeded('openwhisk.metrics.prometheus turns it on');
    return changed(
      'alone it sends StatsD packets to nobody, within the pod; openwhisk.metrics.prometheus: true is the use of it',
    );
  }),
  'metrics.kamonTags': to('openwhisk.metrics.kamonTags', truth),
  'metrics.userMetricsEnabled': by(['openwhisk.metrics.userEvents.enabled', 'monitoring.enabled'], (value, { get }) =>
    truth(value) && isTrue(get('controller.lean'))
      ? changed('lean mode has no user metrics: they are messages of a Kafka topic', ...monitoringWith(value))
      : mapped(set('openwhisk.metrics.userEvents.enabled', truth(value)), ...monitoringWith(value)),
  ),
  ...workloadOptions('user_events'),
  'user_events.replicaCount': to('openwhisk.metrics.userEvents.replicas', wholeNumber),
  'user_events.port': obsolete('user-events listens at its usual port, also in the chart, whatever this says'),
  ...allObsolete(
    ROOM,
    PROMETHEUS.map((option) => `prometheus.${option}`),
  ),
  ...pullPolicy('prometheus'),
  ...allObsolete(
    ROOM,
    GRAFANA.map((option) => `grafana.${option}`),
  ),
  'grafana.dashboards': by([], (value) =>
    JSON.stringify(value).includes('openwhisk/master')
      ? unneeded('the boards are a part of the platform, not downloaded from a moving branch')
      : changed('boards of your own are not downloaded; they go to your Grafana'),
  ),
  'grafana.adminPassword': {
    targets: [],
    secret: true,
    read: (value) =>
      value === 'admin'
        ? changed("the chart's published value, which is public, is not taken over")
        : changed('OpenWhisk here has no Grafana of its own; a password belongs in a Secret of the one that you use'),
  },
  ...allObsolete('the chart reads it nowhere', [
    'prometheus.restartPolicy',
    'grafana.imagePullPolicy',
    'grafana.restartPolicy',
  ]),
};
