import { App } from 'cdk8s';
import type { z } from 'zod';
import { Manifests } from '../support/platform';
import { serverSettings } from '../../lib/monitoring/prometheus-settings';
import { storeEndpoints, toRemoteWrite } from '../../lib/monitoring/remote-write';
import { prometheusSchema } from '../../lib/platform/schema/prometheus';

type Input = NonNullable<z.input<typeof prometheusSchema>>;
type StoreInput = NonNullable<Input['remoteWrite']>[number];

const url = 'https://store.example.org/push';
const CLIENT = '11111111-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-000000000000';

const settings = (input: Input) => serverSettings(prometheusSchema.parse(input));

function written(input: Omit<StoreInput, 'url'>): object {
  const [store] = prometheusSchema.parse({ remoteWrite: [{ url, ...input }] }).remoteWrite;
  return store ? toRemoteWrite(store) : {};
}

const reached = (input: Omit<StoreInput, 'url'>, annotations: Record<string, string> = {}): string[] =>
  storeEndpoints(
    new App(),
    prometheusSchema.parse({ remoteWrite: [{ url, ...input }], serviceAccountAnnotations: annotations }),
  ).map(({ host, port }) => `${host}:${port}`);

describe('R15: a remote-write target', () => {
  test('has only its URL unless the platform file says more', () => {
    expect(written({})).toEqual({ url });
  });

  test('is signed for AWS, with credentials by reference or with the identity of the ServiceAccount', () => {
    const key = (name: string) => ({ name: 'my-aws', key: name });
    expect(written({ sigv4: { region: 'eu-central-1', credentialsSecret: 'my-aws' } })).toEqual({
      url,
      sigv4: { region: 'eu-central-1', accessKey: key('accessKey'), secretKey: key('secretKey') },
    });
    expect(written({ sigv4: { roleArn: 'arn:aws:iam::1:role/a' } })).toEqual({
      url,
      sigv4: { roleArn: 'arn:aws:iam::1:role/a' },
    });
  });

  test('takes each identity of Azure, the client secret by reference', () => {
    const identity = { clientId: CLIENT, tenantId: TENANT };
    expect(written({ azureAd: { cloud: 'AzureChina', oauth: { ...identity, existingSecret: 'my-azure' } } })).toEqual({
      url,
      azureAd: { cloud: 'AzureChina', oauth: { ...identity, clientSecret: { name: 'my-azure', key: 'clientSecret' } } },
    });
    expect(written({ azureAd: { workloadIdentity: identity } })).toEqual({
      url,
      azureAd: { cloud: 'AzurePublic', workloadIdentity: identity },
    });
  });

  test('takes OAuth 2.0, headers, TLS, proxy, queue, metadata and relabelings', () => {
    expect(
      written({
        oauth2: {
          existingSecret: 'o',
          tokenUrl: 'https://login.example.org/t',
          scopes: ['a'],
          params: { audience: 'b' },
        },
        headers: { 'X-Scope-OrgID': 'faas' },
        tls: { caSecret: 'ca', certificateSecret: 'client', serverName: 'store' },
        proxyUrl: 'http://proxy.example.org:3128',
        noProxy: 'example.com',
        timeout: '20s',
        messageVersion: 'V2.0',
        sendExemplars: true,
        sendNativeHistograms: true,
        queue: { maxShards: 10, retryOnRateLimit: true },
        metadata: { send: false },
        keep: ['up', 'a_.*'],
        writeRelabelings: [{ action: 'labeldrop', regex: 'pod_uid' }],
      }),
    ).toEqual({
      url,
      oauth2: {
        clientId: { secret: { name: 'o', key: 'clientId' } },
        clientSecret: { name: 'o', key: 'clientSecret' },
        tokenUrl: 'https://login.example.org/t',
        scopes: ['a'],
        endpointParams: { audience: 'b' },
        proxyUrl: 'http://proxy.example.org:3128',
        noProxy: 'example.com',
      },
      headers: { 'X-Scope-OrgID': 'faas' },
      tlsConfig: {
        ca: { secret: { name: 'ca', key: 'ca.crt' } },
        cert: { secret: { name: 'client', key: 'tls.crt' } },
        keySecret: { name: 'client', key: 'tls.key' },
        serverName: 'store',
      },
      proxyUrl: 'http://proxy.example.org:3128',
      noProxy: 'example.com',
      remoteTimeout: '20s',
      messageVersion: 'V2.0',
      sendExemplars: true,
      sendNativeHistograms: true,
      queueConfig: { maxShards: 10, retryOnRateLimit: true },
      metadataConfig: { send: false, sendInterval: '1m', maxSamplesPerSend: 2000 },
      writeRelabelConfigs: [
        { action: 'keep', sourceLabels: ['__name__'], regex: 'up|a_.*' },
        { action: 'labeldrop', regex: 'pod_uid' },
      ],
    });
  });

  test.each<[string, Omit<StoreInput, 'url'>, Record<string, string>, string[]]>([
    ['the store alone', {}, {}, []],
    ['the proxy instead of the store', { proxyUrl: 'http://p.example.org:3128' }, {}, ['-', 'p.example.org:3128']],
    [
      'the token endpoint of OAuth',
      { oauth2: { existingSecret: 'o', tokenUrl: 'https://l.example.org:8443/t' } },
      {},
      ['l.example.org:8443'],
    ],
    [
      'the proxy alone, for the tokens of OAuth as well',
      {
        proxyUrl: 'http://p.example.org:3128',
        oauth2: { existingSecret: 'o', tokenUrl: 'https://l.example.org:8443/t' },
      },
      {},
      ['-', 'p.example.org:3128'],
    ],
    ['the metadata server for the identity of the node', { sigv4: {} }, {}, ['169.254.169.254:80']],
    [
      'STS for the role of the ServiceAccount',
      { sigv4: {} },
      { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/a' },
      ['sts.amazonaws.com:443'],
    ],
    ['no token service with static credentials', { sigv4: { credentialsSecret: 'a' } }, {}, []],
    [
      'STS for a role with static credentials',
      { sigv4: { credentialsSecret: 'a', roleArn: 'arn:aws:iam::1:role/a' } },
      {},
      ['sts.amazonaws.com:443'],
    ],
    [
      'the login of Azure',
      { azureAd: { workloadIdentity: { clientId: CLIENT, tenantId: TENANT } } },
      {},
      ['login.microsoftonline.com:443'],
    ],
    ['the metadata server for a managed identity', { azureAd: { managedIdentity: {} } }, {}, ['169.254.169.254:80']],
  ])('network policies open %s', (_, input, annotations, others) => {
    const store = others[0] === '-' ? [] : ['store.example.org:443'];
    expect(reached(input, annotations).sort()).toEqual([...store, ...others.filter((one) => one !== '-')].sort());
  });
});

test('a store in the cluster is reached at every port of its namespace, since the port of a pod may differ', () => {
  const spec = prometheusSchema.parse({ remoteWrite: [{ url: 'http://mimir.metrics.svc:80/api/v1/push' }] });
  expect(storeEndpoints(new App(), spec).map(({ pods }) => pods)).toEqual([
    { selector: {}, namespace: 'metrics', port: 0 },
  ]);
});

describe('group 14 and 15: settings of Prometheus', () => {
  test('are not written where the platform file has none', () => {
    expect(settings({})).toEqual({ scrapeInterval: '30s', evaluationInterval: '30s' });
  });

  test('R25: native histograms are scraped beside the classic ones, which rules use', () => {
    expect(settings({ nativeHistograms: true })).toMatchObject({
      scrapeNativeHistograms: true,
      scrapeClassicHistograms: true,
    });
  });

  test('limits hold for scrapes without their own, or cap every scrape', () => {
    const limits = { samples: 5, targets: 6, bodySize: '10MB' };
    expect(settings({ limits })).toMatchObject({ sampleLimit: 5, targetLimit: 6, bodySizeLimit: '10MB' });
    const capped = settings({ limits: { ...limits, enforced: true } });
    expect(capped).toMatchObject({ enforcedSampleLimit: 5, enforcedTargetLimit: 6, enforcedBodySizeLimit: '10MB' });
    expect(capped).not.toHaveProperty('sampleLimit');
  });

  test('exemplars turn on the feature that stores them', () => {
    expect(settings({ exemplars: 1000, enableFeatures: ['metadata-wal-records'] })).toMatchObject({
      exemplars: { maxSize: 1000 },
      enableFeatures: ['exemplar-storage', 'metadata-wal-records'],
    });
  });

  test('times, queries and the log level are passed on', () => {
    expect(
      settings({
        scrapeTimeout: '20s',
        ruleQueryOffset: '1m',
        outOfOrderWindow: '30m',
        query: { maxConcurrency: 5, timeout: '1m' },
        logLevel: 'debug',
      }),
    ).toMatchObject({
      scrapeTimeout: '20s',
      ruleQueryOffset: '1m',
      tsdb: { outOfOrderTimeWindow: '30m' },
      query: { maxConcurrency: 5, timeout: '1m' },
      logLevel: 'debug',
    });
  });

  test('R24: receivers are opened to the pods of the named namespaces only', () => {
    const manifests = Manifests.of(`
profile: lean
monitoring:
  enabled: true
  prometheus:
    serviceAccountAnnotations: { azure.workload.identity/client-id: ${CLIENT} }
    receivers: { remoteWrite: true, otlp: { promoteResourceAttributes: [service.name] }, from: [shop] }
`);
    const { spec } = manifests.get<{ spec: Record<string, unknown> }>('Prometheus', 'prometheus');
    expect(spec).toMatchObject({
      enableRemoteWriteReceiver: true,
      enableOTLPReceiver: true,
      otlp: { promoteResourceAttributes: ['service.name'], translationStrategy: 'UnderscoreEscapingWithSuffixes' },
      podMetadata: { labels: { 'azure.workload.identity/use': 'true' } },
    });
    expect(manifests.get('ServiceAccount', 'prometheus').metadata.annotations).toEqual({
      'azure.workload.identity/client-id': CLIENT,
    });
    const policy = manifests.get<{ spec: { ingress: { ports: { port: number }[]; from: object[] }[] } }>(
      'NetworkPolicy',
      'prometheus',
    );
    const peers = policy.spec.ingress.filter(({ ports }) => ports[0]?.port === 9090).flatMap(({ from }) => from);
    expect(peers).toContainEqual({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } });
  });
});
