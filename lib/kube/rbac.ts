import { Construct } from 'constructs';
import { k8s } from './k8s';
import type { ComponentId } from './labels';
import { PlatformChart, type ObjectMetadata } from './platform-chart';

/** One permission. */
export interface Permission {
  /** @default - the core group. */
  readonly apiGroup?: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** @default - every object of the kind. */
  readonly resourceNames?: readonly string[];
}

/** A permission in the whole cluster: for resources, or for paths of the API server or the kubelet that are none. */
export type ClusterPermission = Permission | { readonly nonResourceUrls: readonly string[] };

/** Properties of {@link Identity}. */
export interface IdentityProps {
  readonly component: ComponentId;
  /** Permissions of the pods in their namespace; without any permission at all, they get no token. @default - none */
  readonly permissions?: readonly Permission[];
  /** Permissions of the pods in other namespaces, by namespace. @default - none */
  readonly elsewhere?: Readonly<Record<string, readonly Permission[]>>;
  /** Cluster-wide permissions of the pods. @default - none */
  readonly everywhere?: readonly ClusterPermission[];
  /**
   * Whether the pods ask the API server who their callers are, and what those may do, with its own roles for that (Kubernetes,
   * "Configure the Aggregation Layer", "Extension apiserver authorizes the request"). @default false
   */
  readonly extendsApi?: boolean;
  /** Annotations of the ServiceAccount. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

const RBAC = 'rbac.authorization.k8s.io';

/** Permissions of a server that delegates authentication and authorization to the API server. */
export const DELEGATED_AUTHORIZATION: readonly ClusterPermission[] = [
  { apiGroup: 'authentication.k8s.io', resources: ['tokenreviews'], verbs: ['create'] },
  { apiGroup: 'authorization.k8s.io', resources: ['subjectaccessreviews'], verbs: ['create'] },
];

/** A ServiceAccount with Roles of its own. Pods get a token only if there is something they may do with it. */
export class Identity extends Construct {
  /** Name of the ServiceAccount. */
  public readonly name: string;
  /** Whether pods mount a token. */
  public readonly usesApi: boolean;
  private readonly metadata: ObjectMetadata;
  private readonly clusterName: string;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    const chart = PlatformChart.of(this);
    const {
      component,
      permissions = [],
      elsewhere = {},
      everywhere = [],
      extendsApi = false,
      annotations = {},
    } = props;
    this.metadata = chart.metadata(component);
    this.clusterName = chart.clusterMetadata(component).name;
    this.name = this.metadata.name;
    const foreign = Object.entries(elsewhere).filter(([, granted]) => granted.length > 0);
    this.usesApi = permissions.length + foreign.length + everywhere.length > 0 || extendsApi;
    new k8s.KubeServiceAccount(this, 'Resource', {
      metadata: { ...this.metadata, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
      automountServiceAccountToken: false,
    });
    if (permissions.length > 0) this.addRole('Role', this.metadata, permissions);
    for (const [namespace, granted] of foreign) {
      this.addRole(`Role-${namespace}`, { ...this.metadata, name: this.clusterName, namespace }, granted);
    }
    if (everywhere.length > 0) this.addClusterRole(chart.clusterMetadata(component), everywhere);
    if (extendsApi) this.extendApi();
  }

  private addRole(id: string, metadata: ObjectMetadata, permissions: readonly Permission[]): void {
    new k8s.KubeRole(this, id, { metadata, rules: permissions.map(rule) });
    new k8s.KubeRoleBinding(this, id.replace('Role', 'RoleBinding'), {
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
      subjects: this.subjects,
    });
  }

  private addClusterRole(metadata: Omit<ObjectMetadata, 'namespace'>, permissions: readonly ClusterPermission[]): void {
    new k8s.KubeClusterRole(this, 'ClusterRole', { metadata, rules: permissions.map(clusterRule) });
    this.bindClusterRole('ClusterRoleBinding', metadata.name, metadata.name);
  }

  private extendApi(): void {
    this.bindClusterRole('AuthDelegator', `${this.clusterName}-auth-delegator`, 'system:auth-delegator');
    new k8s.KubeRoleBinding(this, 'AuthenticationReader', {
      metadata: { ...this.metadata, name: this.clusterName, namespace: 'kube-system' },
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
      subjects: this.subjects,
    });
  }

  private bindClusterRole(id: string, name: string, role: string): void {
    new k8s.KubeClusterRoleBinding(this, id, {
      metadata: { name, labels: this.metadata.labels },
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: this.subjects,
    });
  }

  private get subjects(): k8s.Subject[] {
    return [{ kind: 'ServiceAccount', name: this.name, namespace: this.metadata.namespace }];
  }
}

function rule({ apiGroup = '', resources, verbs, resourceNames }: Permission): k8s.PolicyRule {
  return {
    apiGroups: [apiGroup],
    resources: [...resources],
    verbs: [...verbs],
    ...(resourceNames ? { resourceNames: [...resourceNames] } : {}),
  };
}

function clusterRule(permission: ClusterPermission): k8s.PolicyRule {
  return 'nonResourceUrls' in permission
    ? { nonResourceUrLs: [...permission.nonResourceUrls], verbs: ['get'] }
    : rule(permission);
}

/** Folder of a container with the token of its ServiceAccount, and the CA certificate of the API server (Kubernetes, "ServiceAccounts"). */
export const TOKEN_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
