import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifests } from '../../support/platform';
import { freePorts } from '../ports';
import { commandOf, readinessPath, withParts, type Given } from '../scripts/container';
import { TracingPrograms, type TracingProgram } from './programs';

/** The pods of tracing, by component, with the program of each. */
const PROGRAMS = { 'otel-collector': 'otelcol', jaeger: 'jaeger' } as const satisfies Record<string, TracingProgram>;

export type TracingPod = keyof typeof PROGRAMS;

/** Ports of a pod on this machine. */
export interface PodPorts {
  readonly grpc: number;
  readonly http: number;
  readonly zipkin: number;
  readonly query: number;
  readonly queryGrpc: number;
  readonly metrics: number;
  readonly spanMetrics: number;
  readonly health: number;
}

/** What each port is in the pod. */
const IN_THE_POD: PodPorts = {
  grpc: 4317,
  http: 4318,
  zipkin: 9411,
  query: 16_686,
  queryGrpc: 16_685,
  metrics: 8888,
  spanMetrics: 8889,
  health: 13_133,
};

/** How a pod differs from its manifests. */
export interface PodOptions extends Given {
  /** Parts of its configuration by what takes their place. @default - none */
  readonly parts?: Readonly<Record<string, string>>;
  /** Name of its log. @default - its component */
  readonly name?: string;
}

/** The Collector and the Jaeger of a platform: the real programs with the configuration and environment of their pods. */
export class TracingPods {
  private constructor(
    private readonly manifests: Manifests,
    readonly programs: TracingPrograms,
    readonly ports: Readonly<Record<TracingPod, PodPorts>>,
  ) {}

  static async of(manifests: Manifests): Promise<TracingPods> {
    const programs = await TracingPrograms.prepare();
    const names = Object.keys(IN_THE_POD) as (keyof PodPorts)[];
    const free = async (): Promise<PodPorts> => {
      const ports = await freePorts(names.length);
      return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as unknown as PodPorts;
    };
    return new TracingPods(manifests, programs, { 'otel-collector': await free(), jaeger: await free() });
  }

  /** The configuration of a pod, with ports and folders of this machine in the place of the pod's. */
  config(pod: TracingPod, parts: Readonly<Record<string, string>> = {}): string {
    const { jaeger } = this.ports;
    const ports = this.ports[pod];
    const text = withParts(this.manifests.config(pod)['config.yaml'] ?? '', parts);
    const badger = join(this.programs.shop.folder, 'badger');
    mkdirSync(badger, { recursive: true });
    return (Object.entries(IN_THE_POD) as [keyof PodPorts, number][])
      .reduce(
        (result, [name, port]) =>
          result.replaceAll(new RegExp(`(?:0\\.0\\.0\\.0|\\[::]):${port}`, 'g'), `127.0.0.1:${ports[name]}`),
        text,
      )
      .replaceAll(/owdev-jaeger\.[a-z.-]+:4317/g, `127.0.0.1:${jaeger.grpc}`)
      .replaceAll('host: 0.0.0.0', 'host: 127.0.0.1')
      .replaceAll(`port: ${IN_THE_POD.metrics}`, `port: ${ports.metrics}`)
      .replaceAll(': /badger/', `: ${badger}/`);
  }

  /** Starts a pod, and waits until it is ready. */
  async start(pod: TracingPod, { parts, name = pod, ...given }: PodOptions = {}): Promise<void> {
    const { env } = commandOf(this.manifests, this.manifests.container(pod), given);
    const readiness = `http://127.0.0.1:${this.ports[pod].health}${readinessPath(this.manifests, pod)}`;
    await this.programs.start(PROGRAMS[pod], name, this.config(pod, parts), { readiness, env });
  }

  /** Starts both, Jaeger first, as the launch order has it. */
  async startAll(): Promise<void> {
    await this.start('jaeger');
    await this.start('otel-collector');
  }

  stop(): void {
    this.programs.stop();
  }
}
