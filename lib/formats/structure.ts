import { isAlias, isMap, isScalar, isSeq, type Document, type Scalar } from 'yaml';
import { regexProblem } from '../promql/regex';
import { parseGoDuration } from '../text/go-duration';
import { notOneOf, unknownName, type FormatProblem } from './problem';
import { scalarText, type YamlText } from './yaml-text';

/**
 * Types of a program's configuration, by name: fields and the type of each. A type is the name of another, `[T]` for a list, `{T}` for
 * a map, `=a|b` for one of few words, or one of the kinds below. The field `*` stands for all others.
 */
export type Types = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface StructureOptions {
  /**
   * How scalars become texts: Go's YAML decoder takes `port: 80` for a text, Kubernetes' decoder, which goes through JSON, does not.
   */
  readonly scalars: 'yaml' | 'json';
}

/** Scalars by kind. */
const KINDS: Readonly<Record<string, { readonly words: string; readonly fits: (text: string) => boolean }>> = {
  bool: { words: 'true or false', fits: (text) => /^(true|false)$/i.test(text) },
  // Go's strconv.ParseBool, after variables are filled in.
  gobool: { words: 'true or false', fits: (text) => /^(1|t|true|0|f|false)$/i.test(text) || text.includes('$') },
  goint: { words: 'an integer', fits: (text) => /^[-+]?\d+$/.test(text) || text.includes('$') },
  int: { words: 'an integer', fits: (text) => /^[-+]?(0x[\da-f]+|0o?[0-7]+|\d+)$/i.test(text) },
  uint: { words: 'a positive integer', fits: (text) => /^\+?(0x[\da-f]+|0o?[0-7]+|\d+)$/i.test(text) },
  float: { words: 'a number', fits: (text) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$|^[-+]?\.(inf|nan)$/i.test(text) },
  duration: {
    words: 'a duration such as 30s, 5m or 1d',
    fits: (text) => text !== '' && /^(0|(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?)$/.test(text),
  },
  goduration: { words: 'a duration such as 30s, 5m or 1h', fits: (text) => parseGoDuration(text) !== undefined },
  size: { words: 'a size such as 10MB', fits: (text) => /^(0|\d+(\.\d+)?([KMGTPE]i?)?B)+$/.test(text) },
  url: {
    words: 'a URL with a scheme and a host',
    fits: (text) => text === '<secret>' || /^[a-z][a-z\d+.-]*:\/\/[^/\s]/i.test(text),
  },
  target: { words: 'an address without a scheme and a path', fits: (text) => text !== '' && !text.includes('/') },
};

/** YAML 1.1's words for a bool, which Go's decoder takes where it expects one. */
const OLD_BOOL = /^(y|n|yes|no|on|off)$/i;

/** Problems that a program's decoder reports in a document. */
export function structureProblems(
  { lineOf }: YamlText,
  document: Document.Parsed,
  root: string,
  types: Types,
  { scalars }: StructureOptions,
): FormatProblem[] {
  const problems: FormatProblem[] = [];

  const scalar = (node: Scalar, type: string, path: string): void => {
    const text = scalarText(node) ?? '';
    const line = lineOf(node);
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' || node.type?.startsWith('BLOCK');
    if (node.value === null && !quoted) return;
    if (text.includes('${') || text.includes('$(') || text.includes('{{')) return;
    if (type.startsWith('=')) {
      const allowed = type.slice(1).split('|');
      if (!allowed.includes(text) && text !== '') problems.push(notOneOf(line, path, text, allowed));
      return;
    }
    if (type === 'regex') {
      const problem = regexProblem(text);
      if (problem !== undefined) problems.push({ line, problem: `${path} is '${text}': ${problem}` });
      return;
    }
    if (scalars === 'json') {
      const isText = typeof node.value === 'string';
      const problem = `${path} is ${isText ? `'${text}'` : text}`;
      const wantsText = type === 'string' || type === 'goduration' || type === 'bytes';
      if (wantsText && !isText)
        problems.push({ line, problem: `${problem}; must be a string`, fix: 'write it in quotes' });
      else if (/^(bool|u?int|float)$/.test(type) && isText) {
        problems.push({ line, problem: `${problem}; must be ${KINDS[type]?.words}` });
        return;
      }
    }
    if (type === 'bool' && scalars === 'yaml' && !quoted && OLD_BOOL.test(text)) return;
    if (type === 'uint' && /^-/.test(text)) {
      problems.push({ line, problem: `${path} is ${text}; must not be negative` });
      return;
    }
    const kind = KINDS[type];
    if (kind && !kind.fits(text)) problems.push({ line, problem: `${path} is '${text}'; must be ${kind.words}` });
  };

  const visit = (input: unknown, type: string, path: string): void => {
    const node = isAlias(input) ? input.resolve(document) : input;
    if (node === undefined || node === null || type === 'any') return;
    if (isScalar(node) && node.value === null) return;
    const line = lineOf(node);
    const fields = types[type];
    if (type.startsWith('[')) {
      if (!isSeq(node)) problems.push({ line, problem: `${path} must be a list`, fix: 'begin each entry with -' });
      else node.items.forEach((item, index) => visit(item, type.slice(1, -1), `${path}[${index}]`));
    } else if (type.startsWith('{') || fields) {
      if (!isMap(node)) {
        problems.push({ line, problem: `${path} must be an object` });
        return;
      }
      for (const pair of node.items) {
        const key = String((pair.key as Scalar).value);
        const at = path === 'the file' ? key : `${path}.${key}`;
        if (key === '<<') continue;
        const field = fields ? (fields[key] ?? fields['*']) : type.slice(1, -1);
        if (field !== undefined) visit(pair.value, field, at);
        else
          problems.push(
            unknownName(lineOf(pair), path === 'the file' ? 'key' : `key of ${path}`, key, Object.keys(fields ?? {})),
          );
      }
    } else if (isScalar(node)) {
      scalar(node, type, path);
    } else if (
      type === 'intorstring' ||
      type === 'quantity' ||
      type === 'string' ||
      type.startsWith('=') ||
      KINDS[type]
    ) {
      problems.push({ line, problem: `${path} must be a single value` });
    }
  };

  visit(document.contents, root, 'the file');
  return problems;
}
