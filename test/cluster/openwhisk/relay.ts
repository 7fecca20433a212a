import { connect, createServer } from 'node:net';

/** Run in the network namespace of the pods: takes connections to an address and hands them to a socket of the file system. */
const [host = '', port = '', socket = ''] = process.argv.slice(2);

createServer((client) => {
  const server = connect(socket);
  for (const end of [client, server]) end.on('error', () => (client.destroy(), server.destroy()));
  client.pipe(server).pipe(client);
}).listen(Number(port), host, () => process.stdout.write('listening\n'));
