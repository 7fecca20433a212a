/** OAuth providers of Grafana, by the section of their settings. */
export const OAUTH_SECTIONS = [
  'auth.azuread',
  'auth.generic_oauth',
  'auth.github',
  'auth.gitlab',
  'auth.google',
  'auth.okta',
] as const;

/**
 * Sections of grafana.ini whose settings the platform file may have (Grafana, "Configure Grafana"). Not `paths`: they are mounts of
 * the pod. Keys differ between versions, and Grafana ignores unknown keys; they are not listed.
 */
export const INI_SECTIONS = [
  ...OAUTH_SECTIONS,
  'analytics',
  'annotations',
  'auth',
  'auth.anonymous',
  'auth.basic',
  'auth.jwt',
  'auth.proxy',
  'aws',
  'azure',
  'dashboards',
  'database',
  'dataproxy',
  'datasources',
  'date_formats',
  'emails',
  'explore',
  'expressions',
  'feature_toggles',
  'help',
  'live',
  'log',
  'log.console',
  'metrics',
  'news',
  'panels',
  'plugins',
  'profile',
  'public_dashboards',
  'query',
  'query_history',
  'quota',
  'rbac',
  'remote_cache',
  'rendering',
  'security',
  'server',
  'smtp',
  'snapshots',
  'tracing.opentelemetry',
  'unified_alerting',
  'users',
] as const;

/** Plugins that Grafana 12 downloads at its start unless they are disabled (Grafana, pkg/setting/setting_plugins.go). */
export const DOWNLOADED_PLUGINS = [
  'grafana-exploretraces-app',
  'grafana-lokiexplore-app',
  'grafana-metricsdrilldown-app',
  'grafana-pyroscope-app',
];
