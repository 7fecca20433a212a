import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';

/** Where the programs of OpenWhisk send their spans. */
export interface SpanTarget {
  /** URL of a server that takes the format of Zipkin. OpenWhisk appends `/api/v2/spans`. */
  readonly url: string;
  readonly endpoint: Endpoint;
  /** Ratio of transactions that are traced. */
  readonly sampleRate: number;
  /** Time after which a span that has not ended is dropped, in seconds. */
  readonly cacheExpirySeconds: number;
}

/**
 * Environment of a program that is traced (OpenWhisk, OpenTracingProvider.scala; the code of both generations is the same). A program does
 * not start with only one of URL and rate. Its configuration files name the component, too, but a program has the files of several on its
 * class path.
 */
export function tracingEnv(program: 'controller' | 'invoker' | 'scheduler', target?: SpanTarget): Env {
  if (!target) return {};
  return {
    CONFIG_whisk_tracing_component: `openwhisk-${program}`,
    CONFIG_whisk_tracing_cacheExpiry: `${target.cacheExpirySeconds} s`,
    CONFIG_whisk_tracing_zipkin_url: target.url,
    CONFIG_whisk_tracing_zipkin_sampleRate: String(target.sampleRate),
  };
}
