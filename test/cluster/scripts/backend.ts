import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a backend was asked; it answers with this as JSON. */
export interface Seen {
  readonly backend: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A server in the place of a controller or of the API gateway. The parameter `wait` delays its answer, in seconds. */
export class Backend {
  /** How many connections were made to it. */
  public connections = 0;
  /** Paths of all requests, as they came. */
  public readonly paths: string[] = [];
  private readonly server: Server;

  /** @param name what it calls itself */
  constructor(name: string) {
    this.server = createServer((message, response) => {
      this.paths.push(message.url ?? '');
      if (message.url?.endsWith('/slow')) return;
      message.resume().once('end', () => {
        const seen: Seen = {
          backend: name,
          method: message.method ?? '',
          url: message.url ?? '',
          headers: message.headers,
        };
        response.setHeader('X-Request-ID', 'of-the-backend');
        const seconds = Number(/[?&]wait=(\d+)/.exec(seen.url)?.[1] ?? 0);
        if (seconds === 0) return response.end(JSON.stringify(seen));
        return setTimeout(() => response.end(JSON.stringify(seen)), seconds * 1000).unref();
      });
    });
    this.server.on('connection', () => (this.connections += 1));
  }

  /** Listens, on a free port unless told which, and gives the port. */
  public async listen(address = '127.0.0.1', port = 0): Promise<number> {
    this.server.listen(port, address);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  public close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
