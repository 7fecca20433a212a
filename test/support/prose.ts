import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A piece of prose in the repository. */
export interface Text {
  /** Path of the file, from the root of the repository. */
  readonly file: string;
  readonly line: number;
  readonly kind: 'comment' | 'string' | 'test name' | 'document';
  /** The words on one line, without comment marks. */
  readonly words: string;
}

const ROOT = join(__dirname, '../..');

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

/** The prose of all files below a folder: comments and strings of TypeScript, comments of scripts and YAML, Markdown. */
export function textsBelow(folder: string): Text[] {
  return filesBelow(folder).flatMap(textsOf);
}

/** The prose of a file. */
export function textsOf(file: string): Text[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  if (/\.[mc]?ts$/.test(file)) return typescriptTexts(file, source);
  if (/\.md$/.test(file)) return documentTexts(file, source);
  if (/\.(ya?ml|sh|conf|py)$/.test(file)) return hashComments(file, source);
  return [];
}

function typescriptTexts(file: string, source: string): Text[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const literals: { start: number; end: number; text?: Text }[] = [];
  const lineOf = (position: number): number => tree.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ts.Node): void => {
    const words = literalWords(node);
    if (words !== undefined) {
      const start = node.getStart(tree);
      const kind = isTestName(node) ? 'test name' : 'string';
      literals.push({ start, end: node.end, text: { file, line: lineOf(start), kind, words: oneLine(words) } });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  const inLiteral = (position: number): boolean =>
    literals.some(({ start, end }) => start <= position && position < end);
  const comments = [...source.matchAll(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+|\/\/.*$/gm)]
    .filter(({ index, 0: match }) => !inLiteral(index + match.search(/\S/)))
    .map(({ index, 0: match }): Text => {
      const words = match.replace(/^\s*(\/\*\*?|\/\/|\*\/|\*)?/gm, ' ').replace(/\*\/\s*$/, '');
      return { file, line: lineOf(index + match.search(/\S/)), kind: 'comment', words: oneLine(words) };
    });
  return [...comments, ...literals.flatMap(({ text }) => text ?? [])];
}

/** The words of a literal, with `…` for what a template fills in. */
function literalWords(node: ts.Node): string | undefined {
  const text = literalText(node);
  // Scripts and configuration files are deployed: rewording their comments would replace the pods that run them.
  return text?.includes('\n') ? '' : text;
}

function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  }
  return ts.isRegularExpressionLiteral(node) ? '' : undefined;
}

/** Whether a literal is the name in `test('name', …)`, `test.each(…)('name', …)` and their kin. */
function isTestName(node: ts.Node): boolean {
  const call = node.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== node) return false;
  return /^(test|it|describe)\b/.test(call.expression.getText());
}

function documentTexts(file: string, source: string): Text[] {
  const prose = source.replace(/^( *)(```|~~~)[\s\S]*?^\1\2.*$/gm, (block) => block.replace(/[^\n]/g, ''));
  let line = 1;
  return prose.split(/\n(?=\n|[ ]*[-*#|>]|[ ]*\d+\.)/).flatMap((paragraph) => {
    const text: Text = { file, line, kind: 'document', words: oneLine(paragraph) };
    line += paragraph.split('\n').length;
    return text.words === '' ? [] : [text];
  });
}

function hashComments(file: string, source: string): Text[] {
  return [...source.matchAll(/(?:^[ \t]*#.*\n)+|[ \t]#[ \t].*$/gm)].map(({ index, 0: match }) => ({
    file,
    line: source.slice(0, index).split('\n').length,
    kind: 'comment' as const,
    words: oneLine(match.replace(/^\s*#/gm, ' ')),
  }));
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim();
}
