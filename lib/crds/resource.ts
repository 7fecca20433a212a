import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { k8s } from '../kube/k8s';
import { DEFINITIONS, type MonitoringKind } from './definitions';
import { problemText, type Problem } from './problem';
import { specSchema, type Definition } from './schema';
import { semanticProblems } from './semantics';
import { structuralProblems } from './structural';

/** Properties of a custom resource. */
export interface CustomResourceProps<Spec> {
  readonly metadata: ApiObjectMetadata;
  readonly spec: Spec;
}

/** A custom resource of another project. Mistakes in its spec are findings. */
export abstract class CustomResource<Spec extends object> extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    definition: Definition,
    problemsOf: (spec: unknown) => readonly Problem[],
    { metadata, spec }: CustomResourceProps<Spec>,
  ) {
    const { kind } = definition.spec.names;
    super(scope, id, { apiVersion: apiVersionOf(definition), kind, metadata, spec: plain(spec) });
    this.node.addValidation({
      validate: () => {
        // As it is written, with the amendments of the platform file.
        const manifest = this.toJson() as { spec?: unknown };
        return problemsOf(manifest.spec).map((problem) => `${kind}/${this.name}: ${problemText(problem)}`);
      },
    });
  }
}

/**
 * A custom resource of the Prometheus Operator. Mistakes in its spec are findings: violations of the CRD schema, and
 * values that the operator would reject only later, in a status condition.
 */
export abstract class MonitoringResource<Spec extends object> extends CustomResource<Spec> {
  constructor(scope: Construct, id: string, kind: MonitoringKind, props: CustomResourceProps<Spec>) {
    super(scope, id, DEFINITIONS[kind], (spec) => specProblems(kind, spec), props);
  }
}

/** Group and version, such as `monitoring.coreos.com/v1`. */
function apiVersionOf({ spec: { group, versions } }: Definition): string {
  return `${group}/${versions[0].name}`;
}

/** Everything that is wrong with the spec of a custom resource of the Prometheus Operator. */
export function specProblems(kind: MonitoringKind, spec: unknown): Problem[] {
  return problemsBySchema(DEFINITIONS[kind], spec, (shaped) => semanticProblems(kind, shaped));
}

/** Violations of the schema of a definition and, in a spec whose values have the right types, of further facts. */
export function problemsBySchema(
  definition: Definition,
  spec: unknown,
  semantics: (spec: object) => readonly Problem[],
): Problem[] {
  const problems = structuralProblems(specSchema(definition), spec, ['spec']);
  const misshapen = problems.some((problem) => problem.misshapen);
  return misshapen ? problems : [...problems, ...semantics(spec as object)];
}

/** Typed amounts and ports of Kubernetes' own objects as what is written of them. */
function plain(value: unknown): unknown {
  if (value instanceof k8s.Quantity || value instanceof k8s.IntOrString) return value.value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
