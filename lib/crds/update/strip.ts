/** A schema without its descriptions, which are most of it. A field that is itself called `description` stays. */
export function withoutDescriptions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutDescriptions);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== 'description' || typeof value !== 'string')
      .map(([key, value]) => [key, key === 'properties' ? eachField(value) : withoutDescriptions(value)]),
  );
}

function eachField(properties: unknown): unknown {
  return Object.fromEntries(
    Object.entries(properties as object).map(([field, schema]) => [field, withoutDescriptions(schema)]),
  );
}
