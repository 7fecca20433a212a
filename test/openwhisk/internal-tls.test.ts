import { runChecks } from '../../lib/checks/all';
import { parsePlatform } from '../../lib/load/load';
import { kafkaAccess } from '../../lib/platform/kafka-access';
import { messageAbout } from '../load/message';
import { Manifests } from '../support/platform';

const MEASURED =
  'openwhisk: {metrics: {userEvents: {enabled: true}, exporters: {kafka: true}}, scheduler: {enabled: true}}';
const secured = Manifests.of(`security: {internalTLS: true}\n${MEASURED}`);

interface Mounted {
  readonly volumes?: readonly { readonly name: string; readonly secret?: { readonly secretName: string } }[];
}

/** The Secrets that a component's pods mount. */
const mountedSecrets = (manifests: Manifests, name: string): string[] =>
  ((manifests.pod(name) as Mounted).volumes ?? []).flatMap(({ secret }) => secret?.secretName ?? []);

const properties = (manifests: Manifests): string => manifests.config('kafka')['server.properties'] ?? '';
const zooCfg = (manifests: Manifests): string => manifests.config('zookeeper')['zoo.cfg'] ?? '';

describe('security.internalTLS', () => {
  test('has no findings, with a single server and with clusters', () => {
    expect(runChecks(secured.synthesis)).toEqual([]);
    const clusters = 'openwhisk: {zookeeper: {replicas: 3}, kafka: {replicas: 3}, actorSystem: pekko}';
    expect(runChecks(Manifests.of(`security: {internalTLS: true}\n${clusters}`).synthesis)).toEqual([]);
  });

  test('is on in production only, and changes nothing while it is off', () => {
    const enabled = (profile: string): boolean => parsePlatform(`profile: ${profile}`).platform.security.internalTLS;
    expect(['lean', 'standard', 'production'].filter(enabled)).toEqual(['production']);
    const plain = Manifests.of(MEASURED);
    expect(properties(plain)).toContain('listeners=PLAINTEXT://:9092\n');
    expect(zooCfg(plain)).not.toContain('ssl');
    expect(JSON.stringify(plain.all)).not.toMatch(/kafka\.auth|zookeeper\.auth|gen-internal-certs/);
  });

  test('leaves two ports in plain text: one on loopback for probes, and one of ZooKeeper for invokers', () => {
    expect(properties(secured)).toContain('\nlisteners=SASL_SSL://:9092,PROBE://127.0.0.1:9093\n');
    expect(zooCfg(secured)).toMatch(/^clientPort=2181$[^]*^secureClientPort=2182$[^]*^enforce.auth.schemes=sasl$/m);
    expect(zooCfg(secured)).not.toContain('sslQuorum');
  });

  test.each(['controller', 'invoker', 'scheduler', 'user-events'])(
    '%s verifies the brokers, and has a password',
    (name) => {
      expect(secured.env(name)).toMatchObject({
        CONFIG_whisk_kafka_common_securityProtocol: 'SASL_SSL',
        CONFIG_whisk_kafka_common_sslEndpointIdentificationAlgorithm: 'https',
        CONFIG_whisk_kafka_common_saslMechanism: 'PLAIN',
        KAFKA_PASSWORD: 'Secret kafka.auth/password',
      });
      expect(mountedSecrets(secured, name)).toContain('owdev-kafka-tls');
    },
  );

  test('each password is in the pods of its user and its server only', () => {
    const readers = (key: string): string[] =>
      ['controller', 'invoker', 'scheduler', 'user-events', 'kafka', 'zookeeper', 'kafka-exporter'].filter((name) =>
        Object.values(secured.env(name)).includes(`Secret ${key}`),
      );
    expect(readers('zookeeper.auth/invoker')).toEqual(['invoker', 'zookeeper']);
    expect(readers('zookeeper.auth/kafka')).toEqual(['kafka', 'zookeeper']);
    expect(readers('kafka.auth/broker-password')).toEqual(['kafka']);
  });

  test('the exporter verifies the brokers, with the password in its environment', () => {
    const { args } = secured.container('kafka-exporter') as { args?: string[] };
    expect(args).toEqual(
      expect.arrayContaining(['--tls.enabled', '--tls.ca-file=/etc/kafka-ca/ca.crt', '--sasl.enabled']),
    );
    expect(args?.join(' ')).not.toMatch(/password|insecure/);
    expect(secured.env('kafka-exporter')['SASL_USER_PASSWORD']).toBe('Secret kafka.auth/password');
  });

  test('members of etcd verify each other, and clients, which have no TLS, connect as before', () => {
    const { args } = secured.container('etcd') as { args?: string[] };
    expect(args?.filter((arg) => /peer|initial-cluster=/.test(arg))).toEqual([
      '--listen-peer-urls=https://0.0.0.0:2380',
      '--initial-advertise-peer-urls=https://$(POD_NAME).owdev-etcd.openwhisk.svc.cluster.local:2380',
      '--initial-cluster=owdev-etcd-0=https://owdev-etcd-0.owdev-etcd.openwhisk.svc.cluster.local:2380',
      '--peer-cert-file=/etc/tls/tls.crt',
      '--peer-key-file=/etc/tls/tls.key',
      '--peer-trusted-ca-file=/etc/tls/ca.crt',
      '--peer-client-cert-auth',
    ]);
    expect(args).toContain('--listen-client-urls=http://0.0.0.0:2379');
  });

  test('each server has a certificate of its own, for its Service and its pods', () => {
    const { command } = secured.container('gen-internal-certs') as { command?: string[] };
    for (const server of ['kafka', 'zookeeper', 'etcd']) {
      const host = `owdev-${server}.openwhisk.svc.cluster.local`;
      expect(command?.at(-1)).toContain(`certificate 'DNS:${host},DNS:*.${host}'`);
      expect(mountedSecrets(secured, server)).toContain(`owdev-${server}-tls`);
    }
  });

  test('certificates may come from cert-manager, with keys that Kafka and ZooKeeper read', () => {
    const managed = Manifests.of('security: {internalTLS: true, certificates: {certManager: {issuer: ca}}}');
    expect(managed.names('Certificate')).toEqual(['kafka-tls', 'zookeeper-tls']);
    expect(managed.get('Certificate', 'kafka-tls')['spec']).toEqual({
      secretName: 'owdev-kafka-tls',
      issuerRef: { name: 'ca', kind: 'ClusterIssuer', group: 'cert-manager.io' },
      dnsNames: ['owdev-kafka.openwhisk.svc.cluster.local', '*.owdev-kafka.openwhisk.svc.cluster.local'],
      usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
      privateKey: { encoding: 'PKCS8' },
    });
    expect(managed.names('Job')).not.toContain('gen-internal-certs');
  });

  test('certificates may be in an existing Secret', () => {
    const own = Manifests.of('security: {internalTLS: true, certificates: {existingSecret: my-tls}}');
    expect(mountedSecrets(own, 'kafka')).toEqual(['my-tls', 'my-tls']);
    expect(mountedSecrets(own, 'controller')).toEqual(['my-tls']);
    expect(own.names('Job')).not.toContain('gen-internal-certs');
  });

  test('an external Kafka or ZooKeeper keeps its own settings', () => {
    const external = (name: string): Manifests =>
      Manifests.of(`security: {internalTLS: true}\nopenwhisk: {${name}: {external: {host: ${name}.example.org}}}`);
    const kafka = external('kafka');
    expect(kafka.env('controller')).not.toHaveProperty('CONFIG_whisk_kafka_common_securityProtocol');
    expect(kafka.env('invoker')['ZOOKEEPER_PASSWORD']).toBe('Secret zookeeper.auth/invoker');
    const zookeeper = external('zookeeper');
    expect(properties(zookeeper)).toContain('zookeeper.connect=zookeeper.example.org:2181\n');
    expect(properties(zookeeper)).not.toContain('zookeeper.ssl');
    expect(zookeeper.env('invoker')).not.toHaveProperty('ZOOKEEPER_PASSWORD');
  });

  test('KEDA reads the Secrets that the platform creates', () => {
    const { platform } = parsePlatform('security: {internalTLS: true}');
    const { tls, sasl } = kafkaAccess(platform);
    const names = [tls?.caSecret, sasl?.existingSecret];
    const jobs = ['gen-internal-certs', 'gen-secrets'].map((job) => JSON.stringify(secured.container(job)));
    expect(names.map((name, index) => jobs[index]?.includes(`\\"name\\":\\"${name}\\"`))).toEqual([true, true]);
    expect(kafkaAccess(parsePlatform('{}').platform)).toEqual({});
  });

  test('two sources of the certificates are refused', () => {
    const both = 'security: {internalTLS: true, certificates: {existingSecret: a, certManager: {issuer: b}}}';
    expect(messageAbout(both)).toMatch(/security\.certificates\.certManager: there are two sources of one certificate/);
  });
});
