import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Api, ApiError } from './api';
import type { Stored } from './wire-types';
import { until } from './wait';

/** Milliseconds before a broken watch is opened again. */
const REOPEN = 200;

/** When something was seen. */
export interface Moment {
  /** Milliseconds since 1970, on the harness's clock, when the change arrived. */
  readonly at: number;
  /** The store's revision of the change: strictly ordered over all objects, whatever the clocks say. */
  readonly revision: number;
}

interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: T;
}

/** The newest state of every object of one kind, kept by a watch that reopens itself. */
export class Follower<T extends { metadata?: object }> {
  private readonly objects = new Map<string, Stored<T>>();
  private readonly stopping = new AbortController();
  private revision = '';

  /**
   * @param path of the collection, such as `/api/v1/pods`
   * @param onChange receives each object that was added or changed, in the order of the revisions
   */
  constructor(
    private readonly api: Api,
    private readonly path: string,
    private readonly onChange: (object: Stored<T>, moment: Moment) => void,
  ) {}

  /** Takes what is there, then follows it. */
  async start(): Promise<void> {
    await this.relist();
    void this.watch();
  }

  /** All objects as last seen. */
  all(): readonly Stored<T>[] {
    return [...this.objects.values()];
  }

  get(namespace: string, name: string): Stored<T> | undefined {
    return this.objects.get(`${namespace}/${name}`);
  }

  /** Waits until the watch has shown at least what a list of a namespace shows now. */
  async caughtUp(namespace: string): Promise<void> {
    const listed = await this.api.list<T>(within(this.path, namespace));
    const seen = ({ metadata }: Stored<T>) =>
      Number(this.objects.get(keyOf(metadata))?.metadata.resourceVersion ?? 0) >= Number(metadata.resourceVersion);
    await until(() => listed.every(seen), { what: `the watch of ${this.path} is up to date` });
  }

  stop(): void {
    this.stopping.abort();
  }

  private async relist(): Promise<void> {
    const { body } = await this.api.send<{ items: Stored<T>[]; metadata: { resourceVersion: string } }>(
      'GET',
      this.path,
    );
    this.revision = body.metadata.resourceVersion;
    this.objects.clear();
    for (const object of body.items) this.take(object);
  }

  private take(object: Stored<T>): void {
    this.objects.set(keyOf(object.metadata), object);
    this.onChange(object, { at: Date.now(), revision: Number(object.metadata.resourceVersion) });
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (this.revision === '') await this.relist();
        const query = { watch: true, allowWatchBookmarks: true, resourceVersion: this.revision };
        const response = await this.api.open('GET', this.path, query, undefined, signal);
        for await (const event of linesOf(response)) this.handle(JSON.parse(event) as WatchEvent<Stored<T>>);
      } catch (error) {
        if (signal.aborted) return;
        // A lost connection or a refusal is tried again; anything else is a mistake in the harness and must be seen.
        if (!(error instanceof ApiError) && !(error as NodeJS.ErrnoException).code) throw error;
        await sleep(REOPEN);
      }
    }
  }

  private handle({ type, object }: WatchEvent<Stored<T>>): void {
    if (type === 'ERROR') {
      // The server has forgotten the revision to continue from: begin with a list again.
      this.revision = '';
      throw new ApiError(410, `the watch of ${this.path} ended`);
    }
    this.revision = object.metadata.resourceVersion;
    if (type === 'DELETED') this.objects.delete(keyOf(object.metadata));
    else if (type !== 'BOOKMARK') this.take(object);
  }
}

/** A collection in one namespace, from the collection over all. */
export function within(collection: string, namespace: string): string {
  return collection.replace(/[^/]+$/, (plural) => `namespaces/${namespace}/${plural}`);
}

async function* linesOf(response: IncomingMessage): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of response.setEncoding('utf8')) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

function keyOf({ namespace = '', name }: { namespace?: string; name: string }): string {
  return `${namespace}/${name}`;
}
