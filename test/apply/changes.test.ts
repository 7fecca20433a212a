import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChanges, type Change } from '../../lib/apply/changes';
import { Cluster } from '../../lib/apply/cluster';
import { Discovery } from '../../lib/apply/discovery';
import { hashOf, type Entry } from '../../lib/apply/inventory';
import { NotApplicableError } from '../../lib/apply/problem';
import type { Manifest } from '../../lib/kube/synthesis';
import type { PlannedObject } from '../../lib/plan/planned';

/** An answer of the stand-in for an API server: a status and a body. */
type Answer = readonly [status: number, body: object];

const KINDS: Readonly<Record<string, readonly (readonly [kind: string, name: string])[]>> = {
  '/apis/apps/v1': [['Deployment', 'deployments']],
  '/apis/batch/v1': [['Job', 'jobs']],
  '/api/v1': [
    ['Namespace', 'namespaces'],
    ['ConfigMap', 'configmaps'],
  ],
};

const NOT_FOUND: Answer = [404, { reason: 'NotFound', message: 'not found' }];

describe('the effects of an apply', () => {
  let folder: string;
  let server: Server;
  let answers: Record<string, Answer>;
  let cluster: Cluster;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'faas-stack-changes-'));
    answers = {};
    server = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      const kinds = KINDS[path];
      const resources = kinds?.map(([kind, name]) => ({ kind, name, namespaced: kind !== 'Namespace' }));
      const [status, body] = resources ? [200, { resources }] : (answers[`${request.method} ${path}`] ?? NOT_FOUND);
      request.resume().on('end', () => response.writeHead(status).end(JSON.stringify(body)));
    });
    await new Promise<void>((done) => server.listen(join(folder, 'api'), done));
    cluster = new Cluster(join(folder, 'api'));
  });
  afterEach(() => {
    cluster.close();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const planned = (manifest: Manifest): PlannedObject => ({ name: manifest.metadata.name, manifest, dependsOn: [] });
  const find = (manifest: Manifest, { takeOver = [] as string[], entries = [] as Entry[] } = {}): Promise<Change[]> =>
    findChanges([planned(manifest)], { cluster, discovery: new Discovery(cluster), entries, takeOver });

  const DEPLOYMENT: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'x', namespace: 'n', labels: { 'app.kubernetes.io/instance': 'owdev' } },
    spec: { replicas: 1 },
  };
  const PATH = '/apis/apps/v1/namespaces/n/deployments/x';
  const JOB: Manifest = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j', namespace: 'n' } };
  const JOB_PATH = '/apis/batch/v1/namespaces/n/jobs/j';
  const problemOf = async (changes: Promise<Change[]>): Promise<string> => {
    const error = await changes.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(NotApplicableError);
    return (error as NotApplicableError).message;
  };

  it('is nothing for an object as it should be', async () => {
    answers[`GET ${PATH}`] = [200, { ...DEPLOYMENT, status: { replicas: 1 } }];
    answers[`PATCH ${PATH}`] = [200, DEPLOYMENT];
    expect(await find(DEPLOYMENT)).toMatchObject([{ operation: 'unchanged', differences: [] }]);
  });

  it('is an update with its fields', async () => {
    answers[`GET ${PATH}`] = [200, { ...DEPLOYMENT, spec: { replicas: 3 } }];
    answers[`PATCH ${PATH}`] = [200, DEPLOYMENT];
    const differences = [{ path: 'spec.replicas', before: 3, after: 1 }];
    expect(await find(DEPLOYMENT)).toMatchObject([{ operation: 'update', differences }]);
  });

  it('is an unchecked creation where the namespace does not exist yet', async () => {
    answers['POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews'] = [201, { status: { allowed: true } }];
    expect(await find(DEPLOYMENT)).toMatchObject([{ operation: 'create', unchecked: true }]);
  });

  it('is a replacement where a field cannot be changed', async () => {
    answers[`GET ${PATH}`] = [200, DEPLOYMENT];
    const causes = [{ field: 'spec.selector', message: 'field is immutable' }];
    answers[`PATCH ${PATH}`] = [
      422,
      { reason: 'Invalid', message: 'spec.selector: field is immutable', details: { causes } },
    ];
    expect(await find(DEPLOYMENT)).toMatchObject([{ operation: 'replace', differences: [{ path: 'spec.selector' }] }]);
  });

  it('is a replacement of a Job that has failed, so that it runs again', async () => {
    answers[`GET ${JOB_PATH}`] = [200, { ...JOB, status: { conditions: [{ type: 'Failed', status: 'True' }] } }];
    answers[`PATCH ${JOB_PATH}`] = [200, JOB];
    expect(await find(JOB)).toMatchObject([{ operation: 'replace' }]);
  });

  it('is nothing for a Job that has completed and is gone, unless it has changed', async () => {
    const entry = (hash: string): Entry => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      namespace: 'n',
      name: 'j',
      after: [],
      hash,
      done: true,
    });
    answers[`PATCH ${JOB_PATH}`] = [201, JOB];
    expect(await find(JOB, { entries: [entry(hashOf(JOB))] })).toMatchObject([{ operation: 'completed' }]);
    expect(await find(JOB, { entries: [entry('another')] })).toMatchObject([{ operation: 'create' }]);
  });

  it.each([
    [422, 'Invalid', 'spec.replicas: must be positive', 'the API server refuses it: spec.replicas: must be positive'],
    [
      403,
      'Forbidden',
      'deployments "x" is forbidden: User "u" cannot patch resource',
      'deployments "x" is forbidden: User "u" cannot patch resource',
    ],
    [
      403,
      'Forbidden',
      'violates PodSecurity "restricted:latest"',
      'the API server refuses it: violates PodSecurity "restricted:latest"',
    ],
  ])('is a problem after %i %s: %s', async (status, reason, message, problem) => {
    answers[`PATCH ${PATH}`] = [status, { reason, message }];
    expect(await problemOf(find(DEPLOYMENT))).toContain(`Deployment/n/x: ${problem}\n  fix: `);
  });

  it('is a problem for a kind that nothing serves', async () => {
    const message = await problemOf(find({ apiVersion: 'a.example/v1', kind: 'Widget', metadata: { name: 'w' } }));
    expect(message).toBe(
      'Widget/w: the cluster does not serve a.example/v1 Widget\n  fix: install what serves the kind first\nNothing was changed: 1 problem',
    );
  });

  it.each([
    [{ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }, 'Helm (label app.kubernetes.io/managed-by)'],
    [{ annotations: { 'meta.helm.sh/release-name': 'web' } }, 'the Helm release web'],
    [
      { labels: { 'app.kubernetes.io/managed-by': 'faas-stack', 'app.kubernetes.io/instance': 'other' } },
      'the platform other',
    ],
  ])('is a problem for an object of another owner: %j', async (metadata, owner) => {
    answers[`GET ${PATH}`] = [200, { ...DEPLOYMENT, metadata: { name: 'x', namespace: 'n', ...metadata } }];
    expect(await problemOf(find(DEPLOYMENT))).toContain(`Deployment/n/x: it belongs to ${owner}\n`);
  });

  it('is a conflict for a field of another manager, unless it is taken over', async () => {
    const cause = {
      reason: 'FieldManagerConflict',
      message: 'conflict with "kubectl" using apps/v1',
      field: '.spec.replicas',
    };
    const managedFields = [{ manager: 'kubectl', operation: 'Update', time: '2026-01-01T00:00:00Z' }];
    answers[`GET ${PATH}`] = [
      200,
      { ...DEPLOYMENT, metadata: { ...DEPLOYMENT.metadata, managedFields }, spec: { replicas: 3 } },
    ];
    answers[`PATCH ${PATH}`] = [409, { reason: 'Conflict', message: 'Apply failed', details: { causes: [cause] } }];
    expect(await problemOf(find(DEPLOYMENT))).toContain(
      'Deployment/n/x: kubectl has set .spec.replicas at 2026-01-01T00:00:00Z: 3 there, 1 in the platform\n  fix: add --take-over kubectl',
    );
    expect(await problemOf(find(DEPLOYMENT, { takeOver: ['helm'] }))).toContain('add --take-over kubectl');
  });
});
