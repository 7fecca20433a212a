import type { Variable } from '../panels/variables';
import { workloadPods } from './pod-owner-records';

/** Kinds of workloads in the namespace. */
export const WORKLOAD_TYPE: Variable = {
  name: 'type',
  title: 'Kind',
  of: workloadPods.where('namespace="$namespace"'),
  label: 'workload_type',
  several: true,
};

/** A workload of the namespace. */
export const WORKLOAD: Variable = {
  name: 'workload',
  title: 'Workload',
  of: workloadPods.where('namespace="$namespace"', 'workload_type=~"$type"'),
};
