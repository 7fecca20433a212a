import * as pulumi from '@pulumi/pulumi';
import { checkVersion } from '../lib/pulumi/cluster-version';
import { FaasStack } from '../lib/pulumi/deploy';
import { findCluster, isContent, kubeconfigPath } from '../lib/pulumi/kubeconfig';
import type { PlatformOutputs } from '../lib/pulumi/outputs';
import { KubernetesProvider } from '../lib/pulumi/provider';
import { readConfig, secretValues, type StackConfig } from '../lib/pulumi/stack-config';
import { describeError } from '../lib/text/user-error';

/** Program of `pulumi up`: deploys the platform of the stack's configuration to the cluster of the stack's configuration. */
export = async (): Promise<PlatformOutputs> => {
  try {
    const config = readConfig();
    const provider = await connect(config);
    const { platform, overrides, protectData } = config;
    return new FaasStack('faas', { platform, overrides, protectData, secrets: secretValues(config), provider }).outputs;
  } catch (error) {
    // Errors of the engine and of resources say what they need to. Of a RunError, Pulumi shows the message only.
    const isPulumis = pulumi.RunError.isInstance(error) || pulumi.ResourceError.isInstance(error);
    throw isPulumis ? error : new pulumi.RunError(describeError(error));
  }
};

/** Checks that the cluster can hold the platform, before anything is registered. */
async function connect({ kubeconfig, context }: StackConfig): Promise<KubernetesProvider> {
  const root = pulumi.getRootDirectory();
  const address = findCluster({ kubeconfig: kubeconfig?.text, context, root });
  const warning = address && (await checkVersion(address));
  if (warning) await pulumi.log.warn(warning);
  const given = kubeconfig && (isContent(kubeconfig.text) ? kubeconfig.text : kubeconfigPath(kubeconfig.text, root));
  return new KubernetesProvider('cluster', {
    kubeconfig: given && kubeconfig.secret ? pulumi.secret(given) : given,
    context,
  });
}
