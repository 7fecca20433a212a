import { Construct } from 'constructs';
import type { ComponentId } from './labels';
import { API_SERVER } from './network';
import { PlatformChart } from './platform-chart';
import { Identity } from './rbac';
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
  /** Namespace of the copied Secrets. */
  readonly from: string;
  /** The copied values, by their key in the copy. */
  readonly values: CopiedValues;
}

/**
 * A Secret with values of Secrets in another namespace, for a component that must not share that namespace. A Job writes it, and writes
 * it again whenever the manifests are applied after the Job is gone. The Job may read and write the named Secrets only.
 */
export class SecretCopy extends Construct {
  /** The copy, in the namespace of the chart. */
  public readonly secret: SecretRef;

  constructor(scope: Construct, id: string, { component, from, values }: SecretCopyProps) {
    super(scope, id);
    const { name, namespace, labels } = PlatformChart.of(this).metadata(component);
    const sources = [...new Set(Object.values(values).map(({ secret }) => secret))];
    const identity = new Identity(this, 'Identity', {
      component,
      // Server-side apply asks for `create` with the name of the object (Kubernetes, apiserver/pkg/endpoints/handlers/patch.go).
      permissions: [{ resources: ['secrets'], verbs: ['create', 'patch'], resourceNames: [name] }],
      elsewhere: { [from]: [{ resources: ['secrets'], verbs: ['get'], resourceNames: sources }] },
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
          env: { NAMESPACE: namespace, SOURCE_NAMESPACE: from },
          mounts: [SECRET_TMP],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
    this.secret = { name, madeBy: workload };
  }
}
