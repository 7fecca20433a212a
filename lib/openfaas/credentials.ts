import { Construct } from 'constructs';
import { labelsFor } from '../kube/labels';
import { PlatformChart } from '../kube/platform-chart';
import type { SecretRef } from '../kube/secrets';
import { SecretsJob } from '../kube/secrets-job';
import { BASIC_AUTH_KEYS } from '../platform/schema/openfaas';
import { openfaasComponent } from './component';

/** Properties of {@link GatewayUser}. */
export interface GatewayUserProps {
  /** Secret of the user. @default - a Job makes one */
  readonly existingSecret?: string;
}

const COMPONENT = openfaasComponent('openfaas-secrets', 'openssl');

/** The user of the gateway's API, for its programs among themselves and for faas-cli. */
export class GatewayUser extends Construct {
  /** Secret with the keys of {@link BASIC_AUTH_KEYS}. */
  public readonly secret: SecretRef;

  constructor(scope: Construct, id: string, { existingSecret }: GatewayUserProps) {
    super(scope, id);
    this.secret = existingSecret ? { name: existingSecret } : this.generated();
  }

  private generated(): SecretRef {
    const { instance } = PlatformChart.of(this).settings;
    const name = `${instance}-openfaas.auth`;
    const values = {
      [BASIC_AUTH_KEYS.user]: { make: 'text', text: 'admin' },
      [BASIC_AUTH_KEYS.password]: { make: 'password' },
    } as const;
    const secrets = [{ name, labels: labelsFor(instance, COMPONENT), values }];
    return new SecretsJob(this, 'Job', { component: COMPONENT, secrets }).secret(name);
  }
}
