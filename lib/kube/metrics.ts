import type { MetricSource } from '../catalogue/sources';

/** How clients verify a server. */
export interface ServerCertificate {
  /** Secret with the authority's certificate, and its key. */
  readonly secret: string;
  readonly key: string;
  /** A name that the server's certificate is for. */
  readonly serverName: string;
}

/** Where a Prometheus finds metrics in a component's pods. */
export interface MetricsEndpoint {
  readonly source: MetricSource;
  /** Name of the container port. */
  readonly port: string;
  /** Number of the container port. */
  readonly containerPort: number;
  /** @default /metrics */
  readonly path?: string;
  /** `https`: with the certificate of the monitoring namespace, and for an account that may read metrics. @default http */
  readonly scheme?: 'http' | 'https';
  /**
   * CA that the certificate is verified against, from a Secret in the pods' namespace. @default - the CA of the
   * monitoring namespace
   */
  readonly certificate?: ServerCertificate;
  /**
   * Keeps the scraped labels on conflict (Prometheus `honor_labels`), as for exporters that report on other objects.
   * @default false
   */
  readonly honorLabels?: boolean;
  /** Scrape interval, e.g. `15s`. @default - the scrape interval of the Prometheus */
  readonly interval?: string;
  /** Parameters of the request. @default - none. */
  readonly params?: Readonly<Record<string, readonly string[]>>;
  /** Families that are not kept, as RE2 expressions; each with its reason in the code. @default - all are kept. */
  readonly drop?: readonly string[];
  /** Secret with the keys `username` and `password`, in the namespace of the pods. @default - the server asks for none. */
  readonly basicAuth?: { readonly name: string; readonly usernameKey: string; readonly passwordKey: string };
}
