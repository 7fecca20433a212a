import * as pulumi from '@pulumi/pulumi';

/** The version of the Kubernetes provider; the engine fetches the plugin by it, for there is no package that would name one. */
export const PROVIDER_VERSION = '4.34.2';

/** Properties of {@link KubernetesProvider}. */
export interface KubernetesProviderArgs {
  /** Content or path of a kubeconfig file. @default - as kubectl: KUBECONFIG, then ~/.kube/config. */
  readonly kubeconfig?: pulumi.Input<string>;
  /** Context of the kubeconfig file. @default - its current one. */
  readonly context?: pulumi.Input<string>;
  /** Namespace of objects that name none. @default - the namespace of the context */
  readonly namespace?: pulumi.Input<string>;
  /**
   * Whether objects are applied by the server. CustomResourceDefinitions of the Prometheus Operator are too large for the
   * annotation that the other way needs. @default true
   */
  readonly enableServerSideApply?: pulumi.Input<boolean>;
}

/**
 * A connection to a cluster, without the package @pulumi/kubernetes: the plugin is the same (docs/design/0008). A ConfigMap is
 * changed in place: pods that read it are replaced by its checksum, and a replacement would leave a moment without it.
 */
export class KubernetesProvider extends pulumi.ProviderResource {
  constructor(name: string, args: KubernetesProviderArgs = {}, options: pulumi.ResourceOptions = {}) {
    const { kubeconfig, context, namespace, enableServerSideApply = true } = args;
    const inputs = {
      kubeconfig,
      context,
      namespace,
      // A provider's own inputs are text; other types are JSON in it.
      enableServerSideApply: pulumi.output(enableServerSideApply).apply((value) => JSON.stringify(value)),
      enableConfigMapMutable: 'true',
    };
    super('kubernetes', name, inputs, { version: PROVIDER_VERSION, ...options });
  }
}
