import type { LiveObject } from '../../lib/apply/objects';
import { HOLDING_KINDS, readinessOf } from '../../lib/apply/readiness';

const APPLIED = Date.parse('2026-01-01T00:00:00Z');
const BEFORE = '2025-12-31T23:59:00Z';
const AFTER = '2026-01-01T00:10:00Z';

function object(kind: string, status: object, spec: object = {}, metadata: object = {}): LiveObject {
  return { apiVersion: 'v1', kind, metadata: { name: 'x', generation: 2, ...metadata }, spec, status } as LiveObject;
}

const condition = (type: string, value: string, more: object = {}): object => ({ type, status: value, ...more });
const counts = { observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 3, readyReplicas: 3 };
const exceeded = { reason: 'ProgressDeadlineExceeded', message: 'has timed out progressing' };

describe('an object is ready', () => {
  it.each([
    ['a Deployment with all pods available', object('Deployment', counts, { replicas: 3 })],
    [
      'a Deployment that says nothing about replicas has one',
      object('Deployment', { ...counts, replicas: 1, updatedReplicas: 1, availableReplicas: 1 }),
    ],
    [
      'a StatefulSet with all pods of the present revision',
      object('StatefulSet', { ...counts, currentRevision: 'a', updateRevision: 'a' }, { replicas: 3 }),
    ],
    [
      'a StatefulSet whose pods somebody else replaces',
      object(
        'StatefulSet',
        { ...counts, currentRevision: 'a', updateRevision: 'b' },
        { replicas: 3, updateStrategy: { type: 'OnDelete' } },
      ),
    ],
    [
      'a DaemonSet with all pods available',
      object('DaemonSet', {
        observedGeneration: 2,
        desiredNumberScheduled: 2,
        numberAvailable: 2,
        updatedNumberScheduled: 2,
      }),
    ],
    ['a complete Job', object('Job', { conditions: [condition('Complete', 'True')] })],
    [
      'an established definition',
      object('CustomResourceDefinition', { conditions: [condition('Established', 'True')] }),
    ],
    [
      'an available Prometheus',
      object('Prometheus', { conditions: [condition('Available', 'True'), condition('Reconciled', 'True')] }),
    ],
    ['an unknown kind without conditions', object('Widget', {})],
    ['an unknown kind that is ready', object('Widget', { conditions: [condition('Ready', 'True')] })],
  ])('%s', (_, live) => {
    expect(readinessOf(live, APPLIED)).toEqual({ state: 'ready' });
  });

  it.each([
    [
      'a claim without volume',
      object('PersistentVolumeClaim', { phase: 'Pending' }),
      'not bound yet: a volume is made for the first pod that uses it',
    ],
    [
      'an Ingress without address',
      object('Ingress', { loadBalancer: {} }),
      'no address yet: nothing in this cluster has given one',
    ],
    [
      'a load balancer without address',
      object('Service', {}, { type: 'LoadBalancer' }),
      'no address yet: nothing in this cluster has given one',
    ],
    [
      'a DaemonSet without nodes',
      object('DaemonSet', { observedGeneration: 2, desiredNumberScheduled: 0 }),
      'no node matches its selector and tolerations',
    ],
    ['a suspended Job', object('Job', {}, { suspend: true }), 'is suspended'],
    [
      'an autoscaler without metrics',
      object('HorizontalPodAutoscaler', {
        conditions: [condition('ScalingActive', 'False', { message: 'no metrics' })],
      }),
      'does not scale: no metrics',
    ],
    ['a Gateway without controller', object('Gateway', {}), 'not programmed yet: no controller serves its class'],
  ])('%s holds nothing back, and is noted', (_, live, note) => {
    expect(readinessOf(live, APPLIED)).toEqual({ state: 'ready', note });
  });
});

