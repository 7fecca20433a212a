import { messageAbout, oneMistake } from '../load/message';

const monitoring = (...lines: string[]): string =>
  ['monitoring:', '  enabled: true', ...lines.map((line) => `  ${line}`)].join('\n');

const receiver = (...lines: string[]): string =>
  monitoring(
    'alertmanager:',
    '  route: { receiver: team }',
    '  receivers:',
    '    - name: team',
    ...lines.map((line) => `      ${line}`),
  );

test.each<[string, string, string, string, string]>([
  [
    'a retention that is not a duration',
    monitoring('prometheus: { retention: 10 days }'),
    ":3 monitoring.prometheus.retention: '10 days' has the wrong form",
    "a duration in Prometheus' notation, such as 30s, 5m, 1h30m or 15d",
    'write it in this form',
  ],
  [
    'an external URL without a scheme',
    monitoring('alertmanager: { externalUrl: alerts.example.org }'),
    ":3 monitoring.alertmanager.externalUrl: 'alerts.example.org' has the wrong form",
    'an http or https URL without a user, a query and a fragment, such as https://monitoring.example.org',
    'write it in this form',
  ],
  [
    'a storage size without a unit that makes sense',
    monitoring('prometheus: { size: 50 GB }'),
    ":3 monitoring.prometheus.size: '50 GB' has the wrong form",
    'a Kubernetes quantity such as 512Mi or 1Gi, at most 4096Ti',
    'write it in this form',
  ],
  [
    'more samples than the volume holds',
    monitoring('prometheus: { size: 10Gi, retentionSize: 10GB }'),
    ':3 monitoring.prometheus.retentionSize: 10GB of samples do not fit the volume of 10Gi, which also holds the write-ahead log',
    'less than monitoring.prometheus.size, best at most 85 % of it',
    'leave it out, or raise monitoring.prometheus.size',
  ],
  [
    'more samples than the claim holds that has yet to grow',
    monitoring('prometheus: { size: 100Gi, claimSize: 10Gi, retentionSize: 40GB }'),
    ':3 monitoring.prometheus.retentionSize: 40GB of samples do not fit the volume of 10Gi, which also holds the write-ahead log',
    'less than monitoring.prometheus.claimSize, best at most 85 % of it',
    'leave it out, or expand the claims',
  ],
  [
    'a claim that is as large as the size',
    monitoring('prometheus: { size: 100Gi, claimSize: 100Gi }'),
    ':3 monitoring.prometheus.claimSize: 100Gi is not less than monitoring.prometheus.size, 100Gi',
    'the size of claims that have yet to grow to monitoring.prometheus.size',
    'remove claimSize if the claims have grown, or raise monitoring.prometheus.size',
  ],
  [
    'the size of claims without persistence',
    `${monitoring('prometheus: { size: 100Gi, claimSize: 50Gi }')}\npersistence: { enabled: false }`,
    ':3 monitoring.prometheus.claimSize: there are no claims: persistence.enabled is false',
    'claimSize together with persistence',
    'remove claimSize',
  ],
  [
    'a receiver that no route reaches',
    monitoring('alertmanager:', '  receivers:', '    - name: team'),
    ":5 monitoring.alertmanager.receivers[0].name: no route leads to 'team', so it never receives an alert",
    'receivers that a route, or monitoring.alertmanager.route.receiver, names',
    'add a route with receiver: team, or remove the receiver',
  ],
  [
    'a route to an unknown receiver',
    monitoring(
      'alertmanager:',
      '  receivers: [{ name: team }]',
      '  route:',
      '    receiver: team',
      '    routes:',
      '      - { receiver: taem, matchers: [\'a="b"\'] }',
    ),
    ":8 monitoring.alertmanager.route.routes[0].receiver: there is no receiver 'taem'",
    'team',
    'write team, or add the receiver to monitoring.alertmanager.receivers',
  ],
  [
    'a receiver that is like none of the others, without a guess',
    monitoring(
      'alertmanager:',
      '  receivers: [{ name: team }]',
      '  route:',
      '    receiver: ops-on-call',
      '    routes: [{ receiver: team, matchers: [\'a="b"\'] }]',
    ),
    ":6 monitoring.alertmanager.route.receiver: there is no receiver 'ops-on-call'",
    'team',
    'add the receiver to monitoring.alertmanager.receivers',
  ],
  [
    'a receiver where there are none',
    monitoring('alertmanager: { route: { receiver: team } }'),
    ":3 monitoring.alertmanager.route.receiver: there is no receiver 'team'",
    'a name in monitoring.alertmanager.receivers, which is empty',
    'add the receiver to monitoring.alertmanager.receivers',
  ],
  [
    'two receivers of one name',
    monitoring('alertmanager:', '  receivers: [{ name: a }, { name: a }]', '  route: { receiver: a }'),
    ":4 monitoring.alertmanager.receivers[1].name: there are two receivers 'a'",
    'each name once',
    'rename one of them, or merge them',
  ],
  [
    'a receiver without its Secret',
    receiver('opsgenie: [{ apiUrl: https://api.eu.opsgenie.com/ }]'),
    ':7 monitoring.alertmanager.receivers[0].opsgenie[0].apiKeySecret: is missing',
    'an object',
    'add it',
  ],
  [
    'a mistyped kind of integration',
    receiver('opsgeni: []'),
    ":7 monitoring.alertmanager.receivers[0].opsgeni: unknown key 'opsgeni'",
    'name, webhooks, slack, msteams, discord, telegram, webex, rocketchat, wechat, pagerduty, opsgenie, victorops, pushover, sns, email, httpConfig',
    'write opsgenie',
  ],
  [
    'a user of a mail server without a password',
    receiver('email: [{ to: a@b.org, from: c@b.org, smarthost: "b.org:587", username: c }]'),
    ":7 monitoring.alertmanager.receivers[0].email[0].username: user 'c' has no password, so no mail is sent",
    'username together with passwordSecret',
    'add passwordSecret: {name: <Secret>, key: <key>}, or remove username',
  ],
  [
    'a password of a mail server without a user',
    receiver('email: [{ to: a@b.org, from: c@b.org, smarthost: "b.org:587", passwordSecret: { name: a, key: b } }]'),
    ':7 monitoring.alertmanager.receivers[0].email[0].passwordSecret: it is not used without username',
    'username together with passwordSecret',
    'add username, or remove passwordSecret',
  ],
  [
    'an SNS target that is two',
    receiver('sns: [{ topicArn: a, phoneNumber: "+1555" }]'),
    ':7 monitoring.alertmanager.receivers[0].sns[0]: it has topicArn and phoneNumber',
    'one of topicArn, targetArn and phoneNumber',
    'keep one of them',
  ],
  [
    'an SNS target that is none',
    receiver('sns: [{ region: eu-central-1 }]'),
    ':7 monitoring.alertmanager.receivers[0].sns[0]: it has no target',
    'one of topicArn, targetArn and phoneNumber',
    'add one of them',
  ],
  [
    'a responder that names no one',
    receiver('opsgenie: [{ apiKeySecret: { name: a, key: b }, responders: [{ type: team }] }]'),
    ':7 monitoring.alertmanager.receivers[0].opsgenie[0].responders[0]: it has no id, name or username',
    'a type, and one of id, name and username',
    'add one of them',
  ],
  [
    'credentials that other integrations would get, too',
    receiver(
      'webhooks: [{ urlSecret: { name: a, key: b } }]',
      'slack: [{ apiUrlSecret: { name: a, key: b }, channel: c }]',
      'httpConfig: { bearerTokenSecret: a }',
    ),
    ':9 monitoring.alertmanager.receivers[0].httpConfig.bearerTokenSecret: the credentials would be sent to slack, too',
    'at most one of basicAuthSecret, bearerTokenSecret and oauth2, in a receiver with webhooks only',
    'move slack into another receiver',
  ],
  [
    'two kinds of credentials',
    receiver(
      'webhooks: [{ urlSecret: { name: a, key: b } }]',
      'httpConfig: { bearerTokenSecret: a, basicAuthSecret: b }',
    ),
    ':8 monitoring.alertmanager.receivers[0].httpConfig: it has basicAuthSecret and bearerTokenSecret',
    'at most one of basicAuthSecret, bearerTokenSecret and oauth2, in a receiver with webhooks only',
    'keep one of them',
  ],
  [
    'exceptions from a proxy that is missing',
    monitoring('alertmanager: { httpConfig: { noProxy: example.org } }'),
    ':3 monitoring.alertmanager.httpConfig.noProxy: there is no proxy',
    'noProxy together with proxyUrl',
    'add proxyUrl, or remove noProxy',
  ],
  [
    'a proxy with a password',
    monitoring('alertmanager: { httpConfig: { proxyUrl: "http://a:b@proxy:3128" } }'),
    ":3 monitoring.alertmanager.httpConfig.proxyUrl: 'http://***@proxy:3128' has the wrong form",
    'an http or https URL without a user and a path, such as http://proxy.example.org:3128',
    'write it in this form',
  ],
  [
    'a route within a route to an unknown receiver',
    monitoring(
      'alertmanager:',
      '  receivers: [{ name: team }]',
      '  route: { receiver: team, routes: [{ matchers: [\'a="b"\'], routes: [{ matchers: [\'c="d"\'], receiver: tema }] }] }',
    ),
    ":5 monitoring.alertmanager.route.routes[0].routes[0].receiver: there is no receiver 'tema'",
    'team',
    'write team, or add the receiver to monitoring.alertmanager.receivers',
  ],
  [
    'a time interval that does not exist',
    monitoring(
      'alertmanager:',
      '  timeIntervals: [{ name: nights, intervals: [{ weekdays: [monday] }] }]',
      '  route: { routes: [{ matchers: [\'a="b"\'], muteTimeIntervals: [nights, night] }] }',
    ),
    ":5 monitoring.alertmanager.route.routes[0].muteTimeIntervals[1]: there is no time interval 'night'",
    'nights',
    'write nights, or add the time interval to monitoring.alertmanager.timeIntervals',
  ],
  [
    'a time interval that no route uses',
    monitoring('alertmanager: { timeIntervals: [{ name: nights, intervals: [{ weekdays: [monday] }] }] }'),
    ":3 monitoring.alertmanager.timeIntervals[0].name: no route uses 'nights', so it mutes nothing",
    'time intervals that muteTimeIntervals or activeTimeIntervals of a route names',
    'add muteTimeIntervals: [nights] to a route, or remove the time interval',
  ],
  [
    'a night that ends on the next day',
    monitoring(
      'alertmanager:',
      '  timeIntervals: [{ name: nights, intervals: [{ times: [{ start: "22:00", end: "06:00" }] }] }]',
      '  route: { routes: [{ matchers: [\'a="b"\'], muteTimeIntervals: [nights] }] }',
    ),
    ':4 monitoring.alertmanager.timeIntervals[0].intervals[0].times[0].end: 06:00 is not after the start, 22:00',
    'an end after the start, at most 24:00',
    'write two times, 22:00 to 24:00 and 00:00 to 06:00',
  ],
  [
    'a weekday that does not exist',
    monitoring('alertmanager: { timeIntervals: [{ name: nights, intervals: [{ weekdays: [montag] }] }] }'),
    ":3 monitoring.alertmanager.timeIntervals[0].intervals[0].weekdays[0]: 'montag' has the wrong form",
    'a weekday or a range, such as monday:friday',
    'write it in this form',
  ],
  [
    'STARTTLS on the port of implicit TLS',
    monitoring(
      'alertmanager:',
      '  route: { receiver: team }',
      '  receivers:',
      '    - name: team',
      '      email:',
      '        - to: a@example.org',
      '          from: b@example.org',
      '          smarthost: smtp.example.org:465',
      '          requireTLS: true',
    ),
    ':11 monitoring.alertmanager.receivers[0].email[0].requireTLS: smtp.example.org:465 speaks TLS from the start, and offers no STARTTLS within it',
    'requireTLS without implicit TLS, which port 465 has by default',
    'remove requireTLS: the connection is encrypted',
  ],
  [
    'an expression that does not parse',
    monitoring(
      'rules:',
      '  - name: g',
      '    rules:',
      '      - { alert: A, expr: "vectoooor(1)", labels: { severity: info } }',
    ),
    ':6 monitoring.rules[0].rules[0].expr: there is no function vectoooor; nearest: vector (at character 10, ()',
    'an expression of PromQL (Prometheus, "Querying basics")',
    'correct it',
  ],
  [
    'a rule that is an alert and a recording at once',
    monitoring('rules:', '  - name: g', '    rules:', '      - { alert: A, record: "a:b", expr: up }'),
    ":6 monitoring.rules[0].rules[0]: it has both alert 'A' and record 'a:b'",
    'one of the two',
    'split it into two rules',
  ],
  [
    'a rule that is neither',
    monitoring('rules:', '  - name: g', '    rules:', '      - { expr: up }'),
    ':6 monitoring.rules[0].rules[0]: it has neither alert nor record',
    'one of the two',
    'give it a name',
  ],
  [
    'a recording rule with a duration of alerts',
    monitoring('rules:', '  - name: g', '    rules:', '      - { record: "a:b", expr: up, keepFiringFor: 5m }'),
    ":6 monitoring.rules[0].rules[0].keepFiringFor: recording rule 'a:b' has keepFiringFor, which only alerts have",
    'record, expr and labels',
    'remove keepFiringFor',
  ],
  [
    'an alert without a severity',
    monitoring('rules:', '  - name: g', '    rules:', '      - { alert: A, expr: up, labels: { a: b } }'),
    ":6 monitoring.rules[0].rules[0].labels: alert 'A' has no severity, so no route matches it",
    'a label severity: critical, warning, info or none',
    'add labels: {severity: warning}',
  ],
  [
    'a threshold of an alert that has none',
    monitoring('alerts: { KubePodNotReady: { threshold: 3 } }'),
    ':3 monitoring.alerts.KubePodNotReady.threshold: KubePodNotReady has no threshold',
    'enabled, for and severity',
    'remove threshold',
  ],
  [
    'namespaces of an alert about nodes',
    monitoring('alerts: { KubeNodeNotReady: { namespaces: { exclude: [a] } } }'),
    ':3 monitoring.alerts.KubeNodeNotReady.namespaces: KubeNodeNotReady is not about objects in a namespace',
    'enabled, for and severity',
    'remove namespaces',
  ],
  [
    'a severity that an alert does not have',
    monitoring('alerts: { KubePodNotReady: { critical: { for: 1h } } }'),
    ':3 monitoring.alerts.KubePodNotReady.critical: KubePodNotReady has no rule of severity critical',
    'warning',
    'remove critical',
  ],
  [
    'the namespace of the platform',
    monitoring('namespace: openwhisk'),
    ":3 monitoring.namespace: 'openwhisk' is already the value of namespace",
    'another one: monitoring has rights that OpenWhisk must not have',
    'leave it out, or write another name',
  ],
  [
    'a watched namespace that is the own one of monitoring',
    monitoring('watchedNamespaces:', '  - shop', '  - monitoring'),
    ":5 monitoring.watchedNamespaces[1]: 'monitoring' is a namespace of the platform, whose monitors and rules are selected anyway",
    'namespaces outside the platform, each once',
    'remove it',
  ],
  [
    'two groups of rules of the user whose objects have one name',
    monitoring(
      'rules:',
      "  - { name: a b, rules: [{ record: 'a:b', expr: up }] }",
      "  - { name: A-b, rules: [{ record: 'a:c', expr: up }] }",
    ),
    ":5 monitoring.rules[1].name: 'A-b' and 'a b' are the same PrometheusRule, user-rules-a-b",
    'names that differ in a letter or digit',
    'rename one of them, or join the two groups',
  ],
  [
    'a group of rules without a letter for the name of its object',
    monitoring('rules:', "  - { name: '--', rules: [{ record: 'a:b', expr: up }] }"),
    ":4 monitoring.rules[0].name: '--' has no letter from a to z and no digit for the name of its PrometheusRule",
    'names that differ in a letter or digit',
    'add a letter or digit',
  ],
  [
    'the namespace of action pods',
    monitoring('watchedNamespaces: [openwhisk-actions]'),
    ":3 monitoring.watchedNamespaces[0]: 'openwhisk-actions' is the namespace of action pods, which admit connections of invokers only",
    'namespaces outside the platform, each once',
    'remove it, and run the programs to monitor in another namespace',
  ],
  [
    'an unknown key of a watched namespace',
    monitoring('watchedNamespaces:', '  - { name: shop, secret: true }'),
    ":4 monitoring.watchedNamespaces[0].secret: unknown key 'secret'",
    'name, secrets, alertmanagerConfigs',
    'write secrets',
  ],
  [
    'a watched namespace that cannot be a name',
    monitoring('watchedNamespaces: [Shop]'),
    ":3 monitoring.watchedNamespaces[0]: 'Shop' has the wrong form",
    "lower-case letters, digits and '-', beginning and ending with a letter or digit",
    'write it in this form',
  ],
  [
    'a watched namespace that is listed twice',
    monitoring('watchedNamespaces:', '  - shop', '  - shop'),
    ":5 monitoring.watchedNamespaces[1]: 'shop' is listed twice",
    'namespaces outside the platform, each once',
    'remove one',
  ],
  [
    'a certificate for no Ingress',
    monitoring('grafana: { tlsSecret: s }'),
    ':3 monitoring.grafana.tlsSecret: no Ingress uses it',
    'tlsSecret together with host',
    'add monitoring.grafana.host, or remove tlsSecret',
  ],
])('%s', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(yaml)).toBe(oneMistake(problem, allowed, fix));
});

test('an unknown alert is reported with the nearest name', () => {
  const message = messageAbout(monitoring('alerts: { KubePodNotRedy: { for: 1h } }'));
  expect(message).toContain("platform.yaml:3 monitoring.alerts.KubePodNotRedy: unknown key 'KubePodNotRedy'");
  expect(message).toContain('fix: write KubePodNotReady');
});

test('several mistakes are reported at once', () => {
  const message = messageAbout(monitoring('namespace: openwhisk', 'grafana: { tlsSecret: s }'));
  expect(message).toContain('platform.yaml: 2 mistakes; nothing was written');
});
