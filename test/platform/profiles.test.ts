import { parsePlatform } from '../../lib/load/load';
import type { Platform } from '../../lib/platform/model';

const platform = (text: string): Platform => parsePlatform(text).platform;

/** Least and greatest number of pods of each component that a platform scales. */
function scaled({ openwhisk, logging }: Platform): Record<string, readonly [min: number, max: number]> {
  const { nginx, apigateway, controller } = openwhisk;
  const components = { nginx, apigateway, controller, kibana: logging.kibana };
  return Object.fromEntries(
    Object.entries(components).flatMap(([name, { autoscaling }]) =>
      autoscaling ? [[name, [autoscaling.min, autoscaling.max] as const]] : [],
    ),
  );
}

test('standard and production compose all parts, lean is OpenWhisk alone', () => {
  const parts = ({ monitoring, logging, autoscaling }: Platform): boolean[] =>
    [monitoring, logging, autoscaling].map(({ enabled }) => enabled);
  expect(parts(platform('profile: standard'))).toEqual([true, true, true]);
  expect(parts(platform('profile: production'))).toEqual([true, true, true]);
  expect(parts(platform('profile: lean'))).toEqual([false, false, false]);
});

describe('autoscaling.enabled', () => {
  test('scales the components that keep no data, from the number of pods of the profile', () => {
    expect(scaled(platform('profile: standard'))).toEqual({ nginx: [1, 3], apigateway: [1, 3], kibana: [1, 3] });
    expect(scaled(platform('profile: production'))).toEqual({
      nginx: [2, 6],
      apigateway: [2, 6],
      controller: [2, 4],
      kibana: [2, 6],
    });
    expect(scaled(platform('profile: lean\nautoscaling: { enabled: true }'))).toEqual({
      nginx: [1, 3],
      apigateway: [1, 3],
    });
  });

  test('leaves a component to its replicas or autoscaling in the file', () => {
    const own = platform('openwhisk: { nginx: { replicas: 2 }, apigateway: { autoscaling: { max: 7 } } }');
    expect(scaled(own)).toEqual({ apigateway: [1, 7], kibana: [1, 3] });
    expect(own.openwhisk.nginx.replicas).toBe(2);
  });

  test('scales nothing that does not run, or whose pods a scrape configuration lists', () => {
    expect(scaled(platform('logging: { enabled: false }'))).toEqual({ nginx: [1, 3], apigateway: [1, 3] });
    expect(scaled(platform('logging: { kibana: { enabled: false } }'))).toEqual({ nginx: [1, 3], apigateway: [1, 3] });
    const listed = platform(
      'monitoring: { enabled: false }\nopenwhisk: { metrics: { scrapeConfig: true, prometheus: true } }',
    );
    expect(scaled(listed)).toEqual({ kibana: [1, 3] });
  });

  test('off, the number of pods is fixed', () => {
    expect(scaled(platform('profile: production\nautoscaling: { enabled: false }'))).toEqual({});
  });
});
