import type { Construct } from 'constructs';
import { TriggerAuthentication } from '../../crds/keda-resources';
import type { ScalerProps } from '../hpa';

/** A parameter of a trigger whose value is in a Secret of the scaler's namespace. */
export interface SecretParameter {
  /** Name that the trigger reads. */
  readonly parameter: string;
  /** Name of the Secret. */
  readonly name: string;
  readonly key: string;
}

/** User name and password. */
export function userOf(secret: string): SecretParameter[] {
  return [
    { parameter: 'username', name: secret, key: 'username' },
    { parameter: 'password', name: secret, key: 'password' },
  ];
}

/** CA certificates, and a client certificate. */
export function certificatesOf(caSecret: string | undefined, certificateSecret: string | undefined): SecretParameter[] {
  return [
    ...(caSecret ? [{ parameter: 'ca', name: caSecret, key: 'ca.crt' }] : []),
    ...(certificateSecret
      ? [
          { parameter: 'cert', name: certificateSecret, key: 'tls.crt' },
          { parameter: 'key', name: certificateSecret, key: 'tls.key' },
        ]
      : []),
  ];
}

/** The TriggerAuthentications of one scaler: triggers with the same parameters share one. */
export class Authentications {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly scope: Construct,
    private readonly metadata: ScalerProps['metadata'],
  ) {}

  /** Name of the TriggerAuthentication with the parameters; undefined without parameters. */
  public nameOf(type: string, parameters: readonly SecretParameter[]): string | undefined {
    if (parameters.length === 0) return undefined;
    const key = JSON.stringify([type, parameters]);
    const known = this.names.get(key);
    if (known) return known;
    const earlier = [...this.names.values()].filter((name) => name.includes(`-${type}`)).length;
    const id = earlier === 0 ? type : `${type}-${earlier + 1}`;
    const { namespace, labels } = this.metadata;
    const name = `${this.metadata.name}-${id}`;
    this.names.set(key, name);
    new TriggerAuthentication(this.scope, `Authentication-${id}`, {
      metadata: { name, namespace, labels },
      spec: { secretTargetRef: parameters.map((parameter) => ({ ...parameter })) },
    });
    return name;
  }
}
