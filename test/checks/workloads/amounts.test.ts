import fc from 'fast-check';
import { amounts } from '../../../lib/checks/workloads/amounts';
import type { Manifest } from '../../../lib/kube/synthesis';

/** What the check reports of a Deployment whose container has these resources. */
function problems(resources: unknown): string[] {
  const spec = { template: { spec: { containers: [{ name: 'web', resources }] } } };
  return findings({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec });
}

function findings(manifest: Manifest): string[] {
  return amounts({ objects: [{ manifest, path: 'web' }] }).map(({ problem, fix }) => `${problem}; ${fix}`);
}

test.each([
  [
    { limits: { memory: '256MB' } },
    "container 'web': limits.memory is '256MB', which is not a quantity; write a number with a unit, such as 250m, 512Mi or 1Gi",
  ],
  [
    { requests: { memory: '256m' } },
    "container 'web': requests.memory is 256m, which is 0.256 bytes; write the unit of bytes that was meant, such as 256Mi",
  ],
  [
    { limits: { 'ephemeral-storage': 512 } },
    "container 'web': limits.ephemeral-storage is 512, which is 512 bytes; write the unit of bytes that was meant, such as 256Mi",
  ],
  [
    { limits: { cpu: '2000' } },
    "container 'web': limits.cpu is 2000, which is 2000 cores; write millicores with the unit m, such as 500m",
  ],
  [
    { requests: { cpu: '1500m' }, limits: { cpu: 1 } },
    "container 'web': requests 1500m of cpu, more than its limit of 1; write a request up to 1, or raise the limit",
  ],
])('%j is a finding', (resources, problem) => {
  expect(problems(resources)).toEqual([problem]);
});

test.each([
  [null],
  ['none'],
  [{ requests: null }],
  [{ limits: { memory: null } }],
  [{ limits: { 'nvidia.com/gpu': 1 } }],
])('%j is none', (resources) => {
  expect(problems(resources)).toEqual([]);
});

test('storage of claims is read in claims and in the templates of a StatefulSet', () => {
  const spec = { resources: { requests: { storage: '10' } } };
  const metadata = { name: 'data' };
  expect(findings({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec })[0]).toMatch(
    /^requests.storage is 10,/,
  );
  const templates = { volumeClaimTemplates: [{ metadata, spec }] };
  expect(findings({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: templates })[0]).toMatch(
    /^claim 0: requests.storage is 10,/,
  );
});

test('a request is a finding exactly where it is above its limit', () => {
  const mebibytes = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(mebibytes, mebibytes, (request, limit) => {
      const found = problems({ requests: { memory: `${request}Mi` }, limits: { memory: `${limit * 1024}Ki` } });
      expect(found).toHaveLength(request > limit ? 1 : 0);
    }),
  );
});
