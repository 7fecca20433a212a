import type { Env } from '../kube/env';
import type { SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import type { ServerIdentity } from './internal-tls';
import { CA_FILE, type KafkaSecurity } from './kafka-client';
import { kafkaModule, loginFileScript, type Login } from './login';
import { CREDENTIALS, KEY_STORE, keyStoreScript, SERVER_LOGIN_FILE } from './server-files';
import { zookeeperLogin, zookeeperLoginEnv, type SecureZookeeper } from './zookeeper-security';

/** Name of OpenWhisk's user, and of the brokers'. */
export const KAFKA_USER = 'openwhisk';
const BROKER = 'broker';

/** Keys of the Secret with Kafka's users. */
export const KAFKA_USERNAME = 'username';
export const KAFKA_PASSWORD = 'password';
export const KAFKA_BROKER_PASSWORD = 'broker-password';

/** Certificate and users of a deployed Kafka. */
export interface BrokerSecurity {
  readonly identity: ServerIdentity;
  /** Secret with the keys {@link KAFKA_USERNAME}, {@link KAFKA_PASSWORD} and {@link KAFKA_BROKER_PASSWORD}. */
  readonly users: SecretRef;
  /** @default - an external ZooKeeper, in plain text */
  readonly zookeeper?: SecureZookeeper;
}

/**
 * The port of the probes, in plain text and open to the pod itself only: the image has no program that speaks TLS, and each probe
 * of the other port would end a handshake, which the broker logs as a failed authentication.
 */
export const PROBE_PORT = 9093;

/** Over TLS, PLAIN sends the password to the verified broker only. SCRAM would need users in ZooKeeper before the first broker. */
const MECHANISM = 'PLAIN';
const ZOOKEEPER_CA_DIR = '/etc/zookeeper-ca';

/** Security of the clients of a broker. */
export function clientSecurity({ identity, users }: BrokerSecurity): KafkaSecurity {
  return { tls: { ca: identity.authority.secret }, sasl: { mechanism: MECHANISM, user: users } };
}

/** Settings of a broker that admits users with a password, over TLS (Kafka documentation, "Security"). */
export function securedProperties(port: number, { identity, zookeeper }: BrokerSecurity): Record<string, string> {
  return {
    listeners: `SASL_SSL://:${port},PROBE://127.0.0.1:${PROBE_PORT}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,PROBE:PLAINTEXT',
    'inter.broker.listener.name': 'SASL_SSL',
    'sasl.enabled.mechanisms': MECHANISM,
    'sasl.mechanism.inter.broker.protocol': MECHANISM,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': KEY_STORE,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': identity.authorityFile,
    ...(zookeeper ? zookeeperProperties(zookeeper) : {}),
  };
}

/** Metadata of the cluster is in ZooKeeper, where only brokers may change it (Kafka documentation, "ZooKeeper Authentication"). */
function zookeeperProperties({ hosts }: SecureZookeeper): Record<string, string> {
  return {
    'zookeeper.connect': hosts,
    'zookeeper.ssl.client.enable': 'true',
    'zookeeper.clientCnxnSocket': 'org.apache.zookeeper.ClientCnxnSocketNetty',
    // The client of Kafka 3.9.1 (ZooKeeper 3.8.4) offers TLS 1.2 by default, the server (3.9.3) TLS 1.3 only.
    'zookeeper.ssl.protocol': 'TLSv1.3',
    'zookeeper.ssl.enabled.protocols': 'TLSv1.3',
    'zookeeper.ssl.cipher.suites': 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256',
    'zookeeper.ssl.truststore.type': 'PEM',
    'zookeeper.ssl.truststore.location': `${ZOOKEEPER_CA_DIR}/${CA_FILE}`,
    'zookeeper.set.acl': 'true',
  };
}

/** The container of a secured broker. */
export interface SecuredBroker {
  /** Shell commands before its start. */
  readonly setUp: string;
  readonly env: Env;
  readonly mounts: readonly Mount[];
}

/** Files and variables of a secured broker. */
export function securedBroker({ identity, users, zookeeper }: BrokerSecurity): SecuredBroker {
  const brokerPassword = { env: 'KAFKA_BROKER_PASSWORD' };
  const logins: Login[] = [
    {
      section: 'KafkaServer',
      module: kafkaModule(MECHANISM),
      options: {
        username: BROKER,
        password: brokerPassword,
        [`user_${BROKER}`]: brokerPassword,
        [`user_${KAFKA_USER}`]: { env: 'KAFKA_PASSWORD' },
      },
    },
    ...(zookeeper ? [zookeeperLogin('kafka')] : []),
  ];
  return {
    setUp: keyStoreScript(identity) + loginFileScript(SERVER_LOGIN_FILE, logins),
    env: {
      KAFKA_BROKER_PASSWORD: { secret: users, key: KAFKA_BROKER_PASSWORD },
      KAFKA_PASSWORD: { secret: users, key: KAFKA_PASSWORD },
      ...(zookeeper ? zookeeperLoginEnv(zookeeper.users, 'kafka') : {}),
      KAFKA_OPTS: `-Djava.security.auth.login.config=${SERVER_LOGIN_FILE}`,
    },
    mounts: [
      identity.mount,
      CREDENTIALS,
      ...(zookeeper
        ? [
            {
              volume: { name: 'zookeeper-ca', secret: zookeeper.authority.secret, items: { [CA_FILE]: CA_FILE } },
              path: ZOOKEEPER_CA_DIR,
            },
          ]
        : []),
    ],
  };
}
