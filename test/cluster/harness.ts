import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type AccessQuestion, isAllowed } from './access';
import { type Api, ApiError } from './api';
import { applyAll, type ApplyOptions, type ApplyResult } from './apply';
import { type Binaries, buildTools } from './build-tools';
import { Chaos } from './chaos';
import { type ControlPlane, type ControlPlaneOptions, type ControlPlanePart, startControlPlane } from './control-plane';
import { Holds } from './holds';
import { Kubelet } from './kubelet';
import { createNodes, type NodeSpec, standardNodes } from './nodes';
import { Observer } from './observer';
import type { Authority } from './pki';
import { Processes } from './processes';
import { Provisioner } from './provisioner';
import { explain, type Readiness, readinessOf } from './readiness';
import { Resources } from './resources';
import { type ClientFiles, tokenOf, writeClientFiles } from './service-account';
import { TimelineRecorder, type WorkloadTimeline } from './timeline';
import type { ToolName } from './tools';
import { until } from './wait';
import type { Manifest, Pod, Stored } from './wire-types';

const run = promisify(execFile);

/** Milliseconds between two readiness queries of a namespace. */
const READY_INTERVAL = 100;

export interface ClusterOptions extends ControlPlaneOptions {
  /**
   * The nodes to simulate.
   * @default standardNodes()
   */
  readonly nodes?: readonly NodeSpec[];
  /**
   * Receives progress lines while programs are built.
   * @default standard error
   */
  readonly log?: (line: string) => void;
}

export interface TimeoutOptions {
  /**
   * @default 120
   */
  readonly timeoutSeconds?: number;
}

/** A namespace whose workloads are all ready. */
export interface ReadyResult {
  readonly seconds: number;
  /** Like `Deployment/gateway`. */
  readonly workloads: readonly string[];
}

/**
 * A Kubernetes cluster for one test: the real control plane, with simulated nodes, pods and volumes.
 *
 * With the environment variable FAAS_STACK_KEEP the folder with all logs is kept and its name printed.
 */
export class Cluster {
  private readonly resources: Resources;
  private readonly cleanUp = () => this.end();

  private constructor(
    /** Folder with all files of this cluster, including one `<program>.log` per program. */
    readonly folder: string,
    /** The background programs; tests may add to them. */
    readonly processes: Processes,
    /** Failures on demand. */
    readonly chaos: Chaos,
    private readonly binaries: Binaries,
    private readonly plane: ControlPlane,
    private readonly observer: Observer,
    private readonly recorder: TimelineRecorder,
    private readonly provisioner: Provisioner,
    private readonly log: (line: string) => void,
  ) {
    this.resources = new Resources(plane.api);
    process.once('exit', this.cleanUp);
  }

  /** Builds missing programs and starts a cluster. It ends with `stop` or with this process. */
  static async start({
    nodes = standardNodes(),
    log = sayOnStandardError,
    ...options
  }: ClusterOptions = {}): Promise<Cluster> {
    const binaries = await buildTools(log);
    const folder = mkdtempSync(join(tmpdir(), 'faas-stack-cluster-'));
    const processes = new Processes(folder);
    const abandon = () => processes.stop({ keepFolder: keepFolder() });
    process.once('exit', abandon);
    exitOnSignals();
    try {
      const plane = await startControlPlane(folder, binaries, processes, options);
      const { api } = plane;
      const holds = new Holds();
      const recorder = new TimelineRecorder();
      const observer = new Observer(api);
      const kubelet = new Kubelet(api, observer, holds);
      const provisioner = new Provisioner(api);
      observer.listen(recorder);
      observer.listen(kubelet);
      await Promise.all([observer.start(), provisioner.start(), createNodes(api, nodes)]);
      // Pods are refused until their ServiceAccount exists.
      const account = () => api.find('/api/v1/namespaces/default/serviceaccounts/default');
      await until(account, { what: 'the controller manager works' });
      const chaos = new Chaos(api, observer, holds, kubelet);
      return new Cluster(folder, processes, chaos, binaries, plane, observer, recorder, provisioner, log);
    } catch (error) {
      const tails = Object.keys(processes.pids()).map((name) => `--- ${name}\n${processes.tail(name)}`);
      abandon();
      throw new Error(`the cluster did not start: ${String(error)}\n${tails.join('\n')}`, { cause: error });
    } finally {
      process.removeListener('exit', abandon);
    }
  }

  /** Client of the API server, with all rights. */
  get api(): Api {
    return this.plane.api;
  }

  /** Kubeconfig file for other clients, with all rights. */
  get kubeconfig(): string {
    return this.plane.kubeconfig;
  }

  /** Signs the certificates of all servers of this cluster. */
  get authority(): Authority {
    return this.plane.authority;
  }

  /** Loopback port of each part of the control plane. */
  get ports(): Readonly<Record<ControlPlanePart, number>> {
    return this.plane.ports;
  }

  /**
   * Server-side apply of each object once, in order, as field manager `faas-stack`; unknown fields are refused. A refused
   * object is reported in `errors`, not thrown.
   */
  async apply(objects: readonly Manifest[], options: ApplyOptions = {}): Promise<ApplyResult> {
    return applyAll(this.api, this.resources, objects, options);
  }

