import { isObject } from '../text/fit';
import { yamlDocuments, type BrokenDocument, type YamlDocument } from './yaml-documents';

/** The documents of a JSON file: one value, or several one after another, as `jq` and `kubectl` print and read them. */
export function jsonDocuments(text: string): (YamlDocument | BrokenDocument)[] {
  const value = parsed(text);
  if (value !== undefined) return [documentOf(value, text, 1)];
  // YAML in a file of another name is read as such.
  return jsonStream(text) ?? yamlDocuments(text);
}

/** The objects of a text with one JSON object after another; undefined where it holds anything else. */
export function jsonStream(text: string): YamlDocument[] | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  const documents: YamlDocument[] = [];
  let line = 1;
  for (const part of objectsIn(text)) {
    const value = parsed(part);
    if (!isObject(value)) return undefined;
    const blank = /^\s*/.exec(part)?.[0] ?? '';
    documents.push(documentOf(value, part.slice(blank.length), line + newlines(blank)));
    line += newlines(part);
  }
  return documents;
}

/** Lines are looked for where there are findings only. */
function documentOf(value: unknown, text: string, line: number): YamlDocument {
  let found: YamlDocument | undefined;
  const lines = (): YamlDocument | undefined =>
    (found ??= yamlDocuments(text).find((document): document is YamlDocument => 'value' in document));
  return { value, line, repeated: [], lineOf: (path) => line - 1 + (lines()?.lineOf(path) ?? 1) };
}

const newlines = (text: string): number => text.split('\n').length - 1;

/** Parts of a text that end where all braces are closed; the last one has what is left. */
function objectsIn(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}]/gs)) {
    if (mark === '{') depth++;
    if (mark !== '}' || --depth > 0) continue;
    parts.push(text.slice(start, index + 1));
    start = index + 1;
  }
  const rest = text.slice(start);
  return rest.trim() === '' ? parts : [...parts, rest];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
