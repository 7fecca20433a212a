import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket, createSecureContext, createServer as createTlsServer, type SecureContextOptions } from 'node:tls';

/** A mail that a server has accepted. */
export interface Mail {
  /** Whether the connection was encrypted when the mail arrived. */
  readonly encrypted: boolean;
  /** User name and password. @default - the client has not authenticated */
  readonly user?: readonly [name: string, password: string];
  readonly from: string;
  readonly to: string;
  /** Headers and body. */
  readonly text: string;
}

/** How a mail server encrypts: from the first byte on, after STARTTLS, or not at all. */
export type Encryption = 'implicit' | 'starttls' | 'none';

/** A mail server (RFC 5321) that accepts every mail, and offers PLAIN to every user. */
export class SmtpServer {
  readonly mails: Mail[] = [];
  private readonly server: Server;

  constructor(
    private readonly encryption: Encryption,
    private readonly certificate: SecureContextOptions,
  ) {
    this.server =
      encryption === 'implicit'
        ? createTlsServer(certificate, (socket) => this.converse(socket, true))
        : createServer((socket) => this.converse(socket, false));
  }

  /** Listens on loopback. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((done) => this.server.listen(port, '127.0.0.1', done));
  }

  close(): void {
    this.server.close();
  }

  private converse(socket: Socket, encrypted: boolean, greets = true): void {
    const mail = { encrypted, from: '', to: '', text: '' } as { -readonly [K in keyof Mail]: Mail[K] };
    const say = (...lines: string[]) => socket.write(`${lines.join('\r\n')}\r\n`);
    let rest = '';
    let data = false;
    const onData = (chunk: Buffer) => {
      rest += chunk.toString();
      for (;;) {
        const end = data ? rest.indexOf('\r\n.\r\n') : rest.indexOf('\r\n');
        if (end < 0) return;
        const text = rest.slice(0, end);
        rest = rest.slice(end + (data ? 5 : 2));
        if (data) {
          data = false;
          this.mails.push({ ...mail, text });
          say('250 accepted');
          continue;
        }
        const [verb = ''] = text.split(' ');
        switch (verb.toUpperCase()) {
          case 'EHLO':
            say(
              '250-here',
              ...(this.encryption === 'starttls' && !encrypted ? ['250-STARTTLS'] : []),
              '250 AUTH PLAIN',
            );
            break;
          case 'STARTTLS': {
            say('220 go ahead');
            socket.off('data', onData);
            const secureContext = createSecureContext(this.certificate);
            this.converse(new TLSSocket(socket, { isServer: true, secureContext }), true, false);
            return;
          }
          case 'AUTH': {
            const [, name = '', password = ''] = Buffer.from(text.split(' ')[2] ?? '', 'base64')
              .toString()
              .split('\0');
            mail.user = [name, password];
            say('235 welcome');
            break;
          }
          case 'MAIL':
            mail.from = text;
            say('250 ok');
            break;
          case 'RCPT':
            mail.to = text;
            say('250 ok');
            break;
          case 'DATA':
            data = true;
            say('354 go on');
            break;
          case 'QUIT':
            say('221 bye');
            socket.end();
            return;
          default:
            say('502 not implemented');
        }
      }
    };
    socket.on('data', onData);
    // A client that rejects the certificate hangs up.
    socket.on('error', () => socket.destroy());
    if (greets) say('220 here');
  }
}
