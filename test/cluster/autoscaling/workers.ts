import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../harness';
import type { Manifest } from '../wire-types';

/** A Deployment that says no number of pods. */
export function workers(namespace: string, name: string): Manifest {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'main',
              image: 'registry.example/worker:1.0.0',
              resources: { requests: { cpu: '10m', memory: '16Mi' } },
            },
          ],
        },
      },
    },
  };
}

const CADVISOR = 'job="kubelet",metrics_path="/metrics/cadvisor"';
const NODE = 'job="node-exporter",instance="node"';

/** What a pod and the node use. */
const POD_CORES = 0.1;
const POD_MIB = 24;
const NODE_CORES = 0.5;

/** What the workers serve: each its part of the work that waits; how much waits elsewhere; and what kubelet and node exporter would say. */
export class WorkServer {
  private readonly server: Server;
  private readonly started = Date.now();
  /** Jobs that wait for the workers. */
  public jobs = 0;
  /** Messages that wait somewhere else. */
  public messages = 0;

  private constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly name: string,
  ) {
    this.server = createServer((_, response) => {
      this.page().then(
        (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  static async start(cluster: Cluster, namespace: string, name: string): Promise<WorkServer> {
    const work = new WorkServer(cluster, namespace, name);
    await new Promise<void>((listening) => work.server.listen(0, '127.0.0.1', listening));
    work.server.unref();
    return work;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async page(): Promise<string> {
    const pods = (await this.cluster.pods(this.namespace)).filter(({ metadata }) =>
      metadata.name.startsWith(this.name),
    );
    const seconds = (Date.now() - this.started) / 1000;
    const own = pods.flatMap(({ metadata: { name } }) => {
      const pod = `namespace="${this.namespace}",pod="${name}"`;
      const container = `${CADVISOR},${pod},container="main"`;
      return [
        `jobs_waiting{${pod}} ${this.jobs / pods.length}`,
        `container_cpu_usage_seconds_total{${container}} ${seconds * POD_CORES}`,
        `container_memory_working_set_bytes{${container}} ${POD_MIB * 2 ** 20}`,
      ];
    });
    return [
      `messages_waiting{queue="orders"} ${this.messages}`,
      `node_cpu_seconds_total{${NODE},cpu="0",mode="user"} ${seconds * NODE_CORES}`,
      `node_cpu_seconds_total{${NODE},cpu="0",mode="idle"} ${seconds * (1 - NODE_CORES)}`,
      `node_memory_MemTotal_bytes{${NODE}} ${2 ** 30}`,
      `node_memory_MemAvailable_bytes{${NODE}} ${2 ** 29}`,
      ...own,
      '',
    ].join('\n');
  }
}
