import { Construct } from 'constructs';
import type { ComponentId } from './labels';
import { API_SERVER } from './network';
import { PlatformChart } from './platform-chart';
import { Identity, type Permission } from './rbac';
import { SCRIPT_RESOURCES } from './resources';
import { copySecretScript, type CopiedValues } from './secret-copy-script';
import type { SecretRef } from './secrets';
import { SCRIPT_SECURITY } from './security';
import { SECRET_TMP } from './storage';
import { JobWorkload } from './job';

/** Properties of {@link SecretCopy}. */
export interface SecretCopyProps {
  /** Component of the Job. */
  readonly component: ComponentId;
  /** Namespace of the copied Secrets. @default - the namespace of the chart */
  readonly from?: string;
  /** Namespace of the copy. @default - the namespace of the chart */
  readonly to?: string;
  /** The copied values, by their key in the copy. */
  readonly values: CopiedValues;
}

/**
 * A Secret with values of Secrets in another namespace, for a component that must not share that namespace. A Job writes it, and writes
 * it again whenever the manifests are applied after the Job is gone. The Job may read and write the named Secrets only.
 */
export class SecretCopy extends Construct {
  /** The copy. */
  public readonly secret: SecretRef;

  constructor(scope: Construct, id: string, { component, from, to, values }: SecretCopyProps) {
    super(scope, id);
    const { name, namespace, labels } = PlatformChart.of(this).metadata(component);
    const sources = [...new Set(Object.values(values).map(({ secret }) => secret))];
    const reads: Permission = { resources: ['secrets'], verbs: ['get'], resourceNames: sources };
    // Server-side apply asks for `create` with the name of the object (Kubernetes, apiserver/pkg/endpoints/handlers/patch.go).
    const writes: Permission = { resources: ['secrets'], verbs: ['create', 'patch'], resourceNames: [name] };
    const identity = new Identity(this, 'Identity', {
      component,
      permissions: [...(to ? [] : [writes]), ...(from ? [] : [reads])],
      elsewhere: { ...(from ? { [from]: [reads] } : {}), ...(to ? { [to]: [writes] } : {}) },
    });
    const workload = new JobWorkload(this, 'Workload', {
      component,
      role: 'core',
      identity,
      security: SCRIPT_SECURITY,
      connectsTo: [API_SERVER],
      containers: [
        {
          name: component.component,
          image: 'toolbox',
          command: ['sh', '-c', copySecretScript({ name, labels, values })],
          env: { NAMESPACE: to ?? namespace, SOURCE_NAMESPACE: from ?? namespace },
          mounts: [SECRET_TMP],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
    this.secret = { name, madeBy: workload };
  }
}
