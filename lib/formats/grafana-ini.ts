import { misspelt, type FormatProblem } from './problem';

/** Sections of Grafana 12, without a claim to be all of them: a name that is close to one is taken for a mistake, others pass. */
const SECTIONS = [
  ...['paths', 'server', 'database', 'remote_cache', 'dataproxy', 'analytics', 'security', 'snapshots', 'dashboards'],
  ...['users', 'auth', 'emails', 'smtp', 'log', 'quota', 'alerting', 'unified_alerting', 'annotations', 'explore'],
  ...['help', 'profile', 'metrics', 'tracing.jaeger', 'tracing.opentelemetry', 'grafana_net', 'grafana_com', 'plugins'],
  ...['external_image_storage', 'rendering', 'live', 'enterprise', 'feature_toggles', 'date_formats', 'expressions'],
  ...['geomap', 'navigation', 'news', 'query', 'query_history', 'search', 'secure_socks_datasource_proxy', 'rbac'],
  ...['service_accounts', 'security.encryption', 'panels', 'aws', 'azure', 'datasources', 'sql_datasources', 'storage'],
  ...['short_links', 'public_dashboards', 'cloud_migration', 'frontend_dev', 'grafana-apiserver', 'metrics.graphite'],
  ...[
    'unified_alerting.screenshots',
    'unified_alerting.reserved_labels',
    'unified_alerting.state_history',
    'recording_rules',
  ],
  ...[
    'auth.anonymous',
    'auth.azuread',
    'auth.basic',
    'auth.generic_oauth',
    'auth.github',
    'auth.gitlab',
    'auth.google',
  ],
  ...['auth.grafana_com', 'auth.grafananet', 'auth.jwt', 'auth.ldap', 'auth.okta', 'auth.proxy', 'auth.saml'],
];

/** Why Grafana would not start with a grafana.ini, and what of it is not meant (the library `gopkg.in/ini.v1`). */
export function grafanaIniProblems(text: string): readonly FormatProblem[] {
  const problems: FormatProblem[] = [];
  const seen = new Map<string, number>();
  let section = '';
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    const content = (lines[index] ?? '').trim();
    if (content === '' || /^[#;]/.test(content)) continue;
    if (content.startsWith('[')) {
      const end = content.lastIndexOf(']');
      if (end < 0) return [...problems, { line, problem: `the section '${content}' has no end`, fix: "add ']'" }];
      section = content.slice(1, end).trim();
      if (section === '') return [...problems, { line, problem: 'a section has no name' }];
      const isKnown = SECTIONS.includes(section) || /^(log|plugin)\./.test(section);
      const meant = isKnown ? undefined : misspelt(section, SECTIONS);
      if (meant !== undefined) {
        problems.push({
          line,
          problem: `unknown section '${section}'`,
          fix: `did you mean '${meant}'?`,
          warning: true,
        });
      }
      continue;
    }
    const [, quoted, plain = '', rest] = /^(?:(["`].*?["`])|([^=:]*?))\s*[=:]\s*(.*)$/.exec(content) ?? [];
    if (rest === undefined) {
      return [...problems, { line, problem: `'${content}' has no value`, fix: 'write it as key = value' }];
    }
    const key = (quoted ?? plain).replaceAll(/^["`]+|["`]+$/g, '');
    if (key === '') return [...problems, { line, problem: 'a value has no key', fix: 'write it as key = value' }];
    const first = seen.get(`${section} ${key}`);
    if (first !== undefined) {
      const effect = 'Grafana takes the last one';
      problems.push({ line, problem: `'${key}' is also in line ${first}`, fix: 'keep one', warning: true, effect });
    }
    seen.set(`${section} ${key}`, line);
    // A quotation of three, and a backslash at the end of a line, go on in the next lines.
    const [, open] = /^("""|`)/.exec(rest) ?? [];
    if (open !== undefined && !rest.slice(open.length).includes(open)) {
      while (++index < lines.length && !lines[index]?.includes(open));
      if (index >= lines.length) {
        return [...problems, { line, problem: `the value of '${key}' has no end`, fix: `add ${open}` }];
      }
    } else while (lines[index]?.trimEnd().endsWith('\\') && index + 1 < lines.length) index++;
  }
  return problems;
}
