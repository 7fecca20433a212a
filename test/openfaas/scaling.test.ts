import * as fc from 'fast-check';
import { parsePlatform } from '../../lib/load/load';
import { SCALE_LABELS } from '../../lib/openfaas/function';
import { scalingGroup } from '../../lib/openfaas/scaling-alert';
import { ALERT_PRESETS, DEFAULT_PRESET, type AlertPresetName } from '../../lib/platform/alert-presets';
import { podsOfFunction } from '../../lib/platform/functions';
import { ALERT_LOOPS } from '../../lib/simulator/alert-loop/presets';
import { prometheusMilliseconds } from '../../lib/text/prometheus-duration';
import { Manifests } from '../support/platform';

const durationSeconds = (text: string): number => prometheusMilliseconds(text) / 1000;
const PRESETS = Object.keys(ALERT_PRESETS) as AlertPresetName[];

const platform = (functions: readonly (readonly [name: string, scaling: string])[], edition = ''): string =>
  [
    'profile: lean',
    'monitoring: { enabled: true }',
    `openfaas: { enabled: true, licenceAccepted: true${edition} }`,
    'functions:',
    ...functions.map(([name, scaling]) => `  - { name: ${name}, image: 'r/${name}:1', scaling: { ${scaling} } }`),
  ].join('\n');
const PRO = ', edition: pro, licenseSecret: key, async: { jetstream: {} }';

interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
}

const rulesOf = (yaml: string): readonly AlertRule[] => {
  const [group] = scalingGroup(parsePlatform(yaml).platform).groups ?? [];
  return (group?.rules ?? []) as unknown as AlertRule[];
};

