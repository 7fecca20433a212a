import type { Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { nearest } from '../text/nearest';
import { AGGREGATION_PARAMETERS, FUNCTIONS } from './functions';
import { operands, within, type Problem } from './tree';
import { noClosing, openQuote } from './strings';
import { SyntaxNode } from './syntax-node';

/** Ends at the first mistake instead of guessing what was meant. */
const strict = parser.configure({ strict: true });

/** A parsed expression, or where and why it cannot be parsed. */
export type Parsed = SyntaxTree | { readonly problem: Problem };

/** The syntax tree of an expression, and the source text of its positions. */
interface SyntaxTree {
  readonly root: SyntaxNode;
  /** The expression, with brackets where the grammar of the library needs them. */
  readonly source: string;
  /** The place in the expression as it was written of a place in the source. */
  readonly original: (index: number) => number;
}

/** Parses an expression. */
export function parseSyntax(expr: string): Parsed {
  const parsed = parseStrictly(expr);
  if (/^\s*(#[^\n]*\s*)*$/.test(expr)) return nothing;
  const open = typeof parsed === 'number' ? openQuote(expr) : undefined;
  if (open !== undefined) return { problem: { from: open, to: expr.length, message: noClosing(expr.charAt(open)) } };
  if (typeof parsed === 'number')
    return { problem: { from: parsed, to: parsed + tokenAt(expr, parsed).length, message: describe(expr, parsed) } };
  const written = SyntaxNode.topOf(parsed);
  const brackets = bracketsFor(written, expr);
  const source = inserted(expr, brackets);
  const top = brackets.length > 0 ? SyntaxNode.topOf(parser.parse(source)) : written;
  const root = top.children.find(({ name }) => name !== 'LineComment');
  if (!root) return nothing;
  return { root, source, original: (index) => index - shiftAt(index, brackets) };
}

const nothing: Parsed = { problem: { from: 0, to: 0, message: 'there is no expression' } };

const POSTFIXES = ['AnchoredExpr', 'MatrixSelector', 'OffsetExpr', 'SmoothedExpr', 'StepInvariantExpr', 'SubqueryExpr'];

/** A text to insert at an index. */
interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Adds the parentheses that the library needs to parse an expression as Prometheus does. It applies a postfix (`[5m]`,
 * `offset`, `@`) to everything before it: it reads `a + b offset 5m` as `(a + b) offset 5m`, Prometheus as `a + (b
 * offset 5m)`.
 */
function bracketsFor(top: SyntaxNode, expr: string): Insertion[] {
  const found = within(top).flatMap((node): Insertion[] => {
    if (!POSTFIXES.includes(node.name) || POSTFIXES.includes(node.parent?.name ?? '')) return [];
    const selection = lastOperand(node);
    const direct = operands(withoutPostfixes(node))[0] ?? selection;
    if (direct.from === selection.from) return [];
    // A bracket after group_left would begin the list of its labels.
    const grouped = /group_(left|right)\s*$/i.test(expr.slice(0, selection.from));
    return [
      { at: selection.from, text: grouped ? '() (' : '(' },
      { at: node.to, text: ')' },
    ];
  });
  return found.sort((a, b) => a.at - b.at);
}

/** The innermost of several postfixes. */
function withoutPostfixes(node: SyntaxNode): SyntaxNode {
  const [inner] = operands(node);
  return inner && POSTFIXES.includes(inner.name) ? withoutPostfixes(inner) : node;
}

/** The operand directly before a postfix. */
function lastOperand(node: SyntaxNode): SyntaxNode {
  const inner = POSTFIXES.includes(node.name)
    ? operands(node)[0]
    : ['BinaryExpr', 'UnaryExpr'].includes(node.name)
      ? operands(node).at(-1)
      : undefined;
  return inner ? lastOperand(inner) : node;
}

function inserted(expr: string, brackets: readonly Insertion[]): string {
  let text = '';
  let end = 0;
  for (const bracket of brackets) {
    text += expr.slice(end, bracket.at) + bracket.text;
    end = bracket.at;
  }
  return text + expr.slice(end);
}

/** How many characters were inserted before an index of the source. */
function shiftAt(index: number, insertions: readonly Insertion[]): number {
  let shift = 0;
  for (const { at, text } of insertions) {
    if (at + shift + text.length > index) break;
    shift += text.length;
  }
  return shift;
}

/** The tree of an expression; or, where it cannot be parsed, the index of the first character that no longer fits. */
function parseStrictly(expr: string): Tree | number {
  try {
    return strict.parse(expr);
  } catch (error) {
    const [, at] = /^No parse at (\d+)$/.exec((error as Error).message) ?? [];
    if (at === undefined) throw error;
    return Number(at);
  }
}

function tokenAt(expr: string, at: number): string {
  return /^\s*([\w:]+|\S|$)/.exec(expr.slice(at))?.[0].trim() ?? '';
}

function describe(expr: string, at: number): string {
  const token = tokenAt(expr, at);
  const [, word] = /([A-Za-z_][\w:]*)\s*$/.exec(expr.slice(0, at)) ?? [];
  if (token === '(' && word) {
    const known = [...FUNCTIONS.keys(), ...AGGREGATIONS];
    const near = nearest(word, known);
    return `there is no function ${word}${near ? `; nearest: ${near}` : ''}`;
  }
  const where = token === '' ? 'the expression ends' : `'${token}' is`;
  const expected = expectedAt(expr.slice(0, at));
  return `${where} where ${expected.join(' or ') || 'nothing'} was expected`;
}

const AGGREGATIONS = [
  ...['avg', 'count', 'group', 'max', 'min', 'stddev', 'stdvar', 'sum'],
  ...Object.keys(AGGREGATION_PARAMETERS),
];

/** Possible continuations of a partial expression: each is tried. */
function expectedAt(prefix: string): string[] {
  const fits = (text: string): boolean => {
    const parsed = parseStrictly(`${prefix}\n${text}`);
    return typeof parsed !== 'number' || parsed >= prefix.length + 1 + text.length;
  };
  const [number, text, name] = [fits('1'), fits('"s"'), fits('x')];
  const value = number && text ? 'an expression' : number ? 'a duration' : name ? 'a label name' : 'a quoted text';
  const symbols = [...(number ? [] : ['(']), ')', ',', ']', '}', '='].filter(fits).map((symbol) => `'${symbol}'`);
  const operator = !number && fits('and 1') ? ['an operator'] : [];
  return [...(number || text || name ? [value] : []), ...symbols, ...operator];
}
