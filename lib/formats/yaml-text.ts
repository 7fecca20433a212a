import { isMap, isPair, isScalar, LineCounter, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import type { FormatProblem } from './problem';

/** The documents of a text, with the lines of their nodes, and what keeps a program from reading it. */
export interface YamlText {
  readonly documents: readonly Document.Parsed[];
  readonly problems: readonly FormatProblem[];
  readonly lineOf: (node: unknown) => number;
}

/** Reads YAML or JSON the way of Go's and Java's parsers: keys are unique. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', logLevel: 'silent' });
  const documents = 'empty' in parsed ? [] : (parsed as Document.Parsed[]);
  const problems = documents
    .flatMap(({ errors }) => {
      // Later mistakes often follow from the first.
      const [first] = errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
      return first ? [first] : errors;
    })
    .map(({ message, pos }) => ({
      line: lines.linePos(pos[0]).line,
      problem: `not valid YAML: ${(message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}`,
    }));
  return { documents, problems, lineOf: (node) => lines.linePos(startOf(node)).line };
}

function startOf(node: unknown): number {
  if (isPair(node)) return startOf((node as Pair<Node, Node>).key);
  return (node as Node | undefined)?.range?.[0] ?? 0;
}

/** Problems of a text that has to be YAML. */
export function yamlProblems(text: string): readonly FormatProblem[] {
  return readYaml(text).problems;
}

/** Problems of a text that has to be JSON. */
export function jsonProblems(text: string): readonly FormatProblem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = (error as Error).message;
    const at = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
    const line = text.slice(0, at).split('\n').length;
    const problem = message
      .replace(/ in JSON at position.*$/s, '')
      .replace(/, "?(\.\.\.|\{|\[).*is not valid JSON$/s, '');
    return [{ line, problem: `not valid JSON: ${problem}` }];
  }
}

/** Value of a key of a map; undefined where there is none. */
export function entry(node: unknown, key: string): Node | undefined {
  return isMap(node) ? node.get(key, true) : undefined;
}

/** Text of a scalar; undefined for another node. */
export function scalarText(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  return node.source ?? String(node.value);
}
