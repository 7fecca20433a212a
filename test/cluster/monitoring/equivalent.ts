import { parseSyntax } from '../../../lib/promql/syntax';
import type { SyntaxNode } from '../../../lib/promql/syntax-node';
import { toSelector } from '../../../lib/promql/selectors';
import { listed, operands, operationOf, textOf, unwrapped } from '../../../lib/promql/tree';
import { unquoted } from '../../../lib/promql/strings';

/** The expression of a recorded series, by its name. */
export type Recorded = (name: string) => string | undefined;

/** An expression in a source text, among recorded series. */
interface Place {
  readonly source: string;
  readonly recorded: Recorded;
}

/** Functions of one vector whose result has the labels of its argument. */
const KEEPS_LABELS =
  /^(rate|irate|increase|delta|deriv|changes|resets|predict_linear|abs|ceil|floor|round|\w+_over_time)$/;

/**
 * Whether a selector without one of its matchers gives the same result: the series with other values of the label reach a vector
 * operation that compares the label, and all series of its other operand satisfy the matcher; or those of the recorded series do.
 */
export function isRedundant(matcher: SyntaxNode, place: Place): boolean {
  const label = textOf(matcher.getChild('LabelName') ?? matcher, place.source);
  const selector = ancestors(matcher).find(({ name }) => name === 'VectorSelector');
  if (!selector) return false;
  const condition = textOf(matcher, place.source);
  const { metric = '' } = toSelector(selector, place.source);
  if (conditionsOfRecord(metric, place).has(condition)) return true;
  let node = selector;
  for (const around of ancestors(selector)) {
    const verdict = passes(node, around, { label, condition }, place);
    if (verdict !== undefined) return verdict;
    node = around;
  }
  return false;
}

function ancestors(node: SyntaxNode): SyntaxNode[] {
  return node.parent ? [node.parent, ...ancestors(node.parent)] : [];
}

/** Whether an operation filters the other series (true), mixes them with the selected ones (false), or neither yet. */
function passes(
  node: SyntaxNode,
  around: SyntaxNode,
  { label, condition }: { readonly label: string; readonly condition: string },
  place: Place,
): boolean | undefined {
  if (around.name !== 'BinaryExpr') return keptBy(around, label, place) ? undefined : false;
  const [left, right] = operands(around);
  if (!left || !right || isScalar(left, place) || isScalar(right, place)) return undefined;
  const isLeft = node.from < right.from;
  if (!isMatched(around, label, place)) return isLeft && isSet(around, place) ? undefined : false;
  const operation = operationOf(around, place.source);
  if (operation === 'or' || (operation === 'unless' && isLeft)) return undefined;
  if (conditions(isLeft ? right : left, place).has(condition)) return true;
  return operation === 'unless' || (operation === 'and' && !isLeft) ? false : undefined;
}

/** The matchers that all series of an expression satisfy, as they are written. */
function conditions(node: SyntaxNode, place: Place): ReadonlySet<string> {
  const { source } = place;
  const [left, right] = operands(node);
  if (node.name === 'VectorSelector') {
    const { metric = '', matchers } = toSelector(node, source);
    const own = matchers.map(({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`);
    return new Set([...own, ...conditionsOfRecord(metric, place)]);
  }
  if (node.name !== 'BinaryExpr' || !left || !right) {
    const inner = operands(node).find((operand) => !isScalar(operand, place) && operand.name !== 'StringLiteral');
    if (!inner) return new Set();
    return new Set([...conditions(inner, place)].filter((one) => keptBy(node, labelOf(one), place)));
  }
  if (isScalar(left, place)) return conditions(right, place);
  if (isScalar(right, place)) return conditions(left, place);
  const [ofLeft, ofRight] = [conditions(left, place), conditions(right, place)];
  if (operationOf(node, source) === 'or') return new Set([...ofLeft].filter((one) => ofRight.has(one)));
  const matched = [...ofLeft, ...ofRight].filter((one) => isMatched(node, labelOf(one), place));
  if (operationOf(node, source) === 'unless') return ofLeft;
  return new Set(isSet(node, place) ? [...ofLeft, ...matched] : matched);
}

function conditionsOfRecord(metric: string, { recorded }: Place): ReadonlySet<string> {
  const expr = recorded(metric);
  const parsed = expr === undefined ? undefined : parseSyntax(expr);
  return parsed && 'root' in parsed ? conditions(parsed.root, { source: parsed.source, recorded }) : new Set();
}

const labelOf = (condition: string): string => /^\w+/.exec(condition)?.[0] ?? '';

/** Whether the result of an operation on one vector has this label of its argument. */
function keptBy(node: SyntaxNode, label: string, { source }: Place): boolean {
  if (
    /^(ParenExpr|MatrixSelector|OffsetExpr|StepInvariantExpr|SubqueryExpr|UnaryExpr|FunctionCallBody)$/.test(node.name)
  )
    return true;
  if (node.name === 'AggregateExpr') {
    const modifier = node.getChild('AggregateModifier');
    const listedThere = listed(modifier?.getChild('GroupingLabels'), source).includes(label);
    return modifier?.getChild('By') ? listedThere : modifier?.getChild('Without') !== undefined && !listedThere;
  }
  if (node.name !== 'FunctionCall') return false;
  const operation = operationOf(node, source);
  if (operation === 'histogram_quantile') return label !== 'le';
  const [, destination] = operands(node);
  if (operation === 'label_replace') return !destination || unquoted(textOf(destination, source)) !== label;
  return KEEPS_LABELS.test(operation) && operation !== 'absent_over_time';
}

/** Whether the two operands of an operation have to agree in a label. */
function isMatched(node: SyntaxNode, label: string, { source }: Place): boolean {
  const modifier = node.getChild('MatchingModifierClause');
  const labels = listed(modifier?.getChild('GroupingLabels'), source);
  if (modifier?.getChild('On')) return labels.includes(label);
  return !(modifier?.getChild('Ignoring') && labels.includes(label));
}

const isSet = (node: SyntaxNode, { source }: Place): boolean => /^(and|or|unless)$/.test(operationOf(node, source));

function isScalar(node: SyntaxNode, place: Place): boolean {
  const inner = unwrapped(node);
  if (inner.name === 'NumberDurationLiteral') return true;
  if (inner.name === 'FunctionCall') return /^(time|scalar|pi)$/.test(operationOf(inner, place.source));
  return inner.name === 'BinaryExpr' && operands(inner).every((operand) => isScalar(operand, place));
}

/** Whether no whole number is on the one side of a threshold and on the other of its replacement, where numbers are counted. */
export function countsAlike(comparison: SyntaxNode, threshold: number, replacement: number, source: string): boolean {
  const counted = operands(comparison).some((side) => {
    const inner = unwrapped(side);
    return inner.name === 'AggregateExpr' && operationOf(inner, source) === 'count';
  });
  const whole = /^(>|<=)$/.test(operationOf(comparison, source)) ? Math.floor : Math.ceil;
  return counted && /^[<>]=?$/.test(operationOf(comparison, source)) && whole(threshold) === whole(replacement);
}
