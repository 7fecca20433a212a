import * as fc from 'fast-check';
import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const BASE = 'profile: lean\ntracing:\n  enabled: true\n';
const HIGH = 'logging: {enabled: true}\nprofile: lean\ntracing:\n  enabled: true\n';

const ROWS: readonly Row[] = [
  [
    'a collector without a backend',
    `${BASE}  jaeger: {enabled: false}`,
    ':4 tracing.jaeger.enabled: the collector has no backend, and does not start with a pipeline without an exporter',
    'true, or tracing.external',
    'remove it, or add tracing.external with the url of your server',
  ],
  [
    'tail sampling by several collectors',
    `${BASE}  collector: {replicas: 3, tailSampling: {}}`,
    ':4 tracing.collector.replicas: with tailSampling, 3 pods would each decide on a part of the spans of a trace',
    '1 with tracing.collector.tailSampling',
    'write 1 and raise tracing.collector.resources, or remove tailSampling and lower tracing.openwhisk.sampleRate',
  ],
  [
    'Badger with two pods',
    `${BASE}  jaeger: {replicas: 2, storage: {type: badger}}`,
    ':4 tracing.jaeger.replicas: the storage of type badger belongs to one pod, and 2 would each have a part of the traces',
    '1, or more with tracing.jaeger.storage.type: elasticsearch',
    'write 1, or set tracing.jaeger.storage.type: elasticsearch',
  ],
  [
    'Elasticsearch without logging',
    `${BASE}  jaeger: {storage: {type: elasticsearch}}`,
    ':4 tracing.jaeger.storage.type: there is no Elasticsearch: logging is off',
    'elasticsearch with logging.enabled: true; memory, badger',
    'set logging.enabled: true, or write badger',
  ],
  [
    'an Elasticsearch of the user without a user for Jaeger',
    'logging: {enabled: true, elasticsearch: {external: {host: logs.example.org, existingSecret: logs, kibanaSecret: kibana}}}\ntracing: {enabled: true, jaeger: {storage: {type: elasticsearch}}}',
    ':1 logging.elasticsearch.external: Jaeger has no user on the server',
    'external with jaegerSecret, or another tracing.jaeger.storage.type',
    'create a Secret with username and password of a user who may create, write and read the indices, and name it in jaegerSecret',
  ],
  [
    'a retention beyond the volume of Badger',
    `${BASE}  jaeger: {storage: {type: badger, badger: {size: 10Gi, retentionDays: 9, gibPerDay: 2}}}`,
    ':4 tracing.jaeger.storage.badger.retentionDays: 2 GiB per day for 9 days are 18 GiB; 10Gi hold 8.5 GiB, with 15 % left free',
    'at most 4 with this volume',
    'write 4, or set tracing.jaeger.storage.badger.size: 22Gi',
  ],
  [
    'a retention beyond what the logs leave',
    `${HIGH}  jaeger: {storage: {type: elasticsearch, elasticsearch: {retentionDays: 30}}}`,
    ':5 tracing.jaeger.storage.elasticsearch.retentionDays: 1 GiB per day for 30 days, 1 times, are 30 GiB; the logs leave 18.5 GiB of the volumes, with 15 % left free',
    'at most 18 with these volumes',
    'write 18, or set logging.elasticsearch.size: 44Gi',
  ],
  [
    'copies of traces without nodes for them',
    `${HIGH}  jaeger: {storage: {type: elasticsearch, elasticsearch: {copies: 1}}}`,
    ':5 tracing.jaeger.storage.elasticsearch.copies: 1 copies of each shard need 2 nodes; there are 1',
    'at most 0',
    'write 0, or raise logging.elasticsearch.replicas',
  ],
  [
    'spans that are dropped before the action ends',
    `${BASE}  openwhisk: {cacheExpirySeconds: 30}`,
    ':4 tracing.openwhisk.cacheExpirySeconds: OpenWhisk drops a span that lasts 30 s, and an action may take 300 s (openwhisk.limits.time.max)',
    'more than 300',
    'leave it out, or lower openwhisk.limits.time.max',
  ],
  [
    'a share of activations above 1',
    `${BASE}  openwhisk: {sampleRate: 10}`,
    ':4 tracing.openwhisk.sampleRate: 10 is too large',
    'a number from 0 to 1',
    'write 1 or less',
  ],
  [
    'a URL to which a path is appended, with a slash at its end',
    `${BASE}  openwhisk: {url: "http://zipkin.example.org:9411/"}`,
    ":4 tracing.openwhisk.url: 'http://zipkin.example.org:9411/' ends in a slash, and the path that is appended begins with one",
    'a URL without a slash at its end, such as https://traces.example.org',
    'remove the slash at the end',
  ],
  [
    'headers without values',
    `${BASE}  external: {url: "https://otlp.example.org", headers: [Authorization]}`,
    ':4 tracing.external.headers: the values of the headers are missing',
    'headers together with headersSecret',
    'create a Secret with a key for each header, and name it in tracing.external.headersSecret',
  ],
  [
    'values without headers',
    `${BASE}  external: {url: "https://otlp.example.org", headersSecret: mine}`,
    ':4 tracing.external.headersSecret: it has no effect: headers names no key of it',
    'headersSecret together with headers',
    'list the keys in tracing.external.headers, or remove it',
  ],
  [
    'credentials in clear text',
    `${BASE}  external: {url: "http://otlp.example.org", headers: [Authorization], headersSecret: mine}`,
    ':4 tracing.external.url: the headers of headersSecret would be sent in clear text',
    'a URL with https, or one without headersSecret',
    'write https instead of http, or remove headers and headersSecret',
  ],
  [
    'an authority without TLS',
    `${BASE}  external: {url: "http://otlp.example.org", caSecret: mine}`,
    ':4 tracing.external.caSecret: it has no effect: the URL is without TLS',
    'caSecret with a URL that begins with https',
    'write https instead of http in tracing.external.url, or remove it',
  ],
  [
    'passwords for the UI without TLS',
    `${BASE}  jaeger: {ingress: {host: t.example.org, usersSecret: users}}`,
    ':4 tracing.jaeger.ingress: passwords for t.example.org would be sent in clear text',
    'tlsSecret, or tlsTerminatedUpstream: true',
    'add tracing.jaeger.ingress.tlsSecret: <Secret>, or tlsTerminatedUpstream: true where a load balancer has the certificate',
  ],
  [
    'a route of the UI without a certificate',
    `${BASE}  jaeger: {ingress: {host: t.example.org, usersSecret: users, gateway: {className: envoy}}}`,
    ':4 tracing.jaeger.ingress.gateway: the created Gateway has no certificate',
    'tracing.jaeger.ingress.tlsSecret, or certificate in another namespace',
    'add tracing.jaeger.ingress.tlsSecret: <Secret>',
  ],
  [
    'a program of the nodes without a collector there',
    `${BASE}  agent: {node: {kubelet: {}}}`,
    ':4 tracing.agent.node.kubelet: it has no effect: no collector on the node takes its spans',
    'kubelet with tracing.agent.enabled: true',
    'set tracing.agent.enabled: true, or remove it',
  ],
  [
    'agents in the namespace of another part',
    `${BASE}  agent: {enabled: true, namespace: tracing}`,
    ":4 tracing.agent.namespace: 'tracing' is already the value of tracing.namespace",
    'one of its own: it admits pods with ports of their node',
    'leave it out, or write another name',
  ],
  [
    'the namespace of another part',
    `${BASE}  namespace: openwhisk`,
    ":4 tracing.namespace: 'openwhisk' is already the value of namespace",
    'another one: tracing has Secrets that other parts must not have',
    'leave it out, or write another name',
  ],
];

