import { parsePlatform } from '../../lib/load/load';
import { placesOf } from '../../lib/platform/functions';
import { messageAbout, oneMistake } from './message';

const one = (rest = ''): string => `  - {name: resize, image: 'r/resize:1'${rest}}\n`;
const OPENFAAS = 'openfaas: {enabled: true, licenceAccepted: true}';
const NO_OPENWHISK = 'openwhisk: {enabled: false}';

test.each([
  ['', '', ['openwhisk']],
  [OPENFAAS, '', ['openfaas']],
  [OPENFAAS, ', platform: openwhisk', ['openwhisk']],
  [OPENFAAS, ', platform: both', ['openfaas', 'openwhisk']],
])('with "%s", a function%s runs on %j', (section, rest, places) => {
  const { platform } = parsePlatform(`profile: lean\n${section}\nfunctions:\n${one(rest)}`);
  expect(platform.functions.map((each) => placesOf(each, platform))).toEqual([places]);
});

test.each([
  [
    'a function of OpenFaaS without OpenFaaS',
    `profile: lean\nfunctions:\n${one(', platform: openfaas')}`,
    ":3 functions[0].platform: 'openfaas' needs OpenFaaS, which is off",
    "'openfaas' with openfaas.enabled: true, or 'openwhisk'",
    'set openfaas.enabled: true, or write openwhisk',
  ],
  [
    'a function of both without OpenWhisk',
    `profile: lean\n${NO_OPENWHISK}\n${OPENFAAS}\nfunctions:\n${one(', platform: both')}`,
    ":5 functions[0].platform: 'both' needs OpenWhisk, which is off",
    "'both' with openwhisk.enabled: true, or 'openfaas'",
    'set openwhisk.enabled: true, or write openfaas',
  ],
  [
    'limits of an action on OpenFaaS',
    `profile: lean\n${NO_OPENWHISK}\n${OPENFAAS}\nfunctions:\n${one(', action: {timeout: 1m}')}`,
    ':5 functions[0].action: it has no effect: the function does not run on OpenWhisk',
    'action with platform: openwhisk or both',
    'remove it, or write platform: both',
  ],
  [
    'one name on two platforms',
    `profile: lean\n${OPENFAAS}\nfunctions:\n${one()}${one(', platform: openwhisk')}`,
    ":5 functions[1].name: 'resize' is already the name of another function",
    'a name per function',
    'write another name',
  ],
  [
    'a Secret twice, in a function of OpenWhisk',
    `profile: lean\nfunctions:\n${one(', secrets: [key, key]')}`,
    ":3 functions[0].secrets[1]: 'key' is listed twice",
    'each name once',
    'remove one of them',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('no function adds a mistake to a platform without both', () => {
  expect(messageAbout(`profile: lean\n${NO_OPENWHISK}\nfunctions:\n${one()}`)).toContain('1 mistake;');
});