describe('presets of scaling on an alert', () => {
  test.each(PRESETS)('%s has the numbers that the simulator has', (name) => {
    const { rule, route, scaling } = ALERT_LOOPS[name];
    const { threshold, window, repeatInterval, max, factor } = ALERT_PRESETS[name];
    expect({
      threshold,
      window: durationSeconds(window),
      repeat: durationSeconds(repeatInterval),
      max,
      factor,
    }).toEqual({
      threshold: rule.threshold,
      window: rule.window,
      repeat: route.repeatInterval,
      max: scaling.maxReplicas,
      factor: scaling.factor,
    });
  });

  test('the default has a window of at least four scrapes', () => {
    expect(durationSeconds(ALERT_PRESETS[DEFAULT_PRESET].window)).toBeGreaterThanOrEqual(4 * 5);
  });

  test.each(['now', 'talk', '2018'])('%s has the expression that OpenFaaS has', (preset) => {
    const rules = rulesOf(platform([['resize', `mode: alert, preset: '${preset}', max: 5`]]));
    expect(rules).toEqual([
      {
        alert: 'APIHighInvocationRate',
        expr: 'sum(rate(gateway_function_invocation_total{code="200"}[10s])) BY (function_name) > 5',
        for: '5s',
        labels: { service: 'gateway', severity: 'none', preset },
      },
    ]);
  });

  test('a threshold of its own is about its functions only', () => {
    const rules = rulesOf(
      platform([
        ['resize', 'mode: alert'],
        ['index', 'mode: alert, threshold: 0.5'],
        ['report', 'mode: alert'],
        ['convert', 'mode: cpu'],
      ]),
    );
    const series = (names: string): string =>
      `sum by (function_name) (rate(gateway_function_invocation_total{job="openfaas-gateway",code="200",function_name=~"${names}"}[30s]))`;
    expect(rules.map(({ expr }) => expr)).toEqual([
      `${series('resize[.]openfaas-fn|report[.]openfaas-fn')} > 5`,
      `${series('index[.]openfaas-fn')} > 0.5`,
    ]);
  });

  test('every function that scales on an alert has a label of each kind, within its edition', () => {
    const scaling = fc.record({
      preset: fc.constantFrom(...PRESETS),
      min: fc.integer({ min: 1, max: 5 }),
      max: fc.option(fc.integer({ min: 5, max: 100 }), { nil: undefined }),
      factor: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
      threshold: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(scaling, (given) => {
        const text = JSON.stringify({ mode: 'alert', ...given }).slice(1, -1);
        const yaml = platform([['resize', text]], PRO);
        const [pods] = parsePlatform(yaml).platform.functions.map(podsOfFunction);
        const preset = ALERT_PRESETS[given.preset];
        expect(pods).toEqual({ name: 'resize', min: given.min, max: given.max ?? preset.max });
        const [rule] = rulesOf(yaml);
        expect(rule?.expr.endsWith(` > ${given.threshold ?? preset.threshold}`)).toBe(true);
        expect(rule?.expr).toContain(`[${preset.window}]`);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a function that scales on an alert', () => {
  const manifests = Manifests.of(
    platform([
      ['resize', 'mode: alert'],
      ['index', 'mode: alert, preset: now'],
      ['convert', 'mode: cpu'],
    ]),
  );
  interface Config {
    readonly spec: {
      readonly receivers: readonly { readonly name: string }[];
      readonly route: { readonly routes: object[] };
    };
  }
  const { receivers, route } = manifests.get<Config>('AlertmanagerConfig', 'alertmanager').spec;

  test('has a rule that is evaluated every 15 s', () => {
    const rules = manifests.get<{ spec: { groups: { interval: string }[] } }>(
      'PrometheusRule',
      'rules-openfaas-scaling',
    );
    expect(rules.spec.groups.map(({ interval }) => interval)).toEqual(['15s']);
  });

  test('has the gateway as the receiver, with a user of a Secret', () => {
    const user = (key: string) => ({ name: 'owdev-openfaas-user', key });
    expect(receivers.find(({ name }) => name === 'openfaas-gateway')).toEqual({
      name: 'openfaas-gateway',
      webhookConfigs: [
        {
          url: expect.stringMatching(/^http:\/\/owdev-openfaas-gateway\.openfaas\S*:8080\/system\/alert$/) as string,
          sendResolved: true,
          httpConfig: {
            basicAuth: { username: user('basic-auth-user'), password: user('basic-auth-password') },
          },
        },
      ],
    });
  });

  test('has a group of its own, in a route before all others', () => {
    const common = {
      receiver: 'openfaas-gateway',
      groupBy: ['alertname', 'function_name'],
      groupWait: '5s',
      groupInterval: '10s',
    };
    const matchers = (preset: string, functions: string) => [
      { name: 'alertname', value: 'APIHighInvocationRate' },
      { name: 'preset', value: preset },
      { name: 'function_name', matchType: '=~', value: functions },
    ];
    expect(route.routes.slice(0, 2)).toEqual([
      { ...common, repeatInterval: '30s', matchers: matchers('fixed', 'resize[.]openfaas-fn') },
      { ...common, repeatInterval: '30s', matchers: matchers('now', 'index[.]openfaas-fn') },
    ]);
  });

  test('is reached by a Job that may read the user of the gateway, and nothing else there', () => {
    const { rules } = manifests.get<{ rules: object[] }>('Role', 'monitoring-owdev-openfaas-user') as unknown as {
      rules: object[];
    };
    expect(rules).toEqual([
      { apiGroups: [''], resources: ['secrets'], resourceNames: ['owdev-openfaas.auth'], verbs: ['get'] },
    ]);
  });

  test('needs none of it in another mode', () => {
    const other = Manifests.of(platform([['convert', 'mode: cpu']]));
    const { receivers: without } = other.get<Config>('AlertmanagerConfig', 'alertmanager').spec;
    expect(without.map(({ name }) => name)).toEqual(['nobody']);
    expect(other.names('PrometheusRule')).not.toContain('rules-openfaas-scaling');
  });
});

describe('a function that Kubernetes scales', () => {
  const manifests = Manifests.of(
    platform(
      [
        ['search', 'mode: rate, perPod: 12.5, pace: talk, max: 20'],
        ['convert', 'mode: cpu, min: 2, utilization: 60'],
        ['mail', 'mode: keda, min: 0, max: 20'],
      ],
      '',
    ).replace('licenceAccepted: true', `licenceAccepted: true${PRO}`),
  );
  interface Scaler {
    readonly spec: Readonly<Record<string, unknown>> & { readonly triggers?: { readonly metadata: object }[] };
  }

  test('has a HorizontalPodAutoscaler by invocations per second and pod', () => {
    expect(manifests.get<Scaler>('HorizontalPodAutoscaler', 'search').spec).toMatchObject({
      minReplicas: 1,
      maxReplicas: 20,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'search' },
      metrics: [
        {
          type: 'External',
          external: {
            metric: {
              name: 'gateway_function_invocation_per_second',
              selector: { matchLabels: { function_name: 'search.openfaas-fn' } },
            },
            target: { type: 'AverageValue', averageValue: '12500m' },
          },
        },
      ],
      behavior: {
        scaleUp: { policies: [{ type: 'Pods', value: 5, periodSeconds: 60 }] },
        scaleDown: { stabilizationWindowSeconds: 0 },
      },
    });
  });

  test('has a HorizontalPodAutoscaler by CPU, which removes pods after five minutes', () => {
    expect(manifests.get<Scaler>('HorizontalPodAutoscaler', 'convert').spec).toMatchObject({
      minReplicas: 2,
      maxReplicas: 5,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 60 } } }],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    });
  });

  test('has a ScaledObject that starts at zero', () => {
    const { spec } = manifests.get<Scaler>('ScaledObject', 'mail');
    expect(spec).toMatchObject({ minReplicaCount: 0, maxReplicaCount: 20 });
    expect(spec.triggers?.[0]?.metadata).toMatchObject({
      query:
        'sum (rate(gateway_function_invocation_total{job="openfaas-gateway",function_name="mail.openfaas-fn"}[2m]))',
      threshold: '5',
    });
  });

  test.each([
    ['mode: rate, min: 2', '2'],
    ['mode: cpu', '1'],
    ['mode: keda, max: 4', '1'],
  ])('with %s, is left alone by the gateway, and has no number of pods', (scaling, first) => {
    const { spec } = Manifests.of(platform([['resize', scaling]])).get<{
      spec: { replicas?: number; template: { metadata: { labels: Record<string, string> } } };
    }>('Deployment', 'resize');
    expect(spec.replicas).toBeUndefined();
    const { labels } = spec.template.metadata;
    expect([labels[SCALE_LABELS.min], labels[SCALE_LABELS.max], labels[SCALE_LABELS.factor]]).toEqual([
      first,
      first,
      '20',
    ]);
  });
});
