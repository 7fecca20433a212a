import { about, pipelinesOf } from './collector-structure';
import type { Finding } from './finding';
import { typeOfComponent, type Collector, type Pipeline } from './read/collectors';

/** Connectors that lead each signal into pipelines of the same one. */
const SAME = ['forward', 'routing', 'failover', 'roundrobin', 'round_robin'];

/** Connectors of one or several signals into one of others (OpenTelemetry Collector, README of each connector). */
const INTO: Readonly<Record<string, readonly [from: readonly string[], to: readonly string[]]>> = {
  spanmetrics: [['traces'], ['metrics']],
  span_metrics: [['traces'], ['metrics']],
  servicegraph: [['traces'], ['metrics']],
  service_graph: [['traces'], ['metrics']],
  exceptions: [['traces'], ['metrics', 'logs']],
  count: [['traces', 'metrics', 'logs', 'profiles'], ['metrics']],
  sum: [['traces', 'metrics', 'logs'], ['metrics']],
};

type Named = readonly [name: string, pipeline: Pipeline];

/**
 * Connectors lead from one pipeline into another: an exporter of one, and a receiver of one with a signal that the connector makes of the
 * first one's, and never in a circle (OpenTelemetry Collector, service/internal/graph).
 */
export function connectorFindings(collector: Collector): Finding[] {
  const pipelines = pipelinesOf(collector);
  const ids = Object.keys(collector.config.connectors ?? {});
  return [...ids.flatMap((id) => openEnds(collector, id, pipelines)), ...circles(collector, ids, pipelines)];
}

const signalOf = ([name]: Named): string => typeOfComponent(name);
const users = (pipelines: readonly Named[], kind: 'receivers' | 'exporters', id: string): Named[] =>
  pipelines.filter(([, pipeline]) => pipeline[kind]?.includes(id));

function leads(id: string, from: Named, to: Named): boolean {
  const type = typeOfComponent(id);
  const [before, after] = [signalOf(from), signalOf(to)];
  if (SAME.includes(type)) return before === after;
  const [sources, results] = INTO[type] ?? [];
  return !sources || !results || (sources.includes(before) && results.includes(after));
}

function openEnds(collector: Collector, id: string, pipelines: readonly Named[]): Finding[] {
  const [from, to] = [users(pipelines, 'exporters', id), users(pipelines, 'receivers', id)];
  const [, results = [...new Set(from.map(signalOf))]] = INTO[typeOfComponent(id)] ?? [];
  const report = ([name]: Named, kind: string, other: string, fix: string): Finding =>
    about(
      collector,
      'FS-903',
      `the pipeline ${name} has the connector ${id} among its ${kind}, and no pipeline that it can be connected with has it among its ${other}: the collector does not start`,
      fix,
    );
  return [
    ...from
      .filter((one) => !to.some((other) => leads(id, one, other)))
      .map((one) =>
        report(one, 'exporters', 'receivers', `add ${id} to the receivers of a pipeline of ${results.join(' or ')}`),
      ),
    ...to
      .filter((one) => !from.some((other) => leads(id, other, one)))
      .map((one) =>
        report(one, 'receivers', 'exporters', `add ${id} to the exporters of the pipeline that it reads, or remove it`),
      ),
  ];
}

/** Pipelines that lead into themselves; each circle once, by its first pipeline. */
function circles(collector: Collector, ids: readonly string[], pipelines: readonly Named[]): Finding[] {
  const after = (one: Named): Named[] =>
    ids
      .filter((id) => one[1].exporters?.includes(id))
      .flatMap((id) => users(pipelines, 'receivers', id).filter((other) => leads(id, one, other)));
  const reached = (start: Named): Set<Named> => {
    const found = new Set<Named>();
    const walk = (one: Named): void => {
      for (const next of after(one)) {
        if (found.has(next)) continue;
        found.add(next);
        walk(next);
      }
    };
    walk(start);
    return found;
  };
  const reaches = new Map(pipelines.map((one) => [one, reached(one)]));
  const leadsBack = (one: Named, other: Named): boolean =>
    reaches.get(one)?.has(other) === true && reaches.get(other)?.has(one) === true;
  const first = pipelines.filter(
    (one, index) => leadsBack(one, one) && !pipelines.slice(0, index).some((other) => leadsBack(one, other)),
  );
  return first.map((one) => {
    const [name] = one;
    const names = pipelines.filter((other) => other !== one && leadsBack(one, other)).map(([other]) => other);
    const circle = names.length > 0 ? `${name} leads into ${names.join(', ')} and back` : `${name} leads into itself`;
    return about(
      collector,
      'FS-903',
      `the pipeline ${circle} through connectors, and the collector does not start`,
      `remove a connector of the circle, such as one of service.pipelines.${name}.exporters`,
    );
  });
}
