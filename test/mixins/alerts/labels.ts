import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/** The labels that a result can have: only these, or any but these. */
interface Labels {
  readonly only: boolean;
  readonly names: ReadonlySet<string>;
}

const none: Labels = { only: true, names: new Set() };
const any: Labels = { only: false, names: new Set() };

/** Whether each sample that an expression gives can have a label, as far as its text tells. */
export function canHave(expr: string, label: string): boolean {
  const root = parser.parse(expr).topNode.firstChild;
  return root === null || has(labelsOf(root, expr) ?? none, label);
}

/** Where an expression cannot be parsed, or nothing. */
export function syntaxError(expr: string): string | undefined {
  const cursor = parser.parse(expr).cursor();
  do if (cursor.type.isError) return `at "${expr.slice(cursor.from, cursor.from + 20)}"`;
  while (cursor.next());
  return undefined;
}

function has({ only, names }: Labels, label: string): boolean {
  return only === names.has(label);
}

/** The labels of a node; nothing for a number or a text. */
function labelsOf(node: SyntaxNode, expr: string): Labels | undefined {
  switch (node.name) {
    case 'VectorSelector':
      return any;
    case 'AggregateExpr':
      return aggregated(node, expr);
    case 'BinaryExpr':
      return combined(node, expr);
    case 'FunctionCall':
      return returned(node, expr);
    default:
      return operands(node)
        .map((child) => labelsOf(child, expr))
        .find((labels) => labels !== undefined);
  }
}

const EXPRESSIONS = new Set([
  ...['AggregateExpr', 'BinaryExpr', 'FunctionCall', 'MatrixSelector', 'NumberDurationLiteral', 'OffsetExpr'],
  ...['ParenExpr', 'StepInvariantExpr', 'StringLiteral', 'SubqueryExpr', 'UnaryExpr', 'VectorSelector'],
]);

function operands(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter(({ name }) => EXPRESSIONS.has(name));
}

function children(node: SyntaxNode | null): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node?.firstChild ?? null; child; child = child.nextSibling) found.push(child);
  return found;
}

const text = (node: SyntaxNode, expr: string): string => expr.slice(node.from, node.to).replaceAll('"', '');

const listed = (list: SyntaxNode | null | undefined, expr: string): string[] =>
  children(list ?? null).map((node) => text(node, expr));

/** What is left of labels when only some are kept, or when some are dropped. */
const kept = (labels: Labels, names: readonly string[]): Labels => ({
  only: true,
  names: new Set(names.filter((name) => has(labels, name))),
});

function dropped({ only, names }: Labels, dropping: readonly string[]): Labels {
  return only
    ? { only, names: new Set([...names].filter((name) => !dropping.includes(name))) }
    : { only, names: new Set([...names, ...dropping]) };
}

const added = (labels: Labels, names: readonly string[]): Labels =>
  labels.only
    ? { only: true, names: new Set([...labels.names, ...names]) }
    : { only: false, names: new Set([...labels.names].filter((name) => !names.includes(name))) };

function aggregated(node: SyntaxNode, expr: string): Labels {
  const values = operands(node.getChild('FunctionCallBody') ?? node);
  const inner = values.map((value) => labelsOf(value, expr)).find((labels) => labels !== undefined) ?? none;
  const operation = node.getChild('AggregateOp')?.firstChild?.name;
  if (['Topk', 'Bottomk', 'LimitK'].includes(operation ?? '')) return inner;
  const modifier = node.getChild('AggregateModifier');
  const grouping = listed(modifier?.getChild('GroupingLabels'), expr);
  const result = modifier?.getChild('Without') ? dropped(inner, grouping) : kept(inner, grouping);
  return operation === 'CountValues' && values[0] ? added(result, [text(values[0], expr)]) : result;
}

function combined(node: SyntaxNode, expr: string): Labels | undefined {
  const [first, second] = operands(node);
  const left = first && labelsOf(first, expr);
  const right = second && labelsOf(second, expr);
  if (!left || !right) return left ?? right;
  if (node.getChild('And') || node.getChild('Unless')) return left;
  // A sample comes from one side or the other: it surely has what both have.
  if (node.getChild('Or'))
    return left.only ? kept(right, [...left.names]) : right.only ? kept(left, [...right.names]) : any;
  const matching = node.getChild('MatchingModifierClause');
  if (!matching) return left.only ? left : right;
  const [names, carried] = matching.getChildren('GroupingLabels').map((list) => listed(list, expr));
  if (matching.getChild('GroupLeft')) return added(left, carried ?? []);
  if (matching.getChild('GroupRight')) return added(right, carried ?? []);
  return matching.getChild('On') ? kept(left, names ?? []) : dropped(left, names ?? []);
}

function returned(node: SyntaxNode, expr: string): Labels | undefined {
  const values = operands(node.getChild('FunctionCallBody') ?? node);
  const inner = values.map((value) => labelsOf(value, expr)).find((labels) => labels !== undefined);
  switch (node.getChild('FunctionIdentifier')?.firstChild?.name) {
    case 'Time':
    case 'Scalar':
    case 'Pi':
      return undefined;
    case 'Vector':
      return none;
    case 'HistogramQuantile':
      return inner && dropped(inner, ['le']);
    case 'LabelReplace':
    case 'LabelJoin':
      return inner && added(inner, values[1] ? [text(values[1], expr)] : []);
    default:
      return inner;
  }
}
