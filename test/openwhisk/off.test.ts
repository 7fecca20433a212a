import { imagesOf } from '../../lib/cli/image-list';
import { parsePlatform } from '../../lib/load/load';
import { outputsOf } from '../../lib/pulumi/outputs';
import { synthesizeLoaded } from '../../lib/render';
import { messageAbout, oneMistake } from '../load/message';

const OPENFAAS = 'openfaas: {enabled: true, licenceAccepted: true}';
const OFF = `openwhisk: {enabled: false}\n${OPENFAAS}`;
const WATCHED = 'monitoring: {enabled: true}';
const loaded = parsePlatform(`${OFF}\n${WATCHED}\nlogging: {enabled: true}`);
/** Its checks would find rules and boards about metrics of OpenWhisk. */
const synthesis = synthesizeLoaded(loaded);

test('without OpenWhisk, no object is in its namespaces', () => {
  const namespaces = new Set(synthesis.objects.map(({ manifest }) => manifest.metadata.namespace));
  expect([...namespaces].filter((name) => name?.startsWith('openwhisk'))).toEqual([]);
  expect(namespaces).toContain('monitoring');
  expect(synthesis.files.map(({ name }) => name)).not.toContain('20-openwhisk.k8s.yaml');
});

test('without OpenWhisk, no probe targets its API', () => {
  const probes = synthesis.objects.filter(({ manifest }) => manifest.kind === 'Probe');
  expect(probes.map(({ manifest }) => manifest.metadata.name)).toEqual(['owdev-probe-openfaas-gateway']);
});

test('one of the two serverless platforms runs', () => {
  expect(messageAbout('openwhisk: {enabled: false}')).toBe(
    oneMistake(
      ':1 openwhisk.enabled: false leaves no serverless platform: openfaas.enabled is false, too',
      'one of the two, or both',
      'remove it, or set openfaas.enabled: true',
    ),
  );
});

test('without OpenWhisk, the nodes pull no images of its own or of its runtimes', () => {
  const images = imagesOf(loaded.platform, synthesis).map(({ image }) => image);
  expect(images.filter((image) => image.includes('openwhisk'))).toEqual([]);
  expect(images.length).toBeGreaterThan(5);
});

test('without OpenWhisk, there is no API host', () => {
  expect(Object.keys(outputsOf(loaded.platform, synthesis))).not.toContain('apiHost');
});

test('mistakes in the section of OpenWhisk do not matter without it', () => {
  expect(() =>
    parsePlatform(`${WATCHED}\n${OPENFAAS}\nopenwhisk: {enabled: false, zookeeper: {replicas: 2}}`),
  ).not.toThrow();
  expect(messageAbout(`${WATCHED}\nopenwhisk: {zookeeper: {replicas: 2}}`)).toContain('openwhisk.zookeeper.replicas');
});

test.each<[string, string, string, string | undefined, string]>([
  [
    'a scaler in its namespace',
    '{name: web, target: {name: web}, max: 3, cpu: {utilization: 70}}',
    `: it is in 'openwhisk' by default, the namespace of OpenWhisk, and openwhisk.enabled is false`,
    'scalers with a namespace',
    'add namespace: the one of its target',
  ],
  [
    'a scaler by the lag of its Kafka',
    '{name: web, namespace: shop, target: {name: web}, max: 3, kafkaLag: [{topic: a, group: b, lag: 5}]}',
    '.kafkaLag: there is no Kafka without OpenWhisk',
    undefined,
    'remove it, or set openwhisk.enabled: true',
  ],
])('without OpenWhisk, %s is refused', (_, scaler, problem, allowed, fix) => {
  const message = messageAbout(`${OFF}\n${WATCHED}\nautoscaling: {scalers: [${scaler}]}`);
  const expected = oneMistake(`:4 autoscaling.scalers[0]${problem}`, allowed ?? '', fix);
  expect(message).toBe(allowed ? expected : expected.replace('    allowed: \n', ''));
});
