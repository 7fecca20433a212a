import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const one = (rest: string, image = 'r/resize:1'): string => `  - {name: resize, image: '${image}'${rest}}\n`;
const ALONE = 'profile: lean\nfunctions:\n';
const BESIDE = 'profile: lean\nopenfaas: {enabled: true, licenceAccepted: true}\nfunctions:\n';
const USELESS = 'it has no effect: OpenWhisk creates all action pods with the settings of openwhisk.actions';

const ROWS: readonly Row[] = [
  [
    'memory above the limit of actions',
    `${ALONE}${one(', limits: {memory: 1Gi}')}`,
    ':3 functions[0].limits.memory: 1Gi is not a memory limit of an OpenWhisk action',
    'whole MiB from 128Mi to 512Mi (openwhisk.limits.memory)',
    'write such a size, or change openwhisk.limits.memory',
  ],
  [
    'memory below the limit of actions, on the platform beside OpenFaaS',
    `${BESIDE}${one(', platform: both, limits: {memory: 64Mi}')}`,
    ':4 functions[0].limits.memory: 64Mi is not a memory limit of an OpenWhisk action',
    'whole MiB from 128Mi to 512Mi (openwhisk.limits.memory)',
    'write such a size, or change openwhisk.limits.memory',
  ],
  [
    'memory that is no whole number',
    `${ALONE}${one(', limits: {memory: 200M}')}`,
    ':3 functions[0].limits.memory: 200M is not a memory limit of an OpenWhisk action',
    'whole MiB from 128Mi to 512Mi (openwhisk.limits.memory)',
    'write such a size, or change openwhisk.limits.memory',
  ],
  [
    'a time limit above the limit of actions',
    `${ALONE}${one(', action: {timeout: 6m}')}`,
    ':3 functions[0].action.timeout: 6m is not a time limit of an OpenWhisk action',
    '100ms to 5m (openwhisk.limits.time)',
    'write such a duration, or change openwhisk.limits.time',
  ],
  [
    'a concurrency above the limit of actions',
    `${ALONE}${one(', action: {concurrency: 2}')}`,
    ':3 functions[0].action.concurrency: 2 is not a concurrency of an OpenWhisk action',
    '1 to 1 (openwhisk.limits.concurrency)',
    'write such a number, or change openwhisk.limits.concurrency and openwhisk.invoker.actionConcurrency',
  ],
  [
    'an image by digest',
    `${ALONE}${one('', `r/resize:1@sha256:${'a'.repeat(64)}`)}`,
    `:3 functions[0].image: OpenWhisk drops the digest of 'r/resize:1@sha256:${'a'.repeat(64)}'`,
    'an image with a tag and without a digest, such as registry.example.org/name:1.2.3',
    'write the tag in place of the digest',
  ],
  ...['web-export', 'raw-http', 'final', 'exec'].map((key): Row => [
    `the annotation ${key}`,
    `${ALONE}${one(`, annotations: {${key}: 'true'}`)}`,
    `:3 functions[0].annotations.${key}: the platform sets it on actions`,
    'annotations with other keys',
    'remove it',
  ]),
  ...(
    [
      ['requests', 'requests: {cpu: 60m}'],
      ['limits.cpu', "limits: {cpu: '1'}"],
      ['labels', 'labels: {a: b}'],
      ['readOnlyRootFilesystem', 'readOnlyRootFilesystem: false'],
      ['user', 'user: 1000'],
      ['placement', 'placement: {nodeSelector: {disk: ssd}}'],
      ['scaling', 'scaling: {max: 3}'],
    ] as const
  ).map(([key, setting]): Row => [
    `${key} of a function of OpenWhisk alone`,
    `${ALONE}${one(`, ${setting}`)}`,
    `:3 functions[0].${key}: ${USELESS}`,
    `${key} with platform: openfaas or both`,
    'remove it',
  ]),
  [
    'the database of the platform',
    `profile: lean\nmysql: {enabled: true}\nfunctions:\n${one(', database: {}')}`,
    ':4 functions[0].database: the platform connects functions to its database on OpenFaaS only',
    'database with platform: openfaas',
    'remove it, and name the database in environment and secrets; or write platform: openfaas',
  ],
  [
    'a key of a namespace without functions',
    'profile: lean\nopenwhisk: {auth: {functionsSecret: owner}}\n',
    ':2 openwhisk.auth.functionsSecret: it has no effect: no function runs on OpenWhisk',
    'functionsSecret with functions of platform openwhisk or both',
    'remove it, or add functions',
  ],
];

test.each(ROWS)('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test.each([
  ['the largest memory', `${ALONE}${one(', limits: {memory: 512Mi}')}`],
  ['the limits of the time', `${ALONE}${one(', action: {timeout: 300s, concurrency: 1}')}`],
  ['settings of pods with both platforms', `${BESIDE}${one(', platform: both, user: 1000, scaling: {max: 3}')}`],
  ['a digest on OpenFaaS', `${BESIDE}${one('', `r/resize@sha256:${'a'.repeat(64)}`)}`],
  ['less memory on OpenFaaS', `${BESIDE}${one(', limits: {memory: 64Mi}')}`],
])('%s is accepted', (_, yaml) => {
  expect(() => parsePlatform(yaml)).not.toThrow();
});

test('several mistakes are reported at once', () => {
  const message = messageAbout(`${ALONE}${one(', user: 1000, limits: {memory: 1Gi}, action: {timeout: 6m}')}`);
  expect(message).toContain('3 mistakes');
});
