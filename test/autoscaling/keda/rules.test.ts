import { parsePlatform } from '../../../lib/load/load';
import { messageAbout, oneMistake } from '../../load/message';

const OFF = 'monitoring: {enabled: false}';
const LAG = 'kafkaLag: [{topic: a, group: b, lag: 5}]';
const PERIOD = 'timezone: Europe/Berlin, start: 0 8 * * 1-5, end: 0 18 * * 1-5';
const SECURE =
  'kafka: {external: {host: kafka.example.org, tls: {caSecret: my-ca}, sasl: {mechanism: PLAIN, existingSecret: my-user}}}';

/** A scaler of KEDA in the namespace `shop`, with `extra` in it. */
const scaler = (extra: string, engine = 'keda'): string =>
  `${OFF}\nautoscaling:\n  scalers:\n    - {name: web, namespace: shop, target: {name: web}, max: 3, engine: ${engine}, ${extra}}`;

test.each<[string, string, string, string, string]>([
  [
    'settings of KEDA without KEDA',
    scaler('cpu: {utilization: 50}, keda: {pollingSeconds: 5}', 'hpa'),
    'keda: a HorizontalPodAutoscaler does not have it',
    'with engine: keda',
    'set engine: keda where KEDA is in the cluster, or remove it',
  ],
  [
    'an unknown time zone',
    scaler('keda: {cron: [{timezone: Europe/Potsdam, start: 0 8 * * *, end: 0 18 * * *, replicas: 2}]}'),
    "keda.cron[0].timezone: unknown time zone 'Europe/Potsdam'",
    'a name of the IANA time zone database, such as Europe/Berlin or Etc/UTC',
    'write the name of a region and a city',
  ],
  [
    'a time zone in another case',
    scaler('keda: {cron: [{timezone: europe/berlin, start: 0 8 * * *, end: 0 18 * * *, replicas: 2}]}'),
    "keda.cron[0].timezone: unknown time zone 'europe/berlin'",
    'a name of the IANA time zone database, such as Europe/Berlin or Etc/UTC',
    'write Europe/Berlin',
  ],
  [
    'a schedule with seconds',
    scaler('keda: {cron: [{timezone: UTC, start: 0 0 8 * * *, end: 0 18 * * *, replicas: 2}]}'),
    "keda.cron[0].start: '0 0 8 * * *' has 6 fields",
    'minute, hour, day of month, month and day of week (0 to 6, or sun to sat), such as 0 8 * * 1-5',
    'write the five fields',
  ],
  [
    'an empty period',
    scaler('keda: {cron: [{timezone: UTC, start: 0 8 * * *, end: 0 8 * * *, replicas: 2}]}'),
    "keda.cron[0].end: '0 8 * * *' is the start, too: the period is empty",
    'another time than start',
    'write the end of the period',
  ],
  [
    'a period with too many pods',
    scaler(`keda: {cron: [{${PERIOD}, replicas: 4}]}`),
    'keda.cron[0].replicas: 4 is above max, which is 3',
    'at most 3',
    'write 3 or less, or raise max',
  ],
  [
    'a period that changes nothing',
    scaler(`keda: {cron: [{${PERIOD}, replicas: 1}]}`),
    'keda.cron[0].replicas: 1 is not above min, which is 1: the period changes nothing',
    'more than 1',
    'write 2 or more, or remove the period',
  ],
  [
    'idle pods that are not fewer than the least',
    scaler(`${LAG}, min: 2, keda: {idle: 2}`),
    'keda.idle: 2 is not below min, which is 2',
    '0',
    'write 0, or remove it to keep min pods',
  ],
  [
    'idle pods that KEDA does not support',
    scaler(`${LAG}, min: 3, keda: {idle: 1}`),
    'keda.idle: KEDA does not support 1',
    '0',
    'write 0, or remove it to keep min pods',
  ],
  [
    'no idle pods and nothing to wake them',
    scaler('cpu: {utilization: 50}, keda: {idle: 0}'),
    'keda.idle: 0 is a dead end: without pods, no metric can request the first one',
    '0 with kafkaLag, with keda.cron, or with a metric from: object or external',
    'remove it, or add such a metric',
  ],
  [
    'a fallback of CPU',
    scaler('cpu: {utilization: 50}, keda: {fallback: {replicas: 2}}'),
    'keda.fallback: no trigger has a fallback: CPU, memory, a value and a period have none',
    'fallback with kafkaLag, or with a metric that has an average',
    'remove it, or add such a metric',
  ],
  [
    'a fallback above the most',
    scaler(`${LAG}, keda: {fallback: {replicas: 4}}`),
    'keda.fallback.replicas: 4 is above max, which is 3',
    'at most 3',
    'write 3 or less, or raise max',
  ],
  [
    'a fallback of a fraction',
    scaler('metrics: [{metric: m, average: 0.5}], keda: {prometheus: {server: "http://p"}, fallback: {replicas: 2}}'),
    'metrics[0].average: 0.5 is not a whole number: with fallback, KEDA computes with its whole part',
    'a whole number with fallback',
    'choose a larger unit for the metric, or remove fallback',
  ],
  [
    'two authentications of one Prometheus',
    scaler('keda: {prometheus: {server: "https://p", bearerTokenSecret: a, basicAuthSecret: b}}'),
    'keda.prometheus.basicAuthSecret: there is a bearer token, too, and KEDA sends one of the two',
    'bearerTokenSecret or basicAuthSecret',
    'remove one of them',
  ],
  [
    'a CA that KEDA ignores',
    scaler('keda: {prometheus: {server: "https://p", caSecret: a}}'),
    'keda.prometheus.caSecret: KEDA ignores CA certificates without authentication',
    'caSecret with bearerTokenSecret, basicAuthSecret or certificateSecret',
    'add one of them, or give the CA to the operator of KEDA (--ca-dir) and remove it',
  ],
  [
    'a server that KEDA verifies all the same',
    scaler('keda: {prometheus: {server: "https://p", certificateSecret: a, insecure: true}}'),
    'keda.prometheus.insecure: KEDA ignores it with caSecret or certificateSecret, and verifies the server',
    'insecure without them',
    'remove it, or remove them',
  ],
  [
    'limits of pods by partition that contradict each other',
    scaler('kafkaLag: [{topic: a, group: b, lag: 5, idleConsumers: true, onlyPartitionsWithLag: true}]'),
    'kafkaLag[0].idleConsumers: it contradicts onlyPartitionsWithLag, which allows no pod without a partition',
    'one of the two',
    'remove one of them',
  ],
  [
    'no Kafka, and no other one',
    `profile: lean\n${scaler(LAG).replace(`${OFF}\n`, '')}`,
    'kafkaLag: there is no Kafka in lean mode',
    '',
    'remove it, or set openwhisk.lean: false, or name the servers of another one',
  ],
])('refuses %s', (_, yaml, problem, allowed, fix) => {
  const expected = oneMistake(`:4 autoscaling.scalers[0].${problem}`, allowed, fix);
  expect(messageAbout(yaml)).toBe(allowed ? expected : expected.replace('    allowed: \n', ''));
});

