import { OAUTH_SECTIONS } from '../catalogue/grafana';
import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { iniSettings } from './grafana-ini';

type Grafana = Monitoring['grafana'];

const GRAFANA = ['monitoring', 'grafana'] as const;
const at = (section: string, ...key: ConfigPath): ConfigPath => [...GRAFANA, 'ini', section, ...key];

/** Settings that are secrets. Grafana's settings with `_key_` or `_path` name files. */
const SECRET =
  /(^|_)(password|secret|secret_key|api_key|access_key|signing_secret|auth_token|private_key|connection_string|dsn)$/;

/** Settings that the platform decides, with the key of the platform file that does. */
const OWN: Readonly<Record<string, string>> = {
  'server.http_port': 'nothing: probes and network policies use 3000',
  'server.http_addr': 'nothing: probes and the Service use the address of the pod',
  'server.protocol': 'nothing: TLS ends at the Ingress',
  'server.socket': 'nothing: probes and the Service use a port',
  'security.admin_user': 'monitoring.grafana.existingSecret',
  'security.admin_password': 'monitoring.grafana.existingSecret',
  'plugins.preinstall': 'monitoring.grafana.plugins',
  'plugins.preinstall_sync': 'monitoring.grafana.plugins',
  'plugins.preinstall_disabled': 'monitoring.grafana.plugins',
  'plugins.disable_plugins': 'monitoring.grafana.plugins',
};

const secretsAreReferences: SectionRule<Monitoring> = ({ grafana }) =>
  iniSettings(grafana)
    .filter(({ key, value }) => SECRET.test(key) && typeof value !== 'object' && value !== '')
    .map(({ section, key }) => ({
      path: at(section, key),
      problem: 'a secret would be in the manifests for everyone to read',
      allowed: 'the name and the key of a Secret in the monitoring namespace',
      fix: `write { name: <Secret>, key: ${key} }`,
    }));

const ownSettings: SectionRule<Monitoring> = ({ grafana }) => {
  const own: Readonly<Record<string, string>> = {
    ...OWN,
    ...(grafana.host ? { 'server.root_url': 'monitoring.grafana.host' } : {}),
    ...(grafana.tlsSecret ? { 'security.cookie_secure': 'monitoring.grafana.tlsSecret' } : {}),
  };
  return iniSettings(grafana).flatMap(({ section, key }): Mistake[] => {
    const decides = own[`${section}.${key}`];
    if (!decides) return [];
    const [instead, reason] = decides.split(': ');
    return [
      {
        path: at(section, key),
        problem: reason ? `it cannot be changed: ${reason}` : `${instead} decides it`,
        allowed: 'other settings',
        fix: reason ? 'remove it' : `remove it, and use ${instead}`,
      },
    ];
  });
};

/** URLs that have no usable default: they contain the tenant, or any server. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'auth.azuread': ['auth_url', 'token_url'],
  'auth.okta': ['auth_url', 'token_url', 'api_url'],
  'auth.generic_oauth': ['auth_url', 'token_url'],
};

const isOn = (settings: Readonly<Record<string, unknown>> | undefined): boolean =>
  String(settings?.['enabled']) === 'true';

function missing(section: string, settings: Readonly<Record<string, unknown>>, keys: readonly string[]): Mistake[] {
  return keys
    .filter((key) => settings[key] === undefined)
    .map((key) => ({
      path: at(section),
      problem: `${key} is missing`,
      allowed: `${keys.join(', ')} together with enabled: true`,
      fix: SECRET.test(key) ? `add ${key}: { name: <Secret>, key: ${key} }` : `add ${key}`,
    }));
}

const loginsAreComplete: SectionRule<Monitoring> = ({ grafana }) =>
  OAUTH_SECTIONS.flatMap((section) => {
    const settings = grafana.ini[section];
    if (!settings || !isOn(settings)) return [];
    const withoutUrl = !grafana.host && grafana.ini.server?.['root_url'] === undefined;
    return [
      ...missing(section, settings, ['client_id', 'client_secret', ...(REQUIRED[section] ?? [])]),
      ...(withoutUrl
        ? [
            {
              path: at(section, 'enabled'),
              problem: 'the provider would send browsers back to localhost:3000, the default URL of Grafana',
              allowed: 'OAuth together with monitoring.grafana.host, or with server.root_url in monitoring.grafana.ini',
              fix: 'add monitoring.grafana.host',
            },
          ]
        : []),
    ];
  });

const mailIsComplete: SectionRule<Monitoring> = ({ grafana }) => {
  const { smtp } = grafana.ini;
  return smtp && isOn(smtp) ? missing('smtp', smtp, ['host', 'from_address']) : [];
};

const annotationsNeedHost: SectionRule<Monitoring> = ({ grafana: { host, ingressAnnotations } }) =>
  host || Object.keys(ingressAnnotations).length === 0
    ? []
    : [
        {
          path: [...GRAFANA, 'ingressAnnotations'],
          problem: 'no Ingress has them',
          allowed: 'ingressAnnotations together with host',
          fix: 'add monitoring.grafana.host, or remove ingressAnnotations',
        },
      ];

const pluginsAreDistinct: SectionRule<Monitoring> = ({ grafana: { plugins } }: { grafana: Grafana }) =>
  plugins.flatMap(({ id }, index) =>
    plugins.findIndex((other) => other.id === id) === index
      ? []
      : [
          {
            path: [...GRAFANA, 'plugins', index, 'id'],
            problem: `there are two plugins '${id}'`,
            allowed: 'each plugin once',
            fix: 'remove one of them',
          },
        ],
  );

/** Rules of grafana.ini, of logins and of plugins. */
export const GRAFANA_INI_RULES: readonly SectionRule<Monitoring>[] = [
  secretsAreReferences,
  ownSettings,
  loginsAreComplete,
  mailIsComplete,
  annotationsNeedHost,
  pluginsAreDistinct,
];
