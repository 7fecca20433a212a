import { Construct } from 'constructs';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { PlatformChart } from './platform-chart';

/** One permission within the namespace. */
export interface Permission {
  /** @default - the core group. */
  readonly apiGroup?: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** @default - every object of the kind. */
  readonly resourceNames?: readonly string[];
}

/** Properties of {@link Identity}. */
export interface IdentityProps {
  readonly component: ComponentId;
  /** What the pods may do; with none, they get no token either. @default - nothing. */
  readonly permissions?: readonly Permission[];
}

/** A ServiceAccount with a Role of its own. Pods get a token only if there is something they may do with it. */
export class Identity extends Construct {
  /** Name of the ServiceAccount. */
  public readonly name: string;
  /** Whether pods mount a token. */
  public readonly usesApi: boolean;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const metadata = PlatformChart.of(this).metadata(props.component);
    const { permissions = [] } = props;
    this.name = metadata.name;
    this.usesApi = permissions.length > 0;
    new k8s.KubeServiceAccount(this, 'Resource', { metadata, automountServiceAccountToken: false });
    if (!this.usesApi) return;
    new k8s.KubeRole(this, 'Role', {
      metadata,
      rules: permissions.map(({ apiGroup = '', resources, verbs, resourceNames }) => ({
        apiGroups: [apiGroup],
        resources: [...resources],
        verbs: [...verbs],
        ...(resourceNames ? { resourceNames: [...resourceNames] } : {}),
      })),
    });
    new k8s.KubeRoleBinding(this, 'RoleBinding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: metadata.name, namespace: metadata.namespace }],
    });
  }
}