describe('an object is not ready yet', () => {
  it.each([
    [
      'a Deployment that its controller has not seen',
      object('Deployment', {}, { replicas: 1 }),
      'its controller has not seen it yet',
    ],
    [
      'a status of an earlier generation',
      object('Deployment', { ...counts, observedGeneration: 1 }, { replicas: 3 }),
      'its controller has not seen the change yet',
    ],
    [
      'a Deployment that is rolled out',
      object('Deployment', { ...counts, replicas: 4, updatedReplicas: 2 }, { replicas: 3 }),
      '2/3 pods available, 2 old ones remain',
    ],
    [
      'a Deployment whose pods are refused',
      object(
        'Deployment',
        {
          ...counts,
          availableReplicas: 0,
          conditions: [condition('ReplicaFailure', 'True', { message: 'exceeded quota' })],
        },
        { replicas: 3 },
      ),
      '0/3 pods available: exceeded quota',
    ],
    [
      'a StatefulSet with one pod of three',
      object('StatefulSet', { ...counts, readyReplicas: 1 }, { replicas: 3 }),
      '1/3 pods ready',
    ],
    [
      'a StatefulSet with pods of two revisions',
      object(
        'StatefulSet',
        { ...counts, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' },
        { replicas: 3 },
      ),
      '1/3 pods updated',
    ],
    [
      'a DaemonSet',
      object('DaemonSet', {
        observedGeneration: 2,
        desiredNumberScheduled: 4,
        numberAvailable: 4,
        updatedNumberScheduled: 3,
      }),
      '3/4 pods available',
    ],
    ['a running Job', object('Job', { active: 1 }), 'not complete'],
    ['a Job after failed tries', object('Job', { active: 1, failed: 2 }), 'not complete, 2 tries failed'],
    ['a definition', object('CustomResourceDefinition', {}), 'the kind is not served yet'],
    ['a Prometheus without operator', object('Prometheus', {}), 'no controller has reported on it yet'],
    [
      'a Prometheus that its operator cannot reconcile',
      object('Prometheus', { conditions: [condition('Reconciled', 'False', { message: 'bad rule' })] }),
      'bad rule',
    ],
    [
      'a condition of an earlier generation',
      object('Prometheus', { conditions: [condition('Available', 'True', { observedGeneration: 1 })] }),
      'its controller has not seen the change yet',
    ],
    [
      'an aggregated API',
      object('APIService', { conditions: [condition('Available', 'False', { message: 'no endpoints' })] }),
      'no endpoints',
    ],
    [
      'an object on its way out',
      object('Deployment', counts, { replicas: 3 }, { deletionTimestamp: AFTER }),
      'is being deleted',
    ],
    [
      'a failure from before the apply',
      object(
        'Deployment',
        {
          ...counts,
          availableReplicas: 2,
          conditions: [condition('Progressing', 'False', { ...exceeded, lastUpdateTime: BEFORE })],
        },
        { replicas: 3 },
      ),
      '2/3 pods available',
    ],
  ])('%s', (_, live, detail) => {
    expect(readinessOf(live, APPLIED)).toEqual({ state: 'progressing', detail });
  });
});

describe('an object has failed', () => {
  it.each([
    [
      'a Deployment past its deadline',
      object(
        'Deployment',
        {
          ...counts,
          availableReplicas: 2,
          conditions: [condition('Progressing', 'False', { ...exceeded, lastUpdateTime: AFTER })],
        },
        { replicas: 3 },
      ),
      '2/3 pods available: has timed out progressing',
    ],
    [
      'a Job without further tries',
      object('Job', { conditions: [condition('Failed', 'True', { message: 'reached backoff limit' })] }),
      'reached backoff limit',
    ],
    [
      'a definition whose names are taken',
      object('CustomResourceDefinition', { conditions: [condition('NamesAccepted', 'False', { message: 'taken' })] }),
      'taken',
    ],
    ['a claim that lost its volume', object('PersistentVolumeClaim', { phase: 'Lost' }), 'its volume is lost'],
  ])('%s', (_, live, detail) => {
    expect(readinessOf(live, APPLIED)).toEqual({ state: 'failed', detail });
  });
});

it('an API that a Job gives its certificate does not hold the Job back', () => {
  expect(HOLDING_KINDS).not.toContain('APIService');
});
