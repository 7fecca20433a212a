import type { Api } from './api';
import { HELD_BACK, type Holds } from './holds';
import type { Kubelet } from './kubelet';
import type { Observer } from './observer';
import { conditionOf, isTrue } from './pod-state';
import { until } from './wait';
import type { Node, Pod } from './wire-types';
import type { WorkloadName } from './workloads';

/** Seconds until the cluster must have noticed an experiment. */
const NOTICE_TIMEOUT = 15;

/** Taint the node controller sets on a node it has lost. */
const UNREACHABLE = 'node.kubernetes.io/unreachable';

/** Things that go wrong on demand. */
export class Chaos {
  constructor(
    private readonly api: Api,
    private readonly observer: Observer,
    private readonly holds: Holds,
    private readonly kubelet: Kubelet,
  ) {}

  /** A workload's pods start but never become ready (a Job's never complete), in any namespace, until `recover`. */
  neverReady(workload: WorkloadName): void {
    this.holds.workloads.add(workload);
    this.kubelet.reconcileAll();
  }

  /** Ends `neverReady`. */
  recover(workload: WorkloadName): void {
    this.holds.workloads.delete(workload);
    this.kubelet.reconcileAll();
  }

  /**
   * A node stops answering: its pods are no longer ready, the node controller taints it and, after the tolerance of the
   * cluster (see control-plane.ts), evicts them. Resolves when the node is tainted. Its pods stay in the state
   * Terminating until `reviveNode` or until the node is deleted, as nothing there can confirm their end.
   */
  async killNode(name: string): Promise<void> {
    this.holds.nodes.add(name);
    this.kubelet.reconcileAll();
    await this.settled(name, (pod) => conditionOf(pod, HELD_BACK)?.reason === 'NodeLost' && !isTrue(pod, 'Ready'));
    await this.setReady(name, 'Unknown', 'NodeLost');
    await this.tainted(name, true);
  }

  /** A lost node answers again, with what is left of its pods. Resolves when it takes pods. */
  async reviveNode(name: string): Promise<void> {
    this.holds.nodes.delete(name);
    await this.setReady(name, 'True', 'KubeletReady');
    await this.tainted(name, false);
    this.kubelet.reconcileAll();
  }

  private async setReady(name: string, status: string, reason: string): Promise<void> {
    const now = new Date().toISOString();
    const ready = { type: 'Ready', status, reason, lastHeartbeatTime: now, lastTransitionTime: now };
    await this.api.patch(`/api/v1/nodes/${name}/status`, { status: { conditions: [ready] } });
  }

  private async settled(node: string, condition: (pod: Pod) => boolean): Promise<void> {
    const pods = () => this.observer.pods.all().filter(({ spec, status }) => spec?.nodeName === node && status?.podIP);
    const over = ({ status }: Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed';
    const what = `the pods of node ${node} follow its state`;
    await until(() => pods().every((pod) => over(pod) || condition(pod)), { timeoutSeconds: NOTICE_TIMEOUT, what });
  }

  private async tainted(name: string, wanted: boolean): Promise<void> {
    const reached = async () => {
      const node = await this.api.find<Node>(`/api/v1/nodes/${name}`);
      const taints = node?.spec?.taints?.filter(({ key }) => key === UNREACHABLE) ?? [];
      return wanted ? taints.some(({ effect }) => effect === 'NoExecute') : taints.length === 0;
    };
    const what = `the node controller ${wanted ? 'taints' : 'opens'} node ${name}`;
    await until(reached, { timeoutSeconds: NOTICE_TIMEOUT, what });
  }
}
