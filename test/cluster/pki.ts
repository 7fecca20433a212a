import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Days a certificate is valid: a test run is shorter. */
const DAYS = '2';

/** Files of a certificate and its private key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** Who a certificate speaks for. */
export interface Identity {
  /** Common name; for a client, the Kubernetes user. */
  readonly user: string;
  /**
   * Organizations; for a client, the Kubernetes groups.
   * @default none
   */
  readonly groups?: readonly string[];
  /**
   * Subject alternative names of a server, such as `IP:127.0.0.1`.
   * @default none: a client certificate
   */
  readonly serves?: readonly string[];
  /**
   * Algorithm of the key.
   * @default 'EC'
   */
  readonly algorithm?: Algorithm;
}

/** Algorithm of a certificate's key. */
export type Algorithm = 'EC' | 'RSA';

async function openssl(...args: string[]): Promise<void> {
  try {
    await run('openssl', args);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new Error('openssl (3.0 or newer) is not in the PATH');
    throw error;
  }
}

/** A certificate authority in a folder, made with the `openssl` program. */
export class Authority {
  private constructor(
    private readonly folder: string,
    private readonly pair: KeyPair,
  ) {}

  /** File of the authority's own certificate. */
  get cert(): string {
    return this.pair.cert;
  }

  /** Makes the authority; `name` is its common name and the prefix of its files. */
  static async create(folder: string, name: string): Promise<Authority> {
    mkdirSync(folder, { recursive: true });
    const pair = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
    await openssl(...newCertificate(pair, `/CN=${name}`), '-addext', 'keyUsage=critical,keyCertSign,cRLSign');
    return new Authority(folder, pair);
  }

  /** Issues a certificate into `<name>.crt` and `<name>.key`. */
  async issue(name: string, { user, groups = [], serves, algorithm }: Identity): Promise<KeyPair> {
    const pair = { cert: join(this.folder, `${name}.crt`), key: join(this.folder, `${name}.key`) };
    const subject = `${groups.map((group) => `/O=${group}`).join('')}/CN=${user}`;
    const extensions = [
      'basicConstraints=critical,CA:FALSE',
      `extendedKeyUsage=${serves ? 'serverAuth' : 'clientAuth'}`,
    ];
    if (serves) extensions.push(`subjectAltName=${serves.join(',')}`);
    const signer = ['-CA', this.pair.cert, '-CAkey', this.pair.key];
    await openssl(
      ...newCertificate(pair, subject, algorithm),
      ...signer,
      ...extensions.flatMap((line) => ['-addext', line]),
    );
    return pair;
  }
}

const NEW_KEY: Readonly<Record<Algorithm, readonly string[]>> = {
  EC: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
  RSA: ['-newkey', 'rsa:2048'],
};

function newCertificate({ cert, key }: KeyPair, subject: string, algorithm: Algorithm = 'EC'): string[] {
  const newKey = [...NEW_KEY[algorithm], '-noenc', '-keyout', key];
  return ['req', '-x509', ...newKey, '-subj', subject, '-days', DAYS, '-out', cert];
}
