import { isIP } from 'node:net';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ObjectMetadata } from './platform-chart';
import type { SecretRef } from './secrets';

/** Where a certificate comes from; without either, a Job of the platform signs one. */
export interface TlsSource {
  /** Name of a Secret of type kubernetes.io/tls, with `ca.crt` where clients verify it. @default - none. */
  readonly existingSecret?: string;
  /** Issuer of cert-manager. @default - none. */
  readonly certManager?: { readonly issuer: string; readonly kind: string };
}

/** Properties of {@link Certificate}. */
export interface CertificateProps {
  readonly tls: TlsSource;
  /** Metadata of cert-manager's Certificate; its Secret has the same name. */
  readonly metadata: ObjectMetadata;
  /** The host that the certificate is for, with everything below it; or an address. */
  readonly host: string;
  /** Key usages (cert-manager, `Certificate.spec.usages`). @default - server usages */
  readonly usages?: readonly string[];
  /** Encoding of the private key (cert-manager, `Certificate.spec.privateKey.encoding`). @default - PKCS1 */
  readonly keyEncoding?: 'PKCS8';
  /** The Secret of a self-signed certificate; called where no other source is given. */
  readonly selfSigned: () => SecretRef;
}

/** Whether the platform itself has to sign the certificate. */
export function isSelfSigned({ existingSecret, certManager }: TlsSource): boolean {
  return !existingSecret && !certManager;
}

/** A certificate from the source that the platform file names: an existing Secret, cert-manager, or a Job of the platform. */
export class Certificate extends Construct {
  /** Secret of type kubernetes.io/tls. */
  public readonly secret: SecretRef;
  /** Key of the CA certificate for clients; a self-signed certificate is its own CA. */
  public readonly authorityKey: 'ca.crt' | 'tls.crt';

  constructor(
    scope: Construct,
    id: string,
    { tls, metadata, host, usages, keyEncoding, selfSigned }: CertificateProps,
  ) {
    super(scope, id);
    const { existingSecret, certManager } = tls;
    this.authorityKey = isSelfSigned(tls) ? 'tls.crt' : 'ca.crt';
    if (existingSecret) {
      this.secret = { name: existingSecret };
    } else if (certManager) {
      const { issuer, kind } = certManager;
      new ApiObject(this, 'Resource', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { ...metadata },
        spec: {
          secretName: metadata.name,
          issuerRef: { name: issuer, kind, group: 'cert-manager.io' },
          ...(isIP(host) > 0 ? { ipAddresses: [host] } : { dnsNames: [host, `*.${host}`] }),
          ...(usages ? { usages: [...usages] } : {}),
          ...(keyEncoding ? { privateKey: { encoding: keyEncoding } } : {}),
        },
      });
      this.secret = { name: metadata.name };
    } else {
      this.secret = selfSigned();
    }
  }
}
