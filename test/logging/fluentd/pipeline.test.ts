import fc from 'fast-check';
import { FIELDS } from '../../../lib/logging/fields';
import { cri, docker, logPath, Node } from './interpreter/node';
import { toBytes } from './interpreter/ruby';

const WEB = logPath('web-1');

/** The texts that arrive of a container's lines. */
function logsOf(runtime: 'cri' | 'docker-json' | 'auto', ...lines: readonly string[]): unknown[] {
  const node = new Node({ runtime });
  node.write(WEB, ...lines);
  return node.logs();
}

describe('lines of containers', () => {
  it('a line of CRI has its text, stream and time, and the pod that wrote it', () => {
    const node = new Node(
      {},
      { 'shop/web-1': { labels: { app: 'web', 'app.kubernetes.io/name': 'web' }, host: 'n1' } },
    );
    node.write(WEB, cri('hello', 'stderr'));
    expect(node.all()).toEqual([
      {
        '@timestamp': '2024-05-01T10:00:00.123456789Z',
        log: 'hello',
        stream: 'stderr',
        docker: { container_id: 'a'.repeat(64) },
        kubernetes: {
          namespace_name: 'shop',
          pod_name: 'web-1',
          container_name: 'app',
          host: 'n1',
          labels: { app: 'web', 'app_kubernetes_io/name': 'web' },
        },
      },
    ]);
  });

  it('goes into the index of its day, in UTC, whatever the time zone of the node', () => {
    const node = new Node();
    node.write(WEB, cri('late', 'stdout', 'F', '2024-05-02T01:30:00.5+02:00'));
    node.run(20);
    const [document] = [...node.stored.values()];
    expect([document?.index, document?.source['@timestamp']]).toEqual([
      'logstash-2024.05.01',
      '2024-05-01T23:30:00.500000000Z',
    ]);
  });

  it.each(['cri', 'auto'] as const)('with the runtime %s, parts are one line and streams do not mix', (runtime) => {
    const lines = [
      cri('a ', 'stdout', 'P'),
      cri('x', 'stderr', 'P'),
      cri('b ', 'stdout', 'P'),
      cri('c'),
      cri('y', 'stderr'),
    ];
    expect(logsOf(runtime, ...lines)).toEqual(['a b c', 'xy']);
  });

  it.each(['docker-json', 'auto'] as const)('with the runtime %s, Docker’s parts are one line', (runtime) => {
    expect(logsOf(runtime, docker('one\n'), docker('two '), docker('e\n', 'stderr'), docker('parts\n'))).toEqual([
      'one',
      'e',
      'two parts',
    ]);
  });

  it('with the runtime auto, the format of each line is detected', () => {
    expect(logsOf('auto', cri('of CRI'), docker('of Docker\n'))).toEqual(['of CRI', 'of Docker']);
  });

  it('keeps a message that looks like the head of a line', () => {
    expect(logsOf('cri', cri('x stderr y z'), cri(cri('nested', 'stderr', 'P')))).toEqual([
      'x stderr y z',
      cri('nested', 'stderr', 'P'),
    ]);
  });

  it('keeps unparsable lines, in order', () => {
    const node = new Node();
    node.write(WEB, cri('before'), 'broken', `${cri('').trimEnd()}`, cri('after'));
    expect(node.all().map(({ log, stream }) => [log, stream])).toEqual([
      ['before', 'stdout'],
      ['broken', 'unparsed'],
      [cri('').trimEnd(), 'unparsed'],
      ['after', 'stdout'],
    ]);
  });

  it('keeps an unparsable line even within a stack trace, where records without a message are dropped', () => {
    const lines = [cri('java.lang.Error: a'), cri('\tat b'), '{broken', cri('\tat c')];
    expect(logsOf('cri', ...lines)).toEqual(['{broken', 'java.lang.Error: a\n\tat b\n\tat c']);
  });

  it('joins a character that was split between two parts, and replaces invalid bytes', () => {
    const node = new Node();
    const [first = '', second = ''] = ['✓'].flatMap((char) => [toBytes(char).slice(0, 1), toBytes(char).slice(1)]);
    node.files.append(WEB, `${cri(first, 'stdout', 'P')}\n${cri(second)}\n${cri('\xff')}\n`);
    expect(node.logs()).toEqual(['✓', '\ufffd']);
  });

  it('a line of 128 KiB in parts of 16 KiB is one record', () => {
    const text = 'x'.repeat(2 ** 17);
    expect(logsOf('cri', ...inParts(text))).toEqual([text]);
  });

  it('a line longer than 256 KiB is several records with all fields, and each but the last has the field partial', () => {
    const text = Array.from({ length: 2 ** 17 }, (_, index) => String(index % 10).repeat(8)).join('');
    const node = new Node();
    node.write(WEB, ...inParts(text), cri('next'));
    const pieces = node.all();
    expect(
      pieces
        .map(({ log }) => log)
        .join('\n')
        .replaceAll('\n', ''),
    ).toBe(`${text}next`);
    expect(pieces.map(({ partial }) => partial)).toEqual([true, true, true, true, undefined, undefined]);
    for (const { log, kubernetes } of pieces) {
      expect(String(log).length).toBeLessThanOrEqual(256 * 2 ** 10);
      expect(kubernetes).toMatchObject({ pod_name: 'web-1' });
    }
  });

  it('a single part longer than 256 KiB is one string without fields, in the buffer of rejected records', () => {
    const text = 'y'.repeat(600_000);
    const node = new Node();
    node.write(WEB, cri(text), cri('next'));
    const [refused] = node.all().filter((source) => source['refused'] === true);
    expect((JSON.parse(String(refused?.['log'])) as { log: string }).log).toBe(`${text}\n`);
    expect(refused).toMatchObject({ truncated: false, tag: expect.stringContaining('web-1') as string });
    expect(node.logs()).toContain('next');
  });

  it('does not wait for the end of a line forever', () => {
    const node = new Node();
    node.write(WEB, cri('never ', 'stdout', 'P'));
    expect(node.all()).toEqual([expect.objectContaining({ log: 'never ', partial: true })]);
    node.write(WEB, cri('ends'));
    expect(node.logs()).toEqual(['never ', 'ends']);
  });
});

