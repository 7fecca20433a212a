import { platformJsonSchema } from '../platform/model';

interface Property {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
}

/** The reference of platform files as Markdown: every property with its values, default and meaning. */
export function platformReference(): string {
  return [
    '# The platform file',
    '',
    '<!-- Generated from lib/platform/schema by `npm run update`; do not edit. -->',
    '',
    '| property | values | default | meaning |',
    '| --- | --- | --- | --- |',
    ...rows(platformJsonSchema(), []),
    '',
  ].join('\n');
}

function rows({ properties = {} }: Property, path: readonly string[]): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const own = [...path, name];
    const cells = [`\`${own.join('.')}\``, valuesOf(property), defaultOf(property), property.description ?? ''];
    const row = `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
    return [row, ...rows(property, own), ...(property.items ? rows(property.items, [...path, `${name}[]`]) : [])];
  });
}

function valuesOf({ type, enum: values, anyOf, minimum, maximum, items }: Property): string {
  if (values) return values.map(String).join(', ');
  if (anyOf) return anyOf.map(valuesOf).join(' or ');
  if (type === 'array') return items ? `list of ${valuesOf(items)}` : 'list';
  if (type === 'integer') return minimum === undefined ? 'whole number' : `${minimum} to ${maximum}`;
  return type ?? 'any';
}

function defaultOf(property: Property): string {
  if (property.properties || property.default === undefined || property.default === '') return '';
  return `\`${JSON.stringify(property.default)}\``;
}
