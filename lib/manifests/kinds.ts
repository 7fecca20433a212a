import { DEFINITIONS } from '../crds/definitions';
import { GATEWAY_DEFINITIONS } from '../crds/gateway-definitions';
import { KEDA_DEFINITIONS } from '../crds/keda-definitions';
import type { Definition } from '../crds/schema';
import * as fields from './fields.json';
import { shapeOfSchema } from './schema-shape';
import { shapeOfNotation, type Field, type Shape, type Types } from '../text/shape';

/** Facts about a kind. */
export interface Kind {
  readonly shape: Shape;
  readonly namespaced: boolean;
  /** Whether the shape is of another version of the API: its fields may differ. */
  readonly otherVersion: boolean;
}

const TYPES: Types = fields.types;
const BUILT_IN: Readonly<Record<string, string>> = fields.kinds;

/** Groups that kinds were in before, by kind. */
const FORMER_GROUP = 'extensions';

/** Kinds of custom resources that belong to no namespace. */
const CLUSTER_SCOPED = /^(Cluster[A-Z]\w*|GatewayClass|EC2NodeClass|NodePool|StorageProfile)$/;

const CUSTOM = new Map(
  [
    ...Object.values<Definition>(DEFINITIONS),
    ...Object.values<Definition>(GATEWAY_DEFINITIONS),
    ...Object.values<Definition>(KEDA_DEFINITIONS),
  ].map((definition) => [`${definition.spec.group} ${definition.spec.names.kind}`, definition]),
);

const known = new Map<string, Kind | undefined>();

/** The facts about a kind of an API version; undefined for a kind that no check reads. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  const key = `${apiVersion} ${kind}`;
  if (!known.has(key)) known.set(key, builtIn(apiVersion, kind) ?? custom(apiVersion, kind));
  return known.get(key);
}

/** Whether objects of a kind without a known shape belong to a namespace, by the name of the kind. */
export function seemsNamespaced(kind: string): boolean {
  return !CLUSTER_SCOPED.test(kind);
}

function builtIn(apiVersion: string, kind: string): Kind | undefined {
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  const exact = BUILT_IN[`${apiVersion} ${kind}`];
  const notation =
    exact ??
    Object.entries(BUILT_IN).find(([key]) => {
      const [version = '', name] = key.split(' ');
      const other = version.includes('/') ? version.replace(/\/.*/, '') : '';
      return name === kind && (other === group || group === FORMER_GROUP);
    })?.[1];
  if (notation === undefined) return undefined;
  return {
    shape: shapeOfNotation(`@${notation.replace('^', '')}`, TYPES),
    namespaced: !notation.startsWith('^'),
    otherVersion: exact === undefined,
  };
}

function custom(apiVersion: string, kind: string): Kind | undefined {
  const [group = '', version] = apiVersion.split('/');
  const definition = CUSTOM.get(`${group} ${kind}`);
  if (!definition) return undefined;
  const [served] = definition.spec.versions;
  const shape = shapeOfSchema(served.schema.openAPIV3Schema);
  return { shape: withMetadata(shape), namespaced: true, otherVersion: version !== served.name };
}

/** The definition of a custom resource leaves its metadata to the API server. */
function withMetadata(shape: Shape): Shape {
  if (shape.type !== 'object') return shape;
  const metadata: Field = { shape: shapeOfNotation('@meta.v1.ObjectMeta', TYPES), required: false };
  const all = new Map([...shape.fields(), ['metadata', metadata]]);
  return { type: 'object', fields: () => all };
}
