/** Documents as OpenWhisk stores them, and what the views are to make of them. */

/** What lists show of an entity, too. */
const summary = (path: string, updated: number, more: object = {}): object => {
  const at = path.lastIndexOf('/');
  const [namespace, name] = [path.slice(0, at), path.slice(at + 1)];
  return { namespace, name, version: '0.0.1', publish: false, annotations: [], updated, ...more };
};

const entity = (path: string, updated: number): object => ({ _id: path, ...summary(path, updated) });

const LIMITS = { timeout: 60000, memory: 256, logs: 10 };
const BINDING = { namespace: 'whisk.system', name: 'utils' };

/** Rules, packages, actions and triggers of two namespaces. */
export const ENTITIES = [
  { ...entity('guest/hello', 3), exec: { kind: 'nodejs:20', code: 'x', binary: true }, parameters: [], limits: LIMITS },
  { ...entity('guest/tools/echo', 4), exec: { kind: 'sequence' }, parameters: [], limits: LIMITS },
  { ...entity('other/thing', 1), exec: { kind: 'python:3' }, parameters: [], limits: LIMITS },
  { ...entity('guest/tools', 5), binding: {}, parameters: [], publish: true },
  { ...entity('guest/mytools', 6), binding: BINDING, parameters: [], publish: true },
  { ...entity('guest/private', 7), binding: {}, parameters: [] },
  { ...entity('guest/every', 8), parameters: [{ key: 'cron', value: '*' }] },
  { ...entity('guest/rule', 9), trigger: { name: 'every' }, action: { name: 'hello' }, status: 'active' },
];

/** What lists show of an activation that runs, too. */
const started = (id: string, start: number, annotations: object[]): object => ({
  namespace: 'guest',
  name: 'hello',
  version: '0.0.1',
  publish: false,
  annotations,
  activationId: id,
  start,
});

const activation = (id: string, start: number, annotations: object[]): object => ({
  _id: `guest/${id}`,
  ...started(id, start, annotations),
});

const HELLO = { key: 'path', value: 'guest/hello' };
const SEQUENCE = { key: 'kind', value: 'sequence' };
const BOUND = { key: 'binding', value: 'guest/mytools' };
const ended = { end: 3000, response: { statusCode: 0, result: { big: true } }, cause: 'c' };

/** One that has ended, one that runs, a sequence and one by way of a bound package. */
export const ACTIVATIONS = [
  { ...activation('a1', 1000, [HELLO]), ...ended, logs: ['line'] },
  { ...activation('a2', 2000, [HELLO]), end: 0, logs: [] },
  { ...activation('a3', 2500, [SEQUENCE]), ...ended, logs: ['a1'] },
  { ...activation('a4', 2600, [BOUND]), ...ended, logs: ['line'] },
];

const shown = (id: string, start: number, annotations: object[]): object => ({
  ...started(id, start, annotations),
  end: 3000,
  duration: 3000 - start,
  cause: 'c',
  statusCode: 0,
});
const A1 = shown('a1', 1000, [HELLO]);
const A2 = started('a2', 2000, [HELLO]);
const A3 = shown('a3', 2500, [SEQUENCE]);
const A4 = shown('a4', 2600, [BOUND]);

/** A subject with two namespaces, a blocked one, and limits; the init job makes guest and whisk.system. */
export const SUBJECTS = [
  {
    _id: 'ann',
    subject: 'ann',
    namespaces: [
      { name: 'ann', uuid: 'u1', key: 'k1' },
      { name: 'team', uuid: 'u2', key: 'k2' },
    ],
  },
  { _id: 'bad', subject: 'bad', blocked: true, namespaces: [{ name: 'bad', uuid: 'u3', key: 'k3' }] },
  { _id: 'bad/limits', invocationsPerMinute: 0 },
  { _id: 'worse/limits', concurrentInvocations: 0 },
  { _id: 'team/limits', invocationsPerMinute: 60 },
];

const identity = (namespace: string, uuid: string, key: string): object => ({
  _id: `${namespace}/limits`,
  namespace,
  uuid,
  key,
});
const [ANN, TEAM] = [identity('ann', 'u1', 'k1'), identity('team', 'u2', 'k2')];

type ExpectedRow = readonly [key: unknown, id: string, value: unknown];

const action = (path: string, updated: number, binary = false): object =>
  summary(path, updated, { limits: LIMITS, exec: { binary } });
const ENTITY_VIEWS = 'actions whisks.v2.1.0';

/** Key, document and value of each row of each view, in the order of the view. */
export const EXPECTED: Readonly<Record<string, readonly ExpectedRow[]>> = {
  [`${ENTITY_VIEWS} rules`]: [[['guest', 9], 'guest/rule', 1]],
  [`${ENTITY_VIEWS} packages-public`]: [
    [['guest', 5], 'guest/tools', summary('guest/tools', 5, { publish: true, binding: false })],
  ],
  [`${ENTITY_VIEWS} packages`]: [
    [['guest', 5], 'guest/tools', summary('guest/tools', 5, { publish: true, binding: false })],
    [['guest', 6], 'guest/mytools', summary('guest/mytools', 6, { publish: true, binding: BINDING })],
    [['guest', 7], 'guest/private', summary('guest/private', 7, { binding: false })],
  ],
  [`${ENTITY_VIEWS} actions`]: [
    [['guest', 3], 'guest/hello', action('guest/hello', 3, true)],
    [['guest', 4], 'guest/tools/echo', action('guest/tools/echo', 4)],
    [['guest/tools', 4], 'guest/tools/echo', action('guest/tools/echo', 4)],
    [['other', 1], 'other/thing', action('other/thing', 1)],
  ],
  [`${ENTITY_VIEWS} triggers`]: [[['guest', 8], 'guest/every', summary('guest/every', 8)]],
  'activations whisks.v2.1.0 activations': [
    [['guest', 1000], 'guest/a1', A1],
    [['guest', 2000], 'guest/a2', A2],
    [['guest', 2500], 'guest/a3', A3],
    [['guest', 2600], 'guest/a4', A4],
  ],
  'activations whisks-filters.v2.1.1 activations': [
    [['guest/hello', 1000], 'guest/a1', A1],
    [['guest/hello', 2000], 'guest/a2', A2],
    [['guest/hello', 2500], 'guest/a3', A3],
    [['guest/mytools/hello', 2600], 'guest/a4', A4],
  ],
  'activations activations byDate': [
    [1000, 'guest/a1', ['guest/a1', 'revision']],
    [2000, 'guest/a2', ['guest/a2', 'revision']],
    [2500, 'guest/a3', ['guest/a3', 'revision']],
    [2600, 'guest/a4', ['guest/a4', 'revision']],
  ],
  'activations logCleanup byDateWithLogs': [
    [1000, 'guest/a1', 'guest/a1'],
    [2600, 'guest/a4', 'guest/a4'],
  ],
  'auths subjects.v2.0.0 identities': [
    [['ann'], 'ann', ANN],
    [['team'], 'ann', TEAM],
    [['u1', 'k1'], 'ann', ANN],
    [['u2', 'k2'], 'ann', TEAM],
  ],
  'auths namespaceThrottlings blockedNamespaces': [
    ['bad', 'bad', 1],
    ['bad', 'bad/limits', 1],
    ['worse', 'worse/limits', 1],
  ],
};
