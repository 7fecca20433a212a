import { messageAbout, oneMistake } from '../load/message';

const job = (...keys: string[]): string =>
  ['monitoring:', '  enabled: true', '  scrape:', '    - name: shop', ...keys.map((key) => `      ${key}`)].join('\n');

test.each<[string, string, string, string, string]>([
  [
    'a job without targets',
    job('path: /stats'),
    ':4 monitoring.scrape[0]: it has neither targets nor pods',
    'one of the two',
    'add targets: [<host>:<port>], or pods: { namespace, labels, port }',
  ],
  [
    'a job with two kinds of targets',
    job('targets: [shop]', 'pods: { namespace: shop, port: web }'),
    ':4 monitoring.scrape[0]: it has both targets and pods',
    'one of the two',
    'split it into two jobs',
  ],
  [
    'a target with a scheme',
    job("targets: ['https://shop.example.org']"),
    ":5 monitoring.scrape[0].targets[0]: 'https://shop.example.org' has the wrong form",
    'host or host:port without a scheme, such as shop.example.org:9100',
    'write it in this form',
  ],
  [
    'the name of a job of the platform',
    'monitoring:\n  enabled: true\n  scrape:\n    - { name: coredns, targets: [dns] }',
    ":4 monitoring.scrape[0].name: 'coredns' is a job of the platform, whose rules would evaluate these series, too",
    'a name that no job of the platform has',
    'write my-coredns',
  ],
  [
    'two credentials',
    job('targets: [shop]', 'basicAuthSecret: a', 'bearerTokenSecret: b'),
    ':4 monitoring.scrape[0]: it has basicAuthSecret and bearerTokenSecret, and a request has one Authorization header',
    'one of basicAuthSecret and bearerTokenSecret',
    'keep one of them',
  ],
  [
    'TLS without https',
    job('targets: [shop]', 'tls: { insecure: true }'),
    ':6 monitoring.scrape[0].tls: with scheme http, the connection has no TLS',
    'tls together with scheme: https',
    'write scheme: https, or remove tls',
  ],
  [
    "a timeout beyond Prometheus' interval",
    job('targets: [shop]', 'timeout: 1m'),
    ':6 monitoring.scrape[0].timeout: 1m is longer than the scrape interval, 30s',
    '30s or less',
    'shorten it, or add a longer interval',
  ],
  [
    'a relabeling whose expression is not RE2',
    job('targets: [shop]', 'relabelings:', "  - { action: drop, sourceLabels: [a], regex: '(?=a)' }"),
    ":7 monitoring.scrape[0].relabelings[0].regex: '(?=a)' is not an RE2 expression: '(?=a' is not supported by RE2, which has no lookaround",
    'a relabeling (Prometheus, "relabel_config")',
    'correct it',
  ],
  [
    'a relabeling without the label that it writes',
    job('targets: [shop]', 'relabelings: [{ replacement: a }]'),
    ':6 monitoring.scrape[0].relabelings[0]: targetLabel is missing for the action replace',
    'a relabeling (Prometheus, "relabel_config")',
    'add it',
  ],
  [
    "pods of the platform's own namespace",
    job('pods: { namespace: openwhisk, port: web }'),
    ":5 monitoring.scrape[0].pods.namespace: 'openwhisk' is a namespace of the platform, whose pods are scraped anyway",
    'a namespace outside the platform',
    'remove the job, or write another namespace',
  ],
  [
    'action pods',
    job('pods: { namespace: openwhisk-actions, port: web }'),
    ":5 monitoring.scrape[0].pods.namespace: 'openwhisk-actions' is the namespace of action pods, which admit connections of invokers only",
    'a namespace outside the platform',
    'remove the job, or write another namespace',
  ],
])('%s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('two jobs of one name are two mistakes, reported at once', () => {
  const message = messageAbout(
    'monitoring: {enabled: true, scrape: [{name: a, targets: [b]}, {name: a, targets: [c]}]}',
  );
  expect(message).toContain("monitoring.scrape[0].name: there are two jobs 'a'");
  expect(message).toContain("monitoring.scrape[1].name: there are two jobs 'a'");
});