/** A line of CRI as the runtime writes it when it is long. */
function inParts(text: string): string[] {
  const parts = text.match(/[^]{1,16384}/g) ?? [];
  return parts.map((part, index) => cri(part, 'stdout', index < parts.length - 1 ? 'P' : 'F'));
}

describe('exceptions', () => {
  it.each([
    [
      'Java',
      [
        'Exception in thread "main" java.lang.RuntimeException: x',
        '\tat a.B(B.java:1)',
        'Caused by: y: z',
        '\tat c',
        '\t... 3 more',
      ],
    ],
    ['Java, without a message', ['java.lang.NullPointerException', '\tat a.B(B.java:1)']],
    [
      'Python',
      ['Traceback (most recent call last):', '  File "a.py", line 1, in <module>', '    f()', 'ValueError: x'],
    ],
    ['Go', ['panic: oh no', '', 'goroutine 1 [running]:', 'main.main()', '\t/x/main.go:5 +0x1']],
    ['Node', ['TypeError: no function', '    at f (/a.js:1:2)', '    at g (/a.js:3:4)']],
  ])('of %s are one record, between others', (_language, lines) => {
    expect(logsOf('cri', cri('before'), ...lines.map((line) => cri(line)), cri('after'))).toEqual([
      'before',
      lines.join('\n'),
      'after',
    ]);
  });

  it('of two streams and two pods do not mix', () => {
    const node = new Node();
    const other = logPath('web-2');
    for (const line of ['Error: x', '  at a', '  at b']) {
      node.write(WEB, cri(line), cri(`${line} (err)`, 'stderr'));
      node.write(other, cri(line));
    }
    expect(node.logs().sort()).toEqual([
      'Error: x\n  at a\n  at b',
      'Error: x\n  at a\n  at b',
      ...['Error: x (err)\n  at a (err)\n  at b (err)'],
    ]);
  });
});

