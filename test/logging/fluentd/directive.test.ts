import fc from 'fast-check';
import { env, label, match, render, section, source, type Value } from '../../../lib/logging/fluentd/directive';
import { readConfig, tagMatcher } from './interpreter/config-text';
import { rubyRegExp, timeReader } from './interpreter/ruby';

const read = (text: string): ReturnType<typeof readConfig> =>
  readConfig({ 'fluent.conf': text }, 'fluent.conf', { NAME: 'of the environment' });

const readBack = (value: Value): string | undefined =>
  read(render([section('system', { key: value })])).children[0]?.params['key'];

describe('the text of a configuration', () => {
  it('has a directive in another, with its parameters in order', () => {
    const text = render([label('@A', match('**', 'file', 'out', { path: '/x' }, section('buffer', { size: 1 })))]);
    expect(text).toBe(
      [
        '<label @A>',
        '  <match **>',
        '    @type file',
        '    @id out',
        '    path /x',
        '    <buffer>',
        '      size 1',
        '    </buffer>',
        '  </match>',
        '</label>',
        '',
      ].join('\n'),
    );
  });

  it('round-trips any string', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '#', '{', '}', '[', '\\', '\n', '\t', '$') }),
        (text) => {
          expect(readBack(text)).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has lists and maps as JSON, and the name of a variable instead of its value', () => {
    expect(readBack(['a"b', 'c'])).toBe('["a\\"b","c"]');
    expect(readBack({ a: 'b' })).toBe('{"a":"b"}');
    expect(readBack(env('NAME'))).toBe('of the environment');
    expect(render([source('x', 'y', { password: env('NAME') })])).toContain(`password "#{ENV['NAME']}"`);
  });
});

describe('the reader of configurations', () => {
  it.each([
    ['a directive that is not closed', '<source>\n', 'fluent.conf: <source> is not closed'],
    ['one that is not open', '<a>\n</b>\n', 'fluent.conf:2: closes what is not open: </b>'],
    ['a parameter twice', '<a>\nb 1\nb 2\n</a>', 'fluent.conf:3: is listed twice: b 2'],
    ['a file that is not there', '@include other.conf', "There is no file 'other.conf'"],
    ['a variable that is not set', `<a>\nb "#{ENV['NONE']}"\n</a>`, 'The variable NONE is not set'],
    ['other code', '<a>\nb "#{`ls`}"\n</a>', 'Code that is not read: `ls`'],
  ])('refuses %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    ['**', 'a.b', true],
    ['a.**', 'a', true],
    ['a.**', 'a.b.c', true],
    ['a.**', 'ab', false],
    ['a.*', 'a.b.c', false],
    ['a.*_ns_{x,y}-*.log', 'a.pod_ns_y-1.log', true],
    ['a.*_ns_{x,y}-*.log', 'a.pod_ns_z-1.log', false],
    ['a.*_ns_x-*.log', 'a.b.pod_ns_x-1.log', false],
  ])('matches the tags of %s as Fluentd does: %s', (pattern, tag, expected) => {
    expect(tagMatcher(pattern)(tag)).toBe(expected);
  });

  it.each([
    ['^$', '\n', true],
    ['^$', 'a\n', false],
    ['a$', 'a\n', true],
    ['^b', 'a\nb', true],
    ['a.b', 'a\rb', true],
    ['a.b', 'a\nb', false],
    ['\\Ab', 'a\nb', false],
    ['/[$.^]/', '$', true],
    ['/A/i', 'a', true],
  ])('matches %s as Ruby does: %j', (expression, text, expected) => {
    expect(rubyRegExp(expression).test(text)).toBe(expected);
  });

  it('reads times to the nanosecond, at any offset', () => {
    const time = timeReader('%Y-%m-%dT%H:%M:%S.%N%z');
    const utc = time('2024-05-01T10:00:00.123456789Z');
    expect(utc).toBe(1_714_557_600_123_456_789n);
    expect(time('2024-05-01T12:00:00.123456789+02:00')).toBe(utc);
    expect(time('2024-05-01T04:30:00.123456789-0530')).toBe(utc);
    expect(time('yesterday')).toBeUndefined();
  });
});
