import { runInNewContext } from 'node:vm';
import { DESIGN_DOCUMENTS, type DesignDocument } from '../../../lib/openwhisk/database/views';

type Row = readonly [key: unknown, value: unknown];
type Database = keyof typeof DESIGN_DOCUMENTS;

/** Calls a function text as CouchDB does; strict, so that a leaked global throws. Values come back through JSON. */
function call(text: string, doc: object): { result: unknown; rows: Row[] } {
  const rows: Row[] = [];
  const emit = (key: unknown, value: unknown): void => {
    rows.push(JSON.parse(JSON.stringify([key, value])) as Row);
  };
  const result: unknown = runInNewContext(`'use strict'; (${text})(doc)`, { emit, doc });
  return { result, rows };
}

function find(database: Database, name: string): DesignDocument {
  const found = DESIGN_DOCUMENTS[database].find((document) => document._id === `_design/${name}`);
  if (!found) throw new Error(`no design document ${name} in ${database}`);
  return found;
}

function rows(database: Database, name: string, view: string, doc: object): Row[] {
  const definition = find(database, name).views?.[view];
  if (!definition) throw new Error(`no view ${name}/${view}`);
  return call(definition.map, doc).rows;
}

const ENTITY_VIEWS = ['rules', 'packages-public', 'packages', 'actions', 'triggers'] as const;

/** The rows of one entity in every view of the actions database that lists it. */
function entityRows(doc: object): Record<string, Row[]> {
  const all = ENTITY_VIEWS.map((view) => [view, rows('actions', 'whisks.v2.1.0', view, doc)] as const);
  return Object.fromEntries(all.filter(([, found]) => found.length > 0));
}

const entity = { namespace: 'guest', name: 'x', version: '0.0.1', publish: false, annotations: [], updated: 7 };

describe('entities', () => {
  test('a rule is counted in its namespace only', () => {
    const rule = { ...entity, trigger: { name: 't' }, action: { name: 'a' }, status: 'active' };
    expect(entityRows(rule)).toEqual({ rules: [[['guest', 7], 1]] });
  });

  test('an action of the default package is summarised under its namespace, without its code', () => {
    const action = { ...entity, exec: { kind: 'nodejs:20', code: 'secret', binary: true }, limits: { memory: 256 } };
    const summary = { ...entity, limits: { memory: 256 }, exec: { binary: true } };
    expect(entityRows({ ...action, parameters: [] })).toEqual({ actions: [[['guest', 7], summary]] });
  });

  test('an action in a package is listed under the package and under the namespace', () => {
    const found = entityRows({ ...entity, namespace: 'guest/tools', exec: { kind: 'sequence' }, parameters: [] });
    const summary = { ...entity, namespace: 'guest/tools', exec: { binary: false } };
    expect(found).toEqual({
      actions: [
        [['guest/tools', 7], summary],
        [['guest', 7], summary],
      ],
    });
  });

  test('a private package is listed with binding false', () => {
    const found = entityRows({ ...entity, binding: {}, parameters: [] });
    expect(found).toEqual({ packages: [[['guest', 7], { ...entity, binding: false }]] });
  });

  test('a published package is public too', () => {
    const found = entityRows({ ...entity, publish: true, binding: {}, parameters: [] });
    const row = [['guest', 7], { ...entity, publish: true, binding: false }];
    expect(found).toEqual({ packages: [row], 'packages-public': [row] });
  });

  test('a binding shows what it is bound to and is never public', () => {
    const binding = { namespace: 'whisk.system', name: 'utils' };
    const found = entityRows({ ...entity, publish: true, binding, parameters: [] });
    expect(found).toEqual({ packages: [[['guest', 7], { ...entity, publish: true, binding }]] });
  });

  test('a trigger is what has parameters but neither code nor a binding', () => {
    expect(entityRows({ ...entity, parameters: [] })).toEqual({ triggers: [[['guest', 7], entity]] });
  });

  test('every list can be counted', () => {
    const { views = {} } = find('actions', 'whisks.v2.1.0');
    expect(Object.keys(views)).toEqual(ENTITY_VIEWS);
    expect(Object.values(views).map((view) => view.reduce)).toEqual(ENTITY_VIEWS.map(() => '_count'));
  });
});

