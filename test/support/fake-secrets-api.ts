import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, type Listening } from './servers';

/** A Secret as the API server takes it. */
export interface StoredSecret {
  readonly apiVersion: string;
  readonly kind: string;
  readonly type: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly data: Readonly<Record<string, string>>;
}

/** What the API server answers; `hang up` is no answer at all. */
export type ApiAnswer = { readonly code: number; readonly body: object } | 'hang up';

const status = (code: number, reason: string, message: string): ApiAnswer => ({
  code,
  body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', reason, message, code },
});

/** The answer of the API server to somebody who may not do this (Kubernetes, Status with reason Forbidden). */
export function forbidden(verb: string): ApiAnswer {
  return status(403, 'Forbidden', `secrets is forbidden: User "system:serviceaccount:faas:x" cannot ${verb} resource`);
}

/** The part of the Kubernetes API that makes and reads the Secrets of one namespace, in memory. */
export class FakeSecretsApi {
  readonly secrets = new Map<string, StoredSecret>();
  /** Every request so far as `GET name` or `POST name`. */
  readonly requests: string[] = [];
  /** The Authorization headers so far, each once. */
  readonly authorizations = new Set<string | undefined>();
  /** Answers given in place of the real ones, once for each entry, by request. */
  readonly failures = new Map<string, ApiAnswer[]>();
  /** Secrets that somebody else makes right after they were looked for. */
  readonly madeMeanwhile = new Map<string, StoredSecret>();

  private readonly server = createServer((request, response) => void this.serve(request, response));
  private listening?: Listening;

  constructor(private readonly namespace: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.listening?.port}`;
  }

  async start(port?: number): Promise<this> {
    this.listening = await listen(this.server, port);
    return this;
  }

  async stop(): Promise<void> {
    await this.listening?.close();
  }

  /** The decoded values of a Secret. */
  values(name: string): Record<string, string> {
    const entries = Object.entries(this.secrets.get(name)?.data ?? {});
    return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    this.authorizations.add(request.headers.authorization);
    const { method = '', url = '' } = request;
    const sent = text === '' ? undefined : (JSON.parse(text) as StoredSecret);
    const [, name = sent?.metadata.name ?? '?'] = /\/secrets\/(.+)$/.exec(url) ?? [];
    this.requests.push(`${method} ${name}`);
    const answer = this.failures.get(`${method} ${name}`)?.shift() ?? this.answer(method, url, name, sent);
    if (answer === 'hang up') request.socket.destroy();
    else response.writeHead(answer.code, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  }

  private answer(method: string, url: string, name: string, sent?: StoredSecret): ApiAnswer {
    const all = `/api/v1/namespaces/${this.namespace}/secrets`;
    const stored = this.secrets.get(name);
    if (method === 'GET' && url === `${all}/${name}`) {
      const made = this.madeMeanwhile.get(name);
      if (made) this.secrets.set(name, made);
      return stored ? { code: 200, body: stored } : status(404, 'NotFound', `secrets "${name}" not found`);
    }
    if (method !== 'POST' || url !== all || !sent) return status(405, 'MethodNotAllowed', `${method} ${url}`);
    if (stored) return status(409, 'AlreadyExists', `secrets "${name}" already exists`);
    this.secrets.set(name, sent);
    return { code: 201, body: sent };
  }
}
