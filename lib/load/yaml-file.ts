import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { PlatformFileError, type ConfigPath, type Mistake } from '../platform/mistake';
import { valueOf } from './aliases';

/** A YAML file that is one mapping. */
export interface YamlFile {
  readonly value: Record<string, unknown>;
  /** Line of a value or, where the file does not have it, of the nearest value around it. */
  readonly lineOf: (path: ConfigPath) => number | undefined;
}

/** How a file is read. */
export interface YamlOptions {
  /**
   * Whether an object may have a key several times. The last value counts then, as for Helm.
   * @default false
   */
  readonly allowsRepeatedKeys?: boolean;
}

/**
 * Reads the text of a YAML file; `file` is its name in messages.
 *
 * @throws PlatformFileError with everything that keeps it from being read.
 */
export function parseYamlFile(text: string, file: string, { allowsRepeatedKeys = false }: YamlOptions = {}): YamlFile {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Merge keys (`<<`) are from YAML 1.1, but users of anchors expect them.
    merge: true,
    stringKeys: true,
    uniqueKeys: !allowsRepeatedKeys,
    resolveKnownTags: false,
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const fail = (...mistakes: Mistake[]): never => {
    throw new PlatformFileError(file, mistakes);
  };

  const broken = documents.flatMap((document) =>
    [...document.errors, ...document.warnings].map((error) => [lineAt(beginOf(error, document)), error] as const),
  );
  // One mistake often makes several errors: the first of a line is the one to look at.
  const first = [...new Map(broken.reverse())].reverse();
  if (first.length > 0) fail(...first.map(([line, error]) => ({ line, ...syntaxMistake(error, text) })));

  const [document, second] = documents;
  if (second) {
    const line = lineAt(second.range[0]);
    const fix = "remove it, or the line '---'";
    fail({ line, problem: 'a second document begins', allowed: 'one document per file', fix });
  }
  if (!document || isEmpty(document.contents)) {
    const fix = "write at least 'profile: standard'";
    return fail({ problem: 'the file is empty', allowed: 'an object', fix });
  }
  const { contents } = document;
  if (!isMap(contents)) {
    const problem = isSeq(contents) ? 'the file is a list' : 'the file is not an object';
    const fix = "write lines of the form 'key: value', such as 'profile: lean'";
    return fail({ line: contents?.range && lineAt(contents.range[0]), problem, allowed: 'an object', fix });
  }
  const value = valueOf(document, lineAt, fail) as Record<string, unknown>;
  return { value, lineOf: (path) => lineOfPath(contents, path, lineAt) };
}

/**
 * Reads one YAML value, such as the value of an option.
 *
 * @returns the value, or the first mistake in it.
 */
export function parseYamlValue(text: string): { readonly value: unknown } | { readonly mistake: Mistake } {
  const document = parseDocument(text, { prettyErrors: false, stringKeys: true, resolveKnownTags: false });
  if (document.errors.length > 0) {
    return { mistake: { problem: 'the value is not YAML', allowed: 'YAML or JSON', fix: 'put text in quotes' } };
  }
  const found: Mistake[] = [];
  try {
    const fail = (...mistakes: Mistake[]): never => {
      found.push(...mistakes);
      throw new Error('the value has mistakes');
    };
    return { value: valueOf(document, () => 1, fail) };
  } catch (error) {
    const [first] = found;
    if (!first) throw error;
    const { problem, allowed, fix } = first;
    return { mistake: { problem, allowed, fix } };
  }
}

function isEmpty(contents: Node | null): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
}

/** Where an error begins: for a quotation without an end, not the end of the file, where it shows, but its first quote. */
function beginOf({ code, pos }: YAMLError, document: Document.Parsed): number {
  let begin = pos[0];
  if (code !== 'MISSING_CHAR') return begin;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (range && type?.startsWith('QUOTE') && range[0] < pos[0] && pos[0] <= range[1]) begin = range[0];
    },
  });
  return begin;
}

function syntaxMistake({ code, message, pos }: YAMLError, text: string): Mistake {
  switch (code) {
    case 'TAB_AS_INDENT':
      return { problem: 'a tab in the indentation', allowed: 'spaces', fix: 'indent with two spaces' };
    case 'DUPLICATE_KEY': {
      const [key = 'a key'] = /[^\s"':]+/.exec(text.slice(pos[0])) ?? [];
      return { problem: `'${key}' already exists`, allowed: 'each key once', fix: 'remove one, or merge the two' };
    }
    case 'NON_STRING_KEY': {
      const fix = "put a value that begins with '{' in quotes";
      return { problem: 'a key that is not plain text', allowed: "'key: value'", fix };
    }
    default: {
      const fix = 'correct this line or a line above it';
      return { problem: `the YAML does not parse: ${message}`, allowed: 'YAML 1.2', fix };
    }
  }
}

/** Line of a value or, where it does not exist, of the nearest value around it. */
export function lineOfPath(contents: Node, path: ConfigPath, lineAt: (offset: number) => number): number | undefined {
  let node: unknown = contents;
  let offset: number | undefined;
  for (const part of path) {
    if (isMap(node)) {
      // The last of several counts.
      const pair = [...node.items].reverse().find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) break;
      offset = (pair.key as Node).range?.[0];
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as Node | undefined;
      if (!item) break;
      offset = item.range?.[0];
      node = item;
    } else {
      break;
    }
  }
  return offset === undefined ? undefined : lineAt(offset);
}
