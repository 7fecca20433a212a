import { uniqueParts } from '../../../lib/checks/workloads/unique-parts';

/** What the check reports of pods. */
function problems(spec: unknown): string[] {
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec };
  return uniqueParts({ objects: [{ manifest, path: 'web' }] }).map(({ rule, problem }) => `${rule} ${problem}`);
}

const web = { name: 'web' };

test.each([
  [{ containers: [web, web] }, "FS-332 has the container 'web' twice"],
  [{ initContainers: [web], containers: [web] }, "FS-332 has the container 'web' twice"],
  [{ volumes: [{ name: 'a' }, { name: 'a' }], containers: [] }, "FS-332 has the volume 'a' twice"],
  [
    { containers: [{ ...web, volumeMounts: [{ mountPath: '/a' }, { mountPath: '/a' }] }] },
    "FS-332 has the mount path '/a' of container 'web' twice",
  ],
  [
    { containers: [{ ...web, ports: [{ name: 'http' }, { name: 'http' }] }] },
    "FS-332 has the port 'http' of container 'web' twice",
  ],
  [
    { containers: [{ ...web, env: [{ name: 'A' }, { name: 'A' }] }] },
    "FS-333 has the variable 'A' of container 'web' twice",
  ],
])('%j is a finding', (spec, problem) => {
  expect(problems(spec)).toEqual([problem]);
});

test('equal names in different places are none', () => {
  const ports = [{ name: 'http' }, { containerPort: 1 }, { containerPort: 2 }];
  expect(
    problems({
      volumes: [web],
      containers: [
        { ...web, ports },
        { name: 'side', ports },
      ],
    }),
  ).toEqual([]);
});
