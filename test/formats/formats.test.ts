import { alertmanagerProblems } from '../../lib/formats/alertmanager';
import { componentConfigProblems } from '../../lib/formats/component-config';
import { elasticsearchProblems } from '../../lib/formats/elasticsearch';
import { fluentdProblems } from '../../lib/formats/fluentd';
import { kafkaProblems } from '../../lib/formats/kafka';
import { nginxProblems } from '../../lib/formats/nginx';
import { optionFileProblems } from '../../lib/formats/option-file';
import type { FormatProblem } from '../../lib/formats/problem';
import { adapterProblems, blackboxProblems, prometheusProblems, ruleFileProblems } from '../../lib/formats/prometheus';
import { redisProblems } from '../../lib/formats/redis';
import { shellProblems } from '../../lib/formats/shell';
import { jsonProblems, yamlProblems } from '../../lib/formats/yaml-text';
import { zookeeperProblems } from '../../lib/formats/zookeeper';
import { lines } from './lines';

const nginx = (text: string): readonly FormatProblem[] => nginxProblems(text, { place: 'main' });
const http = (text: string): readonly FormatProblem[] => nginxProblems(text, { place: 'http' });

test.each<[string, readonly FormatProblem[], string[]]>([
  ['a nginx without events', nginx('http {}'), ["1: no block 'events'; add `events {}`"]],
  ['a directive', http('servr {}'), ["1: unknown directive 'servr'; did you mean 'server'?"]],
  [
    'a place',
    http('proxy_pass http://a;'),
    [
      "1: directive 'proxy_pass' is not allowed in 'http'; move it to 'location', 'if' in 'location', 'limit_except', 'server' of 'stream'",
    ],
  ],
  ['a switch', http('server {\n  gzip maybe;\n}'), ["2: value of 'gzip' is 'maybe'; must be 'on' or 'off'"]],
  [
    'a size',
    http('client_max_body_size 5x;'),
    ["1: value of 'client_max_body_size' is '5x'; must be a size such as 8k, 10m or 1g"],
  ],
  ['a count', http('map a;'), ["1: directive 'map' has no opening '{'; add its block"]],
  ['a semicolon', http('server {\n  gzip on\n}'), ["2: directive 'gzip' is not terminated by ';'; end it with ';'"]],
  ['a brace', http('server {\n  gzip on;\n'), ["1: the block of 'server' has no '}'; add the missing '}'"]],
  ['a second brace', http('server {}\n}'), ["2: unexpected '}'; remove it, or add the missing '{' above"]],
  ['a quotation', http('log_format a "b;\n'), ['1: a quotation " without an end; add the closing "']],
  ['twice', http('sendfile on;\nsendfile off;'), ["2: directive 'sendfile' is also in line 1; keep one"]],
  [
    'an enumeration',
    http('ssl_protocols TLSv1.4;'),
    [
      "1: value of 'ssl_protocols' is 'TLSv1.4'; allowed: SSLv2, SSLv3, TLSv1, TLSv1.1, TLSv1.2, TLSv1.3; did you mean 'TLSv1.1'?",
    ],
  ],
  [
    'a server',
    http('upstream a { server b:80 max_fails=many; }'),
    ["1: directive 'server' has the wrong value 'b:80 max_fails=many'"],
  ],
  [
    'a broker number',
    kafkaProblems('num.partitions=many'),
    ["1: 'num.partitions' is 'many'; must be a 32-bit integer"],
  ],
  ['a broker limit', kafkaProblems('num.network.threads=0'), ["1: 'num.network.threads' is 0; must be at least 1"]],
  [
    'a broker key',
    kafkaProblems('num.partitons=3'),
    ["1?: no broker reads 'num.partitons'; did you mean 'num.partitions'?"],
  ],
  [
    'a listener',
    kafkaProblems('listeners=PLAINTEXT:9092'),
    ["1: 'listeners' has 'PLAINTEXT:9092'; write it as NAME://host:port"],
  ],
  ['a quorum', kafkaProblems('process.roles=broker'), ["1: 'process.roles' is set, and 'node.id' is not; set node.id"]],
  ['no data folder', zookeeperProblems('tickTime=2000'), ['1: dataDir is not set; set dataDir']],
  ['a limit', zookeeperProblems('dataDir=/d\ninitLimit=5s'), ["2: initLimit is '5s'; must be an integer"]],
  [
    'a server of ZooKeeper',
    zookeeperProblems('dataDir=/d\nserver.1=a:2888'),
    ["2: server.1 is 'a:2888'; write it as host:peer-port:election-port[:role][;client-port]"],
  ],
  [
    'a key of ZooKeeper',
    zookeeperProblems('dataDir=/d\nticTime=2000'),
    ["2?: ZooKeeper does not read 'ticTime'; did you mean 'tickTime'?"],
  ],
  [
    'a setting',
    elasticsearchProblems('cluster.nam: a'),
    ["1: unknown setting 'cluster.nam'; did you mean 'cluster.name'?"],
  ],
  [
    'a setting that is nested',
    elasticsearchProblems('bootstrap:\n  memory_lock: perhaps'),
    ["2: 'bootstrap.memory_lock' is 'perhaps'; allowed: true, false"],
  ],
  [
    'an option',
    optionFileProblems('[mysqld]\nmax_connection = 5\nmax_conections = 5', 'mariadb'),
    ["3: unknown option 'max_conections'; did you mean 'max_connections'?"],
  ],
  [
    'an option without a group',
    optionFileProblems('port = 1', 'mysql'),
    ['1: an option without a preceding group; write a group such as [mysqld] above'],
  ],
  [
    'a directive of Redis',
    redisProblems('maxmemry 1mb'),
    ["1: unknown directive 'maxmemry'; did you mean 'maxmemory'?"],
  ],
  ['a switch of Redis', redisProblems('appendonly true'), ["1: 'appendonly' is 'true'; allowed: yes, no"]],
  [
    'a key of Prometheus',
    prometheusProblems('scrape_configs:\n  - job_nam: a'),
    ["2: unknown key of scrape_configs[0] 'job_nam'; did you mean 'job_name'?"],
  ],
  [
    'a duration',
    prometheusProblems('global:\n  scrape_interval: 30'),
    ["2: global.scrape_interval is '30'; must be a duration such as 30s, 5m or 1d"],
  ],
  [
    'a job twice',
    prometheusProblems('scrape_configs:\n  - job_name: a\n  - job_name: a'),
    ["3: job_name 'a' occurs twice; rename one"],
  ],
  [
    'an expression',
    ruleFileProblems('groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: sum(up'),
    [expect.stringContaining("5: expr of 'A': ")],
  ],
  [
    'a receiver',
    alertmanagerProblems('route: { receiver: b }\nreceivers: [{ name: a }]'),
    ["1: receiver 'b' does not exist; did you mean 'a'?"],
  ],
  [
    'a matcher',
    alertmanagerProblems('route:\n  receiver: a\n  routes:\n    - matchers: [severity]\nreceivers: [{ name: a }]'),
    ['4: \'severity\' is not a matcher; write it as label="value", or with !=, =~ or !~'],
  ],
  [
    'a prober',
    blackboxProblems('modules:\n  a:\n    prober: htp'),
    ["3: modules.a.prober is 'htp'; allowed: http, tcp, dns, icmp, grpc, unix; did you mean 'http'?"],
  ],
  [
    'a rule of the adapter',
    adapterProblems('rules:\n  - seriesQery: up'),
    ["2: unknown key of rules[0] 'seriesQery'; did you mean 'seriesQuery'?"],
  ],
  [
    'a component configuration',
    componentConfigProblems(
      'apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nmaxPods: "many"\nmaxPod: 1',
    ),
    ["3: maxPods is 'many'; must be an integer", "4: unknown key 'maxPod'; did you mean 'maxPods'?"],
  ],
  ['a section', fluentdProblems('<source>\n  @type tail\n'), ["1: '<source>' has no end; add </source>"]],
  ['a plugin', fluentdProblems('<match **>\n</match>'), ['1: <match> has no @type; add @type']],
  [
    'an end tag',
    fluentdProblems('<match **>\n</mach>'),
    ["2: unmatched end tag '</mach>'; write </match>, which closes line 1"],
  ],
  ['an if', shellProblems('if true; then\n  echo a\n', 'sh'), ["1: 'if' without 'fi'; add the missing 'fi'"]],
  ['a done', shellProblems('echo a\ndone', 'sh'), ["2: unexpected 'done'"]],
  [
    'a quotation of a script',
    shellProblems('echo "a\n', 'bash'),
    ['1: a quotation " without an end; add the closing "'],
  ],
  [
    'an array',
    shellProblems('a=(1 2)', 'dash'),
    ['1: an array is not for dash; run the script with bash, or write it differently'],
  ],
  [
    'a here-string',
    shellProblems('cat <<<a', 'sh'),
    ['1?: <<< is not for every sh; run the script with bash, or write it differently'],
  ],
  [
    'a component configuration without a kind',
    componentConfigProblems('apiVersion: kubelet.config.k8s.io/v1beta1\n---\nkind: KubeletConfiguration'),
    ['1: no kind; add kind', '3: no apiVersion; add apiVersion'],
  ],
  ['JSON', jsonProblems('{\n"a": 1,\n}'), [expect.stringContaining('3: not valid JSON: ')]],
  ['YAML', yamlProblems('a: 1\na: 2'), ['2: not valid YAML: Map keys must be unique']],
])('%s that is wrong is reported with its line', (_, problems, expected) => expect(lines(problems)).toEqual(expected));

