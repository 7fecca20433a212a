import { Agent, request, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Status of a refused request (Kubernetes, metav1.Status). */
interface Refusal {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly causes?: readonly Cause[]; readonly retryAfterSeconds?: number };
}

/** One reason for a refusal. */
export interface Cause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** A request that the API server has refused. */
export class ApiError extends Error {
  public override readonly name = 'ApiError';
  public readonly reason: string;
  public readonly causes: readonly Cause[];
  public readonly retryAfterSeconds: number | undefined;

  constructor(
    /** HTTP status; 0 without an answer. */
    public readonly status: number,
    { reason = '', message = '', details }: Refusal,
  ) {
    super(message);
    this.reason = reason;
    this.causes = details?.causes ?? [];
    this.retryAfterSeconds = details?.retryAfterSeconds;
  }

  /** Fields that other managers own. */
  public get conflicts(): readonly Cause[] {
    return this.causes.filter(({ reason }) => reason === 'FieldManagerConflict');
  }

  /** Whether the same request may succeed later: the server is away or busy, the object was modified, or a webhook is not up yet. */
  public get isPassing(): boolean {
    if (this.status === 409) return this.reason === 'Conflict' && this.conflicts.length === 0;
    if (this.status === 500) return /webhook|etcdserver|timeout|try again/i.test(this.message);
    return [0, 429, 502, 503, 504].includes(this.status);
  }
}

/** A request to the API server. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** @default - none */
  readonly query?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly body?: unknown;
  /** Media type of the body. @default application/json */
  readonly type?: string;
}

/** Pauses between two tries of a request, in milliseconds; the last one is repeated. */
const PAUSES = [250, 500, 1000, 2000, 4000];

/** Requests under way at the same time: API servers admit some hundreds from all clients together. */
const PARALLEL_REQUESTS = 16;

/** The API server, reached through a socket that `kubectl proxy` listens on. */
export class Cluster {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: PARALLEL_REQUESTS });

  constructor(private readonly socketPath: string) {}

  /** Sends a request once. @returns the parsed answer @throws ApiError */
  public async send<T>({ method, path, query = {}, body, type = 'application/json' }: Call): Promise<T> {
    const text = await this.exchange(method, withQuery(path, query), body, type);
    return JSON.parse(text) as T;
  }

  /** Sends a request until its answer is final. @param seconds - how long @throws ApiError the last one */
  public async persist<T>(call: Call, seconds: number, signal?: AbortSignal): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.send<T>(call);
      } catch (error) {
        const pause = PAUSES[Math.min(attempt, PAUSES.length - 1)] ?? 0;
        if (!(error instanceof ApiError) || !error.isPassing || signal?.aborted || Date.now() + pause > deadline)
          throw error;
        await sleep(Math.max(pause, (error.retryAfterSeconds ?? 0) * 1000));
      }
    }
  }

  /** An object; undefined if there is none. @throws ApiError */
  public async find<T>(path: string, query?: Call['query'], seconds = 60): Promise<T | undefined> {
    try {
      return await this.persist<T>({ method: 'GET', path, ...(query ? { query } : {}) }, seconds);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The objects of a list. @throws ApiError */
  public async list<T>(path: string, query: Call['query'] = {}): Promise<readonly T[]> {
    const { items } = await this.persist<{ readonly items: readonly T[] | null }>({ method: 'GET', path, query }, 60);
    return items ?? [];
  }

  /** Text that is not JSON, such as logs. @throws ApiError */
  public text(path: string, query: Call['query'] = {}): Promise<string> {
    return this.exchange('GET', withQuery(path, query), undefined, 'application/json');
  }

  /** Ends all connections. */
  public close(): void {
    this.agent.destroy();
  }

  private exchange(method: string, path: string, body: unknown, type: string): Promise<string> {
    return new Promise((done, failed) => {
      const content = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        accept: 'application/json',
        host: 'localhost',
        ...(content === undefined
          ? {}
          : { 'content-type': type, 'content-length': String(Buffer.byteLength(content)) }),
      };
      const options = { socketPath: this.socketPath, agent: this.agent, method, path, headers };
      const sent = request(options, (response) => {
        textOf(response).then((text) => {
          const status = response.statusCode ?? 0;
          if (status < 400) done(text);
          else failed(new ApiError(status, refusalOf(text)));
        }, lost);
      });
      const lost = (error: Error): void => failed(new ApiError(0, { message: error.message }));
      sent.on('error', lost);
      sent.end(content);
    });
  }
}

function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const parameters = new URLSearchParams(query).toString();
  return parameters ? `${path}?${parameters}` : path;
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function refusalOf(text: string): Refusal {
  try {
    return JSON.parse(text) as Refusal;
  } catch {
    return { message: text.trim() };
  }
}