test.each(ROWS)('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('a password in a URL is not repeated', () => {
  const message = messageAbout(`${BASE}  external: {url: "https://me:secret@otlp.example.org"}`);
  expect(message).toContain('name a Secret with the header Authorization in headersSecret');
  expect(message).not.toContain('me:secret');
});

test('several mistakes are reported at once', () => {
  const text = `${BASE}  collector: {replicas: 2, tailSampling: {}}\n  jaeger: {replicas: 2}\n  openwhisk: {cacheExpirySeconds: 1}`;
  expect(messageAbout(text)).toContain('3 mistakes');
});

test('what is wrong in tracing does not matter while it is off', () => {
  const text = 'profile: lean\ntracing: {jaeger: {enabled: false}, collector: {replicas: 2, tailSampling: {}}}';
  expect(() => parsePlatform(text)).not.toThrow();
});

test('the days and the size that a message suggests are accepted', () => {
  const badger = (days: number, perDay: number, size: string): string =>
    `${BASE}  jaeger: {storage: {type: badger, badger: {retentionDays: ${days}, gibPerDay: ${perDay}, size: ${size}}}}`;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 365 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 50 }),
      (days, hundredths, gibibytes) => {
        const perDay = hundredths / 100;
        const size = `${gibibytes}Gi`;
        if (days * hundredths <= gibibytes * 85) {
          expect(() => parsePlatform(badger(days, perDay, size))).not.toThrow();
          return;
        }
        const message = messageAbout(badger(days, perDay, size));
        const [, fewer] = /write (\d+), or/.exec(message) ?? [];
        const [, larger = ''] = /badger\.size: (\d+Gi)/.exec(message) ?? [];
        if (fewer) expect(() => parsePlatform(badger(Number(fewer), perDay, size))).not.toThrow();
        expect(() => parsePlatform(badger(days, perDay, larger))).not.toThrow();
      },
    ),
    { numRuns: 60 },
  );
});
