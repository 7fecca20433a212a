import type { Change } from '../../lib/apply/changes';
import type { Progress } from '../../lib/apply/run';
import { Reporter } from '../../lib/cli/cluster/reporter';

const change = {
  id: { apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'n', name: 'kafka' },
  operation: 'create',
} as Change;

const waiting = (line: string): Progress => ({
  change,
  state: 'waiting',
  detail: '0/3 pods ready',
  reasons: { lines: [line], final: false },
});

describe('the course of an apply without a terminal', () => {
  let now: number;
  let lines: string[];
  let reporter: Reporter;

  beforeEach(() => {
    now = Date.parse('2026-01-01T00:00:00Z');
    Date.now = () => now;
    lines = [];
    reporter = new Reporter((line) => lines.push(line.slice('00:00:00  '.length)));
  });
  const realNow = Date.now;
  afterAll(() => {
    Date.now = realNow;
  });

  const later = (seconds: number, progress: Progress): void => {
    now += seconds * 1000;
    reporter.report(progress);
  };

  it('says why an object is not ready once it has had time to start, and again when the reason changes', () => {
    reporter.report({ change, state: 'applied' });
    later(0, waiting('kafka-0 is Pending'));
    later(4, waiting('kafka-0 Pending: no node'));
    later(1, waiting('kafka-0 Pending: no node'));
    later(1, waiting('kafka-0 Pending: no node'));
    later(60, waiting('kafka-0 waits 3 s for zookeeper'));
    later(5, waiting('kafka-0 waits 8 s for zookeeper'));
    later(1, { change, state: 'ready' });
    expect(lines).toEqual([
      'created StatefulSet/n/kafka',
      'waiting  StatefulSet/n/kafka: 0/3 pods ready\n    kafka-0 Pending: no node',
      'waiting  StatefulSet/n/kafka: 0/3 pods ready\n    kafka-0 waits 3 s for zookeeper',
      'ready    StatefulSet/n/kafka after 72 s',
    ]);
  });

  it('says why an object has failed', () => {
    later(0, { change, state: 'failed', detail: 'timed out', reasons: { lines: ['kafka-0 OOMKilled'], final: false } });
    expect(lines).toEqual(['failed   StatefulSet/n/kafka: timed out\n    kafka-0 OOMKilled']);
  });

  it('has no line for a quick start', () => {
    later(0, waiting('kafka-0 is Pending'));
    later(3, { change, state: 'ready' });
    expect(lines).toEqual(['ready    StatefulSet/n/kafka after 3 s']);
  });
});
