import { Construct } from 'constructs';
import { Certificate, isSelfSigned } from '../kube/certificate';
import { labelsFor, type ComponentId } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import { required } from '../kube/required';
import type { SecretRef, SecretValue } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import type { OpenWhisk } from '../platform/model';
import { gatewayUsesCertificate, servesTls } from './api-host';
import { openwhiskComponent } from './component';
import { DB_PASSWORD, DB_USERNAME } from './couchdb';
import { KAFKA_BROKER_PASSWORD, KAFKA_PASSWORD, KAFKA_USER, KAFKA_USERNAME } from './kafka-security';
import { REDIS_PASSWORD } from './redis';

/** Properties of {@link Credentials}. */
export interface CredentialsProps {
  readonly spec: OpenWhisk;
  /** Whether the platform's own Kafka and ZooKeeper admit users only (`security.internalTLS`). */
  readonly internalTLS: boolean;
}

const SECRETS_JOB = openwhiskComponent('gen-secrets', 'openwhisk');
const CERTIFICATE_JOB = openwhiskComponent('gen-certs', 'openwhisk');

/** Key of the Secret with the key of the API gateway's management. */
export const MANAGEMENT_KEY = 'key';

/** Key of the same Secret with an entry of nginx's `map`. */
export const MANAGEMENT_MAP = 'nginx-map';

const GENERATED = {
  'db.auth': { [DB_USERNAME]: { make: 'text', text: 'whisk_admin' }, [DB_PASSWORD]: { make: 'password' } },
  'whisk.auth': { system: { make: 'whisk-key' }, guest: { make: 'whisk-key' } },
  'invoker.auth': { username: { make: 'text', text: 'invoker' }, password: { make: 'password' } },
  'controller.auth': { username: { make: 'text', text: 'controller' }, password: { make: 'password' } },
  'scheduler.auth': { username: { make: 'text', text: 'scheduler' }, password: { make: 'password' } },
  'apigateway.auth': {
    [MANAGEMENT_KEY]: { make: 'password' },
    [MANAGEMENT_MAP]: { make: 'line', of: MANAGEMENT_KEY, after: ' 1;\n' },
  },
  'redis.auth': { [REDIS_PASSWORD]: { make: 'password' } },
  'kafka.auth': {
    [KAFKA_USERNAME]: { make: 'text', text: KAFKA_USER },
    [KAFKA_PASSWORD]: { make: 'password' },
    [KAFKA_BROKER_PASSWORD]: { make: 'password' },
  },
  'zookeeper.auth': { kafka: { make: 'password' }, invoker: { make: 'password' } },
} as const satisfies Record<string, Record<string, SecretValue>>;

type GeneratedName = keyof typeof GENERATED;

/** The Secrets of OpenWhisk: existing ones where the platform file names them, otherwise generated inside the cluster. */
export class Credentials extends Construct {
  /** Administrator of CouchDB: `db_username` and `db_password`. */
  public readonly db: SecretRef;
  /** Keys of the subjects whisk.system and guest: `system` and `guest`. */
  public readonly whisk: SecretRef;
  /** API of the invokers: `username` and `password`. @default - none: lean mode has no invokers. */
  public readonly invoker?: SecretRef;
  /** API with which controllers are disabled: `username` and `password`. @default - none: the akka generation has no such API. */
  public readonly controller?: SecretRef;
  /** API of the schedulers: `username` and `password`. @default - none: there is no scheduler. */
  public readonly scheduler?: SecretRef;
  /** Management of the API gateway: {@link MANAGEMENT_KEY} and {@link MANAGEMENT_MAP}. @default - none without the system packages */
  public readonly management?: SecretRef;
  /** Password of Redis: `password`. @default - none: an external server without a password. */
  public readonly redis?: SecretRef;
  /** Users of Kafka. @default - none: it admits every client, or is an external server */
  public readonly kafka?: SecretRef;
  /** Users of ZooKeeper. @default - none: it admits every client, or is an external server */
  public readonly zookeeper?: SecretRef;
  /** Certificate of nginx, of the Ingress or of the created Gateway, of type kubernetes.io/tls. @default - neither has one of the platform. */
  public readonly certificate?: SecretRef;

  constructor(scope: Construct, id: string, { spec, internalTLS }: CredentialsProps) {
    super(scope, id);
    const { instance } = PlatformChart.of(this).settings;
    const given: Record<GeneratedName, string | undefined> = {
      'db.auth': spec.couchdb.auth.existingSecret,
      'whisk.auth': spec.auth.existingSecret,
      'invoker.auth': undefined,
      'controller.auth': undefined,
      'scheduler.auth': undefined,
      'apigateway.auth': undefined,
      'redis.auth': spec.redis.auth.existingSecret,
      'kafka.auth': undefined,
      'zookeeper.auth': undefined,
    };
    const secured = internalTLS && !spec.lean;
    const unused: GeneratedName[] = [
      ...(spec.lean ? (['invoker.auth'] as const) : []),
      ...(spec.actorSystem === 'akka' ? (['controller.auth'] as const) : []),
      ...(spec.scheduler.enabled ? [] : (['scheduler.auth'] as const)),
      ...(spec.packages.enabled ? [] : (['apigateway.auth'] as const)),
      ...(spec.redis.external ? (['redis.auth'] as const) : []),
      ...(secured && !spec.kafka.external ? [] : (['kafka.auth'] as const)),
      ...(secured && !spec.zookeeper.external ? [] : (['zookeeper.auth'] as const)),
    ];
    const missing = (Object.keys(GENERATED) as GeneratedName[]).filter(
      (name) => !given[name] && !unused.includes(name),
    );
    const job =
      missing.length > 0
        ? new SecretsJob(this, 'Secrets', {
            component: SECRETS_JOB,
            secrets: missing.map((name) => ({
              name: `${instance}-${name}`,
              labels: this.labels(SECRETS_JOB),
              values: GENERATED[name],
            })),
          })
        : undefined;
    const secret = (name: GeneratedName): SecretRef | undefined =>
      given[name] ? { name: given[name] } : missing.includes(name) ? job?.secret(`${instance}-${name}`) : undefined;

    this.db = required(secret('db.auth'), 'the administrator of CouchDB');
    this.whisk = required(secret('whisk.auth'), 'the keys of the subjects');
    this.invoker = secret('invoker.auth');
    this.controller = secret('controller.auth');
    this.scheduler = secret('scheduler.auth');
    this.management = secret('apigateway.auth');
    this.redis = secret('redis.auth');
    this.kafka = secret('kafka.auth');
    this.zookeeper = secret('zookeeper.auth');
    const { ingress } = spec;
    const ofIngress = ingress.type === 'Standard' && !isSelfSigned(ingress.tls);
    const used = servesTls(spec) || ofIngress || gatewayUsesCertificate(ingress);
    this.certificate = used ? this.addCertificate(ingress) : undefined;
  }

  private addCertificate({ tls, apiHost }: OpenWhisk['ingress']): SecretRef {
    const metadata = PlatformChart.of(this).metadata(openwhiskComponent('nginx'));
    const { name } = metadata;
    return new Certificate(this, 'ManagedCertificate', {
      tls,
      metadata,
      host: apiHost.name,
      selfSigned: () => {
        const secrets = [{ name, labels: this.labels(CERTIFICATE_JOB), certificateFor: apiHost.name }];
        return new SecretsJob(this, 'Certificate', { component: CERTIFICATE_JOB, secrets }).secret(name);
      },
    }).secret;
  }

  private labels(component: ComponentId): Record<string, string> {
    return labelsFor(PlatformChart.of(this).settings.instance, component);
  }
}
