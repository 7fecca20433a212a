import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const file = (scaling: string, { monitoring = '{enabled: true}', openfaas = '', rest = '' } = {}): string =>
  [
    'profile: lean',
    `monitoring: ${monitoring}`,
    `openfaas: {enabled: true, licenceAccepted: true${openfaas}}`,
    `functions: [{name: resize, image: 'r/resize:1', scaling: {${scaling}}}]`,
    rest,
  ].join('\n');
const at = (key: string): string => `:4 functions[0].scaling.${key}:`;
const PRO = ', edition: pro, licenseSecret: key, async: {jetstream: {}}';

const ROWS: readonly Row[] = [
  [
    'a preset without its mode',
    file('mode: rate, preset: now'),
    `${at('preset')} it has no effect with mode: rate`,
    'preset with mode: alert',
    'set mode: alert, or remove it',
  ],
  [
    'a target per pod without its mode',
    file('perPod: 10'),
    `${at('perPod')} it has no effect with mode: none`,
    'perPod with mode: rate or keda',
    'set mode: rate, or remove it',
  ],
  [
    'steps of the gateway where it takes none',
    file('mode: cpu, factor: 10'),
    `${at('factor')} it has no effect with mode: cpu, where the gateway takes no steps`,
    'factor with mode: alert or none',
    'set mode: alert, or remove it',
  ],
  [
    'the largest number of a historic preset in the community edition',
    file("mode: alert, preset: '2018'"),
    `${at('preset')} the community edition ends 20 pods down to 5; edition pro has no such limit`,
    'at most 5 with openfaas.edition: community',
    'add max: 5, or set openfaas.edition: pro',
  ],
  [
    'more pods of a scaler than the community edition runs',
    file('mode: rate, max: 20'),
    `${at('max')} the community edition ends 20 pods down to 5; edition pro has no such limit`,
    'at most 5 with openfaas.edition: community',
    'write 5 or less, or set openfaas.edition: pro',
  ],
  [
    'zero pods in the community edition',
    file('mode: keda, min: 0'),
    `${at('min')} the community edition starts a pod of every function without one; edition pro scales to zero`,
    'at least 1; 0 with mode: keda and openfaas.edition: pro',
    'write 1, or set openfaas.edition: pro',
  ],
  [
    'zero pods without KEDA',
    file('mode: rate, min: 0', { openfaas: PRO }),
    `${at('min')} with mode: rate, nothing keeps a function at 0 pods`,
    'at least 1; 0 with mode: keda and openfaas.edition: pro',
    'write 1, or set mode: keda where KEDA and edition pro are in the cluster',
  ],
  [
    'an alert without monitoring',
    file('mode: alert', { monitoring: '{enabled: false}' }),
    `${at('mode')} alert needs a Prometheus that counts invocations: monitoring is off`,
    'none or cpu without monitoring',
    'set monitoring.enabled: true, or write cpu',
  ],
  [
    'a rate without monitoring',
    file('mode: rate', { monitoring: '{enabled: false}' }),
    `${at('mode')} rate needs a Prometheus that counts invocations: monitoring is off`,
    'none or cpu without monitoring',
    'set monitoring.enabled: true, or write cpu',
  ],
  [
    'an alert without an Alertmanager',
    file('mode: alert', { monitoring: '{enabled: true, alertmanager: {enabled: false}}' }),
    `${at('mode')} alert needs the Alertmanager of the platform: monitoring.alertmanager.enabled is false`,
    'alert with an Alertmanager of the platform, or another mode',
    'set monitoring.alertmanager.enabled: true, or write rate',
  ],
  [
    'a receiver with the name of the gateway',
    file('mode: alert', {
      monitoring:
        '{enabled: true, alertmanager: {receivers: [{name: openfaas-gateway}], route: {receiver: openfaas-gateway}}}',
    }),
    ":2 monitoring.alertmanager.receivers[0].name: 'openfaas-gateway' is the receiver of functions with scaling.mode: alert",
    'another name than openfaas-gateway',
    'write another name',
  ],
  [
    'two scalers of one function',
    file('mode: alert', {
      rest: 'autoscaling: {scalers: [{name: mine, namespace: openfaas-fn, target: {name: resize}, max: 3}]}',
    }),
    ":5 autoscaling.scalers[0]: Deployment resize in namespace openfaas-fn has a scaler already: two would undo each other's work",
    'one scaler per target, with several metrics if needed',
    'put the metrics of both into one',
  ],
];

test.each(ROWS)('refuses %s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('refuses an alert with an agent, and with another Prometheus', () => {
  expect(messageAbout(file('mode: alert', { monitoring: '{enabled: true, prometheus: {mode: agent}}' }))).toContain(
    `${at('mode')} alert needs a Prometheus that counts invocations: with monitoring.prometheus.mode: agent, it answers no query`,
  );
  expect(
    messageAbout(
      file('mode: alert', {
        monitoring: '{enabled: true, prometheus: {existing: {namespace: other, labels: {release: other}}}}',
      }),
    ),
  ).toContain('alert needs the Alertmanager of the platform: monitoring.prometheus.existing has another one');
});

test('reports several mistakes at once', () => {
  expect(messageAbout(file('mode: cpu, perPod: 3, preset: talk, min: 0'))).toContain('3 mistakes');
});
