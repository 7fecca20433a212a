import type { Env } from '../kube/env';
import type { SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import type { OpenWhisk } from '../platform/model';

/** Client set-up for a Kafka with TLS or SASL. */
export interface KafkaClient {
  /** Settings under Kafka's own names (Kafka documentation, "Security"). */
  readonly properties: Readonly<Record<string, string>>;
  /** Input of the set-up. */
  readonly env: Env;
  readonly mounts: readonly Mount[];
  /** Shell commands that run before the start script; they need bash and a writable /tmp. */
  readonly setUp: string;
}

/** Keys of the Secret that says who connects. */
const SASL_USERNAME = 'username';
const SASL_PASSWORD = 'password';
/** Key of the Secret with the authorities. */
export const CA_FILE = 'ca.crt';

const CA_DIR = '/etc/kafka-ca';
const TRUST_STORE = '/tmp/kafka-ca.jks';
const LOGIN_FILE = '/tmp/kafka-login.conf';

/** How OpenWhisk's programs connect to an external Kafka. @default - in plain text, without authentication */
export function kafkaClient({ tls, sasl }: NonNullable<OpenWhisk['kafka']['external']>): KafkaClient | undefined {
  if (!tls && !sasl) return undefined;
  const ca: SecretRef | undefined = tls?.caSecret ? { name: tls.caSecret } : undefined;
  return {
    properties: {
      'security.protocol': `${sasl ? 'SASL_' : ''}${tls ? 'SSL' : 'PLAINTEXT'}`,
      // OpenWhisk's own default is not to compare the name in the certificate with the host.
      ...(tls ? { 'ssl.endpoint.identification.algorithm': 'https' } : {}),
      ...(ca ? { 'ssl.truststore.location': TRUST_STORE, 'ssl.truststore.type': 'JKS' } : {}),
      ...(sasl ? { 'sasl.mechanism': sasl.mechanism } : {}),
    },
    env: sasl ? credentialsEnv({ name: sasl.existingSecret }) : {},
    mounts: ca ? [{ volume: { name: 'kafka-ca', secret: ca, items: { [CA_FILE]: CA_FILE } }, path: CA_DIR }] : [],
    setUp: `${ca ? TRUST_SCRIPT : ''}${sasl ? loginScript(sasl.mechanism) : ''}`,
  };
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

/** The module of a mechanism (Kafka documentation, "Authentication using SASL"). */
function loginModule(mechanism: string): string {
  return `org.apache.kafka.common.security.${mechanism === 'PLAIN' ? 'plain.PlainLoginModule' : 'scram.ScramLoginModule'}`;
}

/** The password reaches the JVM in a file, not among its arguments. */
function loginScript(mechanism: string): string {
  return `if [[ $KAFKA_USERNAME$KAFKA_PASSWORD == *'\${'* ]]; then
  echo 'the user name or the password for Kafka holds \${, which Java would replace; choose another' >&2
  exit 1
fi
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\\\"]/\\\\&/g')"; }
(
  umask 077
  printf 'KafkaClient { %s required username=%s password=%s; };\\n' ${loginModule(mechanism)} \\
    "$(quoted "$KAFKA_USERNAME")" "$(quoted "$KAFKA_PASSWORD")" >${LOGIN_FILE}
)
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
