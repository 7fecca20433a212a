import type { Mount } from '../kube/storage';
import type { ServerIdentity } from './internal-tls';

/** Memory for files with credentials that a server writes at its start, in the form that its JVM reads. */
export const CREDENTIALS: Mount = { volume: { name: 'credentials', memoryMiB: 1 }, path: '/credentials' };

/** JAAS file of a server. */
export const SERVER_LOGIN_FILE = `${CREDENTIALS.path}/login.conf`;

/** Private key and certificate in one file, which JVMs call a key store of the type PEM. */
export const KEY_STORE = `${CREDENTIALS.path}/keystore.pem`;

/** Shell command that writes {@link KEY_STORE}. */
export function keyStoreScript({ keyFile, certificateFile }: ServerIdentity): string {
  return `(umask 077; { cat ${keyFile}; echo; cat ${certificateFile}; } >${KEY_STORE})\n`;
}
