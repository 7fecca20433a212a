import { differenceLines, driftText } from '../../lib/cli/cluster/difference-text';

describe('a field that differs', () => {
  it.each([
    [{ path: 'spec.replicas', before: 1, after: 2 }, ['spec.replicas: 1 -> 2']],
    [{ path: 'spec.paused', after: true }, ['spec.paused: true is new']],
    [{ path: 'spec.paused', before: true }, ['spec.paused: true goes away']],
    [{ path: 'spec.selector' }, ['spec.selector']],
  ])('%j', (difference, lines) => {
    expect(differenceLines(difference, true)).toEqual(lines);
  });

  it('with a long value shows the lines that differ', () => {
    const text = (level: string): string =>
      ['# settings of the server', 'port = 5984', `level = ${level}`, 'x'.repeat(80), ''].join('\n');
    const difference = { path: 'data.ini', before: text('info'), after: text('debug') };
    const summary = 'data.ini: -1 +1 lines';
    expect(differenceLines(difference, true)).toEqual([summary, '  - level = info', '  + level = debug']);
    expect(differenceLines(difference, false)).toEqual([summary]);
  });

  it('with a long list shows the items that differ', () => {
    const items = Array.from({ length: 40 }, (_, index) => index);
    expect(differenceLines({ path: 'spec.list', before: items, after: [...items, 40] }, true)).toEqual([
      'spec.list: -0 +1 lines',
      '  + - 40',
    ]);
  });
});

describe('a field that something else has changed', () => {
  it.each([
    [{ path: 'spec.replicas', before: 5, after: 3 }, 'spec.replicas is 5 instead of 3'],
    [{ path: 'spec.paused', before: true }, 'spec.paused is true, and the platform does not set it'],
    [{ path: 'metadata.labels.a', after: 'b' }, 'metadata.labels.a is missing, instead of "b"'],
  ])('%j', (drift, text) => {
    expect(driftText(drift)).toBe(text);
  });
});
