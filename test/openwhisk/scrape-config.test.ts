import { parse } from 'yaml';
import { Manifests } from '../support/platform';

interface Job {
  readonly job_name: string;
  readonly scrape_interval: string;
  readonly static_configs: readonly { readonly targets: readonly string[] }[];
}

function jobs(yaml: string): readonly Job[] {
  const text = Manifests.of(yaml).config('scrape-config')['prometheus.yml'] ?? '';
  return (parse(text) as { scrape_configs: Job[] }).scrape_configs;
}

const targets = (openwhisk: string): readonly string[] | undefined =>
  jobs(`openwhisk: {${openwhisk}metrics: {prometheus: true, scrapeConfig: true}}`)[0]?.static_configs[0]?.targets;

test("the standard platform has the talk's two targets, scraped every second", () => {
  expect(jobs('openwhisk: {metrics: {prometheus: true, scrapeConfig: true}}')).toEqual([
    {
      job_name: 'kamon',
      scrape_interval: '1s',
      static_configs: [
        {
          targets: [
            'owdev-controller.openwhisk.svc.cluster.local:8080',
            'owdev-invoker.openwhisk.svc.cluster.local:8080',
          ],
        },
      ],
    },
  ]);
});

test('several invokers are scraped individually, and a scheduler is scraped as well', () => {
  expect(targets('invoker: {replicas: 2}, scheduler: {enabled: true}, ')).toEqual([
    'owdev-controller.openwhisk.svc.cluster.local:8080',
    'owdev-scheduler.openwhisk.svc.cluster.local:8080',
    'owdev-invoker-0.owdev-invoker.openwhisk.svc.cluster.local:8080',
    'owdev-invoker-1.owdev-invoker.openwhisk.svc.cluster.local:8080',
  ]);
});

test('in lean mode, the controller is the only target', () => {
  expect(targets('lean: true, providers: {kafka: {enabled: false}}, ')).toEqual([
    'owdev-controller.openwhisk.svc.cluster.local:8080',
  ]);
});

test('without the option the ConfigMap does not exist', () => {
  expect(Manifests.of('openwhisk: {metrics: {prometheus: true}}').names('ConfigMap')).not.toContain('scrape-config');
});

test('it is refused if nothing exposes metrics', () => {
  expect(() => Manifests.of('monitoring: {enabled: false}\nopenwhisk: {metrics: {scrapeConfig: true}}')).toThrow(
    'openwhisk.metrics.scrapeConfig: true has no effect without openwhisk.metrics.prometheus: no component serves metrics',
  );
});

test.each([
  ['controller: {replicas: 2}, ', '2 pods of openwhisk.controller'],
  ['scheduler: {enabled: true, replicas: 3}, ', '3 pods of openwhisk.scheduler'],
  ['invoker: {containerFactory: docker}, ', 'the invokers of all nodes'],
])('it is refused if pods have no stable names: %s', (openwhisk, pods) => {
  expect(() => targets(openwhisk)).toThrow(
    `openwhisk.metrics.scrapeConfig: true is not possible with ${pods}: they share one name, and each scrape would reach a different pod`,
  );
});
