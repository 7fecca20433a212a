import { readConfig, tagMatcher, type Element } from './config-text';
import { filterOf } from './filters';
import { joinTraces } from './join-traces';
import type { NodeFiles } from './node-files';
import { searchOutput, type Bulk } from './search-output';
import { WorkerDeath, type Event, type Filter, type Output, type PodFacts, type Surroundings } from './stage';
import { Tail } from './tail';

/** What a Fluentd runs with. */
export interface FluentdProps {
  readonly config: Element;
  readonly node: NodeFiles;
  readonly bulk: Bulk;
  /** @default - the API server knows no pod. */
  readonly pods?: Readonly<Record<string, PodFacts>>;
  /** Milliseconds since 1970 at the start. */
  readonly startedAt: number;
  /** Number of the first id. @default 0 */
  readonly firstId?: number;
}

interface Stage {
  readonly matches: (tag: string) => boolean;
  readonly filter?: Filter;
  readonly output?: Output;
}

/** Sources that have no records of files; their parameters are the business of the tests of the text. */
const OTHER_SOURCES = [
  'systemd',
  'prometheus',
  'prometheus_monitor',
  'prometheus_output_monitor',
  'prometheus_tail_monitor',
];

/** The configuration that a Fluentd reads as it starts. */
export function loadConfig(files: Readonly<Record<string, string>>): Element {
  return readConfig(files, 'fluent.conf', {
    K8S_NODE_NAME: 'node-1',
    ELASTICSEARCH_USERNAME: 'fluentd',
    ELASTICSEARCH_PASSWORD: 'secret',
  });
}

/** A Fluentd with the plugins that the platform uses, run step by step over the files of a node. */
export class Fluentd {
  private readonly labels = new Map<string, Stage[]>();
  private readonly tails: Tail[];
  private readonly around: Surroundings;
  private failing = false;
  private millis: number;
  private ids: number;

  constructor(private readonly props: FluentdProps) {
    const { config, node, startedAt, pods = {}, firstId = 0 } = props;
    this.millis = startedAt;
    this.ids = firstId;
    this.around = {
      now: () => BigInt(Math.round(this.millis)) * 1_000_000n,
      emit: (label, tag, event) => this.emit(label, tag, event),
      nextId: () => this.ids++,
      pod: (namespace, name) => pods[`${namespace}/${name}`],
    };
    for (const element of config.children.filter(({ name }) => name === 'label')) {
      this.labels.set(
        element.argument,
        element.children.map((child) => this.stageOf(child, element.argument)),
      );
    }
    const sources = config.children.filter(({ name }) => name === 'source');
    const unknown = sources.find(({ params }) => ![...OTHER_SOURCES, 'tail'].includes(params['@type'] ?? ''));
    if (unknown) throw new Error(`There is no source '${unknown.params['@type']}'`);
    this.tails = sources
      .filter(({ params }) => params['@type'] === 'tail')
      .map((element) => new Tail(element, node, this.around, () => this.blocked()));
  }

  /** The number of the next id. */
  public get nextId(): number {
    return this.ids;
  }

  /** Time passes, once a second for the timers, and files are read. */
  public run(seconds: number): void {
    for (let left = seconds; left > 0; left -= 1) {
      this.millis += Math.min(left, 1) * 1000;
      for (const tail of this.tails) tail.read();
      this.stages().forEach(({ filter, output }) => {
        filter?.onTimer?.();
        output?.onTimer?.();
      });
    }
  }

  /** Ends as on SIGTERM: what was held is in the buffers, and what is in the buffers stays on the disk. */
  public stop(): void {
    this.stages().forEach(({ filter }) => filter?.onStop?.());
    this.stages().forEach(({ output }) => output?.onStop?.());
  }

  private stages(): Stage[] {
    return [...this.labels.values()].flat();
  }

  private blocked(): boolean {
    return this.stages().some(({ output }) => output?.full?.() ?? false);
  }

  private emit(label: string, tag: string, event: Event): void {
    const stages = this.labels.get(label);
    if (!stages) throw new Error(`There is no label '${label}'`);
    if (label !== '@ERROR') this.pass(stages, 0, tag, event);
    else if (this.failing) throw new WorkerDeath(`an error within @ERROR, of the tag ${tag}`);
    else this.fail(stages, tag, event);
  }

  private fail(stages: readonly Stage[], tag: string, event: Event): void {
    this.failing = true;
    try {
      this.pass(stages, 0, tag, event);
    } finally {
      this.failing = false;
    }
  }

  private pass(stages: readonly Stage[], from: number, tag: string, event: Event): void {
    for (let at = from; at < stages.length; at++) {
      const { matches, filter, output } = stages[at] as Stage;
      if (!matches(tag)) continue;
      if (output) {
        output.take(tag, event);
        return;
      }
      for (const next of filter?.process(tag, event) ?? []) this.pass(stages, at + 1, tag, next);
      return;
    }
    throw new Error(`Nothing takes the tag ${tag}: its records would be lost`);
  }

  private stageOf(element: Element, label: string): Stage {
    const matches = tagMatcher(element.argument);
    if (element.name === 'filter') return { matches, filter: filterOf(element, this.around) };
    return { matches, output: this.outputOf(element, label) };
  }

  private outputOf(element: Element, label: string): Output {
    const { params } = element;
    switch (params['@type']) {
      case 'relabel':
        return { take: (tag, event) => this.emit(params['@label'] ?? '', tag, event) };
      case 'null':
        return { take: () => undefined };
      case 'join_traces':
        return joinTraces(element, label, this.around);
      case 'elasticsearch':
      case 'opensearch':
        return searchOutput(element, this.around, this.props.node, this.props.bulk);
      default:
        throw new Error(`There is no output '${params['@type']}'`);
    }
  }
}
