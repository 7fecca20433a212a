import { cri, docker } from './interpreter/node';

/** Number of files of the hostile corpus. */
export const HOSTILE_FILES = 2000;

/** A container's log that no runtime writes, or that a tenant wrote to cause damage; one character per byte. */
export type Bytes = string;

type Random = (below: number) => number;

/** Integers that depend on the seed only (mulberry32). */
function random(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const TIME = '2024-05-01T10:00:00.123456789Z';

const noise = (int: Random, length: number): Bytes =>
  Array.from({ length }, () => String.fromCharCode(int(256))).join('');
const letter = (int: Random): string => String.fromCharCode(97 + int(26));
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const lines = (...all: readonly string[]): Bytes => all.map((line) => `${line}\n`).join('');
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Heads of traces, lines within them, and their ends. */
const OF_TRACES = [
  'java.lang.Error: x',
  '\tat a.B(B.java:1)',
  'Traceback (most recent call last):',
  '  File "a.py", line 1',
  'ValueError: x',
  'panic: x',
  'goroutine 1 [running]:',
  'f(x)',
  '/a.js:1',
  '  ^',
  'TypeError: x {',
  '    at f {',
  "thread 'a' panicked at a.rs:1:1:",
  'PHP Fatal error:  Uncaught x',
  '#0 {main}',
  '  + Exception Group Traceback (most recent call last):',
  '  | x',
  '*** Program crashed: x',
  '',
];

/** The kinds of files, in turn. */
const KINDS: readonly ((int: Random) => Bytes)[] = [
  (int) => noise(int, int(4000)),
  (int) => lines(...times(5, () => cri(noise(int, int(200)).replaceAll('\n', '')))),
  // A line without an end, of up to 40 parts.
  (int) => lines(...times(1 + int(40), () => cri(letter(int).repeat(16_384), 'stderr', 'P'))),
  (int) => lines(cri(String.fromCharCode(int(256)).replace('\n', 'x').repeat(int(1_500_000)))),
  () => `${cri('whole')}\n${TIME} stdo`,
  (int) => `${'\0'.repeat(int(200_000))}${cri('after')}\n`,
  (int) => lines(`{"log":"${'\\u0001'.repeat(int(20_000))}\\n","stream":"stdout","time":"${TIME}"}`),
  (int) =>
    lines(
      `{"log":"x\\n","stream":${'['.repeat(int(300))}`,
      `{"log":"a\\n","stream":${nested(90 + int(60))},"time":"${TIME}"}`,
      `{"log":"a\\n","a":${nested(int(50_000))},"time":"${TIME}"}`,
      `{"log":${'{"a":'.repeat(120)}1${'}'.repeat(120)},"time":"${TIME}"}`,
    ),
  () =>
    lines(
      `{"log":{"a":1},"stream":{"b":2},"time":{"c":3}}`,
      `{"log":[1],"stream":5,"time":"${TIME}"}`,
      `{"logtag":7,"log":"x","time":"${TIME}"}`,
      `{"kubernetes":"x","docker":5,"@timestamp":{},"log":"y\\n","time":"${TIME}"}`,
      `{"refused":true,"log":"z\\n","time":"${TIME}"}`,
      `{"log":"n\\n","n":99999999999999999999999999,"m":1e400,"time":"${TIME}"}`,
    ),
  (int) => lines(`{"log":"${'q\\"'.repeat(int(5000))}\\n","time":"9999999-99-99"}`),
  // Beginnings of traces that never end, or go on for ever.
  (int) => lines(...times(100, () => cri(OF_TRACES[int(OF_TRACES.length)] ?? '', int(2) ? 'stdout' : 'stderr'))),
  (int) =>
    lines(
      cri('java.lang.Error: x'),
      ...times(1 + int(int(8) === 0 ? 3000 : 200), (at) => cri(`\tat a.B.f${at}(${'('.repeat(int(60))})`)),
    ),
  (int) => lines(...times(1 + int(40), () => cri(`Error: ${'(a:1 '.repeat(int(400))}`))),
];

/** A file of the hostile corpus: random bytes, huge, endless or truncated lines, and traces that are none. */
export function hostileFile(index: number): Bytes {
  return (KINDS[index % KINDS.length] as (int: Random) => Bytes)(random(index + 1));
}

/** A line of another container on the same node. */
export function fineLine(runtime: string): string {
  return runtime === 'docker-json' ? docker('fine\n') : cri('fine');
}

/** Whether the server of the corpus refuses a document: about every seventh of those that name a stream. */
export function refuses(json: string): boolean {
  return json.includes('stdout') && json.length % 7 === 0;
}
