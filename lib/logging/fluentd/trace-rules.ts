import type { Logging } from '../../platform/model';

type Language = Logging['fluentd']['exceptions'][number];

/**
 * Effect of a line that follows others. `trace`: all lines so far are one trace. `gap`: the lines before are a trace without this one,
 * until a `trace` follows. `message`: a gap of any form, except the beginning of another trace or of another record; a limited number of them
 * may follow each other.
 */
export type Kind = 'trace' | 'gap' | 'message';

/** A step of the state machine that recognizes traces. */
export interface TraceRule {
  /** States that the rule applies to; `start` is outside of any trace. */
  readonly from: readonly string[];
  /** Regular expression (Ruby) of the line's first 1,024 characters. @default - any line */
  readonly line?: string;
  /** State after the line; `end` completes the trace. */
  readonly to: string;
  readonly kind: Kind;
}

const END = 'end';

const step =
  (kind: Kind) =>
  (from: string, line: string, to: string): TraceRule => ({
    from: from.split(' '),
    line: `/${line}/`,
    to,
    kind,
  });
const trace = step('trace');
const gap = step('gap');
const message = (from: string, to: string): TraceRule => ({ from: from.split(' '), to, kind: 'message' });

const raw = String.raw;

/** Beginning of a record of usual logging libraries, and OpenWhisk's sentinel: such a line belongs to no exception's message. */
export const OTHER_RECORD = `/${[
  raw`^\[?\d{4}[-\/]\d\d[-\/]\d\d[T ]`,
  raw`^\[?\d\d:\d\d:\d\d`,
  raw`^[\[<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)(?:\W|$)`,
  raw`^[IWEF]\d{4} `,
  raw`^\{"`,
  raw`^(?:time|ts|level|msg)=`,
  raw`^XXX_THE_END_OF_A_WHISK_ACTIVATION_XXX`,
].join('|')}/`;

/** Python (`traceback`): chains, groups, positions (3.11), notes; a `SyntaxError` of the program itself has no first line. */
const PYTHON = [
  trace('start py_chained', raw`^Traceback \(most recent call last\):$`, 'py'),
  trace('start py_chained', raw`^ +\+ Exception Group Traceback \(most recent call last\):$`, 'py_group'),
  gap('start', raw`^  File "[^"]*", line \d+$`, 'py_syntax'),
  gap('py_syntax', '^ ', 'py_syntax'),
  trace('py_syntax', '^(?:SyntaxError|IndentationError|TabError): ', 'py_end'),
  trace('py', raw`^[ \t]+\S`, 'py'),
  trace('py', raw`^(?:[^\s.():]+\.)*[^\s.():]+(?::|$)`, 'py_end'),
  trace('py_group', raw`^[ \t]+[|+]`, 'py_group'),
  trace('py_end', raw`^[ \t]+\S`, 'py_end'),
  gap('py_end py_group py_message', '^$', 'py_blank'),
  trace(
    'py_blank',
    '^(?:During handling of the above exception, another exception occurred|The above exception was the direct cause of the following exception):$',
    'py_between',
  ),
  gap('py_between', '^$', 'py_chained'),
  // Up to 3.12, only the first line of a message in a group has the bar.
  message('py_group', 'py_group'),
  message('py_end py_message py_blank', 'py_message'),
];

/** Go (`runtime`): panics, fatal errors and signals, with the goroutines after them. */
const GO = [
  trace('start', raw`(?:^|\W)panic: |http: panic serving |^unexpected fault address |^SIG[A-Z]+: `, 'go'),
  trace('start go', '^fatal error: |^runtime: goroutine stack exceeds ', 'go'),
  gap('go', raw`^\tpanic: `, 'go'),
  trace('go go_blank', raw`^goroutine \d+ [^\[]*\[[^\]]+\]:$|^runtime stack:$`, 'go_frames'),
  message('go', 'go'),
  trace('go_frames go_function', raw`^\t`, 'go_frames'),
  trace('go_frames', raw`^\.\.\.`, 'go_frames'),
  gap('go_frames', raw`^\S+\(.*\)$|^created by `, 'go_function'),
  gap('go_frames', '^$', 'go_blank'),
  trace('go_blank', raw`^r\w+ +0x[0-9a-f]+$`, 'go_registers'),
  trace('go_registers', raw`^\w+ +0x[0-9a-f]+$`, 'go_registers'),
  trace('go_frames go_blank go_registers', raw`^exit status \d+$`, END),
];

/** Rust (`std::panicking`): since 1.73, the message is in the lines after the place. */
const RUST = [
  trace('start', raw`^thread '[^']*' (?:\(\d+\) )?panicked at \S+:\d+:\d+:$`, 'rust_message'),
  trace('start', raw`^thread '[^']*' (?:\(\d+\) )?panicked at `, 'rust'),
  trace('rust_message', '^', 'rust'),
  trace('rust', '^stack backtrace:$', 'rust_frames'),
  trace('rust', '^note: run with ', END),
  message('rust', 'rust'),
  trace('rust_frames', raw`^ +(?:\d+: |at |\[\.\.\. )`, 'rust_frames'),
  trace('rust_frames', '^note: ', END),
];

/** PHP (`zend_exceptions.c`, Xdebug), and Monolog's records with a stack trace. */
const PHP = [
  trace(
    'start',
    raw`(?:PHP |^)(?:Fatal error|Parse error): +Uncaught |exception '[^']+' with message '|\{"exception":"\[object\] \(`,
    'php',
  ),
  trace('start', raw`PHP (?:Fatal error|Parse error|Warning|Notice|Deprecated): `, 'php_warning'),
  trace('php php_warning', raw`^(?:PHP )?Stack trace:$|^\[stacktrace\]$`, 'php_frames'),
  message('php', 'php'),
  trace('php_frames', raw`^#\d+ |^PHP +\d+\. `, 'php_frames'),
  trace('php_frames', raw`^  thrown in |^"\} *$`, END),
  gap('php_frames', '^$', 'php_next'),
  trace('php_next', '^Next ', 'php'),
];

