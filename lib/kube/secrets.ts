import type { Provider } from './provider';

/** A Secret that pods read; its content never enters a manifest. */
export interface SecretRef {
  /** Name of the Secret. */
  readonly name: string;
  /** The Job that makes it. @default - none: the user made it before. */
  readonly madeBy?: Provider;
}

/** User name and password in a Secret. */
export interface Credentials {
  readonly secret: SecretRef;
  readonly usernameKey: string;
  readonly passwordKey: string;
}

/** A certificate in a Secret, in PEM. */
export interface CertificateRef {
  readonly secret: SecretRef;
  readonly key: string;
}

/** How the value of one key is generated inside the cluster. */
export type SecretValue =
  /** A random password of 32 letters and digits. */
  | { readonly make: 'password' }
  /** An OpenWhisk authentication key: `<uuid>:<64 letters and digits>`. */
  | { readonly make: 'whisk-key' }
  /** A fixed, non-secret string, such as a user name. */
  | { readonly make: 'text'; readonly text: string }
  /** The value of an earlier key, followed by a fixed string: for programs that read a file in their own syntax. */
  | { readonly make: 'line'; readonly of: string; readonly after: string };

/** A self-signed certificate, as a Secret of type kubernetes.io/tls. */
export interface CertificateSpec {
  /** A host name, with everything below it, or an address. */
  readonly certificateFor: string;
  /** Whether the key ca.crt has the certificate, too, for clients that read no other. @default false */
  readonly withAuthority?: boolean;
}

/** A Secret that the platform needs. */
export type SecretSpec = { readonly name: string; readonly labels: Readonly<Record<string, string>> } & (
  { readonly values: Readonly<Record<string, SecretValue>> } | CertificateSpec
);

/** A `caBundle` field of a cluster object, filled with the CA of one of the platform's servers. */
export interface CaBundle {
  /** API group and version. */
  readonly apiVersion: string;
  readonly resource: string;
  readonly name: string;
  /** JSON pointers of the bundles. */
  readonly pointers: readonly string[];
}
