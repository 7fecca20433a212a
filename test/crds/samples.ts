import type { MonitoringKind } from '../../lib/crds/definitions';

/** The least that each kind is valid with, by its schema and by the operator. */
export const MINIMAL: Readonly<Record<MonitoringKind, object>> = {
  Alertmanager: {},
  AlertmanagerConfig: {},
  PodMonitor: { selector: {} },
  Probe: { targets: { staticConfig: { static: ['example.com'] } } },
  Prometheus: {},
  PrometheusAgent: {},
  PrometheusRule: {},
  ScrapeConfig: {},
  ServiceMonitor: { selector: {}, endpoints: [] },
  ThanosRuler: {},
};

const RULE = { alert: 'Down', expr: 'up == 0' };
const monitor = (endpoint: object): object => ({ selector: {}, endpoints: [endpoint] });
const rules = (...list: object[]): object => ({ groups: [{ name: 'g', rules: list }] });
const tokenSecret = { name: 's', key: 'token' };

/** Specs that are valid by the schema, by what they are about. */
export const VALID: readonly (readonly [string, MonitoringKind, object])[] = [
  ['each duration', 'ServiceMonitor', monitor({ port: 'web', interval: '1m30s', scrapeTimeout: '10s' })],
  ['no time at all', 'ServiceMonitor', monitor({ interval: '0' })],
  ['a port by number', 'ServiceMonitor', monitor({ targetPort: 9090 })],
  ['a port by name', 'ServiceMonitor', monitor({ targetPort: 'web' })],
  [
    'TLS by a ConfigMap',
    'ServiceMonitor',
    monitor({ tlsConfig: { ca: { configMap: { name: 'ca', key: 'ca.crt' } } } }),
  ],
  ['an action in capitals', 'ServiceMonitor', monitor({ relabelings: [{ action: 'LabelDrop', regex: 'a.*' }] })],
  ['a fraction as text', 'ServiceMonitor', { ...monitor({}), nativeHistogramMinBucketFactor: '1.5' }],
  ['pods', 'PodMonitor', { selector: { matchLabels: { app: 'a' } }, podMetricsEndpoints: [{ portNumber: 80 }] }],
  ['a probe', 'Probe', { prober: { url: 'blackbox:9115' }, module: 'http_2xx', ...MINIMAL.Probe }],
  ['rules', 'PrometheusRule', rules(RULE, { record: 'a:b', expr: 1 })],
  ['the strategy in capitals', 'PrometheusRule', { groups: [{ name: 'g', partial_response_strategy: 'WARN' }] }],
  ['labels of a rule', 'PrometheusRule', rules({ ...RULE, for: '5m', labels: { severity: 'info' } })],
  [
    'storage',
    'Prometheus',
    { storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '1Gi' } } } } } },
  ],
  ['a size in bytes', 'Prometheus', { retention: '15d', retentionSize: '50GiB', walCompression: true }],
  ['two ports of one number', 'Prometheus', containers([port(80, 'TCP'), port(80, 'UDP')])],
  ['an agent on each node', 'PrometheusAgent', { mode: 'DaemonSet' }],
  ['an Alertmanager', 'Alertmanager', { replicas: 3, retention: '120h' }],
  [
    'routes within routes',
    'AlertmanagerConfig',
    { route: { receiver: 'a', routes: [{ receiver: 'a', routes: [{ continue: true }] }] }, receivers: [{ name: 'a' }] },
  ],
  ['months', 'AlertmanagerConfig', mutedIn({ months: ['January:march', '4'], weekdays: ['MONday:friday'] })],
  ['service discovery', 'ScrapeConfig', { kubernetesSDConfigs: [{ role: 'Pod', selectors: [{ role: 'Pod' }] }] }],
  ['an address by URL', 'ScrapeConfig', { httpSDConfigs: [{ url: 'https://example.com/targets' }] }],
  ['a ruler', 'ThanosRuler', { queryEndpoints: ['dnssrv+_http._tcp.query.svc'], retention: '24h' }],
];