/** Swift (`Backtracing.rst`): the error, and the report of `SWIFT_BACKTRACE`. */
const SWIFT = [
  trace('start', raw`(?:^|: )Fatal error: `, 'swift'),
  trace(
    'start swift',
    raw`^\*\*\* (?:Signal \d+: Backtracing|Program crashed: )|^Current stack trace:$`,
    'swift_report',
  ),
  gap('swift', '^$', 'swift'),
  gap('swift_report', '^$', 'swift_report'),
  trace('swift_report', raw`^\*\*\* Program crashed: `, 'swift_report'),
  trace('swift_report', '^Backtrace took ', END),
  trace(
    'swift_report',
    raw`^(?:Platform: |Thread \d+|\d+ |Registers:|Images \(|\w+ +0x[0-9a-f]|0x[0-9a-f]|\.\.\.| +\S)`,
    'swift_report',
  ),
];

/** Dart (`StackTrace.toString`). */
const DART = [
  trace('start', '^Unhandled exception:$', 'dart'),
  trace('dart', '^', 'dart_message'),
  trace('dart_message', raw`^#\d+ `, 'dart_frames'),
  message('dart_message', 'dart_message'),
  trace('dart_frames', raw`^#\d+ |^<asynchronous suspension>$`, 'dart_frames'),
];

/** Ruby (`error.c`): 3.4 quotes with ' on both sides; details of `error_highlight`; the cause follows. And Rails' own form. */
const RUBY = [
  trace('start ruby ruby_frames', raw`^\S+:\d+:in ['${'`'}].* \([A-Z][\w:]*\)$`, 'ruby'),
  trace('start', raw`^#<Thread:\S+ .*terminated with exception`, 'ruby'),
  trace('ruby ruby_frames', raw`^\t+(?:from |\.\.\. \d+ levels)`, 'ruby_frames'),
  trace('ruby', raw`^ *[~^]+ *$|^Did you mean\?`, 'ruby'),
  message('ruby', 'ruby'),
  trace('start', raw`^[A-Z][\w:]*(?:Error|Exception) \(.*\):$`, 'rails'),
  gap('rails', raw`^ *$`, 'rails'),
  trace('rails', raw`^[\t ]*\S+:\d+:in ['${'`'}]`, 'rails'),
];

/** Name of an exception at the end of a line, or before its message or its code (Node.js). */
const THROWN = raw`(?:Exception|Error|Throwable|V8 errors stack trace)(?: \[\w+\])?(?::|$)|^Exception in thread "`;

/** Node.js: the line of the source comes before the error, properties (`util.inspect`) and the version after it. */
const NODE = [
  gap('start', raw`^(?:\/|node:|file:\/\/|\[eval\]|[A-Za-z]:\\)[^ ]*:\d+$`, 'node_source'),
  message('node_source', 'node_caret'),
  trace('node_caret', raw`^[\t ]*\^+ *$`, 'node'),
  trace('start node', raw`Error(?: \[\w+\])?: .*\{$|^\[?\w+Rejection: .*\{$`, 'node_properties'),
  trace('node', THROWN, 'thrown'),
  trace('node thrown_blank', raw`^Node\.js v\d`, END),
  gap('node_properties', raw`^[\t ]+\S`, 'node_properties'),
  trace('node_properties', raw`^\}`, 'thrown_after'),
  trace('node thrown thrown_frames', raw`^[\t ]+at .*\{$`, 'node_inspected'),
  trace('node_inspected', raw`^[\t ]+\S`, 'node_inspected'),
  trace('node_inspected', raw`^\}`, 'thrown_after'),
  trace('node', raw`^[\t ]+at \S`, 'thrown_frames'),
  message('node', 'node'),
];

/** Common form of the JVM, V8 and .NET: a message of several lines, frames, causes and suppressed exceptions. */
const FRAMES = [
  trace('start', THROWN, 'thrown'),
  trace('thrown thrown_frames', raw`^[\t ]+(?:eval )?at \S`, 'thrown_frames'),
  trace(
    'thrown thrown_frames thrown_blank',
    raw`^[\t ]*(?:Caused by|Suppressed|Wrapped by): |^ *---> |^[\t ]*nested exception is:`,
    'thrown',
  ),
  trace(
    'thrown thrown_frames',
    raw`^[\t ]*\.\.\. \d+ |^ *--- End of (?:inner exception )?stack trace|^[\t ]*\[CIRCULAR REFERENCE`,
    'thrown_frames',
  ),
  gap('thrown_frames thrown_after', '^$', 'thrown_blank'),
  message('thrown', 'thrown'),
];

/** Rules in the order of their application: the more specific beginnings first. */
const RULES: readonly (readonly [Language, readonly TraceRule[]])[] = [
  ['python', PYTHON],
  ['go', GO],
  ['rust', RUST],
  ['php', PHP],
  ['swift', SWIFT],
  ['dart', DART],
  ['ruby', RUBY],
  ['js', NODE],
  ['js', FRAMES],
  ['java', FRAMES],
  ['csharp', FRAMES],
];

/** The rules of some languages. */
export function traceRules(languages: readonly string[]): readonly TraceRule[] {
  return [...new Set(RULES.flatMap(([language, rules]) => (languages.includes(language) ? rules : [])))];
}
