import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CatFunction } from './functions';
import { json, type Response } from './http';

/** The path that OpenFaaS probes. */
const HEALTH = '/_/health';

export interface ServerOptions {
  /** An origin whose pages may call the function from a browser; `*` for all. */
  readonly allowOrigin?: string;
}

/** A function behind HTTP, as OpenFaaS calls it. */
export class FunctionServer {
  private readonly server: Server;
  private draining = false;

  constructor(
    private readonly served: CatFunction,
    private readonly options: ServerOptions = {},
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Returns the port, which the system chooses for port 0. */
  async listen(port: number, host?: string): Promise<number> {
    await new Promise<void>((listening, failed) => {
      this.server.once('error', failed);
      this.server.listen(port, host, listening);
    });
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * Stops without losing a request: new ones still arrive for a while after the health check fails, and open ones are answered
   * before the connections to the database close.
   */
  async drain(seconds: number): Promise<void> {
    this.draining = true;
    await sleep(seconds * 1000);
    const closed = new Promise((done) => this.server.close(done));
    this.server.closeIdleConnections();
    await closed;
    await this.served.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    const [path, search] = (request.url ?? '/').split('?', 2);
    const query = new Map(new URLSearchParams(search));
    const answer =
      path === HEALTH ? this.health() : await this.served.answer({ method: request.method ?? 'GET', query });
    this.send(response, answer, request.method === 'HEAD');
  }

  private health(): Response {
    return this.draining ? json(503, { status: 'draining' }) : json(200, { status: 'ok' });
  }

  private send(response: ServerResponse, { statusCode, headers, body }: Response, isHead: boolean): void {
    const { allowOrigin } = this.options;
    const origin = allowOrigin === undefined ? {} : { 'access-control-allow-origin': allowOrigin };
    // A client that keeps its connection would hold up the end.
    const end = this.draining ? { connection: 'close' } : {};
    response.writeHead(statusCode, { ...headers, ...origin, ...end, 'content-length': Buffer.byteLength(body) });
    response.end(isHead ? undefined : body);
  }
}
