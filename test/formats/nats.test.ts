import { filesOfNats, natsProblems } from '../../lib/formats/nats';
import type { FormatProblem } from '../../lib/formats/problem';
import { lines } from './lines';

test.each<[string, readonly FormatProblem[], string[]]>([
  ['a key of NATS', natsProblems('prt: 4222'), ["1: unknown key 'prt'; did you mean 'port'?"]],
  [
    'a key of a section of NATS',
    natsProblems('jetstream {\n  store_dirs: /data\n}'),
    ["2: unknown key of jetstream 'store_dirs'; did you mean 'store_dir'?"],
  ],
  ['a type of NATS', natsProblems('port: "4222"'), ["1: 'port' is '4222'; must be an integer"]],
  ['a text of NATS', natsProblems('server_name: 5'), ["1: 'server_name' is '5'; must be a text; write it in quotes"]],
  [
    'a duration of NATS',
    natsProblems('write_deadline: 10x'),
    ["1: 'write_deadline' is '10x'; must be a duration such as \"30s\""],
  ],
  ['an address of NATS', natsProblems('listen: nats'), ["1: 'listen' is 'nats'; must be a port, or host:port"]],
  [
    'a size of NATS',
    natsProblems('jetstream { max_file: 5X }'),
    ["1: 'max_file' is '5X'; must be a size such as 10GB"],
  ],
  [
    'a section of NATS',
    natsProblems('cluster: 5\njetstream: 5'),
    [
      "1: 'cluster' must be a section; write its settings in { and }",
      "2: 'jetstream' must be a section, enabled or disabled; write its settings in { and }",
    ],
  ],
  [
    'a map for a value of NATS',
    natsProblems('port { a: b }\nwrite_timeout: never'),
    ["1: 'port' must be an integer", "2: 'write_timeout' is 'never'; allowed: default, close, retry"],
  ],
  [
    'accounts of NATS',
    natsProblems('accounts { A: b, C: { usrs: [] } }\nauthorization { users: a }'),
    [
      "1: account 'A' must be a section; write { and }",
      "1: unknown key of account 'usrs'; did you mean 'users'?",
      "2: 'users' must be a list; write it in [ and ]",
    ],
  ],
  ['accounts of another type', natsProblems('accounts: a'), ["1: 'accounts' must be a section or a list of names"]],
  [
    'a route of NATS',
    natsProblems('cluster { routes: ["nats://a:many"] }\ngateway { gateways: [{ urls: a }] }'),
    ["1: 'nats://a:many' of 'routes' is not a URL", "2: 'urls' must be a list; write it in [ and ]"],
  ],
  [
    'a variable of NATS',
    natsProblems('server_name: $POD\nclient_advertise: $OTHER', { environment: ['POD_NAME'] }),
    [
      "1: the variable '$POD' is not set; did you mean '$POD_NAME'?",
      "2: the variable '$OTHER' is not set; set the variable in the container",
    ],
  ],
  [
    'a key of NATS twice',
    natsProblems('debug: true\ndebug: false'),
    ["2?: 'debug' is also in line 1; keep one; the NATS server takes the last one"],
  ],
  ['a map of NATS', natsProblems('cluster {\n  port: 1\n'), ["1: a map has no '}'; add the missing '}'"]],
  ['a list of NATS', natsProblems('server_tags: [a, b\n'), ["1: a list has no ']'; add the missing ']'"]],
  [
    'a bracket of NATS',
    natsProblems('cluster { port: 1 ]'),
    ["1: ']' after a value; end the value with a new line, a comma or a semicolon"],
  ],
  ['a value of NATS', natsProblems('port:\n4222'), ["1: 'port' has no value in its line"]],
  ['no value of NATS', natsProblems('port'), ["1: 'port' has no value"]],
  ['a separator of NATS', natsProblems(': 5'), ["1: unexpected ':', where a key begins"]],
  ['a quotation of NATS', natsProblems('host: "a\n'), ['1: a quotation " without an end; add the closing "']],
  [
    'an escape of NATS',
    natsProblems(String.raw`host: "\q"`),
    [String.raw`1: '\q' is not an escape; write one of \xXX, \t, \n, \r, \" and \\`],
  ],
  ['a number of NATS', natsProblems('port: .5'), ['1: a number begins with a point; begin it with a digit']],
  ['a date of NATS', natsProblems('host: 10-a'), ["1: '10-a' is not a date; write it in quotes"]],
  ['an include of NATS', natsProblems('include [a]'), ['1: include has no path; write the path of a file']],
])('%s that is wrong is reported with its line', (_, problems, expected) => expect(lines(problems)).toEqual(expected));

test.each<[string, readonly FormatProblem[]]>([
  ['NATS in JSON', natsProblems('{ "port": 4222, "cluster": { "routes": [], "name": "a" } }')],
  ['a variable of the file of NATS', natsProblems('A: "b"\nserver_name: $A', { environment: [] })],
  ['an include of NATS with variables', natsProblems('include ./a.conf\nserver_name: $A', { environment: [] })],
  ['a key of a newer NATS', natsProblems('completely_new: { a: 5 }', { other: true })],
  ['a text of NATS in parentheses', natsProblems('host: (\na b\n)\n')],
])('%s is accepted', (_, problems) => expect(lines(problems)).toEqual([]));

test('files that a configuration of NATS names are found in all its sections', () => {
  expect(filesOfNats('include a.conf\ntls { cert_file: "/a" }\nleafnodes { remotes: [{ credentials: /b }] }')).toEqual([
    { setting: 'include', path: 'a.conf', line: 1 },
    { setting: 'cert_file', path: '/a', line: 2 },
    { setting: 'credentials', path: '/b', line: 3 },
  ]);
});
