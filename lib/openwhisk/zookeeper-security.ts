import type { Endpoint } from '../kube/endpoint';
import type { Env } from '../kube/env';
import type { CertificateRef, SecretRef } from '../kube/secrets';
import type { Mount } from '../kube/storage';
import type { ServerIdentity } from './internal-tls';
import { loginFileScript, ZOOKEEPER_MODULE, type Login } from './login';
import { CREDENTIALS, KEY_STORE, keyStoreScript, SERVER_LOGIN_FILE } from './server-files';

/** Users of ZooKeeper, which are also the keys of their passwords. */
const ZOOKEEPER_USERS = ['kafka', 'invoker'] as const;

type ZookeeperUser = (typeof ZOOKEEPER_USERS)[number];

/** Certificate and users of a deployed ZooKeeper. */
export interface ZookeeperSecurity {
  readonly identity: ServerIdentity;
  /** Secret with the passwords of {@link ZOOKEEPER_USERS}. */
  readonly users: SecretRef;
}

/** A ZooKeeper that admits users only. */
export interface SecureZookeeper {
  /** Connect string of the port with TLS. */
  readonly hosts: string;
  /** The port with TLS. */
  readonly endpoint: Endpoint;
  readonly authority: CertificateRef;
  /** Secret with the passwords of {@link ZOOKEEPER_USERS}. */
  readonly users: SecretRef;
}

/** Variable with the password of a client. */
const PASSWORD = 'ZOOKEEPER_PASSWORD';

/** Login of a client. */
export function zookeeperLogin(username: ZookeeperUser): Login {
  return { section: 'Client', module: ZOOKEEPER_MODULE, options: { username, password: { env: PASSWORD } } };
}

/** Environment of a client with a login. */
export function zookeeperLoginEnv(secret: SecretRef, user: ZookeeperUser): Env {
  return { [PASSWORD]: { secret, key: user } };
}

/**
 * Settings of a member that admits users only, at one port with TLS and one without (ZooKeeper Administrator's Guide,
 * "Encryption, Authentication, Authorization Options"). The invokers have no TLS; the password of a user is not sent (DIGEST-MD5).
 */
export function securedZooCfg(securePort: number, isEnsemble: boolean, { identity }: ZookeeperSecurity): string[] {
  return [
    `secureClientPort=${securePort}`,
    'serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory',
    `ssl.keyStore.location=${KEY_STORE}`,
    'ssl.keyStore.type=PEM',
    'ssl.clientAuth=none',
    'authProvider.sasl=org.apache.zookeeper.server.auth.SASLAuthenticationProvider',
    'enforce.auth.enabled=true',
    'enforce.auth.schemes=sasl',
    ...(isEnsemble
      ? [
          'sslQuorum=true',
          `ssl.quorum.keyStore.location=${KEY_STORE}`,
          'ssl.quorum.keyStore.type=PEM',
          `ssl.quorum.trustStore.location=${identity.authorityFile}`,
          'ssl.quorum.trustStore.type=PEM',
        ]
      : []),
  ];
}

/** The container of a secured member. */
export interface SecuredMember {
  /** Shell commands before its start. */
  readonly setUp: string;
  readonly env: Env;
  readonly mounts: readonly Mount[];
}

/** Files and variables of a secured member. */
export function securedMember({ identity, users }: ZookeeperSecurity): SecuredMember {
  const passwords = ZOOKEEPER_USERS.map((user) => ({ user, env: `ZOOKEEPER_PASSWORD_${user.toUpperCase()}` }));
  const options = Object.fromEntries(passwords.map(({ user, env }) => [`user_${user}`, { env }]));
  return {
    setUp:
      keyStoreScript(identity) +
      loginFileScript(SERVER_LOGIN_FILE, [{ section: 'Server', module: ZOOKEEPER_MODULE, options }]),
    env: {
      ...Object.fromEntries(passwords.map(({ user, env }) => [env, { secret: users, key: user }])),
      SERVER_JVMFLAGS: `-Djava.security.auth.login.config=${SERVER_LOGIN_FILE}`,
    },
    mounts: [identity.mount, CREDENTIALS],
  };
}
