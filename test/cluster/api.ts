import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import type { KeyPair } from './pki';
import type { Stored } from './wire-types';

/** A refusal by the API server. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export type Query = Readonly<Record<string, string | number | boolean>>;

/** A request's body with its media type. */
export interface Payload {
  readonly type:
    | 'application/json'
    | 'application/apply-patch+yaml'
    | 'application/merge-patch+json'
    | 'application/strategic-merge-patch+json';
  readonly body: unknown;
}

export interface Answer<T> {
  readonly body: T;
  /** HTTP status, below 400. */
  readonly status: number;
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

/** A warning header is `299 - "text"`, with quotes and backslashes in the text escaped. */
function warningText(header: string): string {
  const quoted = /^\d{3} \S+ "(.*)"$/.exec(header)?.[1];
  return quoted === undefined ? header : quoted.replaceAll(/\\(.)/g, '$1');
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The API server in plain JSON: what is sent arrives as it is, and the answer is what the server said. */
export class Api {
  private readonly agent: Agent;
  private closed = false;

  constructor(
    private readonly port: number,
    caFile: string,
    { cert, key }: KeyPair,
  ) {
    this.agent = new Agent({
      keepAlive: true,
      ca: readFileSync(caFile),
      cert: readFileSync(cert),
      key: readFileSync(key),
    });
  }

  async send<T>(method: string, path: string, query: Query = {}, payload?: Payload): Promise<Answer<T>> {
    try {
      return await this.exchange<T>(method, path, query, payload);
    } catch (error) {
      // What was under way at the end gets no answer: nobody is left to whom its failure would matter.
      if (this.closed && !(error instanceof ApiError)) return new Promise(() => undefined);
      throw error;
    }
  }

  private async exchange<T>(method: string, path: string, query: Query, payload?: Payload): Promise<Answer<T>> {
    const response = await this.open(method, path, query, payload);
    const text = await textOf(response);
    const status = response.statusCode ?? 0;
    const parsed: unknown = response.headers['content-type']?.includes('json') ? JSON.parse(text) : text;
    if (status >= 400) throw new ApiError(status, (parsed as { message?: string }).message ?? text);
    const warnings = (response.headersDistinct['warning'] ?? []).map(warningText);
    return { body: parsed as T, status, warnings };
  }

  /** Reads an object; `undefined` when there is none. */
  async find<T>(path: string): Promise<T | undefined> {
    try {
      return (await this.send<T>('GET', path)).body;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  async list<T extends { metadata?: object }>(path: string, query: Query = {}): Promise<Stored<T>[]> {
    return (await this.send<{ items: Stored<T>[] }>('GET', path, query)).body.items;
  }

  async create<T>(path: string, body: unknown): Promise<T> {
    return (await this.send<T>('POST', path, {}, { type: 'application/json', body })).body;
  }

  /** Strategic merge patch, for built-in kinds. */
  async patch<T>(path: string, body: unknown): Promise<T> {
    return (await this.send<T>('PATCH', path, {}, { type: 'application/strategic-merge-patch+json', body })).body;
  }

  /** Sends a request and returns as soon as the headers of the answer are there. */
  open(method: string, path: string, query: Query, payload?: Payload, signal?: AbortSignal): Promise<IncomingMessage> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.set(name, String(value));
    const body = payload && Buffer.from(JSON.stringify(payload.body));
    return new Promise((done, failed) => {
      const sent = request(
        {
          agent: this.agent,
          host: '127.0.0.1',
          port: this.port,
          method,
          path: `${path}?${search.toString()}`,
          headers: payload && { 'content-type': payload.type, 'content-length': body?.length },
          ...(signal && { signal }),
        },
        done,
      );
      sent.on('error', failed);
      sent.end(body);
    });
  }

  close(): void {
    this.closed = true;
    this.agent.destroy();
  }
}
