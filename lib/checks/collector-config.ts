import { nearest } from '../text/nearest';
import { connectorFindings } from './collector-connectors';
import { limiterFindings } from './collector-limits';
import { about, pipelinesOf, structureFindings } from './collector-structure';
import type { Check, Finding } from './finding';
import { collectorsOf, typeOfComponent, type Collector, type Pipeline } from './read/collectors';

/** Configurations of OpenTelemetry Collectors: pipelines are complete, limited in memory, reachable, and sample whole traces. */
export const collectorConfig: Check = (subject) => {
  const collectors = collectorsOf(subject);
  const routed = collectors.some(({ config }) =>
    Object.keys(config.exporters ?? {}).some((id) => typeOfComponent(id) === 'loadbalancing'),
  );
  return collectors.flatMap((collector) => {
    const incomplete = [...structureFindings(collector), ...pipelineFindings(collector)];
    return [
      ...incomplete,
      // A pipeline that lacks an end often lacks its connector.
      ...(incomplete.length > 0 ? [] : connectorFindings(collector)),
      ...memoryFindings(collector),
      ...listenerFindings(collector),
      ...nameFindings(collector),
      ...samplingFindings(collector, routed),
    ];
  });
};

function processorsOf({ processors }: Pipeline): readonly string[] {
  return processors ?? [];
}

/** Every pipeline has a beginning and an end, and everything that it names is defined. */
function pipelineFindings(collector: Collector): Finding[] {
  const { config } = collector;
  const pipelines = pipelinesOf(collector);
  const connectors = Object.keys(config.connectors ?? {});
  const defined = {
    receivers: [...Object.keys(config.receivers ?? {}), ...connectors],
    processors: Object.keys(config.processors ?? {}),
    exporters: [...Object.keys(config.exporters ?? {}), ...connectors],
  };
  if (pipelines.length === 0) {
    return [about(collector, 'FS-903', 'there is no pipeline', 'add one to service.pipelines')];
  }
  return [
    ...pipelines.flatMap(([name, pipeline]) => [
      ...(['receivers', 'exporters'] as const)
        .filter((kind) => (pipeline[kind] ?? []).length === 0)
        .map((kind) =>
          about(
            collector,
            'FS-903',
            `the pipeline ${name} has no ${kind.slice(0, -1)}, and the collector does not start`,
            `add one to service.pipelines.${name}.${kind}`,
          ),
        ),
      ...(['receivers', 'processors', 'exporters'] as const).flatMap((kind) =>
        undefinedIds(collector, `the pipeline ${name}`, kind, pipeline[kind] ?? [], defined[kind]),
      ),
    ]),
    ...undefinedIds(
      collector,
      'service.extensions',
      'extensions',
      config.service.extensions ?? [],
      Object.keys(config.extensions ?? {}),
    ),
  ];
}

function undefinedIds(
  collector: Collector,
  user: string,
  kind: string,
  used: readonly string[],
  defined: readonly string[],
): Finding[] {
  return used
    .filter((id) => !defined.includes(id))
    .map((id) => {
      const similar = nearest(id, defined);
      return about(
        collector,
        'FS-903',
        `${user} uses ${id}, which ${kind} does not define`,
        `define it under ${kind}${similar ? `, or write ${similar}` : ''}`,
      );
    });
}

const LIMITER = 'memory_limiter';

/** Only the first processor refuses spans before they take memory, and only then do receivers learn of it. */
function memoryFindings(collector: Collector): Finding[] {
  const limiters = Object.entries(collector.config.processors ?? {}).filter(([id]) => typeOfComponent(id) === LIMITER);
  return [
    ...pipelinesOf(collector).flatMap(([name, pipeline]) => {
      const place = processorsOf(pipeline).findIndex((id) => typeOfComponent(id) === LIMITER);
      if (place === 0) return [];
      const problem =
        place < 0
          ? `has no ${LIMITER}`
          : `has the ${LIMITER} after ${processorsOf(pipeline).slice(0, place).join(', ')}`;
      return [
        about(
          collector,
          'FS-904',
          `the pipeline ${name} ${problem}: a burst of data ends the process`,
          `write ${LIMITER} first in service.pipelines.${name}.processors`,
        ),
      ];
    }),
    ...limiters.flatMap(([id, settings]) => limiterFindings(collector, id, settings)),
  ];
}

/** Extensions that are for people who are in the pod. */
const LOCAL_EXTENSIONS = ['zpages', 'expvar', 'pprof'];

/** Receivers that listen on localhost without an address (OpenTelemetry Collector, `localhosthostgate`, always on since 0.110). */
const LISTENING_RECEIVERS = ['otlp', 'zipkin', 'jaeger'];

const LOCALHOST = /^(localhost|127\.0\.0\.1|\[?::1\]?)(:\d+)?$/;

