import fc from 'fast-check';
import { conflictsOf, valueAt } from '../../lib/apply/conflicts';
import { ApiError } from '../../lib/apply/cluster';
import { differencesOf, Masks } from '../../lib/apply/differences';

const between = (before: object, after: object) => differencesOf(before, after, new Masks());

describe('what differs between two versions of an object', () => {
  it('names containers, variables and labels in its paths', () => {
    const version = (image: string, value: string, label?: string) => ({
      metadata: { name: 'x', labels: { 'app.kubernetes.io/name': label } },
      spec: { containers: [{ name: 'a', image, env: [{ name: 'X', value }] }, { name: 'b' }] },
    });
    expect(between(version('i:1', 'old', 'n'), version('i:2', 'new', 'm'))).toEqual([
      { path: "metadata.labels['app.kubernetes.io/name']", before: 'n', after: 'm' },
      { path: 'spec.containers[a].image', before: 'i:1', after: 'i:2' },
      { path: 'spec.containers[a].env[X].value', before: 'old', after: 'new' },
    ]);
  });

  it('is nothing in status and bookkeeping', () => {
    const version = (resourceVersion: string, ready: number) => ({
      metadata: { name: 'x', resourceVersion, generation: ready, managedFields: [resourceVersion] },
      status: { ready },
    });
    expect(between(version('1', 0), version('2', 1))).toEqual([]);
  });

  it('is a whole list if its items have no names and their number changes', () => {
    expect(between({ spec: { ports: [{ port: 1 }] } }, { spec: { ports: [{ port: 1 }, { port: 2 }] } })).toEqual([
      { path: 'spec.ports', before: [{ port: 1 }], after: [{ port: 1 }, { port: 2 }] },
    ]);
    expect(between({ spec: { ports: [{ port: 1 }] } }, { spec: { ports: [{ port: 2 }] } })).toEqual([
      { path: 'spec.ports[0].port', before: 1, after: 2 },
    ]);
  });

  it('shows that a secret value changed, and never the value', () => {
    const secret = (password: string) => ({ kind: 'Secret', data: { password, user: 'dQ==' } });
    const found = between(secret('b2xk'), secret('bmV3'));
    expect(found).toEqual([{ path: 'data.password', before: '(secret 1)', after: '(secret 3)' }]);
  });

  it('is empty exactly for equal objects', () => {
    const json = fc.object({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as object);
    fc.assert(
      fc.property(json, json, (one, other) => {
        const spec = [{ spec: one }, { spec: other }] as const;
        expect(between(spec[0], spec[0])).toEqual([]);
        expect(between(spec[0], spec[1]).length > 0).toBe(
          JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other)),
        );
      }),
    );
  });
});

/** A value with its keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}

describe('a field conflict', () => {
  it('names the manager and the field', () => {
    const causes = [
      {
        reason: 'FieldManagerConflict',
        message: 'conflict with "kubectl-client-side-apply" using apps/v1',
        field: '.spec.replicas',
      },
      { reason: 'FieldValueInvalid', message: 'something else', field: '.spec' },
    ];
    expect(conflictsOf(new ApiError(409, { reason: 'Conflict', details: { causes } }))).toEqual([
      { manager: 'kubectl-client-side-apply', field: '.spec.replicas' },
    ]);
  });

  it.each([
    ['.spec.replicas', 3],
    ['.spec.containers[name="a"].image', 'i'],
    ['.spec.ports[port=80,protocol="TCP"].name', 'http'],
    ['.spec.missing.field', undefined],
  ])('finds the value of %s', (field, value) => {
    const spec = {
      replicas: 3,
      containers: [{ name: 'b' }, { name: 'a', image: 'i' }],
      ports: [{ port: 80, protocol: 'TCP', name: 'http' }],
    };
    expect(valueAt({ spec }, field)).toEqual(value);
  });
});

describe('a refusal', () => {
  it.each([
    [0, '', 'socket hang up', true],
    [409, 'Conflict', 'the object has been modified', true],
    [409, 'AlreadyExists', 'exists', false],
    [429, 'TooManyRequests', '', true],
    [500, 'InternalError', 'failed calling webhook "x": connection refused', true],
    [500, 'InternalError', 'a bug', false],
    [503, 'ServiceUnavailable', '', true],
    [403, 'Forbidden', 'no right', false],
    [422, 'Invalid', 'no number', false],
  ])('%i %s %s passes: %s', (status, reason, message, passing) => {
    expect(new ApiError(status, { reason, message }).isPassing).toBe(passing);
  });
});
