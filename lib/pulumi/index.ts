/** The platform in Pulumi programs: what others import. See docs/pulumi.md. */
export { FaasStack, type FaasStackArgs, type SecretValues } from './deploy';
export { KubernetesProvider, type KubernetesProviderArgs } from './provider';
export type { PlatformOutputs } from './outputs';
export type { Override, PlatformSource } from './platform-source';
