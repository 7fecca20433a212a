import { DOWNLOADED_PLUGINS } from '../catalogue/grafana';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { Env, EnvValue } from '../kube/env';
import type { Mount } from '../kube/storage';
import type { Monitoring } from '../platform/model';
import { addressOfUrl, parseAddress } from '../text/address';

type Grafana = Monitoring['grafana'];

/** A setting of grafana.ini. */
export interface IniSetting {
  readonly section: string;
  readonly key: string;
  readonly value: NonNullable<Grafana['ini'][keyof Grafana['ini']]>[string];
}

/** All settings of the platform file. */
export function iniSettings({ ini }: Grafana): IniSetting[] {
  return Object.entries(ini).flatMap(([section, settings]) =>
    Object.entries(settings).map(([key, value]) => ({ section, key, value })),
  );
}

/** The environment variable that overrides a setting (Grafana, "Override configuration with environment variables"). */
function variableOf({ section, key }: Pick<IniSetting, 'section' | 'key'>): string {
  return `GF_${section.replaceAll('.', '_')}_${key}`.toUpperCase();
}

/** Kubernetes would replace `$(NAME)` in the value of a variable. */
function valueOf(value: IniSetting['value']): EnvValue {
  if (typeof value === 'object') return { secret: { name: value.name }, key: value.key };
  return String(value).replaceAll('$(', '$$$$(');
}

const LDAP_DIR = '/etc/grafana/ldap';

/** Environment of grafana.ini, LDAP and plugins. */
export function settingsEnv(spec: Grafana): Env {
  const { ldap, plugins } = spec;
  const unwanted = DOWNLOADED_PLUGINS.filter((id) => plugins.every((plugin) => plugin.id !== id));
  return {
    ...(plugins.length > 0
      ? {
          GF_PLUGINS_PREINSTALL_SYNC: plugins.map(({ id, version, url }) => `${id}@${version}@${url}`).join(','),
          GF_PLUGINS_DISABLE_PLUGINS: unwanted.join(','),
        }
      : { GF_PLUGINS_PREINSTALL_DISABLED: 'true' }),
    ...(ldap
      ? {
          GF_AUTH_LDAP_ENABLED: 'true',
          GF_AUTH_LDAP_CONFIG_FILE: `${LDAP_DIR}/ldap.toml`,
          GF_AUTH_LDAP_ALLOW_SIGN_UP: String(ldap.allowSignUp),
        }
      : {}),
    ...Object.fromEntries(iniSettings(spec).map((setting) => [variableOf(setting), valueOf(setting.value)])),
  };
}

/** The directory of ldap.toml. */
export function ldapMounts({ ldap }: Grafana): Mount[] {
  if (!ldap) return [];
  const secret = { name: ldap.existingSecret };
  return [{ volume: { name: 'ldap', secret, items: { 'ldap.toml': 'ldap.toml' } }, path: LDAP_DIR }];
}

/** Settings with the URL of a server that Grafana itself connects to; browsers go to the others. */
const SERVER_URLS = /^(token_url|api_url|teams_url|jwk_set_url|server_url|url)$/;

/** Settings with `host:port`, by section, and the port without one. */
const HOSTS: Readonly<Record<string, readonly [key: string, port: number]>> = {
  smtp: ['host', 25],
  database: ['host', 5432],
  'tracing.opentelemetry': ['address', 4317],
};

/** Port of the servers of GitHub, GitLab, Google and others, whose URLs are Grafana's defaults. */
const HTTPS = 443;

/** Servers that the settings name: login, mail, database, LDAP and the mirrors of plugins. */
export function settingsEndpoints(spec: Grafana): Endpoint[] {
  const { ldap, plugins } = spec;
  const settings = iniSettings(spec).flatMap(({ section, key, value }): Endpoint[] => {
    if (typeof value === 'object') return [];
    const text = String(value);
    if (section.startsWith('auth.') && key === 'enabled' && text === 'true') {
      return ['auth.anonymous', 'auth.basic', 'auth.proxy'].includes(section) ? [] : [externalEndpoint(section, HTTPS)];
    }
    const [hostKey, defaultPort = 0] = HOSTS[section] ?? [];
    if (hostKey === key) {
      const { host, port = defaultPort } = parseAddress(text) ?? { host: text };
      return [externalEndpoint(host, port)];
    }
    return SERVER_URLS.test(key) && URL.canParse(text) ? [urlEndpoint(text)] : [];
  });
  return [
    ...settings,
    ...(ldap?.servers ?? []).map(({ host, port }) => externalEndpoint(host, port)),
    ...plugins.map(({ url }) => urlEndpoint(url)),
  ];
}

function urlEndpoint(url: string): Endpoint {
  const { host, port } = addressOfUrl(url);
  return externalEndpoint(host, port);
}
