import { mkdtempSync, readFileSync, rmSync, writeFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '../../lib/checks/all';
import { clientSetUp, externalSecurity, kafkaClient } from '../../lib/openwhisk/kafka-client';
import { CERTIFICATE } from '../support/certificate';
import { Manifests } from '../support/platform';
import { runScript, SCRIPT_PATH, type ScriptResult } from '../support/shell';

const external = (options: string, more = ''): Manifests =>
  Manifests.of(
    `openwhisk: {${more} scheduler: {enabled: true}, metrics: {userEvents: {enabled: true}}, kafka: {external: {host: kafka.example.com, port: 9094${options}}}}`,
  );
const TLS = ', tls: {caSecret: my-ca}';
const SASL = ', sasl: {mechanism: SCRAM-SHA-512, existingSecret: my-kafka}';
const secured = external(TLS + SASL);

/** The variables of a component that are about the way to Kafka. */
const client = (manifests: Manifests, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(manifests.env(name)).filter(([key]) => /^KAFKA_(U|P)|kafka_(common|consumer)/.test(key)),
  );
const CREDENTIALS = { KAFKA_USERNAME: 'Secret my-kafka/username', KAFKA_PASSWORD: 'Secret my-kafka/password' };

describe('B12: an external Kafka with TLS and SASL', () => {
  test.each(['controller', 'invoker', 'scheduler', 'user-events'])('is configured in %s', (name) => {
    const settings = {
      ...CREDENTIALS,
      CONFIG_whisk_kafka_common_securityProtocol: 'SASL_SSL',
      CONFIG_whisk_kafka_common_sslEndpointIdentificationAlgorithm: 'https',
      CONFIG_whisk_kafka_common_sslTruststoreLocation: '/tmp/kafka-ca.jks',
      CONFIG_whisk_kafka_common_sslTruststoreType: 'JKS',
      CONFIG_whisk_kafka_common_saslMechanism: 'SCRAM-SHA-512',
    };
    const ofItsConsumer = {
      CONFIG_akka_kafka_consumer_kafkaClients_security_protocol: 'SASL_SSL',
      CONFIG_akka_kafka_consumer_kafkaClients_ssl_endpoint_identification_algorithm: 'https',
      CONFIG_akka_kafka_consumer_kafkaClients_ssl_truststore_location: '/tmp/kafka-ca.jks',
      CONFIG_akka_kafka_consumer_kafkaClients_ssl_truststore_type: 'JKS',
      CONFIG_akka_kafka_consumer_kafkaClients_sasl_mechanism: 'SCRAM-SHA-512',
    };
    expect(client(secured, name)).toEqual(name === 'user-events' ? { ...settings, ...ofItsConsumer } : settings);
    expect(secured.env(name)['KAFKA_HOSTS']).toBe('kafka.example.com:9094');
    const { command, volumeMounts } = secured.container(name);
    expect((command as string[])[2]).toMatch(/^rm -f \/tmp\/kafka-ca\.jks\n[^]*exec \/init\.sh /);
    expect(volumeMounts).toContainEqual({ name: 'kafka-ca', mountPath: '/etc/kafka-ca', readOnly: true });
  });

  test('is waited for with TLS, by an image that supports it', () => {
    const [wait] = secured.pod('controller').initContainers ?? [];
    expect(wait?.image).toBe(secured.container('init-couchdb').image);
    expect(wait?.env).toContainEqual({
      name: 'WAIT_CA',
      valueFrom: { secretKeyRef: { name: 'my-ca', key: 'ca.crt' } },
    });
    expect(JSON.stringify(wait)).toContain('-verify_return_error');
  });

  test('has no findings in either generation', () => {
    expect(runChecks(secured.synthesis)).toEqual([]);
    const pekko = external(TLS + SASL, 'actorSystem: pekko,');
    expect(Object.keys(client(pekko, 'user-events'))).toContain(
      'CONFIG_pekko_kafka_consumer_kafkaClients_security_protocol',
    );
  });

  test.each([
    [', tls: {}', 'SSL'],
    [SASL, 'SASL_PLAINTEXT'],
    [', tls: {}' + SASL, 'SASL_SSL'],
  ])('%s is %s, without its own CAs', (options, protocol) => {
    const manifests = external(options);
    const env = client(manifests, 'invoker');
    expect(env).toMatchObject({ CONFIG_whisk_kafka_common_securityProtocol: protocol });
    expect(Object.keys(env).filter((key) => key.includes('Truststore'))).toEqual([]);
    const [wait] = manifests.pod('controller').initContainers ?? [];
    expect(JSON.stringify(wait).includes('openssl')).toBe(protocol.endsWith('SSL'));
  });

  test('has none of these settings without either', () => {
    const plain = external('');
    expect(client(plain, 'controller')).toEqual({});
    expect(plain.container('user-events')['command']).toBeUndefined();
  });
});

describe('the set-up before a program starts', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kafka-client-'));
    // Says what it got: its options, and on standard input one certificate.
    writeFileSync(join(folder, 'keytool'), `#!/bin/sh\necho "$*" >>${folder}/calls\ncat >>${folder}/imported\n`, {
      mode: 0o755,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (
    mechanism: 'PLAIN' | 'SCRAM-SHA-256',
    env: Record<string, string>,
    ca?: string,
  ): Promise<ScriptResult> => {
    const security = externalSecurity({
      host: 'kafka.example.com',
      port: 9094,
      sasl: { mechanism, existingSecret: 'my-kafka' },
      tls: ca === undefined ? undefined : { caSecret: 'my-ca' },
    });
    const setUp = clientSetUp(kafkaClient(security));
    if (ca !== undefined) writeFileSync(join(folder, 'ca.crt'), ca);
    const here = setUp.replaceAll('/tmp/', `${folder}/`).replaceAll('/etc/kafka-ca/', `${folder}/`);
    const path = `${folder}:${SCRIPT_PATH}`;
    return runScript(`${here}echo "JAVA_OPTS=$JAVA_OPTS"`, { PATH: path, ...env }, { shell: 'bash' });
  };

  test('writes the password into a file for the JVM, with special characters escaped', async () => {
    const { code, stdout } = await run('PLAIN', {
      KAFKA_USERNAME: 'me',
      KAFKA_PASSWORD: `a "b" \\c $d 'e'`,
      JAVA_OPTS: '-Xmx1M',
    });
    expect(code).toBe(0);
    const file = join(folder, 'kafka-login.conf');
    expect(readFileSync(file, 'utf8')).toBe(
      `KafkaClient { org.apache.kafka.common.security.plain.PlainLoginModule required username="me" password="a \\"b\\" \\\\c $d 'e'"; };\n`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(stdout).toBe(`JAVA_OPTS=-Xmx1M -Djava.security.auth.login.config=${file}\n`);
  });

  test('names the module of the mechanism', async () => {
    await run('SCRAM-SHA-256', { KAFKA_USERNAME: 'me', KAFKA_PASSWORD: 'p' });
    expect(readFileSync(join(folder, 'kafka-login.conf'), 'utf8')).toContain('scram.ScramLoginModule required');
  });

  test('refuses a password that Java would change', async () => {
    const { code, stderr } = await run('PLAIN', { KAFKA_USERNAME: 'me', KAFKA_PASSWORD: 'a${b}' });
    expect(stderr).toBe('the user name or the password for Kafka holds ${, which Java would replace; choose another\n');
    expect(code).toBe(1);
  });

  test('imports every CA of the bundle individually, at each start', async () => {
    writeFileSync(join(folder, 'kafka-ca.jks'), 'of the start before');
    const env = { KAFKA_USERNAME: 'me', KAFKA_PASSWORD: 'p' };
    expect((await run('PLAIN', env, `# ours\n${CERTIFICATE}# theirs\n${CERTIFICATE.trimEnd()}`)).code).toBe(0);
    expect(
      readFileSync(join(folder, 'imported'), 'utf8')
        .trim()
        .split(/\n+(?=-+BEGIN)/),
    ).toEqual([CERTIFICATE.trim(), CERTIFICATE.trim()]);
    const calls = readFileSync(join(folder, 'calls'), 'utf8');
    expect(calls.match(/-alias ca-\d/g)).toEqual(['-alias ca-1', '-alias ca-2']);
    expect(() => statSync(join(folder, 'kafka-ca.jks'))).toThrow('ENOENT');
  });

  test('reports a bundle without CAs, and stops', async () => {
    const { code, stdout, stderr } = await run('PLAIN', { KAFKA_USERNAME: 'me', KAFKA_PASSWORD: 'p' }, 'nothing\n');
    expect(stderr).toBe("the key ca.crt of the Secret with Kafka's authorities holds no certificate (PEM)\n");
    expect([code, stdout]).toEqual([1, '']);
  });
});
