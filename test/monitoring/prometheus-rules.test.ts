import { messageAbout, oneMistake } from '../load/message';

const prometheus = (...lines: string[]): string =>
  ['monitoring:', '  enabled: true', '  prometheus:', ...lines.map((line) => `    ${line}`)].join('\n');

const store = (...lines: string[]): string =>
  prometheus('remoteWrite:', "  - url: 'https://store.example.org/push'", ...lines.map((line) => `    ${line}`));

const STORE = 'monitoring.prometheus.remoteWrite[0]';

test.each<[string, string, string, string, string]>([
  [
    'SigV4 together with basic authentication',
    store('basicAuthSecret: a', 'sigv4: { region: eu-central-1 }'),
    `:5 ${STORE}: it has basicAuthSecret and sigv4, and Prometheus identifies itself in one way`,
    'one of basicAuthSecret, bearerTokenSecret, sigv4, azureAd, oauth2',
    'keep one of them',
  ],
  [
    'Entra ID without an identity',
    store('azureAd: { cloud: AzureChina }'),
    `:6 ${STORE}.azureAd: it has no identity`,
    'one of managedIdentity, workloadIdentity, oauth, sdk',
    'add one of them',
  ],
  [
    'Entra ID with two identities',
    store('azureAd: { managedIdentity: {}, sdk: {} }'),
    `:6 ${STORE}.azureAd: it has managedIdentity and sdk`,
    'one of managedIdentity, workloadIdentity, oauth, sdk',
    'keep one of them',
  ],
  [
    'a workload identity that the ServiceAccount lacks',
    store(
      'azureAd:',
      '  workloadIdentity:',
      '    clientId: 11111111-2222-3333-4444-555555555555',
      '    tenantId: 66666666-7777-8888-9999-000000000000',
    ),
    `:7 ${STORE}.azureAd.workloadIdentity: the ServiceAccount of Prometheus has no Azure identity, so its pods get no token`,
    'workloadIdentity together with monitoring.prometheus.serviceAccountAnnotations',
    'add monitoring.prometheus.serviceAccountAnnotations: { azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555 }',
  ],
  [
    'a client secret without its Secret',
    store('oauth2: { tokenUrl: "https://login.example.org/token" }'),
    `:6 ${STORE}.oauth2.existingSecret: is missing`,
    "a name of lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit",
    'add it',
  ],
  [
    'a header with credentials',
    store('headers: { Authorization: Bearer abc }'),
    `:6 ${STORE}.headers.Authorization: Prometheus sets the header Authorization itself, and refuses the configuration`,
    'other headers, such as X-Scope-OrgID',
    'remove it, and name a Secret in bearerTokenSecret or basicAuthSecret',
  ],
  [
    'TLS of a URL without it',
    prometheus('remoteWrite:', "  - url: 'http://store.example.org/push'", '    tls: { caSecret: ca }'),
    `:6 ${STORE}.tls: http://store.example.org/push is reached without TLS`,
    'tls for an https URL',
    'write https:// in url, or remove tls',
  ],
  [
    'a CA for a certificate that is not verified',
    store('tls: { caSecret: ca, insecure: true }'),
    `:6 ${STORE}.tls.insecure: the certificate is not verified, so caSecret has no effect`,
    'caSecret, or insecure: true',
    'remove insecure',
  ],
  [
    'an exception of no proxy',
    store('noProxy: example.org'),
    `:6 ${STORE}.noProxy: there is no proxy to go around`,
    'noProxy together with proxyUrl',
    'add proxyUrl, or remove noProxy',
  ],
  [
    'a proxy with a password',
    store('proxyUrl: "http://a:b@proxy:3128"'),
    `:6 ${STORE}.proxyUrl: 'http://***@proxy:3128' has the wrong form`,
    'an http or https URL without a user and a path, such as http://proxy.example.org:3128',
    'write it in this form',
  ],
  [
    'a URL with a password',
    prometheus('remoteWrite:', '  - url: https://a:b@store.example.org/push'),
    `:5 ${STORE}.url: the URL holds a user or a password, which the manifests would show`,
    'an http or https URL without a user and a password',
    'remove both, and write basicAuthSecret: the name of a Secret',
  ],
  [
    'more shards at least than at most',
    store('queue: { minShards: 60 }'),
    `:6 ${STORE}.queue.minShards: minShards 60 is more than maxShards 50`,
    'minShards of at most maxShards',
    'lower minShards, or raise maxShards',
  ],
  [
    'a backoff that ends below its beginning',
    store('queue: { maxBackoff: 10ms }'),
    `:6 ${STORE}.queue.maxBackoff: minBackoff 30ms is more than maxBackoff 10ms`,
    'minBackoff of at most maxBackoff',
    'lower minBackoff, or raise maxBackoff',
  ],
  [
    'exemplars that are not stored',
    store('sendExemplars: true'),
    `:6 ${STORE}.sendExemplars: Prometheus stores no exemplars that it could send`,
    'sendExemplars together with monitoring.prometheus.exemplars',
    'add monitoring.prometheus.exemplars: 100000, or remove sendExemplars',
  ],
  [
    'native histograms from nowhere',
    store('sendNativeHistograms: true'),
    `:6 ${STORE}.sendNativeHistograms: Prometheus scrapes and receives no native histograms that it could send`,
    'sendNativeHistograms together with monitoring.prometheus.nativeHistograms or receivers',
    'add monitoring.prometheus.nativeHistograms: true, or remove sendNativeHistograms',
  ],
  [
    'a relabeling without a target',
    store('writeRelabelings: [{ sourceLabels: [a] }]'),
    `:6 ${STORE}.writeRelabelings[0]: targetLabel is missing for the action replace`,
    'a relabeling (Prometheus, "relabel_config")',
    'add it',
  ],
  [
    'two targets of one name',
    prometheus('remoteWrite:', '  - { url: "https://a/", name: a }', '  - { url: "https://b/", name: a }'),
    ":6 monitoring.prometheus.remoteWrite[1].name: there are two remote-write targets 'a'",
    'each name once',
    'rename one of them',
  ],
  [
    'a scrape that outlasts its interval',
    prometheus('scrapeTimeout: 1m'),
    ':4 monitoring.prometheus.scrapeTimeout: 1m is longer than monitoring.prometheus.scrapeInterval, 30s',
    'at most 30s',
    'write 30s, or raise monitoring.prometheus.scrapeInterval',
  ],
  [
    'receivers of nothing',
    prometheus('receivers: { from: [shop] }'),
    ':4 monitoring.prometheus.receivers: neither remoteWrite nor otlp is on',
    'one of them, or both',
    'add remoteWrite: true or otlp: {}, or remove receivers',
  ],
  [
    'a receiver without senders',
    prometheus('receivers: { otlp: {} }'),
    ':4 monitoring.prometheus.receivers: no namespace may send to the receivers',
    'the namespaces of the senders in from',
    'add from: [<namespace>]',
  ],
  [
    'names of OTLP that the validation refuses',
    prometheus(
      'nameValidationScheme: Legacy',
      'receivers: { otlp: { translationStrategy: NoTranslation }, from: [shop] }',
    ),
    ':5 monitoring.prometheus.receivers.otlp.translationStrategy: NoTranslation keeps names that monitoring.prometheus.nameValidationScheme: Legacy refuses',
    'UnderscoreEscapingWithSuffixes, UnderscoreEscapingWithoutSuffixes',
    'write one of these, or nameValidationScheme: UTF8',
  ],
  [
    'two features that exclude each other',
    prometheus('enableFeatures: [otlp-deltatocumulative, otlp-native-delta-ingestion]'),
    ':4 monitoring.prometheus.enableFeatures: otlp-deltatocumulative and otlp-native-delta-ingestion exclude each other',
    'one of them',
    'remove one',
  ],
])('%s is a mistake', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('an unknown feature is reported with the nearest name', () => {
  expect(messageAbout(prometheus('enableFeatures: [memory-snapshot-on-shutdow]'))).toContain(
    'fix: write memory-snapshot-on-shutdown',
  );
});