/** Nothing in another pod reaches localhost. A pod with neighbours has programs that do. */
function listenerFindings(collector: Collector): Finding[] {
  const { config, hasNeighbours, operated } = collector;
  if (hasNeighbours) return [];
  const extensions = Object.entries(config.extensions ?? {}).filter(
    ([id]) => !LOCAL_EXTENSIONS.includes(typeOfComponent(id)),
  );
  const listeners = [
    ...Object.entries(config.receivers ?? {}).flatMap(([id, settings]) => [
      ...endpointsIn(settings, `receivers.${id}`),
      ...(operated ? [] : missingEndpoints(id, settings)),
    ]),
    ...extensions.flatMap(([id, settings]) => endpointsIn(settings, `extensions.${id}`)),
    ...Object.entries(config.exporters ?? {})
      .filter(([id]) => typeOfComponent(id) === 'prometheus')
      .flatMap(([id, settings]) => endpointsIn(settings, `exporters.${id}`)),
    ...endpointsIn(config.service.telemetry, 'service.telemetry', 'host'),
  ];
  return listeners
    .filter(({ address }) => LOCALHOST.test(address))
    .map(({ path, address, written }) =>
      about(
        collector,
        'FS-905',
        `${path} ${written ? `is ${address}` : `is missing, and the default is ${address}`}, which no other pod reaches`,
        `write 0.0.0.0${/:\d+$/.exec(address)?.[0] ?? ''} into ${path}`,
      ),
    );
}

interface Listener {
  readonly path: string;
  readonly address: string;
  readonly written: boolean;
}

/** All values of a key below a value, with their paths. */
function endpointsIn(value: unknown, path: string, key = 'endpoint'): Listener[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const at = `${path}.${name}`;
    return name === key && typeof inner === 'string'
      ? [{ path: at, address: inner, written: true }]
      : endpointsIn(inner, at, key);
  });
}

/** Default ports of protocols whose address is not written. */
const DEFAULT_PORTS: Readonly<Record<string, number>> = { grpc: 4317, http: 4318 };

function missingEndpoints(id: string, settings: unknown): Listener[] {
  const type = typeOfComponent(id);
  if (!LISTENING_RECEIVERS.includes(type)) return [];
  const { endpoint, protocols } = (settings ?? {}) as {
    endpoint?: string;
    protocols?: Readonly<Record<string, { endpoint?: string } | null>>;
  };
  const missing = (path: string, port: number): Listener => ({ path, address: `localhost:${port}`, written: false });
  if (type === 'zipkin') return endpoint ? [] : [missing(`receivers.${id}.endpoint`, 9411)];
  return Object.entries(protocols ?? {}).flatMap(([protocol, own]) => {
    const port = type === 'otlp' ? DEFAULT_PORTS[protocol] : undefined;
    return own?.endpoint || port === undefined ? [] : [missing(`receivers.${id}.protocols.${protocol}.endpoint`, port)];
  });
}

/** Exporters that have another name since {@link RENAMED_SINCE}: the old name, and the new one. */
const RENAMED: readonly (readonly [before: string, after: string])[] = [
  ['otlp', 'otlp_grpc'],
  ['otlphttp', 'otlp_http'],
];

/** First minor version with the new names (OpenTelemetry Collector, 0.144.0). */
const RENAMED_SINCE = 144;

function nameFindings(collector: Collector): Finding[] {
  const { config, minor } = collector;
  if (minor === undefined) return [];
  return Object.keys(config.exporters ?? {}).flatMap((id) => {
    const type = typeOfComponent(id);
    const pair = RENAMED.find(([before, after]) => type === (minor >= RENAMED_SINCE ? before : after));
    if (!pair) return [];
    const [before, after] = pair;
    const name = minor >= RENAMED_SINCE ? after : before;
    const problem =
      minor >= RENAMED_SINCE ? `is deprecated since 0.${RENAMED_SINCE}` : `exists since 0.${RENAMED_SINCE} only`;
    return [
      about(
        collector,
        'FS-906',
        `the exporter ${id} ${problem}, and the collector is of version 0.${minor}`,
        `write ${id.replace(type, name)}`,
      ),
    ];
  });
}

/** A sampler of whole traces needs all spans of a trace, and one by one, not in batches of several traces. */
function samplingFindings(collector: Collector, routed: boolean): Finding[] {
  const { pods } = collector;
  return pipelinesOf(collector).flatMap(([name, pipeline]) => {
    const types = processorsOf(pipeline).map(typeOfComponent);
    const sampler = types.indexOf('tail_sampling');
    if (sampler < 0) return [];
    const batch = types.indexOf('batch');
    const id = processorsOf(pipeline)[sampler] ?? '';
    const wait = ((collector.config.processors?.[id] ?? {}) as { decision_wait?: unknown }).decision_wait;
    return [
      ...(typeof wait === 'number' && wait > 0
        ? [
            about(
              collector,
              'FS-907',
              `${id} decides on a trace after ${wait} nanoseconds, before its other spans: decision_wait has no unit`,
              `write ${wait}s into processors.${id}.decision_wait`,
            ),
          ]
        : []),
      ...(pods !== undefined && pods > 1 && !routed
        ? [
            about(
              collector,
              'FS-907',
              `tail_sampling in the pipeline ${name} of several pods: each decides on a part of the spans of a trace`,
              'run one pod, or put collectors with the exporter loadbalancing and routing_key: traceID in front',
            ),
          ]
        : []),
      ...(batch >= 0 && batch < sampler
        ? [
            about(
              collector,
              'FS-907',
              `the pipeline ${name} has batch before tail_sampling, which takes the batches apart again`,
              `write batch after tail_sampling in service.pipelines.${name}.processors`,
            ),
          ]
        : []),
    ];
  });
}
