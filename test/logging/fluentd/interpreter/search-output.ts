import { bytes, seconds, type Element } from './config-text';
import type { NodeFiles } from './node-files';
import { decoded, isText } from './ruby';
import { WorkerDeath, type Event, type Output, type Surroundings } from './stage';

/** A document of a bulk request. */
export interface Document {
  readonly index: string;
  readonly id: string;
  readonly source: Readonly<Record<string, unknown>>;
}

/** Elasticsearch: takes documents, and says which of them it refuses. It throws where it does not answer, or answers with an error. */
export type Bulk = (documents: readonly Document[], bodyBytes: number) => readonly string[];

interface Chunk {
  readonly id: number;
  readonly tag: string;
  readonly since: bigint;
  readonly events: Event[];
  size: number;
  queued: boolean;
}

interface Settings {
  readonly prefix: string;
  readonly idKey: string;
  readonly interval: bigint;
  readonly chunkSize: number;
  readonly total: number;
  readonly longestPause: number;
  /** Characters of a request, after which the next records go into another one. */
  readonly split: number;
}

/** The plugins elasticsearch and opensearch: a buffer of chunks by tag, sent until they are answered. */
export function searchOutput(element: Element, around: Surroundings, node: NodeFiles, bulk: Bulk): Output {
  const { settings, path } = settingsOf(element);
  const chunks = (node.buffers.get(path) ?? []) as Chunk[];
  node.buffers.set(path, chunks);
  const size = (): number => chunks.reduce((sum, chunk) => sum + chunk.size, 0);
  const chunkFor = (tag: string, bytesMore: number): Chunk => {
    const staged = chunks.find((chunk) => chunk.tag === tag && !chunk.queued);
    if (staged && staged.size + bytesMore <= settings.chunkSize) return staged;
    if (staged) staged.queued = true;
    const [id, since] = [around.nextId(), around.now()];
    const chunk: Chunk = { id, tag, since, events: [], size: 0, queued: false };
    chunks.push(chunk);
    return chunk;
  };
  let tries = 0;
  let nextTry = around.now();
  /** Sends a chunk; after a failure, the first of the queue is tried again before any other. */
  const send = (chunk: Chunk): boolean => {
    const documents = chunk.events.map((event) => documentOf(event, settings));
    // Elasticsearch refuses a document that is no UTF-8, and stores the others.
    try {
      const broken = documents.filter((_, index) => !isText(chunk.events[index]?.record));
      const refused = broken.map(({ id }) => id);
      for (const { part, body } of requestsOf(
        documents.filter((one) => !broken.includes(one)),
        settings.split,
      )) {
        refused.push(...bulk(part, Buffer.byteLength(body)));
      }
      tries = 0;
      chunks.splice(chunks.indexOf(chunk), 1);
      chunk.events.forEach((event, index) => {
        if (refused.includes(documents[index]?.id ?? '')) around.emit('@ERROR', chunk.tag, event);
      });
      return true;
    } catch (error) {
      if (error instanceof WorkerDeath) throw error;
      nextTry = around.now() + BigInt(Math.min(2 ** tries++, settings.longestPause) * 1e9);
      return false;
    }
  };
  return {
    take: (tag, event) => {
      const length = packedBytes(event.record);
      if (length > settings.chunkSize) {
        around.emit('@ERROR', tag, event);
        return;
      }
      const chunk = chunkFor(tag, length);
      chunk.events.push(event);
      chunk.size += length;
    },
    onTimer: () => {
      const now = around.now();
      for (const chunk of chunks) chunk.queued ||= now - chunk.since >= settings.interval;
      if (nextTry <= now) chunks.filter(({ queued }) => queued).every(send);
    },
    full: () => size() >= settings.total,
  };
}

function settingsOf({ params, children }: Element): { settings: Settings; path: string } {
  const buffer = children.find(({ name }) => name === 'buffer')?.params ?? {};
  const expected = { '@type': 'file', retry_forever: 'true', overflow_action: 'block', flush_mode: 'interval' };
  for (const [name, value] of Object.entries(expected)) {
    if (buffer[name] !== value) throw new Error(`A buffer is read with ${name} ${value} only, not ${buffer[name]}`);
  }
  if (params['logstash_dateformat'] !== '%Y.%m.%d') throw new Error('logstash_dateformat is read as %Y.%m.%d only');
  const settings = {
    prefix: params['logstash_prefix'] ?? 'logstash',
    idKey: params['id_key'] ?? '',
    interval: BigInt(seconds(buffer['flush_interval'] ?? '60') * 1e9),
    chunkSize: bytes(buffer['chunk_limit_size'] ?? '256m'),
    total: bytes(buffer['total_limit_size'] ?? '64g'),
    split: params['bulk_message_request_threshold'] ? bytes(params['bulk_message_request_threshold']) : Infinity,
    longestPause: seconds(buffer['retry_max_interval'] ?? '3600'),
  };
  return { settings, path: buffer['path'] ?? '' };
}

function documentOf({ time, record }: Event, { prefix, idKey }: Settings): Document {
  const { [idKey]: id, ...fields } = record;
  const day = new Date(Number(time / 1_000_000n)).toISOString();
  const nanoseconds = String(time % 1_000_000_000n).padStart(9, '0');
  return {
    index: `${prefix}-${day.slice(0, 10).replaceAll('-', '.')}`,
    id: String(id),
    source: { ...(decoded(fields) as Document['source']), '@timestamp': `${day.slice(0, 19)}.${nanoseconds}Z` },
  };
}

/** The bodies of the requests that send the documents of a chunk, see `split_request?` of the plugin. */
function requestsOf(documents: readonly Document[], split: number): { part: Document[]; body: string }[] {
  const requests: { part: Document[]; body: string }[] = [];
  for (const document of documents) {
    const { index, id, source } = document;
    const lines = `${JSON.stringify({ index: { _index: index, _id: id } })}\n${JSON.stringify(source)}\n`;
    const last = requests.at(-1);
    if (!last || last.body.length > split) requests.push({ part: [document], body: lines });
    else {
      last.part.push(document);
      last.body += lines;
    }
  }
  return requests;
}

/** About the size of a value in MessagePack, which has no escapes. */
function packedBytes(value: unknown): number {
  if (typeof value === 'string') return value.length + 5;
  if (typeof value !== 'object' || value === null) return 9;
  return Object.entries(value).reduce((sum, [key, inner]) => sum + packedBytes(key) + packedBytes(inner), 5);
}
