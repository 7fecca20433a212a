import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../harness';

/** How much CPU each pod of a namespace uses, in cores, while so many of them are ready. */
export type Load = (readyPods: number) => number;

interface Used {
  seconds: number;
  readonly started: number;
}

/**
 * Stands in for the kubelet's `/metrics/resource` (Kubernetes, "Node metrics data"): one container a pod, whose use of CPU the test
 * decides. kwok's pods do nothing by themselves.
 */
export class UsageServer {
  private readonly used = new Map<string, Used>();
  private last = Date.now();

  private constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly container: string,
    private readonly server: Server,
    /** What the pods do from now on. */
    public load: Load,
  ) {
    server.on('request', ({ url }, response) => {
      const answer = url === '/metrics/resource' ? this.page() : Promise.reject(new Error(`no page ${url}`));
      answer.then(
        (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  /** Listens on loopback with a certificate of the cluster's authority. */
  static async start(cluster: Cluster, namespace: string, container: string, load: Load): Promise<UsageServer> {
    const pair = await cluster.authority.issue('usage', { user: 'kubelet', serves: ['IP:127.0.0.1'] });
    const server = createServer({ cert: readFileSync(pair.cert), key: readFileSync(pair.key) });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    server.unref();
    return new UsageServer(cluster, namespace, container, server, load);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async page(): Promise<string> {
    const pods = (await this.cluster.pods(this.namespace)).filter(({ status }) => status?.phase === 'Running');
    const now = Date.now();
    const seconds = (now - this.last) / 1000;
    this.last = now;
    const cores = this.load(pods.length);
    for (const { metadata } of pods) {
      const before = this.used.get(metadata.name);
      // A pod that has only now been seen began to work somewhere in between.
      if (before) before.seconds += cores * seconds;
      else this.used.set(metadata.name, { seconds: 0, started: now / 1000 - 1 });
    }
    return exposition(
      this.namespace,
      this.container,
      new Map(pods.map(({ metadata: { name } }) => [name, this.used.get(name)])),
      now,
    );
  }
}

function exposition(
  namespace: string,
  container: string,
  pods: ReadonlyMap<string, Used | undefined>,
  now: number,
): string {
  const lines = [...pods].flatMap(([pod, used]) => {
    const labels = `container="${container}",namespace="${namespace}",pod="${pod}"`;
    return [
      `container_cpu_usage_seconds_total{${labels}} ${used?.seconds ?? 0} ${now}`,
      `container_memory_working_set_bytes{${labels}} 25165824 ${now}`,
      `container_start_time_seconds{${labels}} ${used?.started ?? 0}`,
    ];
  });
  const all = [...pods.values()].reduce((sum, used) => sum + (used?.seconds ?? 0), 0);
  return [
    '# TYPE container_cpu_usage_seconds_total counter',
    '# TYPE container_memory_working_set_bytes gauge',
    '# TYPE container_start_time_seconds gauge',
    '# TYPE node_cpu_usage_seconds_total counter',
    '# TYPE node_memory_working_set_bytes gauge',
    `node_cpu_usage_seconds_total ${all} ${now}`,
    `node_memory_working_set_bytes 1073741824 ${now}`,
    ...lines,
    '',
  ].join('\n');
}
