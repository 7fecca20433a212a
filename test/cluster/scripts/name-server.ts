import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A name server with one name at a time to each address, whose answers hold for a second. */
export class NameServer {
  /** IPv4 addresses by name; other names do not exist. */
  public readonly addresses = new Map<string, string>();
  private readonly socket: Socket = createSocket('udp4');

  public async listen(): Promise<number> {
    this.socket.on('message', (query, { port, address }) => this.socket.send(this.answer(query), port, address));
    this.socket.bind(0, '127.0.0.1');
    await once(this.socket, 'listening');
    return this.socket.address().port;
  }

  public close(): void {
    this.socket.close();
  }

  /** RFC 1035, section 4: the question again, and for a known name asked for its IPv4 address that one. */
  private answer(query: Buffer): Buffer {
    const labels: string[] = [];
    let at = 12;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('ascii', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const question = query.subarray(12, at + 5);
    const address = this.addresses.get(labels.join('.'));
    const isIpv4 = query.readUInt16BE(at + 1) === 1;
    const found = address !== undefined && isIpv4;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(address === undefined ? 0x8183 : 0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(found ? 1 : 0, 6);
    if (!found) return Buffer.concat([header, question]);
    const record = [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, ...address.split('.').map(Number)];
    return Buffer.concat([header, question, Buffer.from(record)]);
  }
}
