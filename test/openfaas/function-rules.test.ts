import { parsePlatform } from '../../lib/load/load';
import { messageAbout, oneMistake } from '../load/message';

type Row = readonly [what: string, yaml: string, problem: string, allowed: string, fix: string];

const COMMUNITY = 'profile: lean\nopenfaas: {enabled: true, licenceAccepted: true}\nfunctions:\n';
const PRO =
  'profile: lean\nopenfaas: {enabled: true, edition: pro, licenceAccepted: true, licenseSecret: key, async: {jetstream: {}}}\nfunctions:\n';
const one = (rest: string, name = 'resize'): string => `  - {name: ${name}, image: 'r/resize:1'${rest}}\n`;

const ROWS: readonly Row[] = [
  [
    'a name that is not a DNS label',
    `${COMMUNITY}${one('', 'Resize_It')}`,
    ":4 functions[0].name: 'Resize_It' has the wrong form",
    "lower-case letters, digits and '-', beginning with a letter and ending with a letter or digit",
    'write it in this form',
  ],
  [
    'a name that leaves no room for the names of volumes',
    `${COMMUNITY}${one('', 'a'.repeat(46))}`,
    `:4 functions[0].name: '${'a'.repeat(46)}' is too long`,
    'at most 45 characters',
    'shorten it',
  ],
  [
    'one name twice',
    `${COMMUNITY}${one('')}${one('')}`,
    ":5 functions[1].name: 'resize' is already the name of another function",
    'a name per function',
    'write another name',
  ],
  [
    'a name of the platform',
    `${COMMUNITY}${one('', 'owdev-openfaas-functions')}`,
    ":4 functions[0].name: 'owdev-openfaas-functions' has the prefix of the platform's objects",
    'a name that does not begin with owdev-',
    'write another name',
  ],
  [
    'more pods than the community edition runs',
    `${COMMUNITY}${one(', scaling: {max: 20}')}`,
    ':4 functions[0].scaling.max: the community edition ends 20 pods down to 5; edition pro has no such limit',
    'at most 5 with openfaas.edition: community',
    'write 5 or less, or set openfaas.edition: pro',
  ],
  [
    'a least number above the limit of the community edition',
    `${COMMUNITY}${one(', scaling: {min: 6}')}`,
    ':4 functions[0].scaling.min: the community edition ends 6 pods down to 5; edition pro has no such limit',
    'at most 5 with openfaas.edition: community',
    'write 5 or less, or set openfaas.edition: pro',
  ],
  [
    'a largest number below the least',
    `${COMMUNITY}${one(', scaling: {min: 3, max: 2}')}`,
    ':4 functions[0].scaling.max: 2 is less than the 3 pods of scaling.min',
    'at least 3',
    'write 3 or more, or lower scaling.min',
  ],
  [
    'scaling to zero in the community edition',
    `${COMMUNITY}${one(", labels: {com.openfaas.scale.zero: 'true'}")}`,
    ':4 functions[0].labels.com.openfaas.scale.zero: the community edition refuses it: scaling to zero, and by another target, are parts of edition pro',
    'labels that the community edition accepts',
    'remove it, or set openfaas.edition: pro',
  ],
  [
    'a label of the platform',
    `${COMMUNITY}${one(", labels: {com.openfaas.scale.max: '3'}")}`,
    ':4 functions[0].labels.com.openfaas.scale.max: the platform sets it',
    'labels with other keys',
    'remove it, and write scaling',
  ],
  [
    'an annotation that the community edition refuses',
    `${COMMUNITY}${one(', annotations: {eks.amazonaws.com/role-arn: a}')}`,
    ':4 functions[0].annotations.eks.amazonaws.com/role-arn: the community edition refuses annotations of amazonaws.com and gke.io; edition pro accepts them',
    'annotations that the community edition accepts',
    'remove it, or set openfaas.edition: pro',
  ],
  [
    'tolerations with edition pro',
    `${PRO}${one(', placement: {tolerations: [{key: a, operator: Exists}]}')}`,
    ':4 functions[0].placement.tolerations: it has no effect: a Function object of edition pro has no tolerations',
    'placement.tolerations with openfaas.edition: community',
    'remove it',
  ],
  [
    'a user with edition pro',
    `${PRO}${one(', user: 1000')}`,
    ':4 functions[0].user: it has no effect: a Function object of edition pro has no user',
    'user with openfaas.edition: community',
    'remove it',
  ],
  [
    'a toleration that compares nothing',
    `${COMMUNITY}${one(', placement: {tolerations: [{key: a, operator: Exists, value: b}]}')}`,
    ":4 functions[0].placement.tolerations[0].value: 'b' is never compared: operator is Exists",
    'value together with operator: Equal',
    'remove value, or write operator: Equal',
  ],
  [
    'one Secret twice',
    `${COMMUNITY}${one(', secrets: [a, a]')}`,
    ":4 functions[0].secrets[1]: 'a' is listed twice",
    'each name once',
    'remove one of them',
  ],
  [
    'a request above its limit',
    `${COMMUNITY}${one(', requests: {memory: 1Gi}')}`,
    ':4 functions[0].requests.memory: 1Gi is more than the limit of 128Mi',
    'at most 128Mi',
    'write 128Mi or less, or raise functions[0].limits.memory',
  ],
];

test.each(ROWS)('refuses %s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('refuses another namespace of functions, and names the edition that has it', () => {
  expect(messageAbout(`${COMMUNITY}${one(', namespace: shop')}`)).toBe(
    [
      'platform.yaml: 1 mistake; nothing was written',
      '  platform.yaml:4 functions[0].namespace: is not possible: all functions are in openfaas.functionNamespace; only edition pro of OpenFaaS has several namespaces, and the platform deploys one',
      '    fix: remove it, or write the name to openfaas.functionNamespace',
    ].join('\n'),
  );
});

test('refuses the sixteenth function of the community edition', () => {
  const functions = (count: number): string =>
    Array.from({ length: count }, (_, index) => one('', `f${index}`)).join('');
  expect(messageAbout(`${COMMUNITY}${functions(16)}`)).toBe(
    oneMistake(
      ':19 functions[15]: the community edition invokes none of more than 15 functions; edition pro has no such limit',
      'at most 15 functions with openfaas.edition: community',
      'remove functions, or set openfaas.edition: pro',
    ),
  );
  expect(() => parsePlatform(`${COMMUNITY}${functions(15)}`)).not.toThrow();
  expect(() => parsePlatform(`${PRO}${functions(16)}`)).not.toThrow();
});

test('accepts in edition pro what the community edition refuses', () => {
  const labels = "{com.openfaas.scale.zero: 'true', com.openfaas.scale.target: '5'}";
  expect(() => parsePlatform(`${PRO}${one(`, scaling: {max: 50}, labels: ${labels}`)}`)).not.toThrow();
});

test('reports mistakes in several functions at once', () => {
  const message = messageAbout(`${COMMUNITY}${one(', scaling: {max: 9}')}${one(', secrets: [a, a]', 'other')}`);
  expect(message).toContain('2 mistakes');
});
