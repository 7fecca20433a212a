import type { Env } from '../kube/env';
import type { SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import type { OpenWhisk } from '../platform/model';
import { kafkaModule, loginFileScript, type Login } from './login';

/** Client set-up for a Kafka with TLS or SASL. */
export interface KafkaClient {
  /** Settings under Kafka's own names (Kafka documentation, "Security"). */
  readonly properties: Readonly<Record<string, string>>;
  /** Input of the set-up. */
  readonly env: Env;
  readonly mounts: readonly Mount[];
  /** Shell commands that create the trust store; they need bash and a writable /tmp. */
  readonly trust: string;
  /** @default - without authentication */
  readonly login?: Login;
}

/** Security of a Kafka. */
export interface KafkaSecurity {
  /** @default - without TLS */
  readonly tls?: {
    /** Key {@link CA_FILE} of a Secret. @default - the public CAs */
    readonly ca?: SecretRef;
  };
  /** @default - without authentication */
  readonly sasl?: {
    readonly mechanism: string;
    /** Secret with the keys `username` and `password`. */
    readonly user: SecretRef;
  };
}

/** Keys of the Secret that says who connects. */
const SASL_USERNAME = 'username';
const SASL_PASSWORD = 'password';
/** Key of the Secret with the authorities. */
export const CA_FILE = 'ca.crt';

const CA_DIR = '/etc/kafka-ca';
const TRUST_STORE = '/tmp/kafka-ca.jks';
const LOGIN_FILE = '/tmp/kafka-login.conf';

/** Security of an external Kafka. */
export function externalSecurity({ tls, sasl }: NonNullable<OpenWhisk['kafka']['external']>): KafkaSecurity {
  return {
    tls: tls && { ca: tls.caSecret ? { name: tls.caSecret } : undefined },
    sasl: sasl && { mechanism: sasl.mechanism, user: { name: sasl.existingSecret } },
  };
}

/** Set-up of OpenWhisk's programs as clients of Kafka. @default - plain text, without authentication */
export function kafkaClient({ tls, sasl }: KafkaSecurity): KafkaClient | undefined {
  if (!tls && !sasl) return undefined;
  const ca = tls?.ca;
  return {
    properties: {
      'security.protocol': `${sasl ? 'SASL_' : ''}${tls ? 'SSL' : 'PLAINTEXT'}`,
      // OpenWhisk's own default is not to compare the name in the certificate with the host.
      ...(tls ? { 'ssl.endpoint.identification.algorithm': 'https' } : {}),
      ...(ca ? { 'ssl.truststore.location': TRUST_STORE, 'ssl.truststore.type': 'JKS' } : {}),
      ...(sasl ? { 'sasl.mechanism': sasl.mechanism } : {}),
    },
    env: sasl ? credentialsEnv(sasl.user) : {},
    mounts: ca ? [{ volume: { name: 'kafka-ca', secret: ca, items: { [CA_FILE]: CA_FILE } }, path: CA_DIR }] : [],
    trust: ca ? TRUST_SCRIPT : '',
    login: sasl && {
      section: 'KafkaClient',
      module: kafkaModule(sasl.mechanism),
      options: { username: { env: 'KAFKA_USERNAME' }, password: { env: 'KAFKA_PASSWORD' } },
    },
  };
}

/**
 * Shell commands that run before the start script of a client of Kafka; they need bash and a writable /tmp.
 *
 * @param others - logins of the same JVM at other servers: a JVM reads one file.
 */
export function clientSetUp(client: KafkaClient | undefined, ...others: readonly (Login | undefined)[]): string {
  const logins = [client?.login, ...others].filter((login) => login !== undefined);
  return `${client?.trust ?? ''}${logins.length > 0 ? loginScript(logins) : ''}`;
}

function credentialsEnv(secret: SecretRef): Env {
  return {
    KAFKA_USERNAME: { secret, key: SASL_USERNAME },
    KAFKA_PASSWORD: { secret, key: SASL_PASSWORD },
  };
}

/**
 * A trust store of the authorities: the Kafka clients of OpenWhisk's akka generation (2.4) read no PEM. A store of the type JKS
 * can be read without its password, which keytool insists on; what is in it is public. A container that starts again finds the
 * old one.
 */
const TRUST_SCRIPT = `rm -f ${TRUST_STORE}
count=0
while IFS= read -r line || [[ -n $line ]]; do
  if [[ $line == *'BEGIN CERTIFICATE'* ]]; then pem=''; fi
  pem+=$line$'\\n'
  if [[ $line == *'END CERTIFICATE'* ]]; then
    count=$((count + 1))
    keytool -importcert -noprompt -alias "ca-$count" -keystore ${TRUST_STORE} -storetype JKS -storepass changeit \\
      <<<"$pem" >/tmp/keytool.log 2>&1 || { cat /tmp/keytool.log >&2; exit 1; }
  fi
done <${CA_DIR}/${CA_FILE}
if [[ $count == 0 ]]; then
  echo "the key ${CA_FILE} of the Secret with Kafka's authorities holds no certificate (PEM)" >&2
  exit 1
fi
`;

/** Java replaces `${…}` within the file, so a name or password of the user must not have it. */
function loginScript(logins: readonly Login[]): string {
  const check = `if [[ $KAFKA_USERNAME$KAFKA_PASSWORD == *'\${'* ]]; then
  echo 'the user name or the password for Kafka holds \${, which Java would replace; choose another' >&2
  exit 1
fi
`;
  const ofKafka = logins.some(({ section }) => section === 'KafkaClient');
  return `${ofKafka ? check : ''}${loginFileScript(LOGIN_FILE, logins)}\
export JAVA_OPTS="\${JAVA_OPTS:-} -Djava.security.auth.login.config=${LOGIN_FILE}"
`;
}

/** Environment for controller, invoker and scheduler, whose configuration hands these to Kafka's clients (OpenWhisk, whisk.kafka.common). */
export function commonKafkaEnv({ properties, env }: KafkaClient): Env {
  const camelCase = (name: string): string => name.replace(/\.([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const settings = Object.entries(properties).map(([name, value]) => [
    `CONFIG_whisk_kafka_common_${camelCase(name)}`,
    value,
  ]);
  return { ...env, ...(Object.fromEntries(settings) as Env) };
}

/**
 * Environment for user-events, which reads Kafka through Alpakka or, in the pekko generation, through Pekko Connectors (OpenWhisk,
 * core/monitoring/user-events/src/main/resources/application.conf).
 */
export function consumerKafkaEnv(system: OpenWhisk['actorSystem'], { properties, env }: KafkaClient): Env {
  const settings = Object.entries(properties).map(([name, value]) => [
    `CONFIG_${system}_kafka_consumer_kafkaClients_${name.replaceAll('.', '_')}`,
    value,
  ]);
  return { ...env, ...(Object.fromEntries(settings) as Env) };
}
