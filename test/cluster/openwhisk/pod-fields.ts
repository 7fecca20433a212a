import { DEFINITIONS } from '../../../lib/crds/definitions';
import { property, type Schema, specSchema } from '../../../lib/crds/schema';

/** Keys of the template of action pods that hold Kubernetes objects, and where OpenWhisk's client finds them in a pod. */
export const POD_FIELDS = {
  affinity: 'affinity',
  topologySpreadConstraints: 'topologySpreadConstraints',
  securityContext: 'securityContext',
  sidecars: 'containers',
  initContainers: 'initContainers',
  volumes: 'volumes',
} as const;

/** A template with every field that the API of today has. */
export function everyField(): Record<string, unknown> {
  const pod = specSchema(DEFINITIONS.Prometheus);
  return Object.fromEntries(
    Object.entries(POD_FIELDS).map(([key, field]) => [key, sampleOf(property(pod, field) ?? {})]),
  );
}

function sampleOf(schema: Schema): unknown {
  const { type, properties, additionalProperties, items, enum: values } = schema;
  if (schema['x-kubernetes-int-or-string'] || type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  if (items) return [sampleOf(items)];
  if (properties) return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, sampleOf(inner)]));
  if (additionalProperties) return { key: sampleOf(additionalProperties) };
  return values?.[0] ?? 'sample';
}

/** Paths of the fields of an object that a copy lacks. */
export function lostFields(original: unknown, copy: unknown, path: readonly string[] = []): string[] {
  if (copy === undefined || copy === null) return [path.join('.')];
  if (typeof original !== 'object' || original === null) return [];
  const within = copy as Readonly<Record<string, unknown>>;
  return Object.entries(original).flatMap(([key, value]) => lostFields(value, within[key], [...path, key]));
}