test('a Kafka with authentication needs Secrets in the namespace of the scaler', () => {
  const message = messageAbout(`openwhisk: {${SECURE}}\n${scaler(LAG)}`);
  expect(message).toContain(
    'platform.yaml:5 autoscaling.scalers[0].kafkaLag[0]: the Kafka of the platform requires PLAIN: KEDA reads Secrets in namespace shop only, and the platform has its own in openwhisk',
  );
  expect(message).toContain('fix: add sasl: {mechanism: PLAIN, existingSecret: <a copy of my-user in shop>}');
  expect(message).toContain(
    'autoscaling.scalers[0].kafkaLag[0]: the Kafka of the platform requires TLS with its CA: KEDA reads Secrets in namespace shop only, and the platform has its own in openwhisk',
  );
  expect(message).toContain('fix: add tls: {caSecret: <a copy of my-ca in shop>}');
});

test.each([
  [
    'own credentials',
    scaler('kafkaLag: [{topic: a, group: b, lag: 5, sasl: {mechanism: PLAIN, existingSecret: u}, tls: {caSecret: c}}]'),
  ],
  ['another Kafka', scaler('kafkaLag: [{topic: a, group: b, lag: 5, servers: ["other:9092"]}]')],
  ['the namespace of the platform', scaler(LAG).replace('namespace: shop, ', '')],
])('a Kafka with authentication is read with %s', (_, yaml) => {
  expect(() => parsePlatform(`openwhisk: {${SECURE}}\n${yaml}`)).not.toThrow();
});

test('each setting of KEDA is reported without KEDA', () => {
  const message = messageAbout(
    `monitoring: {enabled: true}\n${scaler('metrics: [{metric: up, average: 1, activation: 2, missing: failure}], kafkaLag: [{topic: a, group: b, lag: 5, version: 2.5.0, tls: {}}]', 'hpa').replace(`${OFF}\n`, '')}`,
  );
  for (const option of ['metrics[0].activation', 'metrics[0].missing', 'kafkaLag[0].version', 'kafkaLag[0].tls']) {
    expect(message).toContain(`autoscaling.scalers[0].${option}: a HorizontalPodAutoscaler does not have it`);
  }
});

test.each([
  ['a polling interval of nothing', 'keda: {pollingSeconds: 0}', 'keda.pollingSeconds: 0 is too small'],
  ['a negative activation', 'kafkaLag: [{topic: a, group: b, lag: 5, activation: -1}]', 'kafkaLag[0].activation: -1'],
  ['a broker without a port', 'kafkaLag: [{topic: a, group: b, lag: 5, servers: [kafka]}]', 'kafkaLag[0].servers[0]'],
  ['a version that is none', 'kafkaLag: [{topic: a, group: b, lag: 5, version: "4"}]', 'kafkaLag[0].version'],
  ['partitions that are none', 'kafkaLag: [{topic: a, group: b, lag: 5, partitions: 1-}]', 'kafkaLag[0].partitions'],
  ['a server that is no URL', 'keda: {prometheus: {server: prometheus}}', 'keda.prometheus.server'],
])('refuses %s', (_, extra, problem) => {
  expect(messageAbout(scaler(extra))).toContain(`platform.yaml:4 autoscaling.scalers[0].${problem}`);
});
