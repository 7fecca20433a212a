import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../platform/mistake';
import { platformJsonSchema, platformSchema, PROFILE_NAMES } from '../platform/model';
import { withProfile } from '../platform/profiles';

/** A property in the JSON schema of platform files. */
export interface Property {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly additionalProperties?: Property | boolean;
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
    const cells = [`\`${own.join('.')}\``, valuesOf(property), defaultOf(property, own), property.description ?? ''];
    const row = `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n/g, ' ')).join(' | ')} |`;
    return [row, ...rows(property, own), ...(property.items ? rows(property.items, [...path, `${name}[]`]) : [])];
  });
}

/** Allowed values of a property, in words. */
export function valuesOf({ type, enum: values, anyOf, minimum, maximum, items }: Property): string {
  if (values) return values.map(String).join(', ');
  if (anyOf) return anyOf.map(valuesOf).join(' or ');
  if (type === 'array') return items ? `list of ${valuesOf(items)}` : 'list';
  if (type === 'integer') return minimum === undefined ? 'whole number' : `${minimum} to ${maximum}`;
  return type ?? 'any';
}

/** Default of the schema in Markdown, followed by the values of the profiles that have another default. */
export function defaultOf(property: Property, path: readonly string[]): string {
  if (property.properties) return '';
  const values = PROFILE_PLATFORMS.map(({ profile, platform }) => ({ profile, value: valueAt(platform, path) }));
  // The JSON schema lacks the default of a property whose value is transformed.
  const common = property.default ?? values[0]?.value;
  const others = new Map<string, string[]>();
  for (const { profile, value } of values) {
    if (value === undefined || isDeepStrictEqual(value, common)) continue;
    const text = JSON.stringify(value);
    others.set(text, [...(others.get(text) ?? []), profile]);
  }
  return [
    ...(common === undefined || common === '' ? [] : [`\`${JSON.stringify(common)}\``]),
    ...[...others].map(([text, profiles]) => `${profiles.join(', ')}: \`${text}\``),
  ].join('; ');
}

/** The platform of each profile without any value of a user. */
const PROFILE_PLATFORMS = PROFILE_NAMES.map((profile) => ({
  profile,
  platform: platformSchema.parse(withProfile(profile, {})),
}));
