import type { ConfigPath, Mistake } from '../platform/mistake';
import type { Monitoring } from '../platform/model';
import type { SectionRule } from '../platform/rule';
import { prometheusMilliseconds } from '../text/prometheus-duration';
import { proxyApplies, tlsApplies } from './http-client-rules';
import { relabelMistakes } from './relabel-rules';
import { hasAzureIdentity, type Store } from './remote-write';

const IDENTIFICATIONS = ['basicAuthSecret', 'bearerTokenSecret', 'sigv4', 'azureAd', 'oauth2'] as const;
const ENTRA_ID = ['managedIdentity', 'workloadIdentity', 'oauth', 'sdk'] as const;

/** Headers that Prometheus sets itself: it refuses the whole configuration (Prometheus 3.16, config/config.go, `reservedHeaders`). */
const RESERVED_HEADERS = [
  'authorization',
  'host',
  'content-encoding',
  'content-length',
  'content-type',
  'user-agent',
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'www-authenticate',
  'accept-encoding',
  'x-prometheus-remote-write-version',
  'x-prometheus-remote-read-version',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
];

/** Defaults of the queue (Prometheus 3.16, config/config.go, `DefaultQueueConfig`). */
const QUEUE = { minShards: 1, maxShards: 50, minBackoff: '30ms', maxBackoff: '5s' };

/** The mistakes of the remote-write targets. */
export const storesAreRight: SectionRule<Monitoring> = ({ prometheus }) =>
  prometheus.remoteWrite.flatMap((store, index) => {
    const path = ['monitoring', 'prometheus', 'remoteWrite', index];
    return [
      ...nameIsUnique(store, index, path, prometheus.remoteWrite),
      ...identifiesOnce(store, path),
      ...entraIdIsOneWay(store, path),
      ...identityIsAnnotated(store, path, prometheus),
      ...headersAreFree(store, path),
      ...tlsApplies(store.url, store.tls, path),
      ...proxyApplies(store, path),
      ...queueIsInOrder(store, path),
      ...exemplarsAreStored(store, path, prometheus),
      ...histogramsAreScraped(store, path, prometheus),
      ...relabelMistakes(store.writeRelabelings, (...entry) => [...path, 'writeRelabelings', ...entry]),
    ];
  });

function nameIsUnique({ name }: Store, index: number, path: ConfigPath, stores: readonly Store[]): Mistake[] {
  if (!name || stores.findIndex((other) => other.name === name) === index) return [];
  const problem = `there are two remote-write targets '${name}'`;
  return [{ path: [...path, 'name'], problem, allowed: 'each name once', fix: 'rename one of them' }];
}

function identifiesOnce(store: Store, path: ConfigPath): Mistake[] {
  const used = IDENTIFICATIONS.filter((key) => store[key] !== undefined);
  if (used.length < 2) return [];
  const problem = `it has ${used.join(' and ')}, and Prometheus identifies itself in one way`;
  return [{ path, problem, allowed: `one of ${IDENTIFICATIONS.join(', ')}`, fix: 'keep one of them' }];
}

function entraIdIsOneWay({ azureAd }: Store, path: ConfigPath): Mistake[] {
  if (!azureAd) return [];
  const used = ENTRA_ID.filter((key) => azureAd[key] !== undefined);
  if (used.length === 1) return [];
  const found = used.length === 0 ? 'it has no identity' : `it has ${used.join(' and ')}`;
  const fix = used.length === 0 ? 'add one of them' : 'keep one of them';
  return [{ path: [...path, 'azureAd'], problem: found, allowed: `one of ${ENTRA_ID.join(', ')}`, fix }];
}

function identityIsAnnotated({ azureAd }: Store, path: ConfigPath, prometheus: Monitoring['prometheus']): Mistake[] {
  if (!azureAd?.workloadIdentity || hasAzureIdentity(prometheus)) return [];
  const annotation = `azure.workload.identity/client-id: ${azureAd.workloadIdentity.clientId}`;
  return [
    {
      path: [...path, 'azureAd', 'workloadIdentity'],
      problem: 'the ServiceAccount of Prometheus has no Azure identity, so its pods get no token',
      allowed: 'workloadIdentity together with monitoring.prometheus.serviceAccountAnnotations',
      fix: `add monitoring.prometheus.serviceAccountAnnotations: { ${annotation} }`,
    },
  ];
}

function headersAreFree({ headers }: Store, path: ConfigPath): Mistake[] {
  return Object.keys(headers)
    .filter((header) => RESERVED_HEADERS.includes(header.toLowerCase()))
    .map((header) => ({
      path: [...path, 'headers', header],
      problem: `Prometheus sets the header ${header} itself, and refuses the configuration`,
      allowed: 'other headers, such as X-Scope-OrgID',
      fix:
        header.toLowerCase() === 'authorization'
          ? 'remove it, and name a Secret in bearerTokenSecret or basicAuthSecret'
          : 'remove it',
    }));
}

function queueIsInOrder({ queue }: Store, path: ConfigPath): Mistake[] {
  if (!queue) return [];
  const { minShards, maxShards, minBackoff, maxBackoff } = { ...QUEUE, ...definedOf(queue) };
  const refuse = (
    key: 'minShards' | 'minBackoff',
    low: string | number,
    max: string,
    high: string | number,
  ): Mistake => ({
    path: [...path, 'queue', queue[key] === undefined ? max : key],
    problem: `${key} ${low} is more than ${max} ${high}`,
    allowed: `${key} of at most ${max}`,
    fix: `lower ${key}, or raise ${max}`,
  });
  return [
    ...(minShards > maxShards ? [refuse('minShards', minShards, 'maxShards', maxShards)] : []),
    ...(prometheusMilliseconds(minBackoff) > prometheusMilliseconds(maxBackoff)
      ? [refuse('minBackoff', minBackoff, 'maxBackoff', maxBackoff)]
      : []),
  ];
}

function definedOf(queue: NonNullable<Store['queue']>): Partial<typeof QUEUE> {
  return Object.fromEntries(Object.entries(queue).filter(([, value]) => value !== undefined));
}

function exemplarsAreStored(
  { sendExemplars }: Store,
  path: ConfigPath,
  { exemplars }: Monitoring['prometheus'],
): Mistake[] {
  if (!sendExemplars || exemplars) return [];
  return [
    {
      path: [...path, 'sendExemplars'],
      problem: 'Prometheus stores no exemplars that it could send',
      allowed: 'sendExemplars together with monitoring.prometheus.exemplars',
      fix: 'add monitoring.prometheus.exemplars: 100000, or remove sendExemplars',
    },
  ];
}

function histogramsAreScraped(
  { sendNativeHistograms }: Store,
  path: ConfigPath,
  { nativeHistograms, receivers }: Monitoring['prometheus'],
): Mistake[] {
  if (!sendNativeHistograms || nativeHistograms || receivers) return [];
  return [
    {
      path: [...path, 'sendNativeHistograms'],
      problem: 'Prometheus scrapes and receives no native histograms that it could send',
      allowed: 'sendNativeHistograms together with monitoring.prometheus.nativeHistograms or receivers',
      fix: 'add monitoring.prometheus.nativeHistograms: true, or remove sendNativeHistograms',
    },
  ];
}
