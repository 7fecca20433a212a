import { Construct } from 'constructs';
import { Certificate, type TlsSource } from './certificate';
import type { ComponentId } from './labels';
import type { ServerCertificate } from './metrics';
import { PlatformChart } from './platform-chart';
import type { CaBundle, SecretRef } from './secrets';
import { SecretsJob } from './secrets-job';
import type { Mount } from './storage';

/** Properties of {@link ServingCertificate}. */
export interface ServingCertificateProps {
  readonly tls: TlsSource;
  readonly component: ComponentId;
  /** Objects that have to hold the authority's certificate. @default - none. */
  readonly trustedBy?: readonly CaBundle[];
}

const DIRECTORY = '/etc/tls';

/** The certificate of all TLS servers in the chart's namespace; it is valid for every Service there. */
export class ServingCertificate extends Construct {
  public readonly secret: SecretRef;
  /** Key of the CA certificate for clients. */
  public readonly authorityKey: 'ca.crt' | 'tls.crt';
  /** A name that the certificate is for. */
  public readonly serverName: string;
  /** How clients verify the certificate. */
  public readonly verification: ServerCertificate;
  /** Where a server finds {@link certificateFile} and {@link keyFile}. */
  public readonly mount: Mount;
  public readonly certificateFile = `${DIRECTORY}/tls.crt`;
  public readonly keyFile = `${DIRECTORY}/tls.key`;
  /** Annotations with which cert-manager, as the issuer, injects the authority. */
  public readonly injection: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, { tls, component, trustedBy = [] }: ServingCertificateProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const { name, namespace, labels } = chart.metadata(component);
    this.serverName = `${namespace}.svc`;
    const certificate = new Certificate(this, 'Certificate', {
      tls,
      metadata: { name, namespace, labels },
      host: this.serverName,
      selfSigned: () => {
        const secrets = [{ name, labels, certificateFor: this.serverName }];
        return new SecretsJob(this, 'Job', { component, secrets, trustedBy }).secret(name);
      },
    });
    this.secret = certificate.secret;
    this.authorityKey = certificate.authorityKey;
    this.injection = tls.certManager ? { 'cert-manager.io/inject-ca-from': `${namespace}/${name}` } : {};
    this.verification = { secret: this.secret.name, key: this.authorityKey, serverName: this.serverName };
    this.mount = { volume: { name: 'tls', secret: this.secret }, path: DIRECTORY };
  }
}