describe('an activation', () => {
  const TID = '0123456789abcdef0123456789abcdef';
  const ACTIVATION = 'fedcba9876543210fedcba9876543210';
  const node = new Node();
  const line = (rest: string): string => cri(`[2024-05-01T10:00:00.123Z] [INFO] [#tid_${TID}] ${rest}`);
  node.write(
    logPath('owdev-nginx-0', 'openwhisk', 'nginx'),
    cri(`{"time":"2024-05-01T10:00:00+00:00","requestId":"${TID}","client":"10.0.0.1","status":200,"seconds":0.01}`),
    cri('2024/05/01 10:00:00 [warn] 1#1: no request', 'stderr'),
  );
  node.write(
    logPath('owdev-controller-0', 'openwhisk', 'controller'),
    line(`[PrimitiveActions] action activation id: ${ACTIVATION} [marker:controller_loadbalancer_start:12]`),
    line(`[#tid_sub] [ActionsApi] done [marker:controller_blockingActivation_finish:350:340]`),
    cri('[2024-05-01T10:00:00.123Z] [WARN] Slf4jLogger started'),
  );
  node.write(
    logPath('owdev-invoker-0', 'openwhisk', 'invoker'),
    line(
      `[ContainerPool] containerStart containerState: cold container: None activations: 1 of max 1 action: hello namespace: guest activationId: ${ACTIVATION} [marker:invoker_containerStart.cold_counter:44]`,
    ),
    line(`[MessagingActiveAck] posted completion of activation ${ACTIVATION}`),
  );
  node.write(
    logPath('wskowdev-invoker-00-1-guest-hello', 'openwhisk', 'user-action'),
    cri('hello'),
    cri('XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX'),
  );
  node.write(logPath('foreign', 'shop', 'controller'), line('[Not] OpenWhisk'));
  const all = node.all();
  const where = (field: string, value: unknown): unknown[] =>
    all.filter((source) => source[field] === value).map(({ kubernetes }) => (kubernetes as Pod).container_name);

  it('is followed from nginx to the invoker by its transaction', () => {
    expect(where(FIELDS.transaction, TID)).toEqual(['nginx', 'controller', 'controller', 'invoker', 'invoker']);
  });

  it('is found by its id in controller and invoker, and transaction ids are not mistaken for it', () => {
    expect(where(FIELDS.activation, ACTIVATION)).toEqual(['controller', 'invoker', 'invoker']);
    expect(where(FIELDS.activation, TID)).toEqual([]);
  });

  it('has the fields that the saved searches use', () => {
    const found = all.find((source) => source[FIELDS.marker] === 'controller_blockingActivation_finish');
    expect(found).toMatchObject({
      'openwhisk.level': 'INFO',
      'openwhisk.component': 'ActionsApi',
      'openwhisk.child_transaction_id': 'sub',
      'openwhisk.duration_ms': 340,
      'openwhisk.elapsed_ms': 350,
    });
    const cold = all.find((source) => source[FIELDS.marker] === 'invoker_containerStart.cold_counter');
    expect(cold).toMatchObject({ 'openwhisk.action': 'hello', 'openwhisk.action_namespace': 'guest' });
    const access = all.find((source) => source['nginx.status'] === 200);
    expect(access).toMatchObject({ 'nginx.client': '10.0.0.1', 'nginx.seconds': 0.01 });
    const library = all.find(({ log }) => String(log).includes('Slf4jLogger'));
    expect([library?.[FIELDS.level], library?.[FIELDS.component]]).toEqual(['WARN', undefined]);
  });

  it('ends in the log of its container with the sentinel', () => {
    const action = all.filter(({ kubernetes }) => (kubernetes as Pod).container_name === 'user-action');
    expect(action.map((source) => source['openwhisk.activation_end'] !== undefined)).toEqual([false, true]);
  });

  it('of other programs has no fields of OpenWhisk', () => {
    const foreign = all.find(({ kubernetes }) => (kubernetes as Pod).pod_name === 'foreign');
    expect(Object.keys(foreign ?? {}).filter((key) => key.startsWith('openwhisk.'))).toEqual([]);
  });
});

interface Pod {
  readonly container_name: string;
  readonly pod_name: string;
}

