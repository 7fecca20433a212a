/** A host and, where it is written, its port. */
export interface HostAddress {
  readonly host: string;
  readonly port?: number;
}

/** `host[:port]`, or `[address]:port` for an IPv6 address. */
const ADDRESS = /^(?:\[([^\]]+)\]|([^:]+|[^:]*:[^:]*:.*?))(?::(\d+))?$/;

/** The host and port of an address; undefined for a text of another form. */
export function parseAddress(text: string): HostAddress | undefined {
  const [, bracketed, plain, port] = ADDRESS.exec(text) ?? [];
  // All colons of an IPv6 address without brackets are its own.
  if (plain?.includes(':')) return { host: text };
  const host = bracketed ?? plain;
  return host === undefined ? undefined : { host, ...(port ? { port: Number(port) } : {}) };
}

/** The host and port of a URL; without a port, the one of its protocol, which is HTTPS unless it says `http:`. */
export function addressOfUrl(url: string): Required<HostAddress> {
  const { hostname, port, protocol } = new URL(url);
  // `hostname` keeps the brackets of an IPv6 address.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (protocol === 'http:' ? 80 : 443) };
}
