/** A structural schema, as far as the operator's definitions use them (Kubernetes, "Extend the Kubernetes API with CRDs"). */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  /** An expression in Go's notation. */
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** A custom resource definition with its only version. */
export interface Definition {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly [{ readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }];
  };
}

/** The schema of a kind's `spec`. */
export function specSchema({ spec }: Definition): Schema {
  return property(spec.versions[0].schema.openAPIV3Schema, 'spec') ?? {};
}

/**
 * The schema of a field. The child routes of an Alertmanager route are routes again, which a structural schema cannot say
 * (kubernetes#62872); it leaves them open.
 */
export function property(schema: Schema, field: string): Schema | undefined {
  const own = schema.properties && Object.hasOwn(schema.properties, field) ? schema.properties[field] : undefined;
  return own?.items?.['x-kubernetes-preserve-unknown-fields'] && field === 'routes' ? { ...own, items: schema } : own;
}

/** The fields that must be set: the API server fills in fields with a default. */
export function requiredFields({ required = [], properties = {} }: Schema): readonly string[] {
  return required.filter((field) => properties[field]?.default === undefined);
}
