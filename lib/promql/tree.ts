import type { SyntaxNode } from './syntax-node';

/** Something that is wrong in an expression. */
export interface Problem {
  /** Index of the first character, from 0. */
  readonly from: number;
  /** Index behind the last character. */
  readonly to: number;
  readonly message: string;
}

/** Names of the nodes that are expressions. */
const EXPRESSIONS = new Set([
  ...['AggregateExpr', 'AnchoredExpr', 'BinaryExpr', 'FunctionCall', 'MatrixSelector', 'NumberDurationLiteral'],
  ...['OffsetExpr', 'ParenExpr', 'SmoothedExpr', 'StepInvariantExpr', 'StringLiteral', 'SubqueryExpr', 'UnaryExpr'],
  'VectorSelector',
]);

/** The expressions that an expression is made of: a call's arguments, an operator's sides. */
export function operands(node: SyntaxNode): SyntaxNode[] {
  const body = node.getChild('FunctionCallBody') ?? node;
  // The time of `x @ 5` is a number, and no operand.
  const found = body.children.filter(({ name }) => EXPRESSIONS.has(name));
  return node.name === 'StepInvariantExpr' ? found.slice(0, 1) : found;
}

/** A node and all nodes in it, as they stand in the text. One list is filled: lists of lists would be copied at each level. */
export function within(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const add = (inner: SyntaxNode): void => {
    found.push(inner);
    inner.children.forEach(add);
  };
  add(node);
  return found;
}

/** The text of a node. */
export function textOf({ from, to }: { from: number; to: number }, expr: string): string {
  return expr.slice(from, to);
}

/** The function, aggregation or operator of an expression: `rate`, `sum`, `and`. */
export function operationOf(node: SyntaxNode, expr: string): string {
  const [left, right] = operands(node);
  switch (node.name) {
    case 'FunctionCall':
      return textOf(node.getChild('FunctionIdentifier') ?? node, expr);
    case 'AggregateExpr':
      return textOf(node.getChild('AggregateOp') ?? node, expr).toLowerCase();
    default: {
      const operator = node.children.find(({ from }) => left && right && from >= left.to && from < right.from);
      return operator ? textOf(operator, expr).toLowerCase() : '';
    }
  }
}

/** The labels of a list in brackets, such as that after `by`. */
export function listed(list: SyntaxNode | undefined, expr: string): string[] {
  return (list?.children ?? []).map((node) => textOf(node, expr).replace(/^["'`](.*)["'`]$/, '$1'));
}

/** An expression without the brackets around it. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  const [inner] = operands(node);
  return node.name === 'ParenExpr' && inner ? unwrapped(inner) : node;
}
