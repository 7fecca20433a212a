import { receiversOf, routingProblems, type Route } from '../../../lib/checks/read/alert-routing';
import { alertRoutes } from '../../../lib/checks/monitoring/alert-routes';
import { custom, findings, rules } from './objects';

const receivers = [{ name: 'team' }, { name: 'nobody' }];

describe('receivers and routes', () => {
  test('that fit together', () => {
    const route = {
      receiver: 'team',
      routes: [{ receiver: 'nobody', matchers: ['severity=~"none|info"', { name: 'a', value: 'b', matchType: '!=' }] }],
    };
    expect(routingProblems({ route, receivers })).toEqual([]);
  });

  test.each<[string, Route, string, string]>([
    [
      'a route to a receiver that is not there',
      { receiver: 'nobody', routes: [{ receiver: 'teem' }, { receiver: 'team' }] },
      "a route leads to receiver 'teem', which is not there",
      'write team',
    ],
    [
      'a receiver that no route reaches',
      { receiver: 'nobody' },
      "no route leads to receiver 'team'",
      'add a route to it, or remove it',
    ],
    [
      'a first route without a receiver',
      { routes: [{ receiver: 'team' }, { receiver: 'nobody' }] },
      'the first route has no receiver',
      'name one; the others are for parts',
    ],
    [
      'a matcher that is none',
      { receiver: 'team', routes: [{ receiver: 'nobody', matchers: ['severity critical'] }] },
      'the matcher "severity critical" is none',
      'write one such as severity="critical"',
    ],
    [
      'a regular expression that is none of RE2',
      { receiver: 'team', routes: [{ receiver: 'nobody', matchers: ['a=~"(?!x)"'] }] },
      "the regular expression '(?!x)' of a is not valid: it looks around, which RE2 cannot",
      'write it as RE2 does',
    ],
  ])('%s', (_, route, problem, fix) => expect(routingProblems({ route, receivers })).toEqual([{ problem, fix }]));

  test('a duplicate receiver', () => {
    const twice = [{ name: 'team' }, { name: 'team' }];
    expect(routingProblems({ route: { receiver: 'team' }, receivers: twice })).toEqual([
      { problem: "receiver 'team' is listed twice", fix: 'give one of them another name' },
    ]);
  });
});

describe('an alert reaches', () => {
  const route: Route = {
    receiver: 'default',
    routes: [
      { receiver: 'log', matchers: ['severity!="none"'], continue: true },
      {
        receiver: 'pager',
        matchers: ['severity = critical'],
        routes: [{ receiver: 'database', matchers: ['team=~"db|sql"'] }],
      },
      { matchers: [{ name: 'severity', value: 'warning|info', regex: true }] },
      { receiver: 'web', matchers: ['team="web"'] },
    ],
  };

  test.each([
    ['every route that goes on and the first that does not', { severity: 'critical', team: 'ops' }, ['log', 'pager']],
    ['a route within a route', { severity: 'critical', team: 'sql' }, ['log', 'database']],
    ['routes that may match, for all that is known', { severity: 'critical' }, ['log', 'database', 'pager']],
    ['the receiver around a route without one', { severity: 'info', team: 'x' }, ['log', 'default']],
    ['the first receiver, if no route matches', { severity: 'none', team: 'x' }, ['default']],
    ['the first receiver or a route that may match', { severity: 'none' }, ['web', 'default']],
  ])('%s', (_, labels, expected) => expect([...receiversOf(route, labels)].sort()).toEqual([...expected].sort()));

  test('may be matched by a label named like a property of every object', () => {
    const named: Route = { receiver: 'default', routes: [{ receiver: 'team', matchers: ['toString="x"'] }] };
    expect([...receiversOf(named, { severity: 'none' })].sort()).toEqual(['default', 'team']);
  });
});

describe('alerts without a notification', () => {
  const configuration = (route: object, means: object = { slackConfigs: [{}] }) =>
    custom('AlertmanagerConfig', 'c', { route, receivers: [{ name: 'team', ...means }, { name: 'nobody' }] });
  const alertmanager = custom('Alertmanager', 'main', { alertmanagerConfiguration: { name: 'c' } });
  const alert = (name: string, severity?: string) => ({
    alert: name,
    expr: 'up',
    labels: severity ? { severity } : {},
  });
  const critical = { receiver: 'nobody', routes: [{ receiver: 'team', matchers: ['severity="critical"'] }] };

  test('are reported by severity', () => {
    const list = rules(alert('A', 'critical'), alert('B', 'warning'), alert('C', 'warning'), alert('Watchdog', 'none'));
    expect(findings(alertRoutes, alertmanager, configuration(critical), list)).toEqual([
      'AlertmanagerConfig/c: no receiver is notified of alerts of severity warning: B, C > add a route for severity="warning" to team',
    ]);
  });

  test('are accepted if no notification is configured at all', () => {
    expect(findings(alertRoutes, alertmanager, configuration(critical, {}), rules(alert('B', 'warning')))).toEqual([]);
  });

  test('are accepted if the only receiver is a program that acts on alerts of severity none', () => {
    const scaling = { receiver: 'nobody', routes: [{ receiver: 'team', matchers: ['alertname="Scale"'] }] };
    const list = rules(alert('B', 'warning'), alert('Scale', 'none'));
    expect(findings(alertRoutes, alertmanager, configuration(scaling), list)).toEqual([]);
  });

  test('are accepted with a configuration of another Alertmanager', () => {
    expect(findings(alertRoutes, configuration(critical), rules(alert('B', 'warning')))).toEqual([]);
  });

  test('have no severity', () => {
    expect(findings(alertRoutes, rules(alert('A')))).toEqual([
      'PrometheusRule/rules: alert A has no severity > add the label severity',
    ]);
  });

  test('are found by the routes of a configuration', () => {
    expect(findings(alertRoutes, configuration({ receiver: 'team' }))).toEqual([
      "AlertmanagerConfig/c: no route leads to receiver 'nobody' > add a route to it, or remove it",
    ]);
  });
});
