import { z } from 'zod';
import { parseAddress } from '../../text/address';
import { host, port } from './common';

/** Address of a server outside the platform. */
export const externalAddress = (defaultPort: number) => ({
  host: host().describe('Host name or address, as pods of this cluster resolve it.'),
  port: port().default(defaultPort).describe('TCP port.'),
});

/** Description of an external server. */
export const externalDescription = (what: string): string =>
  `Address of ${what} that you run. The platform then deploys none and waits for yours at this address.`;

/** Addresses of the servers of a cluster outside the platform. */
export const externalAddresses = (defaultPort: number) => ({
  host: host().optional().describe('Host name or address, as pods of this cluster resolve it. Instead: hosts.'),
  hosts: z
    .array(serverAddress(`server-1.example.org:${defaultPort}`).describe('host, or host:port.'))
    .min(1)
    .optional()
    .describe('Several servers of one cluster, each as host or host:port. Instead: host.'),
  port: port().default(defaultPort).describe('TCP port of the servers without a port of their own.'),
});

/** A host, and the port if it is not the default one. */
export const serverAddress = (example: string): z.ZodString =>
  z.string().refine((text) => isServer(text), { error: `host or host:port without a scheme, such as ${example}` });

function isServer(text: string): boolean {
  const address = parseAddress(text);
  return (
    address !== undefined &&
    host().safeParse(address.host).success &&
    (address.port === undefined || port().safeParse(address.port).success)
  );
}

/** A cluster of servers outside the platform that replaces a component. */
export const externalCluster = (what: string, defaultPort: number) =>
  z.strictObject(externalAddresses(defaultPort)).optional().describe(externalDescription(what));

/** A server outside the platform that replaces a component. */
export const external = (what: string, defaultPort: number) =>
  z.strictObject(externalAddress(defaultPort)).optional().describe(externalDescription(what));
