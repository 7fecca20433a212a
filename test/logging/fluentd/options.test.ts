import recorded from './recorded/options-1.19.3.json';
import { cri, logPath, Node } from './interpreter/node';
import { toBytes } from './interpreter/ruby';
import { OPTION_FILES, OPTION_PODS, OPTION_PROPS } from './option-lines';

type Source = Readonly<Record<string, unknown>>;

/** Keys in order, and without the container's id, the time, and names that only the API server of the recording has. */
function comparable(source: Source): unknown {
  const without = ['docker', '@timestamp', 'host', 'pod_id'];
  return Object.fromEntries(
    Object.entries(source)
      .filter(([key]) => !without.includes(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, key === 'kubernetes' ? comparable(value as Source) : value]),
  );
}

describe('with the options of the pipeline, the interpreter makes the records of Fluentd 1.19.3 of', () => {
  const recording: Readonly<Record<string, readonly Source[]>> = recorded.records;

  it.each(Object.entries(OPTION_FILES))('%s', (path, content) => {
    const node = new Node(OPTION_PROPS, OPTION_PODS);
    node.files.append(path, toBytes(content));
    expect(node.all().map(comparable)).toEqual(recording[path] ?? []);
  });

  it('no other file', () => {
    expect(Object.keys(OPTION_FILES)).toEqual(expect.arrayContaining(Object.keys(recording)));
  });
});

describe('JSON lines', () => {
  it('stay text without the annotation or the namespace', () => {
    const node = new Node();
    node.write(logPath('web-1'), cri('{"level":"info"}'));
    expect(node.all()).toEqual([expect.not.objectContaining({ json: expect.anything() as unknown })]);
  });

  it('of a pod with the annotation stay text if annotations are ignored, and no log is dropped', () => {
    const node = new Node({ podAnnotations: false }, OPTION_PODS);
    node.write(logPath('json-1'), cri('{"level":"info"}'));
    node.write(logPath('off-1'), cri('kept'));
    expect(node.all().map(({ log, json }) => [log, json])).toEqual([
      ['{"level":"info"}', undefined],
      ['kept', undefined],
    ]);
  });
});

it('keeps escape sequences without stripColors', () => {
  const node = new Node({ stripColors: false });
  node.write(logPath('web-1'), cri('\u001b[31mred\u001b[0m'));
  node.write('/var/log/kubelet.log', '\u001b[31mred\u001b[0m');
  expect(node.logs()).toEqual(['\u001b[31mred\u001b[0m', '\u001b[31mred\u001b[0m']);
});

it('joins a stack trace whose lines are coloured', () => {
  const node = new Node();
  node.write(logPath('web-1'), cri('\u001b[31mTypeError: x\u001b[0m'), cri('\u001b[90m    at f (/a.js:1:2)\u001b[0m'));
  expect(node.logs()).toEqual(['TypeError: x\n    at f (/a.js:1:2)']);
});
