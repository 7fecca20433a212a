import { rollouts } from '../../lib/checks/rollouts';
import type { Manifest } from '../../lib/kube/synthesis';

/** The findings about a workload whose init containers have these deadlines. */
function problems(kind: string, fields: object, ...deadlines: readonly number[]): string[] {
  const initContainers = deadlines.map((seconds, index) => ({
    name: `wait-for-${index}`,
    env: [{ name: 'DEADLINE_SECONDS', value: String(seconds) }],
  }));
  const template = { metadata: { labels: {} }, spec: { initContainers, containers: [] } };
  const manifest = { apiVersion: 'v1', kind, metadata: { name: 'slow' }, spec: { ...fields, template } } as Manifest;
  return rollouts({ objects: [{ path: 'a', manifest }] }).map(({ problem, fix }) => `${problem}; ${fix}`);
}

test.each<[string, string[]]>([
  ['a Deployment that waits less than the default of Kubernetes', problems('Deployment', {}, 599)],
  ['a Deployment with a deadline above its waits', problems('Deployment', { progressDeadlineSeconds: 1801 }, 900, 900)],
  ['a Deployment without waits', problems('Deployment', { progressDeadlineSeconds: 1 })],
  ['a Job with a deadline above its waits', problems('Job', { activeDeadlineSeconds: 901 }, 900)],
  ['a Job without a deadline', problems('Job', {}, 900)],
  ['a StatefulSet, whose rollouts have no deadline', problems('StatefulSet', {}, 900)],
])('%s has no finding', (_, found) => expect(found).toEqual([]));

test.each<[string, string[], string]>([
  [
    'a Deployment with the default of Kubernetes',
    problems('Deployment', {}, 900),
    'counts as failed after 600 s (progressDeadlineSeconds), while its init containers may wait for 900 s; set progressDeadlineSeconds above 900, or lower launchOrder.deadlineSeconds',
  ],
  [
    'a Deployment whose deadline is that of its waits',
    problems('Deployment', { progressDeadlineSeconds: 1800 }, 900, 900),
    'counts as failed after 1800 s (progressDeadlineSeconds), while its init containers may wait for 1800 s; set progressDeadlineSeconds above 1800, or lower launchOrder.deadlineSeconds',
  ],
  [
    'a Job',
    problems('Job', { activeDeadlineSeconds: 600 }, 900),
    'counts as failed after 600 s (activeDeadlineSeconds), while its init containers may wait for 900 s; set activeDeadlineSeconds above 900, or lower launchOrder.deadlineSeconds',
  ],
])('%s that may wait longer is a finding', (_, found, problem) => expect(found).toEqual([problem]));
