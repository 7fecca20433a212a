import { property, requiredFields, specSchema, type Definition, type Schema } from '../schema';

const HEADER = `// Made by lib/crds/update/main.ts, see docs/monitoring-crds.md: do not edit.

import type { k8s } from '../kube/k8s';

/** A number or a text, such as a port's number or name, or an amount. */
type IntOrString = number | string | k8s.IntOrString | k8s.Quantity;
`;

/** Names of shapes that are found in many places, by their fields. */
const KNOWN: Readonly<Record<string, string>> = {
  'key name optional': 'KeySelector',
  'matchType name regex value': 'Matcher',
  'configMap secret': 'SecretOrConfigMap',
  'matchExpressions matchLabels': 'LabelSelector',
  'action modulus regex replacement separator sourceLabels targetLabel': 'RelabelConfig',
};

/** An object schema that gets an interface, and every path it is found at. */
interface Shape {
  readonly schema: Schema;
  readonly paths: string[][];
}

/** The types of the definitions' specs: one interface for all object schemas that are equal, wherever they are. */
export function typescriptOf(definitions: readonly Definition[]): string {
  const shapes = new Map<string, Shape>();
  for (const definition of definitions) collect(specSchema(definition), [`${definition.spec.names.kind}Spec`], shapes);
  const names = namesOf(shapes);
  const declarations = [...shapes.entries()]
    .map(([key, { schema }]) => ({ name: names.get(key) ?? '', schema }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, schema }) => declaration(name, schema, names));
  return [HEADER, ...declarations].join('\n');
}

function collect(schema: Schema, path: readonly string[], shapes: Map<string, Shape>): void {
  if (schema.items) collect(schema.items, [...path.slice(0, -1), singular(path.at(-1) ?? '')], shapes);
  if (schema.additionalProperties) collect(schema.additionalProperties, path, shapes);
  if (!schema.properties) return;
  const key = JSON.stringify(schema);
  const shape = shapes.get(key) ?? { schema, paths: [] };
  shapes.set(key, shape);
  shape.paths.push([...path]);
  for (const [field, inner] of Object.entries(schema.properties)) collect(inner, [...path, field], shapes);
}

/** A shape is called by the end of its shortest path, as much of it as no other shape is called by. */
function namesOf(shapes: ReadonlyMap<string, Shape>): Map<string, string> {
  const open = new Map([...shapes.entries()].map(([key, { paths }]) => [key, paths.sort(byLength)[0] ?? []]));
  const names = new Map<string, string>();
  for (const [key, { schema }] of shapes) {
    const known = KNOWN[Object.keys(schema.properties ?? {}).join(' ')];
    if (known && open.delete(key)) names.set(key, known);
  }
  for (let words = 1; open.size > 0; words++) {
    const wanted = [...open.entries()].map(([key, path]) => ({
      key,
      path,
      name: path.slice(-words).map(word).join(''),
    }));
    const taken = [...names.values(), ...wanted.map(({ name }) => name)];
    for (const { key, path, name } of wanted) {
      if (taken.filter((other) => other === name).length > 1 && path.length > words) continue;
      names.set(key, name);
      open.delete(key);
    }
  }
  return names;
}

function byLength(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || (a.join() < b.join() ? -1 : 1);
}

function singular(field: string): string {
  if (field.endsWith('ies')) return field.replace(/ies$/, 'y');
  return /(ss|as)es$/.test(field) ? field.slice(0, -2) : field.replace(/([^s])s$/, '$1');
}

function word(field: string): string {
  const words = field.split(/[^A-Za-z0-9]+/);
  return words.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}

function declaration(name: string, schema: Schema, names: ReadonlyMap<string, string>): string {
  const required = requiredFields(schema);
  const fields = Object.keys(schema.properties ?? {}).map((field) => {
    const type = typeOf(property(schema, field) ?? {}, names);
    return `  readonly ${/^\w+$/.test(field) ? field : `'${field}'`}${required.includes(field) ? '' : '?'}: ${type};`;
  });
  return [`export interface ${name} {`, ...fields, '}', ''].join('\n');
}

function typeOf(schema: Schema, names: ReadonlyMap<string, string>): string {
  if (schema['x-kubernetes-int-or-string']) return 'IntOrString';
  if (schema.enum)
    return schema.enum.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(' | ');
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
      return schema.type;
    case 'array':
      return `ReadonlyArray<${typeOf(schema.items ?? {}, names)}>`;
    case 'object':
      if (schema.properties) return names.get(JSON.stringify(schema)) ?? 'unknown';
      return `Readonly<Record<string, ${typeOf(schema.additionalProperties ?? {}, names)}>>`;
    case undefined:
      return 'unknown';
  }
}