/** Specs that the schema refuses, and why. */
export const INVALID: readonly (readonly [string, MonitoringKind, object, string])[] = [
  [
    'an unknown field',
    'ServiceMonitor',
    monitor({ intervall: '30s' }),
    'spec.endpoints[0].intervall: there is no such field; write interval, or remove it',
  ],
  ['a field that nothing is like', 'Prometheus', { helm: true }, 'spec.helm: there is no such field; remove it'],
  [
    'a wrong duration',
    'ServiceMonitor',
    monitor({ interval: '30 seconds' }),
    "spec.endpoints[0].interval: '30 seconds' is not a duration; write for example 30s, 5m or 1h30m",
  ],
  [
    'a wrong duration of a rule',
    'PrometheusRule',
    rules({ ...RULE, for: '5 min' }),
    "spec.groups[0].rules[0].for: '5 min' is not a duration; write for example 30s, 5m or 1h30m",
  ],
  [
    'a duration that Alertmanager does not know',
    'Alertmanager',
    { retention: '5d' },
    "spec.retention: '5d' is not a duration; write for example 30s, 5m or 1h30m",
  ],
  ['a missing selector', 'ServiceMonitor', { endpoints: [] }, 'spec.selector: is missing; add it'],
  ['a missing expression', 'PrometheusRule', rules({ alert: 'A' }), 'spec.groups[0].rules[0].expr: is missing; add it'],
  ['a missing name', 'PrometheusRule', { groups: [{ rules: [] }] }, 'spec.groups[0].name: is missing; add it'],
  [
    'a missing role',
    'ScrapeConfig',
    { kubernetesSDConfigs: [{}] },
    'spec.kubernetesSDConfigs[0].role: is missing; add it',
  ],
  [
    'a wrong enum',
    'ServiceMonitor',
    monitor({ scheme: 'htps' }),
    "spec.endpoints[0].scheme: 'htps' is not possible; allowed: http, https, HTTP, HTTPS; write https",
  ],
  [
    'an unknown mode',
    'PrometheusAgent',
    { mode: 'Deployment' },
    "spec.mode: 'Deployment' is not possible; allowed: StatefulSet, DaemonSet; write one of these",
  ],
  ['text for a number', 'Prometheus', { replicas: '2' }, "spec.replicas: '2' is not a whole number"],
  ['a fraction for a whole number', 'Prometheus', { replicas: 1.5 }, 'spec.replicas: 1.5 is not a whole number'],
  ['a number for text', 'ServiceMonitor', monitor({ port: 80 }), 'spec.endpoints[0].port: 80 is not text'],
  [
    'text for a switch',
    'ServiceMonitor',
    monitor({ honorLabels: 'yes' }),
    "spec.endpoints[0].honorLabels: 'yes' is not true or false",
  ],
  [
    'an object for a list',
    'ServiceMonitor',
    { selector: {}, endpoints: {} },
    'spec.endpoints: an object is not a list',
  ],
  ['a list for an object', 'PodMonitor', { selector: [] }, 'spec.selector: a list is not an object'],
  [
    'a fraction for a port',
    'ServiceMonitor',
    monitor({ targetPort: 1.5 }),
    'spec.endpoints[0].targetPort: 1.5 is not a whole number or text',
  ],
  [
    'a number that is too small',
    'PodMonitor',
    { selector: {}, podMetricsEndpoints: [{ portNumber: 0 }] },
    'spec.podMetricsEndpoints[0].portNumber: 0 is too small; write 1 or more',
  ],
  [
    'a number that is too big',
    'PodMonitor',
    { selector: {}, podMetricsEndpoints: [{ portNumber: 70000 }] },
    'spec.podMetricsEndpoints[0].portNumber: 70000 is too big; write 65535 or less',
  ],
  ['an empty name', 'PrometheusRule', { groups: [{ name: '' }] }, 'spec.groups[0].name: is empty; write something'],
  [
    'a name that is listed twice',
    'PrometheusRule',
    { groups: [{ name: 'a' }, { name: 'a' }] },
    'spec.groups[1]: has the same name as number 0 of the list; remove one of them',
  ],
  [
    'a port that is listed twice',
    'Prometheus',
    containers([port(80, 'TCP'), { containerPort: 80 }]),
    'spec.containers[0].ports[1]: has the same containerPort and protocol as number 0 of the list; remove one of them',
  ],
  [
    'an item that is listed twice',
    'Prometheus',
    { secrets: ['a', 'a'] },
    'spec.secrets[1]: is the same as number 0 of the list; remove one of them',
  ],
  [
    'a size without its unit',
    'Prometheus',
    { retentionSize: '50' },
    "spec.retentionSize: '50' does not match (^0|([0-9]*[.])?[0-9]+((K|M|G|T|E|P)i?)?B)$; write what does",
  ],
  [
    'an amount that is none',
    'Prometheus',
    { resources: { requests: { memory: '1 Gi' } } },
    "spec.resources.requests.memory: '1 Gi' does not match ^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$; write what does",
  ],
  [
    'a weekday that is none',
    'AlertmanagerConfig',
    mutedIn({ weekdays: ['mon:friDAY'] }),
    "spec.muteTimeIntervals[0].timeIntervals[0].weekdays[0]: 'mon:friDAY' does not match ^((?i)sun|mon|tues|wednes|thurs|fri|satur)day(?:((:(sun|mon|tues|wednes|thurs|fri|satur)day)$)|$); write what does",
  ],
  ['a receiver without name', 'AlertmanagerConfig', { receivers: [{}] }, 'spec.receivers[0].name: is missing; add it'],
  [
    'a Secret without key',
    'ServiceMonitor',
    monitor({ authorization: { credentials: { name: 's' } } }),
    'spec.endpoints[0].authorization.credentials.key: is missing; add it',
  ],
  [
    'a URL without scheme',
    'ScrapeConfig',
    { httpSDConfigs: [{ url: 'example.com' }] },
    "spec.httpSDConfigs[0].url: 'example.com' does not match ^https?://.+$; write what does",
  ],
  ['a ruler of text', 'ThanosRuler', { replicas: true }, 'spec.replicas: true is not a whole number'],
];