test.each<[string, readonly FormatProblem[]]>([
  [
    'variables in nginx',
    http('log_format a "${request_uri}";\nserver { set $a "{"; location ~ \\.php$ { return 200 "$a"; } }'),
  ],
  ['a Lua block', nginxProblems('content_by_lua_block { if a then b() end }', { place: 'any', foreignModules: true })],
  ['a module that is loaded', nginx('load_module a.so;\nevents {}\nhttp { brotli on; }')],
  ['a key of a plugin of Kafka', kafkaProblems('listener.name.client.sasl.enabled.mechanisms=PLAIN\nmy.plugin=1')],
  ['a system property of ZooKeeper', zookeeperProblems('dataDir=/d\nadmin.enableServer=false')],
  ['a share of the heap', elasticsearchProblems('indices.memory.index_buffer_size: 10%\nxpack.security.enabled: true')],
  [
    'an option of MySQL',
    optionFileProblems('[mysqld]\ninnodb_redo_log_capacity = 1G\nloose-a = 1\n[client]\nx', 'mysql'),
  ],
  ['words for a bool', prometheusProblems('scrape_configs: [{ job_name: 1, honor_labels: on }]')],
  ['a template', alertmanagerProblems('route: { receiver: "a" }\nreceivers: [{ name: a }]\ntemplates: ["/a/*.tmpl"]')],
  [
    'an unknown version',
    componentConfigProblems('apiVersion: kubelet.config.k8s.io/v2\nkind: KubeletConfiguration\na: 1'),
  ],
  ['an embedded value', fluentdProblems('<match **>\n  @type a\n  b {\n    "c": 1\n  }\n  d "e\n f"\n</match>')],
  ['a here-document', shellProblems("cat <<'EOF'\nit's ( fine\nEOF\ncase $a in (b) ;; *) c ;; esac", 'dash')],
  ['bash', shellProblems('[[ $a =~ ^(b|c)$ ]] && d=(1 2) && cat <<<"${d[@]}" < <(ls)', 'bash')],
])('%s is accepted', (_, problems) => expect(lines(problems)).toEqual([]));
