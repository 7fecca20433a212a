import * as pulumi from '@pulumi/pulumi';
import { PROVIDER_VERSION } from './provider';

/**
 * The Pulumi type token of a kind: `kubernetes:<group>/<version>:<kind>`, where the core group is called `core`. The
 * classes of @pulumi/kubernetes have the same tokens (pulumi-kubernetes, provider.go, gvkFromURN).
 */
export function typeToken(apiVersion: string, kind: string): string {
  const groupVersion = apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`;
  return `kubernetes:${groupVersion}:${kind}`;
}

/** The inputs of an object: its manifest, whose values may be outputs. */
export interface ManifestInputs {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: pulumi.Input<unknown>;
}

/** A Kubernetes object of any kind, with its manifest as it is written. */
export class ManifestResource extends pulumi.CustomResource {
  constructor(name: string, manifest: ManifestInputs, options: pulumi.CustomResourceOptions) {
    super(
      typeToken(manifest.apiVersion, manifest.kind),
      name,
      { ...manifest },
      { version: PROVIDER_VERSION, ...options },
    );
  }
}