/** A field of which the API server says nothing: it drops it. */
export const DROPPED: (typeof INVALID)[number] = [
  'metadata of a claim that the schema has none of',
  'Prometheus',
  { storage: { ephemeral: { volumeClaimTemplate: { metadata: { name: 'x' }, spec: {} } } } },
  'spec.storage.ephemeral.volumeClaimTemplate.metadata.name: there is no such field; remove it',
];

/** Specs that the schema allows and the operator refuses, and why. */
export const REFUSED: readonly (readonly [string, MonitoringKind, object, string])[] = [
  [
    'a timeout beyond the interval',
    'ServiceMonitor',
    monitor({ interval: '30s', scrapeTimeout: '1m' }),
    'spec.endpoints[0].scrapeTimeout: 1m is longer than the interval of 30s; write 30s or less',
  ],
  [
    'the timeout of a whole Prometheus',
    'Prometheus',
    { scrapeInterval: '1m', scrapeTimeout: '1m1ms' },
    'spec.scrapeTimeout: 1m1ms is longer than the interval of 1m; write 1m or less',
  ],
  [
    'two authorities',
    'ServiceMonitor',
    monitor({ tlsConfig: { caFile: '/ca', ca: { secret: tokenSecret } } }),
    'spec.endpoints[0].tlsConfig: has both ca and caFile; keep one of them',
  ],
  [
    'an authority from two places',
    'ServiceMonitor',
    monitor({ tlsConfig: { ca: { secret: tokenSecret, configMap: { name: 'a', key: 'b' } } } }),
    'spec.endpoints[0].tlsConfig.ca: has both secret and configMap; keep one of them',
  ],
  [
    'a certificate without a key',
    'ServiceMonitor',
    monitor({ tlsConfig: { certFile: '/tls.crt' } }),
    'spec.endpoints[0].tlsConfig: has a certificate without a key; add keySecret',
  ],
  [
    'versions in the wrong order',
    'Probe',
    { ...MINIMAL.Probe, tlsConfig: { minVersion: 'TLS13', maxVersion: 'TLS12' } },
    'spec.tlsConfig.minVersion: TLS13 is above maxVersion TLS12; write TLS12',
  ],
  [
    'a server without certificate',
    'Prometheus',
    { web: { tlsConfig: {} } },
    'spec.web.tlsConfig: has no certificate and no key; add cert and keySecret',
  ],
  [
    'two ways to identify',
    'ServiceMonitor',
    monitor({ basicAuth: { username: tokenSecret }, authorization: { credentials: tokenSecret } }),
    'spec.endpoints[0]: has authorization and basicAuth; keep one of them',
  ],
  [
    'basic as a type',
    'PodMonitor',
    { selector: {}, podMetricsEndpoints: [{ authorization: { type: 'Basic', credentials: tokenSecret } }] },
    "spec.podMetricsEndpoints[0].authorization.type: 'Basic' is not possible; write basicAuth instead of authorization",
  ],
  [
    'no credentials',
    'ServiceMonitor',
    monitor({ authorization: { type: 'Bearer' } }),
    'spec.endpoints[0].authorization: has no credentials; add the Secret and its key',
  ],
  [
    'a proxy that is not there',
    'ScrapeConfig',
    { noProxy: 'a.example' },
    'spec: has noProxy without a proxy; add proxyUrl',
  ],
  [
    'two proxies',
    'ScrapeConfig',
    { proxyFromEnvironment: true, proxyUrl: 'http://p' },
    'spec: has proxyFromEnvironment and proxyUrl; keep one of them',
  ],
  ...relabelings(),
  [
    'a selector without values',
    'ServiceMonitor',
    { ...MINIMAL.ServiceMonitor, selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } },
    'spec.selector.matchExpressions[0].values: In takes one value or more; correct it',
  ],
  [
    'an operator for nodes only',
    'PodMonitor',
    { selector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } },
    "spec.selector.matchExpressions[0].operator: 'Gt' is not possible; write one of In, NotIn, Exists, DoesNotExist",
  ],
  ['a probe of nothing', 'Probe', {}, 'spec.targets: has neither staticConfig nor ingress; add one of them'],
  [
    'a prober by URL',
    'Probe',
    { ...MINIMAL.Probe, prober: { url: 'http://blackbox:9115/probe' } },
    "spec.prober.url: 'http://blackbox:9115/probe' is not a host; write host or host:port; scheme and path have their own fields",
  ],
  [
    'a label that is none',
    'ScrapeConfig',
    { staticConfigs: [{ targets: ['a:1'], labels: { 'a-b': 'c' } }] },
    'spec.staticConfigs[0].labels.a-b: is not a label name; write letters, digits and _',
  ],
  [
    'what is not selected',
    'ScrapeConfig',
    { kubernetesSDConfigs: [{ role: 'Node', selectors: [{ role: 'Pod' }] }] },
    'spec.kubernetesSDConfigs[0].selectors[0].role: Pod is not selected to find role Node; write one of node',
  ],
  [
    'two defaults',
    'Prometheus',
    {
      scrapeClasses: [
        { name: 'a', default: true },
        { name: 'b', default: true },
      ],
    },
    'spec.scrapeClasses[1].default: there is another default; keep it at one class',
  ],
  [
    'record and alert',
    'PrometheusRule',
    rules({ ...RULE, record: 'a:b' }),
    "spec.groups[0].rules[0]: has both record 'a:b' and alert 'Down'; keep one of them",
  ],
  [
    'neither record nor alert',
    'PrometheusRule',
    rules({ expr: 'up' }),
    'spec.groups[0].rules[0]: has neither record nor alert; add one of them',
  ],
  [
    'a record that waits',
    'PrometheusRule',
    rules({ record: 'a:b', expr: 'up', for: '5m' }),
    'spec.groups[0].rules[0].for: is for alerts only; remove it',
  ],
  [
    'labels in a name',
    'PrometheusRule',
    rules({ record: 'a{b="c"}', expr: 'up' }),
    'spec.groups[0].rules[0].record: \'a{b="c"}\' has braces; write the name only, and its labels as labels',
  ],
  [
    'an empty expression',
    'PrometheusRule',
    rules({ alert: 'A', expr: ' ' }),
    'spec.groups[0].rules[0].expr: is empty; write an expression',
  ],
  ...alertmanagerConfigs(),
];

