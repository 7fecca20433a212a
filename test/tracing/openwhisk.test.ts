import * as fc from 'fast-check';
import { parsePlatform } from '../../lib/load/load';
import { cacheExpirySeconds, longestActionSeconds } from '../../lib/tracing/cache-expiry';
import { Manifests } from '../support/platform';

const SCHEDULED = 'profile: lean\nopenwhisk: {lean: false, scheduler: {enabled: true}, actorSystem: GENERATION}\n';
const tracedEnv = (manifests: Manifests, program: string): Record<string, string> =>
  Object.fromEntries(Object.entries(manifests.env(program)).filter(([name]) => name.includes('whisk_tracing')));

describe.each(['akka', 'pekko'])('OpenWhisk of the generation %s', (generation) => {
  const base = SCHEDULED.replace('GENERATION', generation);
  const manifests = Manifests.of(`${base}tracing: {enabled: true, openwhisk: {sampleRate: 0.25}}\n`);

  test.each(['controller', 'invoker', 'scheduler'])('%s sends its spans to the collector', (program) => {
    expect(tracedEnv(manifests, program)).toEqual({
      CONFIG_whisk_tracing_component: `openwhisk-${program}`,
      CONFIG_whisk_tracing_cacheExpiry: '360 s',
      CONFIG_whisk_tracing_zipkin_url: 'http://owdev-otel-collector.tracing.svc.cluster.local:9411',
      CONFIG_whisk_tracing_zipkin_sampleRate: '0.25',
    });
  });

  test('sends none where it is switched off', () => {
    const silent = Manifests.of(`${base}tracing: {enabled: true, openwhisk: {enabled: false}}\n`);
    for (const program of ['controller', 'invoker', 'scheduler']) expect(tracedEnv(silent, program)).toEqual({});
  });
});

test('a server of the user takes the spans in place of the collector', () => {
  const url = 'http://zipkin.example.org:9411/traces';
  const manifests = Manifests.of(`profile: lean\ntracing: {enabled: true, openwhisk: {url: "${url}"}}\n`);
  expect(tracedEnv(manifests, 'controller')['CONFIG_whisk_tracing_zipkin_url']).toBe(url);
  expect(JSON.stringify(manifests.get('NetworkPolicy', 'controller'))).toContain('{"ports":[{"port":9411');
});

test('a span lives longer than the longest action', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3600 }), (seconds) => {
      const text = `openwhisk: {limits: {time: {min: 100ms, std: 1s, max: ${seconds} s}}}\ntracing: {enabled: true}\n`;
      const { platform } = parsePlatform(`profile: lean\n${text}`);
      expect(longestActionSeconds(platform)).toBe(seconds);
      expect(cacheExpirySeconds(platform)).toBe(seconds + 60);
    }),
    { numRuns: 20 },
  );
});

describe('nginx', () => {
  const conf = (more: string): string => Manifests.of(`profile: lean\n${more}`).config('nginx')['nginx.conf'] ?? '';

  test('passes the trace context of clients on: it sets and removes no header of it', () => {
    const directives = conf('tracing: {enabled: true}\n').matchAll(/proxy_(?:set|hide)_header (\S+)/g);
    const headers = [...directives].map(([, header = '']) => header);
    expect(headers.length).toBeGreaterThan(3);
    expect(headers.filter((header) => /^(b3|x-b3-.*|traceparent|tracestate)$/i.test(header))).toEqual([]);
    expect(conf('tracing: {enabled: true}\n')).not.toContain('proxy_pass_request_headers off');
  });

  test('logs it beside the id of the transaction', () => {
    const [, format = ''] =
      /log_format requests escape=json ((?:\s*'.*'\n?)+);/.exec(conf('tracing: {enabled: true}\n')) ?? [];
    const line = [...format.matchAll(/'(.*)'/g)].map(([, part = '']) => part).join('');
    expect(Object.keys(JSON.parse(line.replaceAll(/:(\$\w+)/g, ':"$1"')) as object)).toEqual([
      'time',
      'requestId',
      'client',
      'request',
      'status',
      'bytes',
      'seconds',
      'traceparent',
      'b3',
      'b3TraceId',
      'upstream',
      'upstreamSeconds',
      'userAgent',
    ]);
    expect(conf('')).not.toContain('traceparent');
  });
});