describe('activations', () => {
  const running = {
    namespace: 'guest',
    name: 'hello',
    version: '0.0.1',
    publish: false,
    annotations: [{ key: 'path', value: 'guest/hello' }],
    activationId: 'a1',
    start: 1000,
    cause: 'a0',
  };
  const activation = {
    ...running,
    _id: 'guest/a1',
    _rev: '1-x',
    end: 1250,
    response: { statusCode: 0, result: { big: true } },
    logs: ['line'],
  };
  const summary = { ...running, end: 1250, duration: 250, statusCode: 0 };

  test('an ended activation is listed with duration and status, without result and logs', () => {
    const found = rows('activations', 'whisks.v2.1.0', 'activations', activation);
    expect(found).toEqual([[['guest', 1000], summary]]);
  });

  test.each([{ end: 0 }, { end: undefined }])('a running activation ($end) has no end, duration or status', (end) => {
    const found = rows('activations', 'whisks.v2.1.0', 'activations', { ...activation, ...end });
    expect(found).toEqual([[['guest', 1000], running]]);
  });

  test.each([
    ['of the default package by its name', [{ key: 'path', value: 'guest/hello' }], 'guest/hello'],
    ['of a package by package and name', [{ key: 'path', value: 'guest/tools/hello' }], 'guest/tools/hello'],
    ['without a path by its name', [{ key: 'kind', value: 'sequence' }], 'guest/hello'],
    [
      'of a bound package by the binding, not by the path',
      [
        { key: 'binding', value: 'guest/mytools' },
        { key: 'path', value: 'whisk.system/tools/hello' },
      ],
      'guest/mytools/hello',
    ],
  ])('are filtered for an action %s', (_name, annotations, path) => {
    const found = rows('activations', 'whisks-filters.v2.1.1', 'activations', { ...activation, annotations });
    expect(found).toEqual([[[path, 1000], { ...summary, annotations }]]);
  });

  test('both lists can be counted', () => {
    const reduces = ['whisks.v2.1.0', 'whisks-filters.v2.1.1'].map(
      (name) => find('activations', name).views?.activations?.reduce,
    );
    expect(reduces).toEqual(['_count', '_count']);
  });

  test('are found by date, with what a deletion needs', () => {
    expect(rows('activations', 'activations', 'byDate', activation)).toEqual([[1000, ['guest/a1', '1-x']]]);
  });

  test('with logs are offered to log clean-up, but not sequences and not those without logs', () => {
    const offered = (change: object): Row[] =>
      rows('activations', 'logCleanup', 'byDateWithLogs', { ...activation, ...change });
    const kind = (value: string): object => ({ annotations: [{ key: 'kind', value }] });
    expect(offered({})).toEqual([[1000, 'guest/a1']]);
    expect(offered(kind('nodejs:20'))).toEqual([[1000, 'guest/a1']]);
    expect(offered(kind('sequence'))).toEqual([]);
    expect(offered({ logs: [] })).toEqual([]);
  });

  test('other documents are in no list', () => {
    const found = DESIGN_DOCUMENTS.activations.flatMap(({ views = {} }) =>
      Object.values(views).flatMap(({ map }) => call(map, entity).rows),
    );
    expect(found).toEqual([]);
  });
});

describe('subjects', () => {
  const subject = {
    _id: 'guest',
    subject: 'guest',
    namespaces: [
      { name: 'guest', uuid: 'u1', key: 'k1' },
      { name: 'team', uuid: 'u2', key: 'k2' },
    ],
  };
  const blocked = (doc: object): Row[] => rows('auths', 'namespaceThrottlings', 'blockedNamespaces', doc);

  test('are found by namespace and by uuid and key, with the limits document as the one to include', () => {
    const guest = { _id: 'guest/limits', namespace: 'guest', uuid: 'u1', key: 'k1' };
    const team = { _id: 'team/limits', namespace: 'team', uuid: 'u2', key: 'k2' };
    expect(rows('auths', 'subjects.v2.0.0', 'identities', subject)).toEqual([
      [['guest'], guest],
      [['u1', 'k1'], guest],
      [['team'], team],
      [['u2', 'k2'], team],
    ]);
  });

  test('that are blocked have no identity, and all their namespaces are blocked', () => {
    expect(rows('auths', 'subjects.v2.0.0', 'identities', { ...subject, blocked: true })).toEqual([]);
    expect(blocked({ ...subject, blocked: true })).toEqual([
      ['guest', 1],
      ['team', 1],
    ]);
    expect(blocked(subject)).toEqual([]);
  });

  test('a limits document blocks its namespace when it allows no invocations', () => {
    expect(blocked({ _id: 'guest/limits', invocationsPerMinute: 0 })).toEqual([['guest', 1]]);
    expect(blocked({ _id: 'guest/limits', concurrentInvocations: 0 })).toEqual([['guest', 1]]);
    expect(blocked({ _id: 'guest/limits', invocationsPerMinute: 60 })).toEqual([]);
    expect(find('auths', 'namespaceThrottlings').views?.blockedNamespaces?.reduce).toBe('_sum');
  });
});

const ALL: readonly [string, DesignDocument][] = (['auths', 'actions', 'activations'] as const).flatMap((database) =>
  DESIGN_DOCUMENTS[database].map((document): [string, DesignDocument] => [database, document]),
);

test.each(Object.keys(DESIGN_DOCUMENTS) as Database[])(
  'a snapshot of %s leaves out deleted and design documents',
  (name) => {
    const filter = find(name, 'snapshotFilters').filters?.withoutDeletedAndDesignDocuments ?? '';
    expect(call(filter, { _id: 'guest' }).result).toBe(true);
    expect(call(filter, { _id: 'guest', _deleted: true }).result).toBe(false);
    expect(call(filter, { _id: '_design/x' }).result).toBe(false);
  },
);

test('every function is plain ES5', () => {
  const texts = ALL.flatMap(([, { views = {}, filters = {} }]) => [
    ...Object.values(views).map(({ map }) => map),
    ...Object.values(filters),
  ]);
  expect(texts).toHaveLength(14);
  for (const text of texts) expect(text).not.toMatch(/=>|\b(let|const|class)\b|`/);
});

test('the documents have the ids that OpenWhisk queries', () => {
  expect(ALL.map(([database, { _id }]) => `${database} ${_id.replace('_design/', '')}`)).toEqual([
    'auths subjects.v2.0.0',
    'auths snapshotFilters',
    'auths namespaceThrottlings',
    'actions whisks.v2.1.0',
    'actions snapshotFilters',
    'activations whisks.v2.1.0',
    'activations whisks-filters.v2.1.1',
    'activations snapshotFilters',
    'activations activations',
    'activations logCleanup',
  ]);
});