function relabelings(): [string, MonitoringKind, object, string][] {
  const rule = (
    name: string,
    object: object,
    field: string,
    text: string,
  ): [string, MonitoringKind, object, string] => [
    name,
    'ServiceMonitor',
    monitor({ relabelings: [object] }),
    `spec.endpoints[0].relabelings[0].${field}: ${text}`,
  ];
  return [
    rule('no target', { sourceLabels: ['a'] }, 'targetLabel', 'is missing for the action replace; add it'),
    rule(
      'a target that is none',
      { targetLabel: 'a-b' },
      'targetLabel',
      "'a-b' is not a label name; write letters, digits and _",
    ),
    rule(
      'no modulus',
      { action: 'hashmod', targetLabel: 'a' },
      'modulus',
      'is missing for the action hashmod; add the number of shards',
    ),
    rule(
      'more than an expression',
      { action: 'labeldrop', regex: 'a', targetLabel: 'b' },
      'targetLabel',
      'has no meaning for the action labeldrop; remove it',
    ),
    rule(
      'a replacement of case',
      { action: 'uppercase', targetLabel: 'b', replacement: 'c' },
      'replacement',
      'has no meaning for the action uppercase; remove it',
    ),
    rule(
      'a replacement that is none',
      { action: 'labelmap', replacement: 'a-$1' },
      'replacement',
      "'a-$1' makes no name of a label; write for example $1",
    ),
    rule(
      'lookahead',
      { action: 'keep', regex: 'a(?=b)' },
      'regex',
      "'a(?=b)' is not an RE2 expression: '(?=b' is not supported by RE2, which has no lookaround; correct it",
    ),
    rule(
      'an open group',
      { action: 'drop', regex: '(a' },
      'regex',
      "'(a' is not an RE2 expression: a '(' is not closed; correct it",
    ),
  ];
}

