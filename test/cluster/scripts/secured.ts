import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifests } from '../../support/platform';
import { requireProgram } from './programs';
import type { Workshop } from './workshop';

/** Passwords of a platform with `security.internalTLS`, by Secret and key. */
const PASSWORDS = {
  'owdev-kafka.auth/username': 'openwhisk',
  'owdev-kafka.auth/password': 'of-openwhisk',
  'owdev-kafka.auth/broker-password': 'of-brokers',
  'owdev-zookeeper.auth/kafka': 'of-kafka',
  'owdev-zookeeper.auth/invoker': 'of-invokers',
};

/** Certificates and passwords of a platform with `security.internalTLS`, and the files of its containers. */
export class Secured {
  /** Values of Secrets by `<name>/<key>`. */
  readonly secrets: Readonly<Record<string, string>>;

  private constructor(private readonly folder: string) {
    this.secrets = { ...PASSWORDS, 'owdev-kafka-tls/ca.crt': this.authority('kafka') };
  }

  /** Signs the certificates with the command of the Job. */
  static of(shop: Workshop, manifests: Manifests): Secured {
    const { command = [] } = manifests.container('gen-internal-certs') as { command?: string[] };
    const script = command.at(-1) ?? '';
    const [sign] = /^certificate\(\) \{[^]*?^\}/m.exec(script) ?? [];
    for (const [, server = '', names = ''] of script.matchAll(
      /missing owdev-(\w+)-tls; then\n {2}certificate '(.*?)'/g,
    )) {
      Secured.sign(join(shop.folder, server), `${sign}\ncertificate '${names}'`);
      // For the same names, from a CA that no client trusts.
      Secured.sign(join(shop.folder, `other-${server}`), `${sign}\ncertificate '${names}'`);
    }
    return new Secured(shop.folder);
  }

  private static sign(folder: string, script: string): void {
    mkdirSync(folder);
    execFileSync('/bin/sh', ['-ec', `${script}\ncp "$work/tls.crt" "$work/ca.crt"`], {
      env: { PATH: requireProgram('openssl').replace(/\/[^/]*$/, ':/bin:/usr/bin'), work: folder },
    });
  }

  /** Folder with the certificate of a server. */
  certificates(server: string): string {
    return join(this.folder, server);
  }

  /** The CA certificate of a server. */
  authority(server: string): string {
    return readFileSync(join(this.certificates(server), 'ca.crt'), 'utf8');
  }

  /** A text of a pod with the paths of its container replaced. */
  inPod(server: string, pod: string, text: string): string {
    const credentials = join(this.folder, `${pod}-credentials`);
    mkdirSync(credentials, { recursive: true });
    return text
      .replaceAll('/etc/tls/', `${this.certificates(server)}/`)
      .replaceAll('/etc/zookeeper-ca/', `${this.certificates('zookeeper')}/`)
      .replaceAll('/credentials/', `${credentials}/`);
  }
}
