import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { CERTIFICATE, CERTIFICATE_KEY } from './certificate';

/** A server on a port of 127.0.0.1. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Starts a server, on any free port unless one is given. */
export async function listen(server: Server, port = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that goes away in the middle is the client's business.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer());
  await close();
  return port;
}

/** Takes every connection and never says a word, nor ends one when the client does. */
export function silentServer(): Server {
  return createServer({ allowHalfOpen: true }, (socket) => socket.resume());
}

/** Answers the first bytes of a connection, and keeps it open until the client closes, as Kafka and Redis do. */
export function answeringServer(answer: (request: Buffer) => string | Buffer): Server {
  return createServer((socket) => socket.once('data', (request) => socket.write(answer(request))));
}

/** Says `imok` to `ruok` and this to `srvr`, and closes; hangs up on anything else (ZooKeeper, NIOServerCnxn). */
export function zookeeperServer(answer: string, ruok = 'imok'): Server {
  return createServer((socket) => {
    socket.once('data', (word) => {
      if (word.toString().startsWith('ruok')) socket.end(ruok);
      else if (word.toString().startsWith('srvr')) socket.end(answer);
      else socket.destroy();
    });
  });
}

/** The same through TLS, with {@link CERTIFICATE}. */
export function secureKafkaServer(): Server {
  const options = { cert: CERTIFICATE, key: CERTIFICATE_KEY };
  return createTlsServer(options, (socket) => {
    // A client that goes away in the middle is the client's business.
    socket.on('error', () => undefined).once('data', (request: Buffer) => socket.write(apiVersions(request)));
  });
}

/** Answers an ApiVersions request, version 0, with an error code (Kafka protocol guide); other bytes with nothing. */
export function kafkaServer(errorCode = 0): Server {
  return answeringServer((request) => apiVersions(request, errorCode));
}

function apiVersions(request: Buffer, errorCode = 0): string | Buffer {
  const [apiKey, version, clientId] = [4, 6, 12].map((at) => request.readInt16BE(at));
  const complete = request.readInt32BE(0) === request.length - 4;
  if (!complete || apiKey !== 18 || version !== 0 || clientId !== -1) return '';
  const body = Buffer.alloc(16);
  body.writeInt32BE(request.readInt32BE(8), 0);
  body.writeInt16BE(errorCode, 4);
  // One API: ApiVersions itself, versions 0 to 3.
  body.writeInt32BE(1, 6);
  [18, 0, 3].forEach((value, index) => body.writeInt16BE(value, 10 + 2 * index));
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length);
  return Buffer.concat([length, body]);
}

/** Answers PING; Redis takes any other line for a command that it does not know. */
export function redisServer(answer: string): Server {
  return answeringServer((request) => `${request.toString() === 'PING\r\n' ? answer : '-ERR unknown command'}\r\n`);
}

/** What an HTTP server answers: a status and a body. */
export type HttpAnswer = readonly [status: number, body: string];

/** Answers GET requests. */
export function httpServer(answer: (path: string, request: IncomingMessage) => HttpAnswer): Server {
  return createHttpServer((request, response) => {
    const [status, body] = request.method === 'GET' ? answer(request.url ?? '', request) : [405, ''];
    response.writeHead(status).end(body);
  });
}
