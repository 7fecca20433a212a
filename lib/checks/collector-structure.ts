import { nearest } from '../text/nearest';
import { finding, type Finding } from './finding';
import { typeOfComponent, type Collector, type Pipeline } from './read/collectors';
import type { RuleId } from './rule-list';

/** A finding about the configuration of a collector. */
export function about({ object, at }: Collector, rule: RuleId, problem: string, fix: string): Finding {
  return finding(rule, object, `${at.join('.')}: ${problem}`, fix, at);
}

/** The pipelines of a collector, without what is not a list of ids in them: that is a finding of its own. */
export function pipelinesOf({ config }: Collector): [name: string, pipeline: Pipeline][] {
  return Object.entries(config.service.pipelines ?? {}).map(([name, pipeline]) => [
    name,
    Object.fromEntries(Object.entries(pipeline ?? {}).filter(([, ids]) => Array.isArray(ids))) as Pipeline,
  ]);
}

/** The keys of each object of the configuration that has a fixed set of them (OpenTelemetry Collector, otelcol and service/pipelines). */
const KEYS = {
  top: ['receivers', 'processors', 'exporters', 'connectors', 'extensions', 'service'],
  service: ['extensions', 'pipelines', 'telemetry'],
  pipeline: ['receivers', 'processors', 'exporters'],
} as const;

/** Signals that pipelines carry (OpenTelemetry Collector, pipeline/signal.go and xpipeline). */
const SIGNALS = ['traces', 'metrics', 'logs', 'profiles'];

/** The form of a configuration: keys, lists and signals that the collector knows, and settings that it requires. */
export function structureFindings(collector: Collector): Finding[] {
  const { config } = collector;
  const { pipelines } = config.service;
  return [
    ...unknownKeys(collector, '', config, KEYS.top),
    ...unknownKeys(collector, 'service', config.service, KEYS.service),
    ...Object.entries(pipelines ?? {}).flatMap(([name, pipeline]) => [
      ...unknownKeys(collector, `service.pipelines.${name}`, pipeline ?? {}, KEYS.pipeline),
      ...notLists(collector, name, pipeline ?? {}),
      ...unknownSignal(collector, name),
    ]),
    ...pipelinesOf(collector).flatMap(([name, pipeline]) => repeated(collector, name, pipeline.processors ?? [])),
    ...Object.entries(config.receivers ?? {}).flatMap(([id, settings]) => withoutProtocol(collector, id, settings)),
    ...Object.entries(config.exporters ?? {}).flatMap(([id, settings]) => withoutEndpoint(collector, id, settings)),
  ];
}

function unknownKeys(collector: Collector, path: string, value: object, known: readonly string[]): Finding[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const similar = nearest(key, known);
      return about(
        collector,
        'FS-903',
        `unknown key ${path ? `${path}.` : ''}${key}, and the collector does not start`,
        similar ? `write ${similar}` : `remove it; the keys are ${known.join(', ')}`,
      );
    });
}

function notLists(collector: Collector, name: string, pipeline: Pipeline): Finding[] {
  return KEYS.pipeline
    .filter((kind) => typeof (pipeline[kind] ?? []) !== 'object')
    .map((kind) =>
      about(
        collector,
        'FS-903',
        `service.pipelines.${name}.${kind} is not a list, and the collector does not start`,
        `write [${String(pipeline[kind])}]`,
      ),
    );
}

function unknownSignal(collector: Collector, name: string): Finding[] {
  const signal = typeOfComponent(name);
  if (SIGNALS.includes(signal)) return [];
  return [
    about(
      collector,
      'FS-903',
      `the pipeline ${name} has an unknown signal ${signal}, and the collector does not start`,
      `begin its name with ${SIGNALS.join(', ')}, such as traces/${signal}`,
    ),
  ];
}

function repeated(collector: Collector, name: string, processors: readonly string[]): Finding[] {
  return [...new Set(processors.filter((id, index) => processors.indexOf(id) < index))].map((id) =>
    about(
      collector,
      'FS-903',
      `the pipeline ${name} has the processor ${id} twice, and the collector does not start`,
      `write it once in service.pipelines.${name}.processors`,
    ),
  );
}

function withoutProtocol(collector: Collector, id: string, settings: unknown): Finding[] {
  const { protocols } = (settings ?? {}) as { protocols?: object | null };
  if (typeOfComponent(id) !== 'otlp' || Object.keys(protocols ?? {}).length > 0) return [];
  return [
    about(
      collector,
      'FS-903',
      `the receiver ${id} has no protocol, and the collector does not start`,
      `add grpc or http to receivers.${id}.protocols`,
    ),
  ];
}

function withoutEndpoint(collector: Collector, id: string, settings: unknown): Finding[] {
  const { endpoint } = (settings ?? {}) as { endpoint?: unknown };
  if (!['otlp', 'otlp_grpc'].includes(typeOfComponent(id)) || endpoint) return [];
  return [
    about(
      collector,
      'FS-903',
      `the exporter ${id} has no endpoint, and the collector does not start`,
      `add exporters.${id}.endpoint, such as traces.example.org:4317`,
    ),
  ];
}
