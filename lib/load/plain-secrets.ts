import type { ConfigPath, Mistake } from '../platform/mistake';
import { platformSchema } from '../platform/model';
import { isMapping, type Mapping } from '../platform/profiles';
import { isSecretName } from '../text/secret-name';
import { childSchema, knownKeys, type Schema } from './forms';

/** Where the secrets of a section belong. */
const ALTERNATIVES: readonly (readonly [section: string, fix: string])[] = [
  [
    'logging.elasticsearch.snapshots.settings',
    'remove it, and write credentialsSecret: the name of a Secret with keys such as s3.client.default.secret_key',
  ],
  ['monitoring.grafana.datasources', 'remove it, and write it below secrets: the name and the key of a Secret'],
  ['monitoring.prometheus.remoteWrite', 'remove it, and write basicAuthSecret or another kind of credentials'],
  [
    'monitoring.blackbox.targets',
    'remove both, and name a module of monitoring.blackbox.modules with basicAuthSecret: the name of a Secret',
  ],
];

/** Places with a rule of their own, which covers more. */
const OWN_RULE = /^(amendments|monitoring\.(grafana\.ini|prometheus\.remoteWrite\.\d+\.headers\.Authorization))$/;

/** Scheme and user info of a URL. */
const USER_INFO = /([a-z][a-z0-9+.-]{0,20}):\/\/([^/?#\s@]*)@/gi;

/** Variables of a container, whose values may be from a Secret. */
const REFERENCES = /^(\$\(\w+\)|:)+$/;

const DEFAULT_FIX = 'remove it, and name a Secret with a key of the section that ends in Secret';

/**
 * Secrets in plain text where a section takes keys of any name: settings of a repository, headers, parameters, objects of
 * Kubernetes. Keys of the schema hold none: they name Secrets.
 */
export function plainSecrets(file: Mapping): Mistake[] {
  return [...within(file, [], platformSchema), ...userInfo(file, [])];
}

/** URLs with a user or a password, in values of any section. */
function userInfo(value: unknown, path: ConfigPath): Mistake[] {
  if (typeof value === 'string') return hasUserInfo(value, path) ? [urlWithUser(path)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    userInfo(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The target of a probe may lack the scheme (blackbox exporter, `prober/http.go`, `ProbeHTTP`). */
const PROBED = /^monitoring\.blackbox\.targets\.\d+\.url$/;

function hasUserInfo(text: string, path: ConfigPath): boolean {
  if (PROBED.test(path.join('.')) && /^[^/?#]*@/.test(text)) return true;
  // The user of SSH is not a secret.
  return [...text.matchAll(USER_INFO)].some(
    ([, scheme = '', user = '']) => !REFERENCES.test(user) && (scheme.toLowerCase() !== 'ssh' || user.includes(':')),
  );
}

function within(value: unknown, path: ConfigPath, schema: Schema): Mistake[] {
  if (OWN_RULE.test(path.join('.'))) return [];
  if (Array.isArray(value))
    return value.flatMap((item, index) => within(item, [...path, index], childSchema(schema, index)));
  if (!isMapping(value)) return [];
  return [
    ...(isSecretVariable(value) ? [variable(path)] : []),
    ...Object.entries(value).flatMap(([key, inner]) => {
      const place = [...path, key];
      const free = !knownKeys(schema).includes(key);
      if (free && !OWN_RULE.test(place.join('.')) && isSecretName(key) && isText(inner)) return [plainSecret(place)];
      return within(inner, place, childSchema(schema, key));
    }),
  ];
}

/** Whether a value is a string or strings, and not only empty ones. */
function isText(value: unknown): boolean {
  return (Array.isArray(value) ? value : [value]).some((item) => typeof item === 'string' && item !== '');
}

/** Whether a value is an environment variable of a container with a literal secret. */
function isSecretVariable({ name, value }: Mapping): boolean {
  return typeof name === 'string' && typeof value === 'string' && value !== '' && isSecretName(name);
}

function plainSecret(path: ConfigPath): Mistake {
  const fix = fixFor(path, DEFAULT_FIX);
  return { path, problem: 'the value is a secret, and the manifests would show it', allowed: 'no secret', fix };
}

function urlWithUser(path: ConfigPath): Mistake {
  return {
    path,
    problem: 'the URL holds a user or a password, which the manifests would show',
    allowed: 'a URL without a user and a password',
    fix: fixFor(path, 'remove both, and name a Secret where the section takes one'),
  };
}

function fixFor(path: ConfigPath, otherwise: string): string {
  return ALTERNATIVES.find(([section]) => path.join('.').startsWith(section))?.[1] ?? otherwise;
}

function variable(path: ConfigPath): Mistake {
  return {
    path: [...path, 'value'],
    problem: 'the value of the variable is a secret, and the manifests would show it',
    allowed: 'a reference to a Secret',
    fix: 'write valueFrom: { secretKeyRef: { name: <Secret>, key: <key> } } in its place',
  };
}
