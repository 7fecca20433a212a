import { fluentdConfig, type FluentdConfigProps } from '../../../../lib/logging/fluentd/config';
import { CONFIG } from '../config-props';
import type { Element } from './config-text';
import { Fluentd, loadConfig } from './fluentd';
import { NodeFiles } from './node-files';
import { toBytes } from './ruby';
import type { Document } from './search-output';
import type { PodFacts } from './stage';

/** Times of the fixtures are on this day. */
const STARTED_AT = Date.UTC(2024, 4, 1, 12);

const ID = 'a'.repeat(64);

/** Path of a container's log. */
export function logPath(pod: string, namespace = 'shop', container = 'app'): string {
  return `/var/log/containers/${pod}_${namespace}_${container}-${ID}.log`;
}

const configs = new Map<string, Element>();

function configOf(props: FluentdConfigProps): Element {
  const key = JSON.stringify(props);
  const config = configs.get(key) ?? loadConfig(fluentdConfig(props));
  configs.set(key, config);
  return config;
}

/** A node with its Fluentd, and what has arrived in Elasticsearch. */
export class Node {
  public readonly files = new NodeFiles();
  /** Documents by their id, in the order in which they came first. */
  public readonly stored = new Map<string, Document>();
  /** Whether Elasticsearch answers; `half`: it takes what it gets, and does not say so. */
  public answers: 'yes' | 'no' | 'half' = 'yes';
  /** Documents that Elasticsearch does not take. */
  public refuses: (document: Document) => boolean = () => false;
  public requests = 0;
  /** Bytes of the largest request. */
  public largestRequest = 0;
  private readonly config: Element;
  private fluentd: Fluentd;

  constructor(
    props: Partial<FluentdConfigProps> = {},
    private readonly pods: Readonly<Record<string, PodFacts>> = {},
  ) {
    this.config = configOf({ ...CONFIG, ...props });
    this.fluentd = this.started(STARTED_AT, 0);
  }

  /** Writes lines to a file; a line feed comes after each. */
  public write(path: string, ...lines: readonly string[]): void {
    for (const line of lines) this.files.append(path, toBytes(`${line}\n`));
  }

  public run(seconds: number): void {
    this.fluentd.run(seconds);
  }

  /** Ends Fluentd, and starts another with what is on the disk. */
  public restart(): void {
    this.fluentd.stop();
    this.fluentd = this.started(STARTED_AT + 60_000, this.fluentd.nextId);
  }

  /** All documents, once everything that waits has had time to come. */
  public all(): Document['source'][] {
    this.run(20);
    return [...this.stored.values()].map(({ source }) => source);
  }

  /** The texts of all documents. */
  public logs(): unknown[] {
    return this.all().map(({ log }) => log);
  }

  private started(startedAt: number, firstId: number): Fluentd {
    const { config, files: node, pods } = this;
    return new Fluentd({ config, node, pods, startedAt, firstId, bulk: (...request) => this.bulk(...request) });
  }

  private bulk(documents: readonly Document[], bytes: number): string[] {
    this.requests++;
    this.largestRequest = Math.max(this.largestRequest, bytes);
    if (this.answers === 'no') throw new Error('no answer');
    const refused = documents.filter((document) => this.refuses(document));
    for (const document of documents) if (!refused.includes(document)) this.stored.set(document.id, document);
    if (this.answers === 'half') throw new Error('the answer is lost');
    return refused.map(({ id }) => id);
  }
}

/** A line as CRI runtimes write it. */
export function cri(log: string, stream = 'stdout', mark = 'F', time = '2024-05-01T10:00:00.123456789Z'): string {
  return `${time} ${stream} ${mark} ${log}`;
}

/** A line as Docker's json-file writes it. */
export function docker(log: string, stream = 'stdout', time = '2024-05-01T10:00:00.123456789Z'): string {
  return JSON.stringify({ log, stream, time });
}