function alertmanagerConfigs(): [string, MonitoringKind, object, string][] {
  const config = (name: string, spec: object, text: string): [string, MonitoringKind, object, string] => [
    name,
    'AlertmanagerConfig',
    { route: { receiver: 'a' }, receivers: [{ name: 'a' }], ...spec },
    text,
  ];
  const receiver = (channel: string, object: object): object => ({ receivers: [{ name: 'a', [channel]: [object] }] });
  const route = (object: object): object => ({ route: { receiver: 'a', ...object } });
  return [
    config(
      'an unknown receiver',
      route({ routes: [{ receiver: 'b' }] }),
      "spec.route.routes[0].receiver: there is no receiver 'b'; write one of a, or add it",
    ),
    config(
      'no receiver at the first route',
      { route: {} },
      'spec.route.receiver: is missing at the first route; add it',
    ),
    config(
      'two receivers of one name',
      { receivers: [{ name: 'a' }, { name: 'a' }] },
      'spec.receivers[1]: has the same name as number 0 of the list; remove one of them',
    ),
    config(
      'all labels and one',
      route({ groupBy: ['...', 'job'] }),
      "spec.route.groupBy: '...' stands for all labels; remove the others, or it",
    ),
    config(
      'a label twice',
      route({ groupBy: ['job', 'job'] }),
      'spec.route.groupBy[1]: is the same as number 0 of the list; remove one of them',
    ),
    config(
      'an unknown time interval',
      route({ muteTimeIntervals: ['night'] }),
      "spec.route.muteTimeIntervals[0]: there is no time interval 'night'; add it",
    ),
    config(
      'an expression of a matcher',
      route({ matchers: [{ name: 'a', matchType: '=~', value: '[' }] }),
      "spec.route.matchers[0].value: '[' is not an RE2 expression: a '[' is not closed; correct it",
    ),
    config(
      'a pager without key',
      receiver('pagerdutyConfigs', {}),
      'spec.receivers[0].pagerdutyConfigs[0]: has no routingKey, serviceKey; add one of them',
    ),
    config(
      'a webhook without URL',
      receiver('webhookConfigs', {}),
      'spec.receivers[0].webhookConfigs[0]: has no url, urlSecret; add one of them',
    ),
    config(
      'a mail server without port',
      receiver('emailConfigs', { to: 'a@example.com', smarthost: 'mail' }),
      "spec.receivers[0].emailConfigs[0].smarthost: 'mail' has no port; write for example mail:587",
    ),
    config(
      'a header twice',
      receiver('emailConfigs', {
        to: 'a@example.com',
        headers: [
          { key: 'X', value: '1' },
          { key: 'x', value: '2' },
        ],
      }),
      "spec.receivers[0].emailConfigs[0].headers: 'x' is listed twice; remove one of them",
    ),
    config(
      "a field of Alertmanager's own",
      receiver('victoropsConfigs', { routingKey: 'r', customFields: [{ key: 'entity_id', value: '1' }] }),
      "spec.receivers[0].victoropsConfigs[0].customFields: 'entity_id' is a reserved field of Alertmanager; rename it",
    ),
    config(
      'a responder of no type',
      receiver('opsgenieConfigs', { responders: [{ id: '1', type: 'boss' }] }),
      "spec.receivers[0].opsgenieConfigs[0].responders[0].type: 'boss' is not possible; allowed: team, teams, user, escalation, schedule; write one of these",
    ),
    config(
      'an action that does nothing',
      receiver('slackConfigs', { actions: [{ type: 'button', text: 'Look' }] }),
      'spec.receivers[0].slackConfigs[0].actions[0]: has no url or name; add one of them',
    ),
    config(
      'an unknown field of a child route',
      route({ routes: [{ reciever: 'a' }] }),
      'spec.route.routes[0].reciever: there is no such field; write receiver, or remove it',
    ),
  ];
}

function port(containerPort: number, protocol: string): object {
  return { containerPort, protocol };
}

function containers(ports: object[]): object {
  return { containers: [{ name: 'c', ports }] };
}

function mutedIn(timeInterval: object): object {
  return { muteTimeIntervals: [{ name: 'm', timeIntervals: [timeInterval] }] };
}
