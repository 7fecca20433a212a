import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** A message of NATS. */
export interface Message {
  readonly subject: string;
  readonly data: Buffer;
}

/** The part of the protocol of NATS that a test needs (NATS, "NATS Protocol"): requests over one connection. */
export class NatsClient {
  private buffer = Buffer.alloc(0);
  private inboxes = 0;
  private readonly waiting = new Map<string, (message: Message) => void>();

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.read(chunk));
  }

  /** Connects to a server on this machine. */
  static async connect(port: number): Promise<NatsClient> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const client = new NatsClient(socket);
    client.write('CONNECT {"verbose":false,"pedantic":true}\r\n');
    return client;
  }

  close(): void {
    this.socket.destroy();
  }

  /** The answer to a request; undefined if there is none within a second. */
  async request(subject: string, data: Buffer | object): Promise<Buffer | undefined> {
    const inbox = `_INBOX.test.${this.inboxes++}`;
    const payload = Buffer.isBuffer(data) ? data : Buffer.from(JSON.stringify(data));
    const answer = new Promise<Buffer | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), 1000);
      this.waiting.set(inbox, ({ data: received }) => {
        clearTimeout(timer);
        resolve(received);
      });
    });
    this.write(`SUB ${inbox} ${this.inboxes}\r\nPUB ${subject} ${inbox} ${payload.length}\r\n`);
    this.socket.write(Buffer.concat([payload, Buffer.from('\r\n')]));
    return answer;
  }

  /** The answer to a request, in JSON. */
  async ask(subject: string, data: object): Promise<Record<string, unknown>> {
    const answer = await this.request(subject, data);
    if (!answer) throw new Error(`no answer to ${subject}`);
    return JSON.parse(answer.toString()) as Record<string, unknown>;
  }

  private write(text: string): void {
    this.socket.write(text);
  }

  private read(chunk: Buffer): void {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n');
      if (end < 0) return;
      const line = this.buffer.subarray(0, end).toString();
      const [, subject = '', size = ''] = /^MSG (\S+) \S+ (?:\S+ )?(\d+)$/.exec(line) ?? [];
      const rest = end + 2 + (subject ? Number(size) + 2 : 0);
      if (this.buffer.length < rest) return;
      const data = Buffer.from(this.buffer.subarray(end + 2, end + 2 + Number(size)));
      this.buffer = this.buffer.subarray(rest);
      if (subject) this.waiting.get(subject)?.({ subject, data });
      else if (line === 'PING') this.write('PONG\r\n');
    }
  }
}