describe('unsent records', () => {
  const lines = Array.from({ length: 50 }, (_, index) => `line ${index}`);

  it('wait while Elasticsearch does not answer, and arrive in order', () => {
    const node = new Node();
    node.answers = 'no';
    node.write(WEB, ...lines.map((line) => cri(line)));
    node.run(600);
    expect(node.stored.size).toBe(0);
    node.answers = 'yes';
    node.run(30);
    expect(node.logs()).toEqual(lines);
  });

  it('are retried after 1, 2, 4 seconds and so on, at most 30', () => {
    const node = new Node();
    node.answers = 'no';
    node.write(WEB, cri('x'));
    node.run(600);
    expect(node.requests).toBeGreaterThan(20);
    expect(node.requests).toBeLessThan(30);
  });

  it('are stored once although the response was lost', () => {
    const node = new Node();
    node.answers = 'half';
    node.write(WEB, ...lines.map((line) => cri(line)));
    node.run(60);
    node.answers = 'yes';
    expect(node.logs()).toEqual(lines);
    expect(node.requests).toBeGreaterThan(2);
  });

  it('stop the reading when the buffer is full, and are never dropped', () => {
    const node = new Node({
      buffer: { size: 4000, chunkSize: 1000, flushSeconds: 5, threads: 2, retryMaxSeconds: 30 },
    });
    node.answers = 'no';
    node.write(WEB, ...lines.map((line) => cri(line)));
    node.run(60);
    const read = node.files.positions.get(WEB)?.offset ?? 0;
    expect(read).toBeLessThan(node.files.file(WEB)?.content.length ?? 0);
    node.answers = 'yes';
    node.run(300);
    expect(node.logs()).toEqual(lines);
  });

  it('survive a restart, and so does the read position', () => {
    const node = new Node();
    node.answers = 'no';
    node.write(WEB, cri('one'), cri('held ', 'stdout', 'P'));
    node.run(1);
    node.restart();
    node.answers = 'yes';
    node.write(WEB, cri('two'));
    expect(node.logs().sort()).toEqual(['held ', 'one', 'two']);
  });

  it('are still read from a renamed file', () => {
    const node = new Node();
    node.write(WEB, cri('one'));
    node.run(1);
    node.write(WEB, cri('two'));
    node.files.rotate(WEB);
    node.write(WEB, cri('three'));
    expect(node.logs()).toEqual(['one', 'two', 'three']);
  });

  it('are sent as one string if Elasticsearch rejects their fields', () => {
    const node = new Node();
    node.refuses = ({ source }) => source['stream'] === 'stderr';
    node.write(WEB, cri('fine'), cri('odd', 'stderr'));
    const [, refused] = node.all();
    expect(refused).toMatchObject({ refused: true, log: expect.stringContaining('"log":"odd"') as string });
  });
});

