import type { Construct } from 'constructs';
import { FUNCTION_DEFINITION } from './openfaas-definitions';
import { CustomResource, problemsBySchema, type CustomResourceProps } from './resource';

type Texts = Readonly<Record<string, string>>;

/** Spec of a Function (openfaas/faas-netes 662ce9c, pkg/apis/openfaas/v1/types.go). */
export interface FunctionSpec {
  readonly name: string;
  readonly image: string;
  readonly handler?: string;
  readonly annotations?: Texts;
  readonly labels?: Texts;
  readonly environment?: Texts;
  /** Labels of nodes, as `key=value`. */
  readonly constraints?: readonly string[];
  /** Names of Secrets. */
  readonly secrets?: readonly string[];
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  readonly readOnlyRootFilesystem?: boolean;
}

/** A function that the operator of OpenFaaS' edition pro runs. */
export class OpenFaasFunction extends CustomResource<FunctionSpec> {
  constructor(scope: Construct, id: string, props: CustomResourceProps<FunctionSpec>) {
    super(scope, id, FUNCTION_DEFINITION, (spec) => problemsBySchema(FUNCTION_DEFINITION, spec, () => []), props);
  }
}
