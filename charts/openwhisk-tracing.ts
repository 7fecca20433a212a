import type { Construct } from 'constructs';
import { address } from '../lib/kube/endpoint';
import { serverEndpoint } from '../lib/kube/server-endpoint';
import type { SpanTarget } from '../lib/openwhisk/tracing';
import type { Platform } from '../lib/platform/model';
import { settingsOf } from '../lib/platform/settings';
import { addressOfUrl } from '../lib/text/address';
import { collectorEndpoint } from '../lib/tracing/collector';
import { cacheExpirySeconds } from '../lib/tracing/cache-expiry';

/** Where OpenWhisk sends its spans: the collector, or the server that the platform file names. Undefined without tracing. */
export function spanTarget(scope: Construct, platform: Platform): SpanTarget | undefined {
  const { enabled, openwhisk } = platform.tracing;
  if (!enabled || !openwhisk.enabled) return undefined;
  const settings = { sampleRate: openwhisk.sampleRate, cacheExpirySeconds: cacheExpirySeconds(platform) };
  if (openwhisk.url) {
    const { host, port } = addressOfUrl(openwhisk.url);
    return { ...settings, url: openwhisk.url, endpoint: serverEndpoint(scope, host, port) };
  }
  const endpoint = collectorEndpoint(settingsOf(platform, 'tracing'), 'zipkin');
  return { ...settings, url: `http://${address(endpoint)}`, endpoint };
}
