import { fluentdProblems } from '../../lib/formats/fluentd';
import { lines } from './lines';

/** Problems of a section with some parameters, one per line from the second. */
const section = (name: string, ...parameters: readonly string[]): string[] =>
  lines(fluentdProblems([`<${name}>`, ...parameters, `</${name.replace(/ .*/, '')}>`].join('\n')));
const TAIL = ['@type tail', 'path /a', 'tag a'];
const PARSE = ['<parse>', '@type none', '</parse>'];

test.each<[string, string[], string[]]>([
  [
    'a parameter of a plugin',
    section('source', ...TAIL, 'pos_fle /b', ...PARSE),
    ["5?: <source> of type tail does not read 'pos_fle'; did you mean 'pos_file'?"],
  ],
  [
    'a short parameter',
    section('source', '@type http', 'prot 9880'),
    ["3?: <source> of type http does not read 'prot'; did you mean 'port'?"],
  ],
  [
    'a parameter that is missing',
    section('source', '@type tail', 'tag a', ...PARSE),
    ["1: <source> of type tail has no 'path'; add path"],
  ],
  [
    'a plugin',
    section('match **', '@type elasticsarch'),
    ["2: unknown output plugin 'elasticsarch'; did you mean 'elasticsearch'?"],
  ],
  [
    'a parser',
    section('source', ...TAIL, '<parse>', '@type regexpp', '</parse>'),
    ["6: unknown parser plugin 'regexpp'; did you mean 'regexp'?"],
  ],
  [
    'a parameter of a parser',
    section('source', ...TAIL, '<parse>', '@type regexp', 'expresion /a/', '</parse>'),
    [
      "7?: <parse> of type regexp does not read 'expresion'; did you mean 'expression'?",
      "5: <parse> of type regexp has no 'expression'; add expression",
    ],
  ],
  [
    'a parameter of a buffer',
    section('match **', '@type elasticsearch', '<buffer>', '@type file', 'path /b', 'flush_intervall 5s', '</buffer>'),
    ["6?: <buffer> of type file does not read 'flush_intervall'; did you mean 'flush_interval'?"],
  ],
  [
    'a section of a plugin',
    section('match **', '@type elasticsearch', '<bufer>', '</bufer>'),
    ["3?: <match> of type elasticsearch does not read the section <bufer>; did you mean '<buffer>'?"],
  ],
  [
    'a section that is missing',
    section('match **', '@type copy'),
    ['1: <match> of type copy has no section <store>; add <store>'],
  ],
  ['a label without a name', section('label'), ['1: <label> has no name; write it as <label @NAME>']],
  [
    'a store without a type',
    section('match **', '@type copy', '<store>', '</store>'),
    ['3: <store> has no @type; add @type'],
  ],
  [
    'a word of a buffer',
    section('match **', '@type elasticsearch', '<buffer>', 'flush_mode often', '</buffer>'),
    ["4: 'flush_mode' is 'often'; allowed: default, lazy, interval, immediate"],
  ],
  [
    'a switch',
    section('source', ...TAIL, 'read_from_head maybe', ...PARSE),
    ["5: 'read_from_head' is 'maybe'; allowed: true, false, yes, no"],
  ],
  [
    'an integer',
    section('source', ...TAIL, 'read_lines_limit many', ...PARSE),
    ["5?: 'read_lines_limit' is 'many'; must be an integer; Fluentd takes 0"],
  ],
  [
    'a size',
    section('source', ...TAIL, 'max_line_size 1.5m', ...PARSE),
    ["5?: 'max_line_size' is '1.5m'; must be a size such as 8m; Fluentd takes 5m"],
  ],
  [
    'a size with a blank',
    section('source', ...TAIL, 'max_line_size 64 kb', ...PARSE),
    ["5?: 'max_line_size' is '64 kb'; must be a size such as 8m; Fluentd takes 64"],
  ],
  [
    'milliseconds',
    section('source', ...TAIL, 'refresh_interval 500ms', ...PARSE),
    ["5?: 'refresh_interval' is '500ms'; must be a time such as 30s, 5m or 1h; Fluentd takes 500m"],
  ],
  [
    'a time of two parts',
    section('source', ...TAIL, 'refresh_interval 1m30s', ...PARSE),
    ["5?: 'refresh_interval' is '1m30s'; must be a time such as 30s, 5m or 1h; Fluentd takes 30s"],
  ],
  [
    'a time without a number',
    section('source', ...TAIL, 'refresh_interval soon', ...PARSE),
    ["5?: 'refresh_interval' is 'soon'; must be a time such as 30s, 5m or 1h; Fluentd takes 0"],
  ],
  [
    'a regular expression',
    section('filter **', '@type grep', '<exclude>', 'key log', 'pattern /abcdef', '</exclude>'),
    ["5: 'pattern' has no closing /; add / at its end"],
  ],
  [
    'a parameter of Fluentd',
    section('system', 'worker 2'),
    ["2?: <system> does not read 'worker'; did you mean 'workers'?"],
  ],
  [
    'a text after a quotation',
    section('match **', '@type null', 'a "b" c'),
    ["3: 'c' after the value of 'a'; remove it, or quote the whole value"],
  ],
])('%s that is wrong is reported with its line', (_, problems, expected) => expect(problems).toEqual(expected));

test.each<[string, string[]]>([
  ['an unknown plugin', section('match **', '@type acme', 'flsh_interval 5s')],
  ['a plugin of a variable', section('match **', '@type "#{ENV[\'OUTPUT\']}"', 'flsh_interval 5s')],
  [
    'a value of a variable',
    section('source', ...TAIL, 'read_lines_limit "#{ENV[\'LIMIT\']}"', 'encoding use_nil', ...PARSE),
  ],
  ['the old form', section('source', 'type tail', 'path /a', 'tag a', 'format json', 'time_key time')],
  ['fields of a record', section('filter **', '@type record_transformer', '<record>', 'hostnam a', '</record>')],
  ['labels of a metric', section('filter **', '@type prometheus', '<metric>', 'name a', 'type counter', '</metric>')],
  ['a comment after a switch', section('source', ...TAIL, 'read_from_head # all', ...PARSE)],
  ['plugins within labels and workers', section('label a', '<match **>', '@type stdout', '</match>')],
])('%s is accepted', (_, problems) => expect(problems).toEqual([]));
