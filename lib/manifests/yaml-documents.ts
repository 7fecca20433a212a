import { isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { lineOfPath } from '../load/yaml-file';
import { plainYaml } from './plain-yaml';
import { YAML_OPTIONS } from './yaml-options';

type Path = readonly (string | number)[];

/** A document of a YAML file. */
export interface YamlDocument {
  readonly value: unknown;
  /** Line where it begins, from 1. */
  readonly line: number;
  /** Line of a value, or of the nearest one around it; of a line, from 1, within a value that is a block of text. */
  readonly lineOf: (path: Path, within?: number) => number;
  /** Keys that an object has twice. */
  readonly repeated: readonly { readonly line: number; readonly key: string }[];
}

/** A document that is not YAML. */
export interface BrokenDocument {
  readonly line: number;
  readonly problem: string;
  /** Its long descriptions have forms that Kubernetes' reader takes and this one does not. */
  readonly isDefinition?: boolean;
}

/** The documents of a YAML file; empty ones are left out. */
export function yamlDocuments(text: string): (YamlDocument | BrokenDocument)[] {
  return slices(text).flatMap(({ text: slice, line }): (YamlDocument | BrokenDocument)[] => {
    // Nothing but comments and blank lines.
    if (!/^[^\S\n]*[^\s#]/m.test(slice)) return [];
    const read = plainYaml(slice);
    if (read) {
      const begin = line + read.line;
      return [{ value: read.value, line: begin, repeated: [], lineOf: lazyLines(slice, line, begin) }];
    }
    const document = parseDocument(slice, YAML_OPTIONS);
    const lineAt = (offset: number): number => line + lineStart(slice, offset);
    const [error] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
    if (error) {
      const isDefinition = /^kind: CustomResourceDefinition$/m.test(slice);
      return [{ line: lineAt(error.pos[0]), problem: `the YAML does not parse: ${reasonOf(error)}`, isDefinition }];
    }
    if (slice.includes('{{') && hasTemplates(document)) {
      return [{ line, problem: 'the YAML has templates in it, such as {{ name }}' }];
    }
    const value = plain(document, /(^|[\s,[{])\*/.test(slice));
    if (value instanceof Error) return [{ line, problem: `the YAML cannot be read: ${reasonOf(value)}` }];
    if (value === null || value === undefined) return [];
    const repeated = document.errors.map(({ pos: [offset] }) => ({
      line: lineAt(offset),
      key: /^[^\s"':]+/.exec(slice.slice(offset).replace(/^["']/, ''))?.[0] ?? 'a key',
    }));
    const first = lineAt(document.contents?.range[0] ?? 0);
    return [{ value, line: first, repeated, lineOf: lazyLines(slice, line, first) }];
  });
}

/** Whether a value is `{{ name }}` without quotes, which YAML takes for an object whose key is an object. */
function hasTemplates(document: Document.Parsed): boolean {
  let found = false;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isMap(key)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

/** The parser's stack is as deep as the nesting. */
function reasonOf({ message }: Error): string {
  return message.includes('call stack') ? 'it is nested too deeply' : message;
}

function plain(document: Document.Parsed, hasAliases: boolean): unknown {
  try {
    const value = document.toJS() as unknown;
    return hasAliases && containsItself(value) ? new Error('an anchor contains itself') : value;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function containsItself(value: unknown, around: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return around.includes(value) || Object.values(value).some((inner) => containsItself(inner, [...around, value]));
}

/** Lines are looked for in documents with findings only: a second parse of these is faster than keeping all trees. */
function lazyLines(slice: string, line: number, first: number): YamlDocument['lineOf'] {
  let find: ((path: Path, within: number) => number | undefined) | undefined;
  return (path, within = 0) => {
    if (path.length === 0) return first;
    if (!find) {
      const counter = new LineCounter();
      const document = parseDocument(slice, { ...YAML_OPTIONS, lineCounter: counter });
      const { contents } = document;
      const lineAt = (offset: number): number => counter.linePos(offset).line + line - 1;
      find = (keys, inside) => {
        const node = inside > 0 ? document.getIn(keys, true) : undefined;
        // The first line of a literal follows its |; lines of other texts are joined or escaped.
        if (isScalar(node) && node.type === 'BLOCK_LITERAL' && node.range) return lineAt(node.range[0]) + inside;
        return contents ? lineOfPath(contents, keys, lineAt) : undefined;
      };
    }
    return find(path, within) ?? first;
  };
}

/** Number of the line of an offset, from 0. */
function lineStart(text: string, offset: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The documents of a stream, by their separators, which stand at the beginning of a line and nowhere else. */
function slices(text: string): { readonly text: string; readonly line: number }[] {
  const result: { text: string; line: number }[] = [];
  let start = 0;
  let line = 1;
  const add = (end: number): void => {
    const slice = text.slice(start, end);
    result.push({ text: slice.replace(/^%.*$/gm, ''), line });
    line += slice.split('\n').length - 1;
  };
  const separator = /^---(?=\s|$)/gm;
  for (let match = separator.exec(text); match; match = separator.exec(text)) {
    if (match.index > start) add(match.index);
    start = match.index;
  }
  add(text.length);
  return result;
}
