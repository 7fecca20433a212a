/** A TCP address that a component connects to, and the pods behind it. */
export interface Endpoint {
  /** DNS name or address. */
  readonly host: string;
  /** Port of the Service, or of the external server. */
  readonly port: number;
  /** The pods that answer, for network policies. @default - none: the server is outside of the platform. */
  readonly pods?: PodTarget;
  /** The Service in front of the pods. @default - none: the server is outside of the platform. */
  readonly service?: { readonly name: string; readonly namespace: string };
}

/** A port of a set of pods. */
export interface PodTarget {
  readonly selector: Readonly<Record<string, string>>;
  readonly namespace: string;
  /** The port the container listens on; network policies see this one, not the Service's. */
  readonly port: number;
  /** Whether the port is spoken to over UDP, too. @default false */
  readonly udp?: boolean;
}

/** An external server, declared in the platform file. */
export function externalEndpoint(host: string, port: number): Endpoint {
  return { host, port };
}

/** `host:port`, as messages, URLs and connect strings write it; an IPv6 address in brackets. */
export function address({ host, port }: Endpoint): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
