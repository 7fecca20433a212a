import { traceRules } from '../../../lib/logging/fluentd/trace-rules';
import recorded from './recorded/fluentd-1.19.3.json';
import { CONFIG } from './config-props';
import { corpus } from './interpreter/corpus';
import { cri, logPath, Node } from './interpreter/node';
import { rubyRegExp } from './interpreter/ruby';

const WEB = logPath('web-1');
const FILES = corpus();
const RECORDING: Record<string, readonly { readonly log: string }[]> = recorded.records.cri;

/** The texts of the lines of a file in CRI's format. */
function textsOf(content: string): string[] {
  const lines = Buffer.from(content, 'latin1').toString('utf8').replace(/\n$/, '').split('\n');
  return lines.map((line) => line.split(' ').slice(3).join(' '));
}

/** The texts of records that have so many lines each. */
function joined(texts: readonly string[], sizes: readonly number[]): string[] {
  const left = [...texts];
  return sizes.map((size) => left.splice(0, size).join('\n')).concat(left);
}

/** The texts of the records that lines become. */
function logsOf(...lines: readonly string[]): unknown[] {
  const node = new Node();
  node.write(WEB, ...lines.map((line) => cri(line)));
  return node.logs();
}

describe('a stack trace between two lines is one record,', () => {
  const traces = FILES.filter(({ id }) => id.startsWith('traces/'));

  it.each(traces.map((file) => [file.id.replace(/^traces\/|_.*/g, ''), file] as const))('of %s', (_, file) => {
    const texts = textsOf(file.content);
    const expected = joined(texts, [1, texts.length - 2, 1]);
    const node = new Node();
    node.files.append(file.path, file.content);
    expect(node.logs()).toEqual(expected);
    expect(RECORDING[file.id]?.map(({ log }) => log)).toEqual(expected);
  });
});

describe('ordinary lines beside traces stay records of their own:', () => {
  const ONE_BY_ONE = Array.from({ length: 16 }, () => 1);

  it.each<[string, number[]]>([
    ['java-util-logging', [1, 1, 1, 5, 1, 1, 1]],
    ['node-console', [12, 1, 8, 1]],
    ['node-openwhisk', [9, 1]],
    ['php-warning', [1, 1]],
    ['python-last-message', [23, 1]],
    ['python-log', [1, 8, 1, 1, 1]],
    ['python-openwhisk', [7, 1, 1]],
    ['ruby-rescued', [2, 1, 1]],
    ['rust-two', [1, 4, 1, 1, 2]],
    ['two-in-a-row', [2, 2, 4, 5]],
    ['mixed-languages', [2, 1, 4, 1]],
    ['lone-heads', [3, 1, 1]],
    ['ordinary', [...ONE_BY_ONE.slice(0, 12), 2, ...ONE_BY_ONE.slice(0, 9)]],
  ])('%s', (name, sizes) => {
    const file = FILES.find(({ id }) => id === `exceptions/after-${name}_shop_app`);
    const expected = joined(textsOf(file?.content ?? ''), sizes);
    const node = new Node();
    node.files.append(WEB, file?.content ?? '');
    expect(node.logs()).toEqual(expected);
    expect(RECORDING[file?.id ?? '']?.map(({ log }) => log)).toEqual(expected);
  });

  it.each([
    ['another record of a logging library', '2024-05-01 10:00:00,123 INFO app: ready'],
    ['a level', 'ERROR app: not ready'],
    ['a line of klog', 'I0501 10:00:00.123456 1 main.go:1] ready'],
    ['a JSON record', '{"level":"info"}'],
    ["OpenWhisk's sentinel", 'XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX'],
  ])('the message of an exception ends at %s', (_, line) => {
    const lines = ['java.lang.Error: x', line, '\tat a.B(B.java:1)'];
    expect(logsOf(...lines)).toEqual(lines);
  });
});

describe('a trace is limited', () => {
  const frames = (count: number, length = 0): string[] =>
    Array.from({ length: count }, (_, index) => `\tat a.B.f${index}(${'x'.repeat(length)})`);
  const records = (lines: readonly string[]): (readonly [number, unknown])[] => {
    const node = new Node();
    node.write(WEB, ...lines.map((line) => cri(line)));
    return node.all().map(({ log, partial }) => [String(log).split('\n').length, partial]);
  };

  it('to 1,000 lines: what goes on in another record has the field `partial`', () => {
    expect(records(['java.lang.Error: x', ...frames(2100), 'after'])).toEqual([
      [1000, true],
      [1000, true],
      [101, undefined],
      [1, undefined],
    ]);
  });

  it('to the length of a record', () => {
    const sizes = records(['java.lang.Error: x', ...frames(40, 9000), 'after']);
    expect(sizes).toEqual([
      [30, true],
      [11, undefined],
      [1, undefined],
    ]);
  });

  it('to 50 lines of a message', () => {
    const message = Array.from({ length: 60 }, (_, index) => `m ${index}`);
    expect(records(['java.lang.Error: x', ...message.slice(0, 50), '\tat b'])).toEqual([[52, undefined]]);
    expect(records(['java.lang.Error: x', ...message, '\tat b'])).toHaveLength(62);
  });

  it('to 2 s after its last line, and to 5 s', () => {
    const node = new Node();
    node.write(WEB, cri('java.lang.Error: x'), cri('\tat a'));
    node.run(1);
    node.write(WEB, cri('\tat b'));
    node.run(9);
    expect([...node.stored.values()].map(({ source }) => source['log'])).toEqual([
      'java.lang.Error: x\n\tat a\n\tat b',
    ]);
    for (let second = 0; second < 20; second++) {
      node.write(WEB, cri(second === 0 ? 'java.lang.Error: y' : '\tat c'));
      node.run(1);
    }
    expect(node.logs()[1]).toBe(`java.lang.Error: y${'\n\tat c'.repeat(5)}`);
  });
});

describe('the languages', () => {
  it.each(CONFIG.languages.map((language) => [language]))('%s has rules that begin a trace', (language) => {
    expect(traceRules([language]).some(({ from }) => from.includes('start'))).toBe(true);
  });

  it('leave the traces of others as they are', () => {
    const node = new Node({ languages: ['go'] });
    node.write(WEB, cri('java.lang.Error: x'), cri('\tat a'));
    expect(node.logs()).toEqual(['java.lang.Error: x', '\tat a']);
  });

  it('have rules whose states all begin and go on', () => {
    const rules = traceRules(CONFIG.languages);
    const [reached, left] = [new Set(rules.map(({ to }) => to)), new Set(rules.flatMap(({ from }) => from))];
    expect([...left].filter((state) => !reached.has(state))).toEqual(['start']);
    expect([...reached].filter((state) => !left.has(state))).toEqual(['end']);
  });

  it('have expressions that no line keeps busy', () => {
    const lines = ['a', ' ', '(', 'a.', '^', ':1', 'Error: ', 'Error [A]', '\t', '{', "'", 'x=', '0:in `'].flatMap(
      (part) =>
        ['', 'Error: ', 'Fatal error: ', '\tat ', '/', "thread '", 'goroutine 1 '].map((start) =>
          (start + part.repeat(1024)).slice(0, 1024),
        ),
    );
    const started = performance.now();
    for (const { line } of traceRules(CONFIG.languages))
      for (const text of lines) if (line) rubyRegExp(line).test(text);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