describe('the error path', () => {
  it('is not needed for an invalid byte in a file of the node: U+FFFD replaces it', () => {
    const node = new Node();
    node.files.append('/var/log/kubelet.log', 'bad \xe9 byte\nafter\n');
    expect(node.logs()).toEqual(['bad \ufffd byte', 'after']);
  });

  it('escapes bytes that JSON cannot hold', () => {
    const node = new Node();
    // Longer than a record may be: the error comes before the bytes are replaced.
    node.files.append(WEB, `${cri(`\xe9${'x'.repeat(300_000)}`)}\n${cri('next')}\n`);
    const [refused] = node.all().filter((source) => source['refused'] === true);
    expect(refused?.['log']).toContain('\\xe9xxx');
    expect(node.logs()).toContain('next');
  });

  it.each([
    ['a part of 3 MB', cri('z'.repeat(3_000_000))],
    ['escapes that make it longer', cri('\u0001'.repeat(1_000_000))],
  ])('cuts a text that is longer than a request, and marks it as truncated: %s', (_, line) => {
    const node = new Node();
    node.write(WEB, line, cri('next'));
    const [refused] = node.all().filter((source) => source['refused'] === true);
    expect(refused).toMatchObject({ truncated: true });
    expect(String(refused?.['log'])).toHaveLength(0.75 * 2 ** 20);
    expect(node.logs()).toContain('next');
  });

  it.each(['\u0001', '"', '\ud83d\ude42'])(
    'sends no request above 10 MiB, the limit of hosted servers, whatever the lines consist of: %j',
    (text) => {
      const node = new Node({ jsonNamespaces: ['shop'], stripColors: false });
      const line = (bytes: number): string => text.repeat(bytes / Buffer.byteLength(text));
      for (let count = 0; count < 12; count++) node.write(WEB, cri(line(250_000)));
      for (const size of [100, 1_000_000, 1_560_000, 1_900_000, 3_000_000])
        node.write('/var/log/kubelet.log', line(size));
      expect(node.all()).toHaveLength(17);
      expect(node.largestRequest).toBeGreaterThan(1_000_000);
      expect(node.largestRequest).toBeLessThan(10 * 2 ** 20);
    },
  );

  it('drops a text that Elasticsearch refuses as well, and sends what is for others', () => {
    const node = new Node();
    node.refuses = ({ source }) => JSON.stringify(source).includes('strange');
    node.write(WEB, cri('strange'), cri('fine'));
    expect(node.logs()).toEqual(['fine']);
    const before = node.requests;
    node.run(60);
    expect(node.requests).toBe(before);
  });

  it('skips a hole of NUL bytes that is longer than any line, and reads on', () => {
    const node = new Node();
    node.files.append(WEB, `${'\0'.repeat(9 * 2 ** 20)}\n${cri('after')}\n`);
    expect(node.logs()).toEqual(['after']);
  });

  it.each([101, 50_000])('is not needed for JSON of %d levels: it stays a text', (depth) => {
    const node = new Node({ runtime: 'docker-json' });
    const line = `{"log":"x\\n","a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    node.write(WEB, line, docker('next\n'));
    expect(node.all().map(({ log, stream }) => [log, stream])).toEqual([
      [line, 'unparsed'],
      ['next', 'stdout'],
    ]);
  });

  it('is not needed for a line of nginx that is JSON of another form', () => {
    const node = new Node();
    const lines = ['[]', '[{"status":1},{"status":2}]', '5', 'null', '{}', '{"broken', '{"status":200}'];
    node.write(logPath('owdev-nginx-0', 'openwhisk', 'nginx'), ...lines.map((line) => cri(line)));
    const records = node.all();
    expect(records.map(({ log }) => log)).toEqual(lines);
    expect(records.map((record) => record['nginx.status'])).toEqual([...lines.slice(1).map(() => undefined), 200]);
  });

  it('ends for any bytes, sizes and refusals, and every other container’s lines arrive', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array).toString('latin1'));
    const long = fc.integer({ min: 1, max: 40 }).map((blocks) => `\xe9${'l'.repeat(16_384)}`.repeat(blocks));
    const line = fc.oneof({ weight: 4, arbitrary: bytes }, { weight: 1, arbitrary: long });
    const head = fc.constantFrom('', '2024-05-01T10:00:00Z stdout P ', '2024-05-01T10:00:00.5Z stderr F ', '{"log":"');
    const runtime = fc.constantFrom('cri', 'docker-json', 'auto');
    fc.assert(
      fc.property(
        fc.array(fc.tuple(head, line), { maxLength: 8 }),
        runtime,
        fc.boolean(),
        (lines, runtime, refuses) => {
          const node = new Node({ runtime });
          const foreign = (path: string): boolean => path.includes('kubelet') || path.includes('web-1');
          node.refuses = ({ source }) => refuses && foreign(JSON.stringify(source));
          for (const [start, rest] of lines) {
            node.files.append(WEB, `${start}${rest}\n`);
            node.files.append('/var/log/kubelet.log', `${rest}\n`);
          }
          node.write(logPath('other'), runtime === 'docker-json' ? docker('fine\n') : cri('fine'));
          expect(node.logs()).toContain('fine');
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('logs of the node', () => {
  it('have the name of the node in the same field as logs of containers', () => {
    const node = new Node();
    node.write('/var/log/kubelet.log', 'I0501 10:00:00.123456 1 kubelet.go:1] "hello"');
    expect(node.all()).toEqual([
      expect.objectContaining({ log: 'I0501 10:00:00.123456 1 kubelet.go:1] "hello"', [FIELDS.node]: 'node-1' }),
    ]);
  });
});
