import {
  createServer as createPlainServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { SecureContextOptions } from 'node:tls';

/** A request that a service has received. */
export interface Notification {
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers without which a client takes the notification for failed, by the beginning of the path. */
const ANSWERS: Readonly<Record<string, string>> = {
  '/telegram/': JSON.stringify({ ok: true, result: { message_id: 1, date: 1, chat: { id: 1, type: 'group' } } }),
  '/wechat/': JSON.stringify({ errcode: 0, errmsg: 'ok', access_token: 'wechat-token' }),
  '/rocketchat/': JSON.stringify({ success: true }),
  '/token': JSON.stringify({ access_token: 'issued', token_type: 'Bearer', expires_in: 3600 }),
  '/sns': '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
};

function typeOf(answer: string): string {
  if (answer === 'ok') return 'text/plain';
  return answer.startsWith('<') ? 'text/xml' : 'application/json';
}

/** All services that receive notifications over HTTPS, each at a path of its own, and a proxy that leads to them. */
export class NotificationServer {
  readonly received: Notification[] = [];
  /** Addresses that clients have asked the proxy for. */
  readonly proxied: string[] = [];
  private readonly server: Server;
  private readonly proxy: Server;

  constructor(
    certificate: SecureContextOptions,
    private readonly ports: { readonly https: number; readonly proxy: number },
  ) {
    const listener: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { headers, url: path = '' } = request;
        this.received.push({ host: headers.host ?? '', path, headers, body: Buffer.concat(chunks).toString() });
        const [, answer = 'ok'] = Object.entries(ANSWERS).find(([prefix]) => path.startsWith(prefix)) ?? [];
        response.writeHead(200, { 'content-type': typeOf(answer) });
        response.end(answer);
      });
    };
    this.server = createServer(certificate, listener);
    // The operator drops the TLS settings of requests for tokens.
    this.proxy = createPlainServer(listener);
    this.proxy.on('connect', ({ url = '' }, socket) => {
      this.proxied.push(url);
      const upstream = connect(ports.https, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
  }

  async listen(): Promise<void> {
    const { https, proxy } = this.ports;
    await Promise.all(
      (
        [
          [this.server, https],
          [this.proxy, proxy],
        ] as const
      ).map(([server, port]) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))),
    );
  }

  /** The requests to a path. */
  at(path: string): Notification[] {
    return this.received.filter((one) => one.path.startsWith(path));
  }

  close(): void {
    for (const server of [this.server, this.proxy]) {
      server.close();
      server.closeAllConnections();
    }
  }
}
