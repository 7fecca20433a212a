import type { Schema } from '../crds/schema';
import { ANYTHING, once, type Shape } from '../text/shape';

/** The shape of a structural schema of a custom resource. */
export function shapeOfSchema(schema: Schema): Shape {
  if (schema['x-kubernetes-preserve-unknown-fields']) return ANYTHING;
  if (schema['x-kubernetes-int-or-string']) return { type: 'quantity' };
  if (schema.type === 'array') return { type: 'list', of: shapeOfSchema(schema.items ?? {}) };
  if (schema.type !== 'object') return schema.type ? { type: schema.type } : ANYTHING;
  const { properties, additionalProperties, required = [] } = schema;
  if (properties) {
    const entries = Object.entries(properties);
    return {
      type: 'object',
      fields: once(
        () =>
          new Map(
            entries.map(([field, inner]) => [
              field,
              { shape: shapeOfSchema(inner), required: required.includes(field) },
            ]),
          ),
      ),
    };
  }
  return additionalProperties ? { type: 'map', of: shapeOfSchema(additionalProperties) } : ANYTHING;
}
