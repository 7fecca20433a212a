import { mixin } from '../mixin';
import { kubeStateMetrics as metrics } from './metrics';
import { kubeStateMetricsSelf } from './self-metrics';
import { kubeStateMetrics as alerts } from './alerts';

/** kube-state-metrics: the states of Kubernetes objects, and its own metrics. */
export const kubeStateMetrics = mixin({
  sources: { 'kube-state-metrics': metrics, 'kube-state-metrics-self': kubeStateMetricsSelf },
  groups: [alerts],
  boards: [],
});
