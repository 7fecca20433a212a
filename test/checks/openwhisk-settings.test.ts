import { openwhiskSettings } from '../../lib/checks/openwhisk-settings';
import { Manifests } from '../support/platform';

function problems(yaml: string): string[] {
  return openwhiskSettings(Manifests.of(yaml).synthesis).map(
    ({ object, problem, fix }) => `${object} ${problem}; ${fix}`,
  );
}

/** A platform whose controller has one more variable. */
function amended(name: string, value: string): string {
  const patch = `[{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: ${name}, value: '${value}'}}]`;
  return `{openwhisk: {}, amendments: [{kind: StatefulSet, name: owdev-controller, patch: ${patch}}]}`;
}

describe('settings of OpenWhisk that its programs do not read', () => {
  test.each([
    [
      'an unknown variable',
      amended('KAFKA_HOST', 'a:9092'),
      'sets KAFKA_HOST, which controller does not read; remove it, or write KAFKA_HOSTS',
    ],
    [
      'a misspelt key',
      amended('CONFIG_whisk_loadbalancer_timeoutAdon', '1m'),
      'CONFIG_whisk_loadbalancer_timeoutAdon sets whisk.loadbalancer.timeout-adon, which the controller (akka) does not read; ' +
        'remove it, or set whisk.loadbalancer.timeout-addon',
    ],
    [
      'a key of another program',
      amended('CONFIG_whisk_userEvents_port', '9'),
      'CONFIG_whisk_userEvents_port sets whisk.user-events.port, which the controller (akka) does not read; ' +
        'remove it',
    ],
    [
      'a misspelt option',
      'openwhisk: {controller: {options: -Dwhisk.loadbalancer.timeout-adon=1m}}',
      'the option -Dwhisk.loadbalancer.timeout-adon=1m sets a key that the controller does not read; ' +
        'write whisk.loadbalancer.timeout-addon in openwhisk.controller.options',
    ],
    [
      'an option of the other generation',
      'openwhisk: {actorSystem: pekko, controller: {options: -Dakka.http.server.idle-timeout=90s}}',
      'the option -Dakka.http.server.idle-timeout=90s is not read by images with pekko; ' +
        'write -Dpekko.http.server.idle-timeout in openwhisk.controller.options',
    ],
    [
      'an option that the platform overrides',
      'openwhisk: {controller: {options: -Dwhisk.memory.max=1g}}',
      'the option -Dwhisk.memory.max=1g has no effect: the platform sets whisk.memory.max, and its value holds; ' +
        "remove it from openwhisk.controller.options, and use the platform's own option for it",
    ],
  ])('%s is a finding', (_, yaml, expected) => {
    expect(problems(yaml)).toEqual([`StatefulSet/owdev-controller ${expected}`]);
  });

  test('a value of another type is a finding', () => {
    const patch =
      "[{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: CONFIG_whisk_etcd_pool_threads, value: '10 s'}}]";
    const yaml = `{openwhisk: {}, amendments: [{kind: StatefulSet, name: owdev-controller, patch: ${patch}}]}`;
    expect(problems(yaml)).toEqual([
      "StatefulSet/owdev-controller CONFIG_whisk_etcd_pool_threads is '10 s', which is not of type integer; write a value of type integer",
    ]);
  });

  test.each([
    ['keys of code without a default', '-Dwhisk.s3.cloud-front-config.domain-name=a'],
    ['keys of a library', '-Dakka.http.server.max-connections=2048'],
    ['keys with a default', '-Dwhisk.loadbalancer.timeout-addon=2m'],
    ['other options of the JVM', '-Xss1m -XX:+UseG1GC -Dfile.encoding=UTF-8'],
  ])('%s can be set by options', (_, options) => {
    expect(problems(`openwhisk: {controller: {options: '${options}'}}`)).toEqual([]);
  });
});

describe('spans of OpenWhisk', () => {
  const URL = 'CONFIG_whisk_tracing_zipkin_url';
  const RATE = 'CONFIG_whisk_tracing_zipkin_sampleRate';
  const both = (url: string): string => {
    const variables = Object.entries({ [URL]: url, [RATE]: '0.5' }).map(
      ([name, value]) =>
        `{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: ${name}, value: '${value}'}}`,
    );
    return `{openwhisk: {}, amendments: [{kind: StatefulSet, name: owdev-controller, patch: [${variables.join(', ')}]}]}`;
  };

  test.each([
    [
      'a URL without a rate',
      amended(URL, 'http://zipkin:9411'),
      `sets ${URL} without whisk.tracing.zipkin.sample-rate, and does not start; set both, or remove ${URL}`,
    ],
    [
      'a rate without a URL',
      amended(RATE, '0.5'),
      `sets ${RATE} without whisk.tracing.zipkin.url, and does not start; set both, or remove ${RATE}`,
    ],
    [
      'a slash at the end of the URL',
      both('http://zipkin:9411/'),
      `${URL} is 'http://zipkin:9411/', which ends in a slash: spans go to 'http://zipkin:9411//api/v2/spans'; write http://zipkin:9411`,
    ],
    [
      'localhost',
      both('http://localhost:9411'),
      `${URL} is 'http://localhost:9411': nothing listens there in the pod; write the URL of the Service of the collector`,
    ],
  ])('%s are a finding', (_, yaml, finding) => {
    expect(problems(yaml)).toEqual([`StatefulSet/owdev-controller ${finding}`]);
  });

  test('with a URL and a rate are none', () => expect(problems(both('http://zipkin:9411'))).toEqual([]));
});
