import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../harness';

/** A change of the number of pods that a workload is to have. */
export interface ReplicaChange {
  /** Seconds since the beginning. */
  readonly time: number;
  readonly replicas: number;
}

/** Follows what a Deployment's scaler makes of it, until it is as expected or the time is over. */
export async function followReplicas(
  cluster: Cluster,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  done: (changes: readonly ReplicaChange[]) => boolean,
  timeoutSeconds: number,
): Promise<ReplicaChange[]> {
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
  const started = Date.now();
  const changes: ReplicaChange[] = [];
  while (!done(changes)) {
    const time = (Date.now() - started) / 1000;
    if (time > timeoutSeconds) break;
    cluster.processes.assertRunning();
    const replicas = (await cluster.api.find<{ spec: { replicas?: number } }>(path))?.spec.replicas ?? 0;
    if (changes.at(-1)?.replicas !== replicas) changes.push({ time, replicas });
    await sleep(500);
  }
  return changes;
}

/** `1 at 0 s, 2 at 31 s`. */
export function describeChanges(changes: readonly ReplicaChange[]): string {
  return changes.map(({ time, replicas }) => `${replicas} at ${time.toFixed(0)} s`).join(', ');
}
