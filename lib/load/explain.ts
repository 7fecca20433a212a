import { platformJsonSchema } from '../platform/model';
import { nearest } from '../text/nearest';
import { UserError } from '../text/user-error';
import { defaultOf, valuesOf, type Property } from './reference';

/** Width of the texts. */
const WIDTH = 100;

/**
 * The meaning of a property of the platform file, its values and its default in each profile; of a section, also its properties. An
 * entry of a list is `[]` or its number, an entry of an object with free names is any name.
 *
 * @param path - such as `monitoring.prometheus.retention`; empty for the sections of the file.
 * @throws UserError when there is no such property.
 */
export function explain(path: string): string {
  const parts = path
    .replaceAll(/\[(\d*)\]/g, '.[]')
    .split('.')
    .filter((part) => part !== '');
  let property: Property = platformJsonSchema();
  const walked: string[] = [];
  for (const part of parts) {
    const next = childOf(property, part);
    if (!next) throw new UserError(unknown(path, walked, part, property));
    property = next;
    walked.push(part);
  }
  return [...head(walked, property), ...list(walked, property)].join('\n');
}

function head(path: readonly string[], property: Property): string[] {
  const description = wrapped(property.description ?? '', '  ');
  if (path.length === 0) return description.map((line) => line.trim());
  const fallback = defaultOf(property, path).replaceAll('`', '');
  return [
    shown(path),
    ...description,
    ...(keysOf(property).length > 0 && !property.items ? [] : [`  values:  ${valuesOf(property)}`]),
    ...(fallback === '' ? [] : [`  default: ${fallback}`]),
  ];
}

/** The properties of a section, or of the entries of a list, with the first sentence of each. */
function list(path: readonly string[], property: Property): string[] {
  const keys = keysOf(property);
  if (keys.length === 0) return [];
  const width = Math.max(...keys.map(([name]) => name.length));
  const example = [shown(path), ...(property.items ? ['[]'] : [])].join('');
  const [[first] = ['']] = keys;
  return [
    '',
    ...keys.map(([name, { description = '' }]) => `  ${name.padEnd(width)}  ${firstSentence(description)}`),
    '',
    `next: npx faas-stack explain '${example === '' ? first : `${example}.${first}`}'`,
  ];
}

/** The forms of a property: itself, the entries of a list, and each of its alternatives. */
function formsOf(property: Property): Property[] {
  return [property, ...(property.anyOf ?? []).flatMap(formsOf)];
}

function keysOf(property: Property): [string, Property][] {
  const own = formsOf(property).flatMap(({ properties = {} }) => Object.entries(properties));
  // Alternatives share properties.
  if (own.length > 0) return [...new Map(own)];
  return formsOf(property).flatMap(({ items }) => (items ? keysOf(items) : []));
}

function childOf(property: Property, part: string): Property | undefined {
  const forms = formsOf(property);
  if (/^(\[\]|\d+)$/.test(part)) return forms.find(({ items }) => items)?.items;
  const named = forms.find(({ properties = {} }) => Object.hasOwn(properties, part))?.properties?.[part];
  if (named) return named;
  // An entry of a list may be left out of the path.
  const item = forms.find(({ items }) => items)?.items;
  if (item) return childOf(item, part);
  const free = forms.find(({ additionalProperties: any }) => typeof any === 'object')?.additionalProperties;
  return typeof free === 'object' ? free : undefined;
}

function unknown(path: string, walked: readonly string[], part: string, property: Property): string {
  const names = keysOf(property).map(([name]) => name);
  const inSection = nearest(part, names);
  const anywhere = inSection === undefined ? sectionsWith(part) : [];
  const meant = inSection === undefined ? anywhere : [shown([...walked, inSection])];
  const where = walked.length === 0 ? 'the platform file' : shown(walked);
  const allowed =
    names.length === 0 ? `${where} has no properties; it is ${valuesOf(property)}` : `${where} has ${names.join(', ')}`;
  return [
    `${path}: ${where} has no property '${part}'${meant.length > 0 ? `; did you mean ${meant.join(' or ')}?` : ''}`,
    `  allowed: ${allowed}`,
    `  fix: npx faas-stack explain ${quoted(meant[0] ?? shown(walked))}`.trimEnd(),
  ].join('\n');
}

/** Most paths that are suggested. */
const MOST_SUGGESTIONS = 3;

/** The paths of properties with a name, the shortest first. */
function sectionsWith(name: string): string[] {
  const found: string[][] = [];
  const search = (property: Property, path: readonly string[]): void => {
    for (const [key, value] of keysOf(property)) {
      const own = [...path, key];
      if (key.toLowerCase() === name.toLowerCase()) found.push(own);
      search(value, own);
    }
  };
  search(platformJsonSchema(), []);
  return found
    .sort((a, b) => a.length - b.length)
    .slice(0, MOST_SUGGESTIONS)
    .map(shown);
}

/** A path as users write it. */
function shown(path: readonly string[]): string {
  return path.join('.').replaceAll(/\.(\[\]|\d+)/g, '[]');
}

function quoted(path: string): string {
  return path.includes('[') ? `'${path}'` : path;
}

function firstSentence(text: string): string {
  const [sentence = ''] = /^.*?[.](?=\s|$)/s.exec(text) ?? [text];
  return sentence.length > WIDTH ? `${sentence.slice(0, WIDTH - 1)}…` : sentence;
}

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return line === '' ? lines : [...lines, indent + line];
}
