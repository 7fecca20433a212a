import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init, platformText, type InitAnswers } from '../../lib/cli/init';
import { askAnswers } from '../../lib/cli/init-questions';
import { parsePlatform } from '../../lib/load/load';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ALL: InitAnswers = {
  profile: 'production',
  name: 'prod',
  namespace: 'functions',
  storageClass: 'fast',
  ingress: 'Standard',
  host: 'openwhisk.example.org',
  monitoring: true,
  logging: false,
};

test('each answer is in the file, with a comment', () => {
  expect(platformText(ALL, '../schema.json').split('\n')).toEqual([
    '# yaml-language-server: $schema=../schema.json',
    '# All properties: npx faas-stack explain',
    'profile: production # replicas, larger volumes, three nodes or more',
    'name: prod # the prefix of the names of all objects',
    'namespace: functions # created with the platform',
    'persistence:',
    '  storageClassName: fast # of every volume',
    'openwhisk:',
    '  ingress:',
    '    type: Standard # an Ingress; className names its class',
    '    apiHost:',
    '      name: openwhisk.example.org # the host that clients use',
    'monitoring:',
    '  enabled: true # Prometheus, Alertmanager and Grafana',
    'logging:',
    '  enabled: false # Fluentd, Elasticsearch and Kibana',
    '',
  ]);
});

test('the file is a platform with these answers', () => {
  const { platform } = parsePlatform(platformText(ALL, ''));
  const { profile, name, namespace, persistence, openwhisk, monitoring, logging } = platform;
  expect([profile, name, namespace, persistence.storageClassName]).toEqual(['production', 'prod', 'functions', 'fast']);
  expect([openwhisk.ingress.type, openwhisk.ingress.apiHost.name]).toEqual(['Standard', 'openwhisk.example.org']);
  expect([monitoring.enabled, logging.enabled]).toEqual([true, false]);
});

test.each(['on', '1e3', '8', 'a: b', 'a #b', '"'])('the name %j is what the file has, or a mistake of it', (name) => {
  const text = platformText({ profile: 'lean', name }, '');
  try {
    expect(parsePlatform(text).platform.name).toBe(name);
  } catch (error) {
    expect(String(error)).toContain(`name: ${name.length > 3 ? `'${name}'` : ''}`);
  }
});

test('a wrong answer is a mistake, and nothing is written', () => {
  const file = join(folder, 'wrong.yaml');
  expect(() => init(file, { profile: 'lean', name: 'Prod' })).toThrow(
    /wrong\.yaml: 1 mistake; nothing was written\n {2}.*wrong\.yaml:4 name: 'Prod'/,
  );
  expect(existsSync(file)).toBe(false);
});

/** Answers the questions in turn; Enter when there is no further answer. */
async function answered(...texts: string[]): Promise<{ answers: InitAnswers; said: string[]; asked: string[] }> {
  const said: string[] = [];
  const asked: string[] = [];
  const answers = await askAnswers({
    question: (text: string) => {
      asked.push(text);
      return Promise.resolve(texts.shift() ?? '');
    },
    say: (text) => said.push(text),
  });
  return { answers, said, asked };
}

test('Enter takes the default of each question', async () => {
  const { answers, said, asked } = await answered();
  expect({ answers, said }).toEqual({ answers: { profile: 'standard' }, said: [] });
  expect(asked).toEqual([
    'Profile, one of lean, standard, production [standard]: ',
    'Name of the instance, the prefix of all names [owdev]: ',
    'Namespace [openwhisk]: ',
    "Storage class [the cluster's default]: ",
    'Entry, one of NodePort, LoadBalancer, Standard, None [NodePort]: ',
    'Host name of the API [localhost]: ',
    'Monitoring, yes or no [as the profile]: ',
    'Logging, yes or no [as the profile]: ',
  ]);
});

test('all questions have answers', async () => {
  const { name = '', namespace = '', storageClass = '', host = '' } = ALL;
  const { answers } = await answered('production', name, namespace, storageClass, 'standard', host, 'y', 'No');
  expect(answers).toEqual(ALL);
});

test('wrong answers are asked for again, with the reason', async () => {
  const { answers, said } = await answered('big', 'lean', 'Prod', 'prod', '', '', 'Route', '', '', 'maybe', 'yes');
  expect(answers).toEqual({ profile: 'lean', name: 'prod', monitoring: true });
  expect(said).toEqual([
    '  write one of lean, standard, production',
    expect.stringMatching(/^ {2}'Prod' .*; write .+/),
    '  write one of NodePort, LoadBalancer, Standard, None',
    '  write yes or no',
  ]);
});

test('an entry with a host name of its own suggests one', async () => {
  const { answers, asked } = await answered('', '', '', '', 'Standard');
  expect(answers).toMatchObject({ ingress: 'Standard', host: 'openwhisk.example.org' });
  expect(asked).toContain('Host name of the API [openwhisk.example.org]: ');
});

test('the message names the next command', () => {
  const file = join(folder, 'platform.yaml');
  expect(init(file, ALL)).toBe(`${file} written; next: npx faas-stack synth -f ${file}`);
  expect(readFileSync(file, 'utf8')).toContain('profile: production');
});
