import { Construct } from 'constructs';
import type { ComponentId } from './labels';
import { API_SERVER } from './network';
import { PlatformChart } from './platform-chart';
import { Identity } from './rbac';
import { SCRIPT_RESOURCES } from './resources';
import type { CaBundle, SecretRef, SecretSpec } from './secrets';
import { createSecretsScript } from './secrets-script';
import { SCRIPT_SECURITY } from './security';
import { SECRET_TMP } from './storage';
import { JobWorkload } from './job';

/** Properties of {@link SecretsJob}. */
export interface SecretsJobProps {
  readonly component: ComponentId;
  /** The Secrets to make. */
  readonly secrets: readonly SecretSpec[];
  /** Where the certificates among them have to be trusted. @default - nowhere but by their users. */
  readonly trustedBy?: readonly CaBundle[];
}

/**
 * A Job that makes Secrets with random values inside the cluster, once: it may create Secrets and read those it makes, but
 * never change or delete one.
 */
export class SecretsJob extends Construct {
  private readonly workload: JobWorkload;
  private readonly names: ReadonlySet<string>;

  constructor(scope: Construct, id: string, { component, secrets, trustedBy = [] }: SecretsJobProps) {
    super(scope, id);
    this.names = new Set(secrets.map(({ name }) => name));
    const identity = new Identity(this, 'Identity', {
      component,
      permissions: [
        // A name cannot restrict `create`: the object has none yet (Kubernetes, "Using RBAC Authorization").
        { resources: ['secrets'], verbs: ['create'] },
        { resources: ['secrets'], verbs: ['get'], resourceNames: [...this.names] },
      ],
      everywhere: trustedBy.map(({ apiVersion, resource, name }) => ({
        apiGroup: apiVersion.split('/')[0],
        resources: [resource],
        verbs: ['patch'],
        resourceNames: [name],
      })),
    });
    this.workload = new JobWorkload(this, 'Workload', {
      component,
      role: 'core',
      identity,
      security: SCRIPT_SECURITY,
      connectsTo: [API_SERVER],
      activeDeadlineSeconds: 600,
      containers: [
        {
          name: component.component,
          image: 'toolbox',
          command: ['sh', '-c', createSecretsScript(secrets, trustedBy)],
          env: { NAMESPACE: PlatformChart.of(this).settings.namespace },
          mounts: [SECRET_TMP],
          resources: SCRIPT_RESOURCES,
        },
      ],
    });
  }

  /**
   * One of the Secrets that the Job makes.
   *
   * @throws when it makes no Secret of that name.
   */
  public secret(name: string): SecretRef {
    if (!this.names.has(name))
      throw new Error(`The Job makes no Secret '${name}'; it makes ${[...this.names].join(', ')}`);
    return { name, madeBy: this.workload };
  }
}
