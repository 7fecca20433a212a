import type { IConstruct } from 'constructs';
import { externalEndpoint, type Endpoint } from '../kube/endpoint';
import type { PrometheusSpec, RelabelConfig } from '../crds';
import type { Monitoring } from '../platform/model';
import { clientEndpoints, credentialFields, oauth2Fields, proxyFields, tlsFields, urlEndpoint } from './http-client';

type Prometheus = Monitoring['prometheus'];

/** A long-term store in the platform file. */
export type Store = Prometheus['remoteWrite'][number];

type RemoteWrite = NonNullable<PrometheusSpec['remoteWrite']>[number];

/** Annotation that gives a ServiceAccount a role of AWS (EKS, "IAM roles for service accounts"). */
const AWS_ROLE = 'eks.amazonaws.com/role-arn';

/** Label that gives a pod the token of its Azure identity (Azure Workload Identity, "Labels and annotations"). */
const AZURE_IDENTITY_LABEL = { 'azure.workload.identity/use': 'true' };
const AZURE_IDENTITY = 'azure.workload.identity/client-id';

/** Port of the metadata servers that give credentials to the pods of a node. */
const METADATA_PORT = 80;

/** A long-term store in the form of the custom resource. */
export function toRemoteWrite(store: Store): RemoteWrite {
  const { url, name, headers, timeout, messageVersion, queue, metadata } = store;
  const relabelings = [
    ...(store.keep.length > 0
      ? [{ action: 'keep' as const, sourceLabels: ['__name__'], regex: store.keep.join('|') }]
      : []),
    ...store.writeRelabelings,
  ];
  return {
    url,
    ...(name ? { name } : {}),
    ...identification(store),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...tlsFields(store.tls),
    ...proxyFields(store),
    ...(timeout ? { remoteTimeout: timeout } : {}),
    ...(messageVersion === 'V1.0' ? {} : { messageVersion }),
    ...(store.sendExemplars ? { sendExemplars: true } : {}),
    ...(store.sendNativeHistograms ? { sendNativeHistograms: true } : {}),
    ...(queue ? { queueConfig: queue } : {}),
    ...(metadata
      ? {
          metadataConfig: {
            send: metadata.send,
            sendInterval: metadata.interval,
            maxSamplesPerSend: metadata.maxSamplesPerSend,
          },
        }
      : {}),
    ...(relabelings.length > 0 ? { writeRelabelConfigs: relabelings satisfies RelabelConfig[] } : {}),
  };
}

function identification(store: Store): Partial<RemoteWrite> {
  const { sigv4, azureAd, oauth2 } = store;
  return {
    ...credentialFields(store),
    ...(sigv4 ? { sigv4: signature(sigv4) } : {}),
    ...(azureAd ? { azureAd: entraId(azureAd) } : {}),
    ...(oauth2 ? { oauth2: oauth2Fields(oauth2, store) } : {}),
  };
}

function signature({ credentialsSecret, ...sigv4 }: NonNullable<Store['sigv4']>): RemoteWrite['sigv4'] {
  if (!credentialsSecret) return sigv4;
  const key = (name: string) => ({ name: credentialsSecret, key: name });
  return { ...sigv4, accessKey: key('accessKey'), secretKey: key('secretKey') };
}

function entraId({ oauth, ...azureAd }: NonNullable<Store['azureAd']>): RemoteWrite['azureAd'] {
  if (!oauth) return azureAd;
  const { existingSecret, ...application } = oauth;
  return { ...azureAd, oauth: { ...application, clientSecret: { name: existingSecret, key: 'clientSecret' } } };
}

/** Everything that Prometheus connects to in order to write to its stores: the stores, proxies, and sources of tokens. */
export function storeEndpoints(scope: IConstruct, { remoteWrite, serviceAccountAnnotations }: Prometheus): Endpoint[] {
  return remoteWrite.flatMap((store) => {
    const { url, sigv4, azureAd } = store;
    return [
      ...clientEndpoints(scope, store, [urlEndpoint(scope, url)]),
      ...(sigv4 ? signatureEndpoints(sigv4, Object.hasOwn(serviceAccountAnnotations, AWS_ROLE)) : []),
      ...(azureAd ? entraIdEndpoints(azureAd) : []),
    ];
  });
}

/** Token services of AWS: STS for a role, and the metadata server of the node or of EKS Pod Identity for everything else. */
function signatureEndpoints({ credentialsSecret, roleArn }: NonNullable<Store['sigv4']>, hasRole: boolean): Endpoint[] {
  const assumes = roleArn !== undefined || (hasRole && !credentialsSecret);
  return [
    ...(assumes ? [externalEndpoint('sts.amazonaws.com', 443)] : []),
    ...(credentialsSecret || hasRole ? [] : [externalEndpoint('169.254.169.254', METADATA_PORT)]),
  ];
}

function entraIdEndpoints({ managedIdentity, sdk }: NonNullable<Store['azureAd']>): Endpoint[] {
  return [
    ...(managedIdentity ? [] : [externalEndpoint('login.microsoftonline.com', 443)]),
    ...(managedIdentity || sdk ? [externalEndpoint('169.254.169.254', METADATA_PORT)] : []),
  ];
}

/** Whether the ServiceAccount has an identity at Azure. */
export function hasAzureIdentity({ serviceAccountAnnotations }: Prometheus): boolean {
  return Object.hasOwn(serviceAccountAnnotations, AZURE_IDENTITY);
}

/** Labels that the pods need for the identity of their ServiceAccount. */
export function identityLabels(prometheus: Prometheus): Readonly<Record<string, string>> {
  return hasAzureIdentity(prometheus) ? AZURE_IDENTITY_LABEL : {};
}

/** Whether the certificate of a store or an Alertmanager is not verified. */
export function hasUnverifiedServer({ remoteWrite, alertmanagers }: Prometheus): boolean {
  return [...remoteWrite, ...alertmanagers].some(({ tls }) => tls?.insecure);
}
