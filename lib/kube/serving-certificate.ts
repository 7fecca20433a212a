import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ComponentId } from './labels';
import type { ServerCertificate } from './metrics';
import { PlatformChart } from './platform-chart';
import type { CaBundle, SecretRef } from './secrets';
import { SecretsJob } from './secrets-job';
import type { Mount } from './storage';

/** Where a serving certificate comes from; without either, the platform signs one itself. */
export interface TlsSource {
  /** Name of a Secret of type kubernetes.io/tls with `ca.crt`. @default - none. */
  readonly existingSecret?: string;
  /** cert-manager's issuer. @default - none. */
  readonly certManager?: { readonly issuer: string; readonly kind: string };
}

/** Properties of {@link ServingCertificate}. */
export interface ServingCertificateProps {
  readonly tls: TlsSource;
  readonly component: ComponentId;
  /** Objects that have to hold the authority's certificate. @default - none. */
  readonly trustedBy?: readonly CaBundle[];
}

const DIRECTORY = '/etc/tls';

/** The certificate of all that serves TLS in the chart's namespace: its names are those of the Services there. */
export class ServingCertificate extends Construct {
  public readonly secret: SecretRef;
  /** Key of the certificate by which clients verify it. A self-signed one is its own authority. */
  public readonly authorityKey: 'ca.crt' | 'tls.crt';
  /** A name that the certificate is for. */
  public readonly serverName: string;
  /** How clients verify it. */
  public readonly verification: ServerCertificate;
  /** Where a server finds {@link certificateFile} and {@link keyFile}. */
  public readonly mount: Mount;
  public readonly certificateFile = `${DIRECTORY}/tls.crt`;
  public readonly keyFile = `${DIRECTORY}/tls.key`;
  /** Annotations by which cert-manager, where it makes the certificate, fills in the authority's. */
  public readonly injection: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { tls, component, trustedBy = [] }: ServingCertificateProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const { name, namespace, labels } = chart.metadata(component);
    this.serverName = `${namespace}.svc`;
    if (tls.existingSecret) {
      this.secret = { name: tls.existingSecret };
    } else if (tls.certManager) {
      const { issuer, kind } = tls.certManager;
      new ApiObject(this, 'Certificate', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name, namespace, labels },
        spec: {
          secretName: name,
          issuerRef: { name: issuer, kind, group: 'cert-manager.io' },
          dnsNames: [this.serverName, `*.${this.serverName}`],
        },
      });
      this.secret = { name };
    } else {
      const secrets = [{ name, labels, certificateFor: this.serverName }];
      this.secret = new SecretsJob(this, 'Job', { component, secrets, trustedBy }).secret(name);
    }
    this.authorityKey = this.secret.madeBy ? 'tls.crt' : 'ca.crt';
    this.injection = tls.certManager ? { 'cert-manager.io/inject-ca-from': `${namespace}/${name}` } : {};
    this.verification = { secret: this.secret.name, key: this.authorityKey, serverName: this.serverName };
    this.mount = { volume: { name: 'tls', secret: this.secret }, path: DIRECTORY };
  }
}
