import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Cluster } from '../harness';
import { aggregatedApi, aggregatedService } from '../monitoring/aggregated-api';
import type { Manifest } from '../wire-types';

/** The APIs from which the controller reads metrics, by their version. */
const GROUPS = {
  'metrics.k8s.io': 'v1beta1',
  'custom.metrics.k8s.io': 'v1beta2',
  'external.metrics.k8s.io': 'v1beta1',
} as const;

/** What is asked for: the pods of a workload, or, without `pods`, a value that belongs to none. */
export interface MetricQuestion {
  /** Name of the metric; that of a resource is `resource`. */
  readonly metric: string;
  /** Value of the label `app` of the pods that are asked for. */
  readonly app?: string;
}

/** One pod's value. */
export interface PodValue {
  readonly pod: string;
  /** In thousandths. */
  readonly value: number;
  /** Seconds that it is the mean of. */
  readonly window: number;
}

/** The test's answer: a value for each pod, or one for all; undefined for an error. */
export type Answer = readonly PodValue[] | number | undefined;

/** Serves the three metrics APIs, as an API server of its own behind the cluster's, with the values that a test decides. */
export class MetricsApis {
  private constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
    private readonly server: Server,
    answer: (question: MetricQuestion) => Promise<Answer>,
  ) {
    server.on('request', ({ url = '' }, response) => {
      this.page(new URL(url, 'https://localhost'), answer).then(
        (page) => {
          const status = page === undefined ? 404 : 200;
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(page ?? notFound()));
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
    });
  }

  /** Listens on loopback with a certificate of the cluster's authority. */
  static async start(
    cluster: Cluster,
    namespace: string,
    answer: (question: MetricQuestion) => Promise<Answer>,
  ): Promise<MetricsApis> {
    const serves = Object.keys(GROUPS).map((group) => `DNS:${aggregatedService(group, namespace).host}`);
    const pair = await cluster.authority.issue('metrics-apis', { user: 'metrics-apis', serves });
    const server = createServer({ cert: readFileSync(pair.cert), key: readFileSync(pair.key) });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    server.unref();
    return new MetricsApis(cluster, namespace, server, answer);
  }

  /** What makes the cluster's API server ask this one. */
  manifests(): Manifest[] {
    const { port } = this.server.address() as AddressInfo;
    const { namespace } = this;
    const caFile = this.cluster.authority.cert;
    return Object.entries(GROUPS).flatMap(([group, version]) =>
      aggregatedApi({ group, version, port, caFile, namespace }),
    );
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async page(url: URL, answer: (question: MetricQuestion) => Promise<Answer>): Promise<object | undefined> {
    const [, , group = '', version, , namespace, ...rest] = decodeURIComponent(url.pathname).split('/');
    if (version !== undefined && namespace === undefined) return resources(`${group}/${version}`);
    const app = /app=([^,]+)/.exec(url.searchParams.get('labelSelector') ?? '')?.[1];
    const apiVersion = `${group}/${version}`;
    if (group === 'metrics.k8s.io') return podMetrics(apiVersion, await answer({ metric: 'resource', app }));
    if (group === 'external.metrics.k8s.io') return externalValue(apiVersion, await answer({ metric: rest[0] ?? '' }));
    if (group !== 'custom.metrics.k8s.io') return undefined;
    const [kind = '', object, metric = ''] = rest;
    const question = object === '*' ? { metric, app } : { metric };
    return customValues(apiVersion, namespace ?? '', kind, object ?? '', metric, await answer(question));
  }
}

function notFound(): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 404, reason: 'NotFound', message: 'no value' };
}

/** The controller looks which versions there are, not what is in them. */
function resources(groupVersion: string): object {
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [] };
}

/** As the API writes times: in whole seconds. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function podMetrics(apiVersion: string, answer: Answer): object | undefined {
  if (!Array.isArray(answer)) return undefined;
  const items = (answer as readonly PodValue[]).map(({ pod, value, window }) => ({
    metadata: { name: pod },
    timestamp: now(),
    window: `${window}s`,
    containers: [{ name: 'app', usage: { cpu: `${value}m`, memory: '16Mi' } }],
  }));
  return { kind: 'PodMetricsList', apiVersion, metadata: {}, items };
}

function externalValue(apiVersion: string, answer: Answer): object | undefined {
  if (typeof answer !== 'number') return undefined;
  const item = { metricName: 'any', metricLabels: {}, timestamp: now(), value: `${answer}m` };
  return { kind: 'ExternalMetricValueList', apiVersion, metadata: {}, items: [item] };
}

function customValues(
  apiVersion: string,
  namespace: string,
  kind: string,
  object: string,
  metric: string,
  answer: Answer,
): object | undefined {
  if (answer === undefined) return undefined;
  const values = typeof answer === 'number' ? [{ pod: object, value: answer }] : answer;
  const items = values.map(({ pod, value }) => ({
    describedObject: { kind: kind === 'pods' ? 'Pod' : kind, namespace, name: pod, apiVersion: 'v1' },
    metric: { name: metric },
    timestamp: now(),
    value: `${value}m`,
  }));
  return { kind: 'MetricValueList', apiVersion, metadata: {}, items };
}
