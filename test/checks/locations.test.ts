import { FindingsError } from '../../lib/checks/all';
import { parsePlatform } from '../../lib/load/load';
import { synthesizeLoaded } from '../../lib/render';

/** The message about the findings in a platform file. */
function messageAbout(yaml: string): string {
  try {
    synthesizeLoaded(parsePlatform(yaml));
  } catch (error) {
    if (error instanceof FindingsError) return error.message;
    throw error;
  }
  throw new Error('The platform has no findings');
}

const CONTAINER = '/spec/template/spec/containers/0';

const amendment = (...operations: string[]): string =>
  [
    'monitoring: { enabled: false }',
    'amendments:',
    '  - { kind: Service, name: owdev-nginx, patch: [{ op: add, path: /metadata/annotations, value: { a: b } }] }',
    '  - kind: Deployment',
    '    name: owdev-nginx',
    '    patch:',
    ...operations.map((operation) => `      - { ${operation} }`),
  ].join('\n');

test('a finding about an amended object names the line of the amendment', () => {
  expect(messageAbout(amendment(`op: replace, path: ${CONTAINER}/image, value: "nginx:latest"`))).toBe(
    [
      '1 finding; nothing was written',
      "  platform.yaml:4 Deployment/owdev-nginx (openwhisk/Nginx/Workload/Resource): container 'nginx': image nginx:latest has the moving tag 'latest' [FS-403 hardening]",
      '    fix: write the image with a version tag or a digest',
    ].join('\n'),
  );
});

test('of several amendments of an object, the last one is named', () => {
  const again =
    '  - { kind: Deployment, name: owdev-nginx, patch: [{ op: replace, path: /metadata/labels/a, value: b }] }';
  const yaml = `${amendment(`op: remove, path: ${CONTAINER}/resources`, 'op: add, path: /metadata/labels/a, value: a')}\n${again}`;
  expect(messageAbout(yaml)).toContain('platform.yaml:9 Deployment/owdev-nginx');
});

test('a finding about another object names the section of its component', () => {
  const yaml = [
    'monitoring:',
    '  enabled: true',
    '  rules:',
    '    - name: mine',
    '      rules: [{ record: a:b, expr: unheard_of_series }]',
  ].join('\n');
  expect(messageAbout(yaml)).toContain('platform.yaml:3 PrometheusRule/');
});

test('a finding about a component that the file does not mention names the file', () => {
  const yaml =
    'amendments: [{ kind: PersistentVolumeClaim, name: owdev-redis-pvc, patch: [{ op: replace, path: /metadata/name, value: x }] }]';
  expect(messageAbout(yaml)).toContain('\n  platform.yaml Deployment/owdev-redis (');
});

test.each([
  ['host network', 'op: add, path: /spec/template/spec/hostNetwork, value: true', 'remove hostNetwork from the pod'],
  [
    'no requests',
    `op: remove, path: ${CONTAINER}/resources/requests`,
    'set resources.requests.cpu, resources.requests.memory and resources.requests.ephemeral-storage',
  ],
  [
    'escalation',
    `op: remove, path: ${CONTAINER}/securityContext/allowPrivilegeEscalation`,
    'set securityContext.allowPrivilegeEscalation: false',
  ],
  [
    'a root user',
    `op: remove, path: ${CONTAINER}/securityContext/runAsNonRoot`,
    'set securityContext.runAsNonRoot: true',
  ],
  [
    'a literal secret',
    `op: add, path: ${CONTAINER}/env, value: [{ name: DB_PASSWORD, value: x }]`,
    'read it from a Secret with valueFrom.secretKeyRef',
  ],
])('the fix for %s is in the words of the manifest, not of the source', (_, operation, fix) => {
  const message = messageAbout(amendment(operation));
  expect(message).toContain(`\n    fix: ${fix}`);
  expect(message).not.toMatch(/lib\/|rootReason|hostReason|containerSecurityContext/);
});
