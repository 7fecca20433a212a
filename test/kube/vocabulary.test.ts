import { selectorFor } from '../../lib/kube/labels';
import { objectName, serviceHost } from '../../lib/kube/names';
import { containerSecurityContext, exceptionsOf, podSecurityContext } from '../../lib/kube/security';
import { toProbes } from '../../lib/kube/probes';

describe('names', () => {
  test('begin with the instance', () => {
    expect(objectName('owdev', 'kafka')).toBe('owdev-kafka');
    expect(serviceHost('owdev-kafka', 'openwhisk', 'cluster.local')).toBe('owdev-kafka.openwhisk.svc.cluster.local');
  });

  test('that leave no room for the names of pods are refused', () => {
    expect(() => objectName('a'.repeat(50), 'kafka')).toThrow(
      `The name '${'a'.repeat(50)}-kafka' has 56 characters; at most 52 fit; choose a shorter platform name`,
    );
  });

  test('that are not DNS labels are refused', () => {
    expect(() => objectName('Owdev', 'kafka')).toThrow(
      "The name 'Owdev-kafka' is not a DNS label; use lower-case letters, digits and '-'",
    );
  });
});

test('a selector, which cannot change in a cluster, has no label that a later version may change', () => {
  const id = { component: 'controller', program: 'openwhisk', partOf: 'openwhisk' };
  expect(Object.keys(selectorFor('owdev', id)).join(' ')).not.toMatch(/version|managed-by|part-of/);
});

describe('security contexts', () => {
  test('are restricted', () => {
    expect(podSecurityContext({ uid: 1000 }, true)).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
      runAsGroup: 1000,
      fsGroup: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(containerSecurityContext({ uid: 1000 })).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(exceptionsOf({ uid: 1000 })).toEqual([]);
  });

  test('for root need a reason', () => {
    expect(() => podSecurityContext({ uid: 0 }, true)).toThrow('A container that runs as root needs a rootReason');
    expect(() => podSecurityContext({ uid: 5, addCapabilities: ['CHOWN'] }, true)).toThrow(
      'Capabilities are of use to root only',
    );
    expect(exceptionsOf({ uid: 0, rootReason: 'it binds port 80', addCapabilities: ['CHOWN'] })).toEqual([
      'runs as root (capabilities CHOWN): it binds port 80',
    ]);
  });
});

describe('probes', () => {
  test('start with a startup probe of up to five minutes', () => {
    const { startupProbe, livenessProbe } = toProbes({
      readiness: { tcp: 'a' },
      liveness: { http: '/ping', port: 'a' },
    });
    expect((startupProbe?.periodSeconds ?? 0) * (startupProbe?.failureThreshold ?? 0)).toBe(300);
    expect(livenessProbe).toMatchObject({ httpGet: { path: '/ping', scheme: 'HTTP' }, periodSeconds: 10 });
  });

  test('have no startup probe without a liveness probe', () => {
    expect(Object.keys(toProbes({ readiness: { exec: ['true'] } }))).toEqual(['readinessProbe']);
  });
});
