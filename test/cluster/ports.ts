import { type AddressInfo, createServer, type Server } from 'node:net';

/** Blocks of ports below the range from which the system hands out ports to clients. */
const FIRST = 20_000;
const BLOCK = 100;
const BLOCKS = 120;

function listening(port: number): Promise<Server | undefined> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => done(server));
  });
}

/**
 * Leases a block of ports for the lifetime of this process by listening on its first port. Test files run side by side: a port
 * that is free for one of them now must not be handed to another one before a program listens on it.
 */
async function lease(): Promise<number> {
  // The port of a program that was just killed is best left alone: processes begin their search at different blocks.
  for (let tried = 0; tried < BLOCKS; tried += 1) {
    const first = FIRST + ((process.pid + tried) % BLOCKS) * BLOCK;
    const server = await listening(first);
    server?.unref();
    if (server) return first;
  }
  throw new Error(`ports ${FIRST} to ${FIRST + BLOCK * BLOCKS - 1} are all taken`);
}

let leased: Promise<number> | undefined;
let last = 0;

/** Free TCP ports on loopback, all different. */
export async function freePorts(count: number): Promise<number[]> {
  leased ??= lease();
  const first = await leased;
  const ports: number[] = [];
  for (let tried = 1; ports.length < count && tried < BLOCK; tried += 1) {
    last = (last % (BLOCK - 1)) + 1;
    const server = await listening(first + last);
    if (!server) continue;
    ports.push((server.address() as AddressInfo).port);
    await new Promise((done) => server.close(done));
  }
  if (ports.length < count)
    throw new Error(`fewer than ${count} of the ports ${first + 1} to ${first + BLOCK - 1} are free`);
  return ports;
}
