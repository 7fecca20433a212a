import fc from 'fast-check';
import { cri, docker, logPath, Node } from './interpreter/node';

/** Cases of all properties together; `FAAS_STACK_FLUENTD_RUNS=10000` is the long run. */
const RUNS = Number(process.env['FAAS_STACK_FLUENTD_RUNS'] ?? 600);

/** Milliseconds: a minute, and more for the long run. */
const LIMIT = 60_000 + 100 * RUNS;

const PATHS = [logPath('web-1'), logPath('web-2')];

/** Texts, some of which are of exceptions, or look like the head of a line. */
const text = fc.oneof(
  fc.constantFrom('', 'a', 'x stderr F y', 'java.lang.Error: x', 'Exception', '\tat b', 'Caused by: c', '✓ ü'),
  fc.constantFrom(
    'Traceback (most recent call last):',
    '  File "a"',
    'f()',
    'E: x',
    'panic: x',
    'goroutine 1 [r]:',
    'm.m()',
  ),
  fc.constantFrom(
    '/a.js:1',
    '  ^',
    'TypeError: x {',
    '    at f {',
    '}',
    'Node.js v20',
    'During handling of the above exception, another exception occurred:',
    '  + Exception Group Traceback (most recent call last):',
    "thread 'a' panicked at a.rs:1:1:",
    'PHP Fatal error:  Uncaught x',
    'Stack trace:',
    "a.rb:1:in `b': c (D)",
  ),
  fc.string({ maxLength: 12 }).map((random) => random.replace(/[\r\n]/g, '')),
);

const written = fc.record({
  path: fc.nat(1),
  stream: fc.constantFrom('stdout', 'stderr'),
  parts: fc.array(text, { minLength: 1, maxLength: 3 }),
});

const happening = fc.constantFrom('read', 'rotate', 'no answer', 'lost answer', 'answer', 'restart', 'half a line');

type Written = typeof written extends fc.Arbitrary<infer T> ? T : never;

/** The lines of a file as its runtime writes them, of several streams at once. */
function write(node: Node, { path, stream, parts }: Written, format: 'cri' | 'docker'): void {
  const file = PATHS[path] ?? '';
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    node.write(
      file,
      format === 'cri' ? cri(part, stream, last ? 'F' : 'P') : docker(last ? `${part}\n` : part, stream),
    );
  });
}

/** What arrived of each file and stream, as it was written: lines, with a line feed after each. */
function arrived(node: Node): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { log, stream, kubernetes } of node.all()) {
    const key = `${(kubernetes as { pod_name: string }).pod_name} ${String(stream)}`;
    texts[key] = `${texts[key] ?? ''}${String(log)}\n`;
  }
  return texts;
}

describe('every byte arrives once, in order, with its file and stream', () => {
  it.each(['cri', 'docker'] as const)(
    'from %s, whatever else happens',
    (format) => {
      const step = fc.oneof({ weight: 4, arbitrary: written }, { weight: 1, arbitrary: happening });
      fc.assert(
        fc.property(fc.array(step, { maxLength: 24 }), fc.constantFrom('exact', 'auto'), (steps, mode) => {
          const exact = format === 'cri' ? 'cri' : 'docker-json';
          const node = new Node({ runtime: mode === 'auto' ? 'auto' : exact });
          const expected: Record<string, string> = {};
          for (const step of steps) {
            if (typeof step !== 'string') {
              const key = `web-${step.path + 1} ${step.stream}`;
              expected[key] = `${expected[key] ?? ''}${step.parts.join('')}\n`;
              write(node, step, format);
            } else happen(node, step);
          }
          node.answers = 'yes';
          node.run(40);
          expect(arrived(node)).toEqual(expected);
        }),
        { numRuns: RUNS / 2 },
      );
    },
    LIMIT,
  );
});

function happen(node: Node, what: string): void {
  switch (what) {
    case 'rotate':
      // The kubelet looks every ten seconds, Fluentd every second: what is written is read between.
      node.run(0.1);
      node.files.rotate(PATHS[0] ?? '');
      break;
    case 'restart':
      node.run(0.1);
      node.restart();
      break;
    case 'half a line': {
      const line = cri('');
      node.files.append(PATHS[1] ?? '', line.slice(0, 9));
      node.run(0.1);
      // Nothing of it is read before its line feed: it can still be taken back.
      const file = node.files.file(PATHS[1] ?? '');
      if (file) (file as { content: string }).content = file.content.slice(0, -9);
      break;
    }
    case 'read':
      node.run(0.1);
      break;
    default:
      node.answers = what === 'answer' ? 'yes' : what === 'no answer' ? 'no' : 'half';
  }
}
