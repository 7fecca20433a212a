import { excludedFiles } from '../../../lib/logging/fluentd/exclusions';
import type { FluentdConfigProps } from '../../../lib/logging/fluentd/config';
import type { PodFacts } from './interpreter/stage';

/** Lines that options of the pipeline change; `recorded/options-1.19.3.json` has the records that Fluentd 1.19.3 made of them. */
export const OPTION_PROPS: Partial<FluentdConfigProps> = {
  jsonNamespaces: ['json', 'other'],
  excluded: excludedFiles({ namespaces: ['gone', 'team-*'], pods: ['skip-*', '*-mid-*'], containers: ['istio-proxy'] }),
  files: [
    { name: 'audit', path: '/var/log/kubernetes/audit/*.log', format: 'json' },
    { name: 'auth', path: '/var/log/auth.log', format: 'text' },
  ],
  journal: 'none',
};

/** Pods as the API server knows them. */
export const OPTION_PODS: Readonly<Record<string, PodFacts>> = {
  'shop/off-1': { labels: {}, host: 'node-1', annotations: { 'faas-stack/logs': 'off', other: 'x' } },
  'shop/json-1': { labels: { 'a.b': 'c' }, host: 'node-1', annotations: { 'faas-stack/logs': 'json' } },
  'shop/odd-1': {
    labels: { app: 'odd' },
    host: 'node-1',
    annotations: { 'faas-stack/logs': 'offline', 'faas-stack/logs2': 'off' },
  },
};

const nested = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

const JSON_LINES = [
  '{"level":"info","msg":"x","a.b":1,"c":{"d":[1,{"e":null}]}}',
  '{"number":123456789012345678901234567890}',
  '{"u64":18446744073709551615}',
  '{"u64":18446744073709551616}',
  '{"float":1.5e300,"true":true,"null":null}',
  '{"half":"\\ud800"}',
  '{"\\u0000":"a\\u0000b"}',
  '{"":1,"a..b":1,".":2}',
  '{"time":"2020-01-01T00:00:00Z","log":"inner","json":1,"kubernetes":"x"}',
  '{"twice":1,"twice":2}',
  '{"comment":/* read over */1}',
  '{"\u001b[31mcoloured\u001b[0m":true}',
  '{"escaped":"\\u001b[31mred"}',
  '{"µ":"漢"}',
  '{}',
  ' {"padded":1}',
  '[1,{"a":2}]',
  '5',
  '"text"',
  '{broken',
  '{"not":NaN}',
  '{"more":1} after it',
  'plain',
  nested(100),
  nested(101),
];

const COLOURS = [
  '\u001b[31mERROR\u001b[39m boom',
  '\u001b[1;38;5;196mbright\u001b[0m \u001b[2K\u001b[?25l',
  '\u001b]0;title\u0007x',
  '\u001b]8;;http://example.org\u001b\\link\u001b]8;;\u001b\\',
  '\u001b(B\u001b[m charset',
  '\u001b alone \u001b[',
  '\u001b]never ends',
];

const KLOG = [
  'I0501 10:00:00.123456       1 kubelet.go:123] "hello" pod="a/b"',
  'E0501 10:00:00.123456 1 x.go:1] failed',
  'W0501 10:00:00.1 1 y.go:1] warn',
  'F0501 10:00:00.123456 1 z.go:1] fatal',
  'X0501 10:00:00.123456 1 z.go:1] another letter',
  'after I0501 10:00:00.123456 1 z.go:1] a text',
];

const path = (pod: string, namespace = 'shop', container = 'app'): string =>
  `/var/log/containers/${pod}_${namespace}_${container}-${'a'.repeat(64)}.log`;

const containers = (lines: readonly string[]): string =>
  lines.map((line) => `2024-05-01T10:00:00.123456789Z stdout F ${line}\n`).join('');

const texts = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** Files that the options exclude, and others whose names differ by a little. */
const NAMES: readonly (readonly [pod: string, namespace?: string, container?: string])[] = [
  ['a', 'gone'],
  ['b', 'team-x'],
  ['b', 'xteam-y'],
  ['gone', 'shop', 'gone'],
  ['skip-1'],
  ['noskip-1'],
  ['a-mid-b'],
  ['p', 'shop', 'istio-proxy'],
  ['p', 'shop', 'istio-proxy-x'],
  ['p', 'istio-proxy'],
];

/** Contents of the files, by their path. */
export const OPTION_FILES: Readonly<Record<string, string>> = {
  [path('off-1')]: containers(['dropped', '{"a":1}']),
  [path('odd-1')]: containers(['kept', '{"a":1}']),
  [path('json-1')]: containers(JSON_LINES),
  [path('x.y', 'json')]: containers(['{"by":"namespace"}']),
  [path('z', 'json2')]: containers(['{"by":"none"}']),
  [path('colours')]: containers(COLOURS),
  [path('klog')]: containers(KLOG),
  ...Object.fromEntries(NAMES.map((name) => [path(...name), containers([name.join(' ')])])),
  '/var/log/kubernetes/audit/audit.log': texts(JSON_LINES),
  '/var/log/auth.log': texts(['login', '{"a":1}', ...KLOG, ...COLOURS]),
  '/var/log/kubelet.log': texts([...KLOG, ...COLOURS, '{"a":1}']),
};
