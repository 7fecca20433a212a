import { judge, type Verdict } from './program';

/** Checks a file of rules, a YAML text with `groups`: expressions, templates, names, and rules that are listed twice. */
export async function checkRules(rules: string): Promise<Verdict> {
  return judge('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.yaml'], { 'rules.yaml': rules });
}

/**
 * Runs unit tests of rules (Prometheus, "Unit testing for rules").
 *
 * @param tests the YAML text of the tests
 * @param ruleFiles YAML texts with `groups`, by the names that the tests' `rule_files` say
 */
export async function testRules(tests: string, ruleFiles: Readonly<Record<string, string>>): Promise<Verdict> {
  return judge('promtool', ['test', 'rules', 'tests.yaml'], { ...ruleFiles, 'tests.yaml': tests });
}

/**
 * Checks a configuration of Prometheus.
 *
 * @param config the YAML text
 * @param files what it reads besides, by name; files that are named in it and not given are taken to be there
 * @param mode the mode of the Prometheus; an agent refuses rules and alerts
 */
export async function checkConfig(
  config: string,
  files: Readonly<Record<string, string>> = {},
  mode: 'server' | 'agent' = 'server',
): Promise<Verdict> {
  const agent = mode === 'agent' ? ['--agent'] : [];
  const args = ['check', 'config', '--lint=all', '--lint-fatal', '--syntax-only', ...agent, 'prometheus.yaml'];
  return judge('promtool', args, { ...files, 'prometheus.yaml': config });
}
