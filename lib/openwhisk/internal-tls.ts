import { Construct } from 'constructs';
import { Certificate, isSelfSigned } from '../kube/certificate';
import { labelsFor, type ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import { required } from '../kube/required';
import type { CertificateRef, SecretRef } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import type { Mount } from '../kube/storage';
import type { Security } from '../platform/model';
import { openwhiskComponent } from './component';

/** A server's certificate, and how its clients verify it. */
export interface ServerIdentity {
  /** CA certificate for clients. */
  readonly authority: CertificateRef;
  /** The certificate for the server's own container. */
  readonly mount: Mount;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly authorityFile: string;
}

/** Properties of {@link InternalTls}. */
export interface InternalTlsProps {
  readonly certificates: Security['certificates'];
  /** Components with a certificate. */
  readonly servers: readonly ComponentId[];
}

/** Key of the CA certificate, which every source has. */
const AUTHORITY = 'ca.crt';
const DIRECTORY = '/etc/tls';
const JOB = openwhiskComponent('gen-internal-certs', 'openwhisk');

/** Servers are clients of each other, too: the members of a cluster. */
const USAGES = ['digital signature', 'key encipherment', 'server auth', 'client auth'];

/** One certificate per server, for its Service and the pods behind it. */
export class InternalTls extends Construct {
  private readonly secrets = new Map<string, SecretRef>();

  constructor(scope: Construct, id: string, { certificates, servers }: InternalTlsProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const job = isSelfSigned(certificates)
      ? new SecretsJob(this, 'Job', {
          component: JOB,
          secrets: servers.map((server) => ({
            name: chart.metadata(server, 'tls').name,
            labels: labelsFor(chart.settings.instance, JOB),
            certificateFor: chart.host(server),
            withAuthority: true,
          })),
        })
      : undefined;
    for (const server of servers) {
      const metadata = chart.metadata(server, 'tls');
      const { secret } = new Certificate(this, server.component, {
        tls: certificates,
        metadata,
        host: chart.host(server),
        usages: USAGES,
        // Kafka and ZooKeeper read no other (Kafka documentation, `ssl.keystore.key`; ZooKeeper, PemReader.java).
        keyEncoding: 'PKCS8',
        selfSigned: () => required(job, 'the Job of the certificates').secret(metadata.name),
      });
      this.secrets.set(server.component, secret);
    }
  }

  /** The certificate of a server. */
  public of(server: ComponentId): ServerIdentity {
    const secret = required(this.secrets.get(server.component), `a certificate of ${server.component}`);
    return {
      authority: { secret, key: AUTHORITY },
      mount: { volume: { name: 'tls', secret }, path: DIRECTORY },
      certificateFile: `${DIRECTORY}/tls.crt`,
      keyFile: `${DIRECTORY}/tls.key`,
      authorityFile: `${DIRECTORY}/${AUTHORITY}`,
    };
  }
}
