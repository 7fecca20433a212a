import { Document, isMap, isScalar } from 'yaml';
import { knownKeys, schemaAt } from '../forms';
import { platformSchema, type ProfileName } from '../../platform/model';
import { merge, type Mapping } from '../../platform/profiles';
import type { Comment } from './comments';
import { partsOf, type Setting } from './option';

/** A value of a platform file, with the comments that it has. */
export interface CommentedSetting extends Setting {
  readonly comment: Comment;
}

/** The text of a platform file with these values, in the order of the schema. */
export function platformText(profile: ProfileName, settings: readonly CommentedSetting[], head?: string): string {
  const value = settings.reduce<Mapping>((below, setting) => merge(below, nested(partsOf(setting), setting.value)), {});
  const document = new Document({ profile, ...inOrder(value, []) });
  for (const setting of settings) addComment(document, partsOf(setting), setting.comment);
  const text = document.toString({ lineWidth: 0 });
  const comment = head
    ?.replace(/^/gm, '#')
    .replace(/ +$/gm, '')
    .replace(/(\n#)+$/, '');
  return comment ? `${comment}\n\n${text}` : text;
}

function nested(parts: readonly string[], value: unknown): Mapping {
  return parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Mapping;
}

/** The same values with keys in the order of the schema; keys of open objects keep their order. */
function inOrder(value: Mapping, path: readonly string[]): Mapping {
  const known = knownKeys(schemaAt(platformSchema, path));
  const rank = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  const isOpen = (inner: unknown): inner is Mapping =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b))
      .map(([key, inner]) => [key, isOpen(inner) ? inOrder(inner, [...path, key]) : inner]),
  );
}

function addComment(document: Document, parts: readonly string[], { before, behind }: Comment): void {
  const parent = document.getIn(parts.slice(0, -1), true);
  if (!isMap(parent)) return;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === parts.at(-1));
  if (before && isScalar(pair?.key)) pair.key.commentBefore = before;
  if (behind && isScalar(pair?.value)) pair.value.comment = behind;
}
