import type { SyntaxNode } from './syntax-node';
import { operands, textOf, within } from './tree';
import { unquoted } from './strings';

/** A condition on a label. */
export interface LabelMatcher {
  readonly name: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** A vector selector of an expression. */
export interface Selector {
  /** Name of the metric. @default - selected by matchers only */
  readonly metric?: string;
  /** All matchers except the one for the metric name. */
  readonly matchers: readonly LabelMatcher[];
  /** Whether it is a range vector. */
  readonly range: boolean;
  /** Whether other series may replace it, within an operand of `or`, or it excludes nothing without series, right of `unless`. */
  readonly alternative: boolean;
  /** Offset, e.g. `1h`. @default - no offset */
  readonly offset?: string;
}

/** The selectors in a node. */
export function selectorsIn(root: SyntaxNode, expr: string): Selector[] {
  return within(root)
    .filter(({ name }) => name === 'VectorSelector')
    .map((node) => toSelector(node, expr));
}

/** Cache: checks read each selector many times. */
const selectors = new WeakMap<SyntaxNode, Selector>();

/** A node `VectorSelector` as data, the same each time. */
export function toSelector(node: SyntaxNode, expr: string): Selector {
  const known = selectors.get(node);
  if (known) return known;
  const selector = read(node, expr);
  selectors.set(node, selector);
  return selector;
}

function read(node: SyntaxNode, expr: string): Selector {
  const { name, matchers } = matchersOf(node, expr);
  const { range, offset } = surroundings(node, expr);
  const identifier = node.getChild('Identifier');
  const equal = matchers.find((matcher) => matcher.name === '__name__' && matcher.operator === '=')?.value;
  const metric = identifier ? textOf(identifier, expr) : (name ?? equal);
  return {
    ...(metric === undefined ? {} : { metric }),
    matchers: identifier
      ? matchers
      : matchers.filter((matcher) => matcher.name !== '__name__' || matcher.value !== metric),
    range,
    alternative: isAlternative(node),
    ...(offset ? { offset } : {}),
  };
}

/** The matchers in braces, and a name of a metric that stands among them: `{"http.requests", code="200"}`. */
function matchersOf(node: SyntaxNode, expr: string): { name?: string; matchers: LabelMatcher[] } {
  const found = within(node.getChild('LabelMatchers') ?? node);
  const name = found.find((child) => child.name === 'QuotedLabelName' && child.parent?.name === 'LabelMatchers');
  const matchers = found.filter((child) => /^(Unquoted|Quoted)LabelMatcher$/.test(child.name));
  return {
    ...(name ? { name: unquoted(textOf(name, expr)) } : {}),
    matchers: matchers.map((matcher) => {
      const quoted = matcher.getChild('QuotedLabelName');
      const text = (kind: string): string => textOf(matcher.getChild(kind) ?? { from: 0, to: 0 }, expr);
      return {
        name: quoted ? unquoted(textOf(quoted, expr)) : text('LabelName'),
        operator: text('MatchOp') as LabelMatcher['operator'],
        value: unquoted(text('StringLiteral')),
      };
    }),
  };
}

function surroundings(node: SyntaxNode, expr: string): { range: boolean; offset?: string } {
  const { parent } = node;
  if (!parent || !['MatrixSelector', 'OffsetExpr', 'StepInvariantExpr'].includes(parent.name)) return { range: false };
  if (operands(parent)[0]?.from !== node.from) return { range: false };
  const { range, offset } = surroundings(parent, expr);
  const duration = parent.name === 'OffsetExpr' ? parent.getChild('OffsetDurationExpr') : undefined;
  const here = duration ? textOf(duration, expr) : offset;
  return { range: range || parent.name === 'MatrixSelector', ...(here ? { offset: here } : {}) };
}

function isAlternative(node: SyntaxNode): boolean {
  for (let around = node.parent; around; around = around.parent) {
    if (around.name !== 'BinaryExpr') continue;
    if (around.getChild('Or')) return true;
    const unless = around.getChild('Unless');
    if (unless && node.from > unless.from) return true;
  }
  return false;
}
