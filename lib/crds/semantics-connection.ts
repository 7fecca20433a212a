import type { FieldPath, Fields, Problem } from './problem';

/** Rules for connections from and to a program: TLS, authentication and proxy. */
export function connectionProblems(object: Fields, path: FieldPath): Problem[] {
  const key = path.at(-1);
  return [
    ...oneWayToIdentify(object, path),
    ...proxyProblems(object, path),
    ...(key === 'tlsConfig' || key === 'grpcServerTlsConfig' || isClusterTls(path) ? tlsProblems(object, path) : []),
    ...(key === 'authorization' ? authorizationProblems(object, path) : []),
    ...(isSet(object['secret']) && isSet(object['configMap']) && path.some(isTlsKey)
      ? [{ path, text: 'has both secret and configMap; keep one of them' }]
      : []),
  ];
}

/** Prometheus and Alertmanager reject the whole configuration if a client has two (Prometheus, "http_config"). */
const IDENTIFICATIONS = [
  'authorization',
  'azureAd',
  'basicAuth',
  'bearerTokenFile',
  'bearerTokenSecret',
  'oauth2',
  'sigv4',
];

function oneWayToIdentify(object: Fields, path: FieldPath): Problem[] {
  const used = IDENTIFICATIONS.filter((field) => isSet(object[field]));
  return used.length > 1 ? [{ path, text: `has ${used.join(' and ')}; keep one of them` }] : [];
}

/** Fields that say the same, as a reference and as a path in the container. */
const ALTERNATIVES: readonly (readonly [string, string])[] = [
  ['ca', 'caFile'],
  ['client_ca', 'clientCAFile'],
  ['cert', 'certFile'],
  ['keySecret', 'keyFile'],
];

const TLS_VERSIONS = ['TLS10', 'TLS11', 'TLS12', 'TLS13'];

function tlsProblems(object: Fields, path: FieldPath): Problem[] {
  const has = (name: string, file: string): boolean => isSet(object[name]) || isSet(object[file]);
  const twice = ALTERNATIVES.filter(([name, file]) => isSet(object[name]) && isSet(object[file])).map(
    ([name, file]) => ({
      path,
      text: `has both ${name} and ${file}; keep one of them`,
    }),
  );
  const certificate = has('cert', 'certFile');
  const key = has('keySecret', 'keyFile');
  const half: Problem[] =
    certificate === key
      ? []
      : [
          {
            path,
            text: certificate
              ? 'has a certificate without a key; add keySecret'
              : 'has a key without a certificate; add cert',
          },
        ];
  const serves = path.includes('web') || path.at(-1) === 'server';
  const nothing =
    serves && !certificate && !key ? [{ path, text: 'has no certificate and no key; add cert and keySecret' }] : [];
  return [...twice, ...half, ...nothing, ...versionOrder(object, path)];
}

function versionOrder({ minVersion, maxVersion }: Fields, path: FieldPath): Problem[] {
  if (typeof minVersion !== 'string' || typeof maxVersion !== 'string') return [];
  if (TLS_VERSIONS.indexOf(minVersion) <= TLS_VERSIONS.indexOf(maxVersion)) return [];
  return [
    { path: [...path, 'minVersion'], text: `${minVersion} is above maxVersion ${maxVersion}; write ${maxVersion}` },
  ];
}

function authorizationProblems({ type, credentials, credentialsFile }: Fields, path: FieldPath): Problem[] {
  const problems: Problem[] = [];
  if (typeof type === 'string' && type.trim().toLowerCase() === 'basic') {
    problems.push({
      path: [...path, 'type'],
      text: `'${type}' is not possible; write basicAuth instead of authorization`,
    });
  }
  if (isSet(credentials) && isSet(credentialsFile)) {
    problems.push({ path, text: 'has both credentials and credentialsFile; keep one of them' });
  }
  if (!isSet(credentials) && !isSet(credentialsFile)) {
    problems.push({ path, text: 'has no credentials; add the Secret and its key' });
  }
  return problems;
}

function proxyProblems(object: Fields, path: FieldPath): Problem[] {
  const { proxyFromEnvironment, proxyUrl, noProxy, proxyConnectHeader } = object;
  const problem = (text: string): Problem[] => [{ path, text }];
  if (proxyFromEnvironment === true) {
    const also = ['proxyUrl', 'noProxy'].filter((field) => isSet(object[field]));
    return also.length > 0 ? problem(`has proxyFromEnvironment and ${also.join(' and ')}; keep one of them`) : [];
  }
  if (isSet(proxyUrl)) return [];
  const idle = [...(isSet(noProxy) ? ['noProxy'] : []), ...(isSet(proxyConnectHeader) ? ['proxyConnectHeader'] : [])];
  return idle.length > 0 ? problem(`has ${idle.join(' and ')} without a proxy; add proxyUrl`) : [];
}

function isTlsKey(part: string | number): boolean {
  return part === 'tlsConfig' || part === 'grpcServerTlsConfig' || part === 'clusterTLS';
}

function isClusterTls(path: FieldPath): boolean {
  return path.at(-2) === 'clusterTLS';
}

/** Empty texts and objects count as absent. */
function isSet(value: unknown): boolean {
  if (value === undefined || value === '') return false;
  return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
}
