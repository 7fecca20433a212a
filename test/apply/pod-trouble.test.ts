import { type Event, type Pod, troubleOf } from '../../lib/apply/pod-trouble';

const NOW = Date.parse('2026-01-01T00:00:42Z');

function pod(status: object, metadata: object = {}): Pod {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kafka-0', ...metadata }, status } as Pod;
}

const container = (name: string, state: object, more: object = {}): object => ({
  name,
  ready: false,
  restartCount: 0,
  state,
  ...more,
});
const warning = (reason: string, message: string, lastTimestamp: string): Event => ({
  reason,
  message,
  lastTimestamp,
  involvedObject: {},
});

describe('a pod causes no trouble', () => {
  it.each([
    ['when it is ready', pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] })],
    ['when it has done its work', pod({ phase: 'Succeeded' })],
    ['on its way out', pod({ phase: 'Running' }, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
  ])('%s', (_, live) => {
    expect(troubleOf(live, [], NOW)).toBeUndefined();
  });
});

describe('the trouble of a pod', () => {
  it.each([
    [
      'no node',
      pod({
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }],
      }),
      'kafka-0 Pending: 0/3 nodes are available',
    ],
    [
      'an image that cannot be pulled',
      pod({
        containerStatuses: [
          container('kafka', { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "kafka:x"' } }),
        ],
      }),
      'kafka-0 ImagePullBackOff: Back-off pulling image "kafka:x"',
    ],
    [
      'a missing key of a Secret',
      pod({
        containerStatuses: [
          container('kafka', { waiting: { reason: 'CreateContainerConfigError', message: 'secret "auth" not found' } }),
        ],
      }),
      'kafka-0 CreateContainerConfigError: secret "auth" not found',
    ],
    [
      'a start',
      pod({ containerStatuses: [container('kafka', { waiting: { reason: 'ContainerCreating' } })] }),
      'kafka-0 starts',
    ],
    [
      'an ended init container',
      pod({
        initContainerStatuses: [
          container('format', { terminated: { exitCode: 1, reason: 'Error', message: 'first line\ndisk is full\n' } }),
        ],
      }),
      'kafka-0: container format ended with code 1: disk is full',
    ],
    [
      'memory',
      pod({
        containerStatuses: [container('kafka', { terminated: { exitCode: 137, reason: 'OOMKilled', message: 'x' } })],
      }),
      'kafka-0: container kafka ended with code 137 (OOMKilled): x',
    ],
    [
      'a container that is not ready',
      pod({ containerStatuses: [container('kafka', { running: {} }, { restartCount: 2 })] }),
      'kafka-0: container kafka is not ready after 2 restarts',
    ],
    ['nothing known yet', pod({ phase: 'Pending' }), 'kafka-0 is Pending'],
  ])('%s', (_, live, text) => {
    expect(troubleOf(live, [], NOW)?.text).toBe(text);
  });

  it('is the wait of an init container, with its log', () => {
    const init = [container('wait-for-zookeeper', { running: { startedAt: '2026-01-01T00:00:00Z' } })];
    const later = [container('kafka', { waiting: { reason: 'PodInitializing' } })];
    expect(troubleOf(pod({ initContainerStatuses: init, containerStatuses: later }), [], NOW)).toEqual({
      text: 'kafka-0 waits 42 s for zookeeper',
      logs: { container: 'wait-for-zookeeper', previous: false, lines: 1 },
    });
  });

  it('is the end of a crashing container, with the log of its last run if it left no message', () => {
    const state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 5m0s' } };
    const crashed = (message?: string) =>
      pod({
        containerStatuses: [
          container('kafka', state, { restartCount: 5, lastState: { terminated: { exitCode: 2, message } } }),
        ],
      });
    expect(troubleOf(crashed('no id'), [], NOW)).toEqual({
      text: 'kafka-0 CrashLoopBackOff: container kafka ended with code 2: no id',
    });
    expect(troubleOf(crashed(), [], NOW)).toEqual({
      text: 'kafka-0 CrashLoopBackOff: container kafka ended with code 2',
      logs: { container: 'kafka', previous: true, lines: 3 },
    });
  });

  it('cannot heal with an image name that is none', () => {
    const live = pod({
      containerStatuses: [container('kafka', { waiting: { reason: 'InvalidImageName', message: 'bad' } })],
    });
    expect(troubleOf(live, [], NOW)).toEqual({ text: 'kafka-0 InvalidImageName: bad', final: true });
  });

  it('is explained by the latest warning', () => {
    const live = pod({ containerStatuses: [container('kafka', { waiting: { reason: 'ContainerCreating' } })] });
    const events = [
      warning('FailedMount', 'configmap "kafka" not found\nmore', '2026-01-01T00:00:30Z'),
      warning('FailedScheduling', 'no node', '2026-01-01T00:00:10Z'),
    ];
    expect(troubleOf(live, events, NOW)?.text).toBe('kafka-0 starts: FailedMount: configmap "kafka" not found');
  });
});