  /** Waits until every workload of a namespace is as declared; otherwise the error names those that are not, and why. */
  async ready(namespace: string, { timeoutSeconds = 120 }: TimeoutOptions = {}): Promise<ReadyResult> {
    const started = Date.now();
    for (;;) {
      this.processes.assertRunning();
      const { ready, unready, hopeless } = await readinessOf(this.api, namespace);
      const seconds = (Date.now() - started) / 1000;
      if (unready.size === 0) return { seconds, workloads: ready };
      if (seconds > timeoutSeconds || hopeless.length > 0) {
        const reasons = [...hopeless, await explain(this.api, this.observer, namespace, unready)];
        throw new Error(`namespace ${namespace} is not ready after ${seconds.toFixed(1)} s\n${reasons.join('\n')}`);
      }
      await sleep(READY_INTERVAL);
    }
  }

  /**
   * Waits until nothing in a namespace has changed for a while, and returns its readiness: for tests in which a workload
   * must not become ready.
   */
  async settled(
    namespace: string,
    { quietSeconds = 3, timeoutSeconds = 120 }: TimeoutOptions & { readonly quietSeconds?: number } = {},
  ): Promise<Readiness> {
    const quiet = () => Date.now() - this.recorder.lastChange(namespace) > quietSeconds * 1000;
    await until(quiet, { timeoutSeconds, what: `nothing changes in namespace ${namespace} for ${quietSeconds} s` });
    return readinessOf(this.api, namespace);
  }

  /** Events of each workload of a namespace so far, in the order in which the workloads became usable. */
  async timeline(namespace: string): Promise<WorkloadTimeline[]> {
    await this.observer.caughtUp(namespace);
    return this.recorder.of(namespace);
  }

  /** Whether a ServiceAccount has a right (SubjectAccessReview). */
  async can(
    serviceAccount: string,
    verb: string,
    resource: string,
    where: Pick<AccessQuestion, 'namespace' | 'name'> = {},
  ): Promise<boolean> {
    return isAllowed(this.api, { serviceAccount, verb, resource, ...where });
  }

  /** A token of a ServiceAccount, `<namespace>/<name>`. */
  async tokenOf(serviceAccount: string, expirationSeconds?: number): Promise<string> {
    return tokenOf(this.api, serviceAccount, expirationSeconds);
  }

  /**
   * Starts a program with only the rights of a ServiceAccount, `<namespace>/<name>`. Builds the program if it is missing. It ends
   * with the cluster; its log is `<program>.<namespace>.<name>.log`.
   *
   * @param args arguments of the program for the given client files
   */
  async startAs(
    serviceAccount: string,
    name: ToolName,
    args: (client: ClientFiles) => readonly string[],
  ): Promise<void> {
    const { [name]: binary } = await buildTools(this.log, [name]);
    const client = await writeClientFiles(this.folder, this.plane, serviceAccount);
    this.processes.start(`${name}.${serviceAccount.replace('/', '.')}`, binary, args(client));
  }

  async pods(namespace: string): Promise<Stored<Pod>[]> {
    return this.api.list<Pod>(`/api/v1/namespaces/${namespace}/pods`);
  }

  /** Evicts a pod; `false` if a PodDisruptionBudget forbids it now. */
  async evict(namespace: string, pod: string): Promise<boolean> {
    const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } };
    try {
      await this.api.create(`/api/v1/namespaces/${namespace}/pods/${pod}/eviction`, eviction);
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 429) return false;
      throw error;
    }
  }

  /**
   * Deletes a namespace with its contents, and waits until it is gone. The namespace controller retries only after half
   * of its pods' grace period, some 15 seconds: a new cluster starts sooner.
   */
  async deleteNamespace(namespace: string, { timeoutSeconds = 120 }: TimeoutOptions = {}): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}`;
    await this.api.send('DELETE', path);
    const gone = async () => (await this.api.find(path)) === undefined;
    await until(gone, { timeoutSeconds, what: `namespace ${namespace} is gone` });
  }

  /** Runs kubectl against this cluster and returns its output. */
  async kubectl(...args: string[]): Promise<string> {
    return (await run(this.binaries.kubectl, ['--kubeconfig', this.kubeconfig, ...args])).stdout;
  }

  /** Ends every program of this cluster and removes its folder. */
  stop(): void {
    process.removeListener('exit', this.cleanUp);
    this.end();
  }

  private end(): void {
    this.provisioner.stop();
    this.observer.stop();
    this.api.close();
    this.processes.stop({ keepFolder: keepFolder() });
    if (keepFolder()) process.stderr.write(`the logs are in ${this.folder}\n`);
  }
}

function sayOnStandardError(line: string): void {
  process.stderr.write(`${line}\n`);
}

function keepFolder(): boolean {
  return Boolean(process.env['FAAS_STACK_KEEP']);
}

let signalsHandled = false;

/** Without a handler a signal ends Node without the `exit` event that stops the clusters. */
function exitOnSignals(): void {
  if (signalsHandled) return;
  signalsHandled = true;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.on(signal, () => process.exit(code));
}
