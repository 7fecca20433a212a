import assert from 'node:assert/strict';
import type { ApiError } from '../cluster/api';
import { Observer } from '../cluster/observer';
import type { PlatformApp } from '../cluster/platform-app';
import { readinessOf } from '../cluster/readiness';
import { TimelineRecorder } from '../cluster/timeline';
import { until } from '../cluster/wait';
import type { Pod, Stored } from '../cluster/wire-types';
import { type Inside, RealCluster } from './cluster';
import { type RunningContainer, runningContainers } from './inspect';
import { type Order, orderOf } from './order';

/** What the runner hands over. */
export const INSIDE = JSON.parse(process.env['FAAS_STACK_INSIDE'] ?? '{}') as Inside;

/** A platform on a cluster of real nodes. */
export class Stage {
  private readonly recorder = new TimelineRecorder();
  private running?: { readonly cluster: RealCluster; readonly observer: Observer };

  constructor(
    readonly app: PlatformApp,
    /** Namespaces of its workloads, the first one being OpenWhisk's. */
    readonly namespaces: readonly string[],
    /** StatefulSets that an operator makes. @default - none */
    private readonly made: readonly string[] = [],
  ) {}

  async start(): Promise<void> {
    const cluster = await RealCluster.start(INSIDE);
    const observer = new Observer(cluster.api);
    this.running = { cluster, observer };
    observer.listen(this.recorder);
    await observer.start();
  }

  stop(): void {
    this.running?.observer.stop();
    this.running?.cluster.stop();
  }

  get cluster(): RealCluster {
    assert.ok(this.running);
    return this.running.cluster;
  }

  /** Waits until every workload is as declared, and returns the seconds; the error has the output of those that are not. */
  async ready(timeoutSeconds: number): Promise<number> {
    const started = Date.now();
    let unready: string[] = [];
    const all = async () => {
      const found = await Promise.all(this.namespaces.map((namespace) => readinessOf(this.cluster.api, namespace)));
      const ready = found.flatMap((one) => one.ready);
      unready = [
        ...found.flatMap((one) => [...one.unready].map((entry) => entry.join(': '))),
        ...this.made.filter((name) => !ready.includes(name)),
      ];
      const failed = found.flatMap(({ hopeless }) => hopeless.filter((line) => line.startsWith('Job/')));
      assert.deepEqual(failed, []);
      return unready.length === 0;
    };
    try {
      await until(all, { timeoutSeconds, what: 'every workload is ready', intervalMs: 500 });
    } catch (error) {
      const pods = this.cluster.kubectl('get', 'pods', '--all-namespaces', '--output', 'wide');
      const outputs = await Promise.all(this.namespaces.map((namespace) => this.cluster.outputOfUnready(namespace)));
      throw new Error([String(error), ...unready, pods, ...outputs].join('\n'));
    }
    return (Date.now() - started) / 1000;
  }

  /** How the launch order was kept. */
  async order(): Promise<Order> {
    assert.ok(this.running);
    for (const namespace of this.namespaces) await this.running.observer.caughtUp(namespace);
    const timelines = this.namespaces.flatMap((namespace) => this.recorder.of(namespace));
    return orderOf(this.app.order.edges, timelines, await this.pods(), this.app.manifests);
  }

  /** The pods of all namespaces. */
  async pods(): Promise<Stored<Pod>[]> {
    return (await Promise.all(this.namespaces.map((namespace) => this.cluster.pods(namespace)))).flat();
  }

  /** A pod of a component that is not being deleted. */
  async podOf(component: string): Promise<Stored<Pod>> {
    const found = (await this.pods()).find(
      ({ metadata, status }) =>
        metadata.labels?.['app.kubernetes.io/component'] === component &&
        !metadata.deletionTimestamp &&
        !['Succeeded', 'Failed'].includes(status?.phase ?? ''),
    );
    assert.ok(found, `no pod of ${component}`);
    return found;
  }

  /** Runs a command in the pod of a component, and returns its output. */
  async inPod(component: string, ...command: readonly string[]): Promise<string> {
    const { metadata } = await this.podOf(component);
    const where = ['-n', metadata.namespace ?? '', metadata.name, '-c', component];
    return this.cluster.kubectl('exec', ...where, '--', ...command).trim();
  }

  /** Deletes the pod of a component, and returns the seconds until the platform is ready again. */
  async replacePodOf(component: string, timeoutSeconds: number): Promise<number> {
    const { metadata } = await this.podOf(component);
    this.cluster.kubectl('delete', 'pod', '-n', metadata.namespace ?? '', metadata.name, '--wait=true');
    return this.ready(timeoutSeconds);
  }

  /** Kills the program of a component, and returns the seconds until the kubelet has started it again and all is ready. */
  async kill(component: string, timeoutSeconds: number): Promise<number> {
    const found = (await this.containers()).find(({ container }) => container === component);
    assert.ok(found, `${component} does not run`);
    const { namespace = '', name } = found.pod.metadata;
    const restarts = async () => {
      const pod = (await this.cluster.pods(namespace)).find(({ metadata }) => metadata.name === name);
      return pod?.status?.containerStatuses?.find((one) => one.name === component)?.restartCount ?? 0;
    };
    const before = await restarts();
    process.kill(found.pid, 'SIGKILL');
    const started = Date.now();
    const again = async () => (await restarts()) > before;
    await until(again, { timeoutSeconds: 60, what: `the kubelet restarts ${component}`, intervalMs: 500 });
    await this.ready(timeoutSeconds);
    return (Date.now() - started) / 1000;
  }

  /** The unique ids of the pods of a component, those included that are being deleted. */
  async uidsOf(component: string): Promise<string[]> {
    return (await this.podsOf(component)).map(({ metadata }) => metadata.uid);
  }

  /** Evicts the pods of a component, one right after the other, and returns the status of each answer. */
  async evictAll(component: string): Promise<number[]> {
    const statuses: number[] = [];
    for (const { metadata } of await this.podsOf(component)) {
      const { name, namespace = '' } = metadata;
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
      const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
      const answer = this.cluster.api.send('POST', path, {}, { type: 'application/json', body });
      statuses.push(
        await answer.then(
          ({ status }) => status,
          (error: unknown) => (error as ApiError).status,
        ),
      );
    }
    return statuses;
  }

  /** A port of a Service on every node. */
  async nodePort(service: string, port: string): Promise<number> {
    const path = `/api/v1/namespaces/${this.namespaces[0]}/services/${service}`;
    const found = await this.cluster.api.find<{ spec: { ports: { name: string; nodePort: number }[] } }>(path);
    const nodePort = found?.spec.ports.find(({ name }) => name === port)?.nodePort;
    assert.ok(nodePort !== undefined);
    return nodePort;
  }

  private async podsOf(component: string): Promise<Stored<Pod>[]> {
    return (await this.pods()).filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component);
  }

  /** All running containers, those of actions included. */
  async containers(): Promise<RunningContainer[]> {
    return (
      await Promise.all(
        [...this.namespaces, 'openwhisk-actions'].map((namespace) => runningContainers(this.cluster, namespace)),
      )
    ).flat();
  }
}
