import { podSecurity } from '../../../lib/checks/security/pod-security';
import { linesOf, subjectOf } from '../../support/subject';

const lines = (level: string | undefined, pod: string): string[] => {
  const labels = level === undefined ? '{}' : `{ pod-security.kubernetes.io/enforce: ${level} }`;
  return linesOf(
    subjectOf(`apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: ${labels} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: { spec: ${pod} } }
`),
    podSecurity,
  );
};

const HARDENED =
  '{ containers: [{ name: web, securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: [ALL] }, seccompProfile: { type: RuntimeDefault } } }] }';
const PLAIN = '{ containers: [{ name: web }] }';
const PRIVILEGED = '{ hostPID: true, containers: [{ name: web, securityContext: { privileged: true } }] }';

const FIX = 'remove them, or move the pods to a namespace of another level';

test('pods that their namespace refuses are a finding', () => {
  expect(lines('restricted', PLAIN)).toEqual([
    `FS-410 Deployment/web: namespace shop enforces restricted, and refuses its pods: container 'web' without allowPrivilegeEscalation: false; container 'web' without capabilities.drop: [ALL]; container 'web' without seccompProfile.type: RuntimeDefault; container 'web' without runAsNonRoot: true; ${FIX}`,
  ]);
  expect(lines('baseline', PRIVILEGED)).toEqual([
    `FS-410 Deployment/web: namespace shop enforces baseline, and refuses its pods: hostPID: true; container 'web' with privileged: true; ${FIX}`,
  ]);
  expect(lines('restricted', HARDENED)).toEqual([]);
  expect(lines('baseline', PLAIN)).toEqual([]);
  expect(lines('privileged', PRIVILEGED)).toEqual([]);
});

test.each([
  [HARDENED, 'restricted'],
  [PLAIN, 'baseline'],
  [PRIVILEGED, 'privileged'],
])('a namespace without a level is a finding, which names the level of its pods', (pod, level) => {
  expect(lines(undefined, pod)).toEqual([
    `FS-411 Namespace/shop: enforces no level of Pod Security: it admits privileged pods; write the label pod-security.kubernetes.io/enforce: ${level}, which its pods keep`,
  ]);
});

test('a level that does not exist is a finding', () => {
  expect(lines('strict', HARDENED)).toEqual([
    "FS-410 Namespace/shop: enforces the level 'strict', which does not exist: the API server refuses it; write the label pod-security.kubernetes.io/enforce: restricted, which its pods keep",
  ]);
});
