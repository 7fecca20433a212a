import { judge, type Verdict } from './program';

/**
 * Checks a configuration of Alertmanager.
 *
 * @param config the YAML text
 * @param templates texts of its notification templates, by the names that it says
 */
export async function checkAlertmanagerConfig(
  config: string,
  templates: Readonly<Record<string, string>> = {},
): Promise<Verdict> {
  return judge('amtool', ['check-config', 'alertmanager.yaml'], { ...templates, 'alertmanager.yaml': config });
}

/** The receivers that get an alert with these labels. */
export async function receiversOf(
  config: string,
  labels: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const args = ['config', 'routes', 'test', '--config.file=alertmanager.yaml', ...matchers];
  const { ok, message } = await judge('amtool', args, { 'alertmanager.yaml': config });
  if (!ok) throw new Error(message);
  return message.split(',');
}
