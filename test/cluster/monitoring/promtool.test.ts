import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkAlertmanagerConfig, receiversOf } from './amtool';
import { checkConfig, checkRules, testRules } from './promtool';

const RULES = `
groups:
  - name: general
    rules:
      - { alert: Down, expr: up == 0, for: 5m, labels: { severity: warning } }
`;

/** A test that looks ten minutes after a target went down. */
function downTest(expected: number): string {
  return `
rule_files: [rules.yaml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series: [{ series: 'up{job="etcd"}', values: '0x20' }]
    promql_expr_test:
      - expr: count(ALERTS{alertname="Down",alertstate="firing"})
        eval_time: 10m
        exp_samples: [{ labels: '{}', value: ${expected} }]
`;
}

const CONFIG = `
scrape_configs:
  - job_name: etcd
    tls_config: { ca_file: /etc/prometheus/ca.crt }
    static_configs: [{ targets: ['127.0.0.1:2379'] }]
`;

describe('promtool', () => {
  it('accepts rules', async () => {
    assert.deepEqual(await checkRules(RULES), { ok: true, message: 'Checking rules.yaml\n  SUCCESS: 1 rules found' });
  });

  it('refuses an expression that does not parse, with its position', async () => {
    const { ok, message } = await checkRules(RULES.replace('up == 0', 'sum(up'));
    assert.equal(ok, false);
    assert.match(
      message,
      /rules\.yaml: \d+:\d+: group "general", rule 1, "Down": could not parse expression: .*unclosed/,
    );
  });

  it('refuses a duplicate rule', async () => {
    const record = '      - { record: "job:up:sum", expr: sum by (job) (up) }\n';
    const { ok, message } = await checkRules(`${RULES}${record}${record}`);
    assert.equal(ok, false);
    assert.match(message, /duplicate rule\(s\) found/);
  });

  it('runs unit tests of rules', async () => {
    assert.equal((await testRules(downTest(1), { 'rules.yaml': RULES })).ok, true);
    const { ok, message } = await testRules(downTest(2), { 'rules.yaml': RULES });
    assert.equal(ok, false);
    assert.match(message, /exp: *\{\} 2E\+00.*got: *\{\} 1E\+00/s);
  });

  it('checks configurations without the files that they refer to', async () => {
    assert.equal((await checkConfig(CONFIG)).ok, true);
    const { ok, message } = await checkConfig(CONFIG.replace('job_name', 'job'));
    assert.equal(ok, false);
    assert.match(message, /field job not found in type config\.ScrapeConfig/);
  });
});

const ALERTMANAGER = `
route:
  receiver: chat
  routes: [{ receiver: pager, matchers: ['severity="critical"'] }]
receivers: [{ name: chat }, { name: pager }]
`;

describe('amtool', () => {
  it('checks configurations', async () => {
    assert.equal((await checkAlertmanagerConfig(ALERTMANAGER)).ok, true);
    const { ok, message } = await checkAlertmanagerConfig(ALERTMANAGER.replace('{ name: pager }', '{ name: phone }'));
    assert.equal(ok, false);
    assert.match(message, /undefined receiver "pager" used in route/);
  });

  it('reports the receiver of an alert', async () => {
    assert.deepEqual(await receiversOf(ALERTMANAGER, { severity: 'critical' }), ['pager']);
    assert.deepEqual(await receiversOf(ALERTMANAGER, { severity: 'info' }), ['chat']);
  });
});
