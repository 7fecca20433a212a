import type { SyntaxNode } from './syntax-node';
import { toSelector, type Selector } from './selectors';
import { unquoted } from './strings';
import { listed, operands, operationOf, textOf, unwrapped, within } from './tree';

/** The labels that series can have: only these, or any but these. */
export interface Labels {
  readonly only: boolean;
  readonly names: ReadonlySet<string>;
}

/** Any label. */
export const ANY_LABELS: Labels = { only: false, names: new Set() };

/** These labels and no others. */
export function onlyLabels(names: Iterable<string>): Labels {
  return { only: true, names: new Set(names) };
}

/** Whether series can have a label. */
export function canHave({ only, names }: Labels, label: string): boolean {
  return only === names.has(label);
}

/** How labels are determined. */
export interface LabelInputs {
  /** The labels of a selector's series. @default - any. */
  readonly labelsOf?: (selector: Selector) => Labels;
  /**
   * For `a or b`: the labels that samples of `some` side can have, or only the labels that samples of `each` side can.
   * @default some
   */
  readonly or?: 'some' | 'each';
}

/**
 * The labels that the samples of an expression can have, as far as its text determines them; nothing for a scalar or a
 * string.
 */
export function labelsIn(node: SyntaxNode, expr: string, inputs: LabelInputs = {}): Labels | undefined {
  const inner = (): Labels | undefined => firstOf(node, expr, inputs);
  switch (node.name) {
    case 'VectorSelector':
      return inputs.labelsOf?.(toSelector(node, expr)) ?? ANY_LABELS;
    case 'AggregateExpr':
      return aggregated(node, expr, inner() ?? onlyLabels([]));
    case 'BinaryExpr':
      return combined(node, expr, inputs);
    case 'FunctionCall':
      return returned(node, expr, inner());
    default:
      return inner();
  }
}

/** The labels of the first operand that has some. */
function firstOf(node: SyntaxNode, expr: string, inputs: LabelInputs): Labels | undefined {
  for (const operand of operands(node)) {
    const labels = labelsIn(operand, expr, inputs);
    if (labels) return labels;
  }
  return undefined;
}

const keep = (labels: Labels, names: readonly string[]): Labels =>
  onlyLabels(names.filter((name) => canHave(labels, name)));

function remove({ only, names }: Labels, removed: readonly string[]): Labels {
  return only
    ? onlyLabels([...names].filter((name) => !removed.includes(name)))
    : { only, names: new Set([...names, ...removed]) };
}

function add({ only, names }: Labels, added: readonly string[]): Labels {
  return only
    ? onlyLabels([...names, ...added])
    : { only, names: new Set([...names].filter((name) => !added.includes(name))) };
}

/** Labels that either can have. */
function union(a: Labels, b: Labels): Labels {
  if (a.only && b.only) return add(a, [...b.names]);
  const [open, other] = a.only ? [b, a] : [a, b];
  return { only: false, names: new Set([...open.names].filter((name) => !canHave(other, name))) };
}

/** Labels that both can have. */
function intersection(a: Labels, b: Labels): Labels {
  if (a.only) return keep(b, [...a.names]);
  return remove(b, [...a.names]);
}

/** Aggregations that choose series and leave them as they are. */
const CHOOSING = ['topk', 'bottomk', 'limitk', 'limit_ratio'];

function aggregated(node: SyntaxNode, expr: string, inner: Labels): Labels {
  const operation = operationOf(node, expr);
  if (CHOOSING.includes(operation)) return inner;
  const modifier = node.getChild('AggregateModifier');
  const names = listed(modifier?.getChild('GroupingLabels'), expr);
  const result = modifier?.getChild('Without') ? remove(inner, names) : keep(inner, names);
  const counted = operation === 'count_values' ? textArgument(node, 0, expr) : undefined;
  return counted === undefined ? result : add(result, [counted]);
}

function combined(node: SyntaxNode, expr: string, inputs: LabelInputs): Labels | undefined {
  const [first, second] = operands(node);
  const left = first && labelsIn(first, expr, inputs);
  const right = second && labelsIn(second, expr, inputs);
  if (!left || !right) return left ?? right;
  const operator = operationOf(node, expr);
  if (operator === 'and' || operator === 'unless') return left;
  if (operator === 'or') return inputs.or === 'each' ? intersection(left, right) : union(left, right);
  const clause = node.getChild('MatchingModifierClause');
  // Without a clause, samples match that have the same labels.
  if (!clause) return intersection(left, right);
  const [names = [], carried = []] = clause.getChildren('GroupingLabels').map((list) => listed(list, expr));
  if (clause.getChild('GroupLeft')) return add(left, keepNames(right, carried));
  if (clause.getChild('GroupRight')) return add(right, keepNames(left, carried));
  return clause.getChild('On') ? keep(left, names) : remove(left, names);
}

function keepNames(labels: Labels, names: readonly string[]): string[] {
  return names.filter((name) => canHave(labels, name));
}

/** Functions without an argument have samples without labels. */
const OF_TIME = /^(day_of_(month|week|year)|days_in_month|hour|minute|month|year)$/;

function returned(node: SyntaxNode, expr: string, inner: Labels | undefined): Labels | undefined {
  const name = operationOf(node, expr);
  switch (name) {
    case 'scalar':
      return undefined;
    case 'vector':
      return onlyLabels([]);
    case 'absent':
    case 'absent_over_time':
      return absentLabels(node, expr);
    case 'histogram_quantile':
    case 'histogram_fraction':
      return inner && remove(inner, ['le']);
    case 'label_replace':
    case 'label_join': {
      const target = textArgument(node, 1, expr);
      return inner && target !== undefined ? add(inner, [target]) : inner;
    }
    case 'info':
    case 'histogram_quantiles':
      return ANY_LABELS;
    default:
      return OF_TIME.test(name) ? (inner ?? onlyLabels([])) : inner;
  }
}

/** `absent()` has the labels that its selector matches with `=`. */
function absentLabels(node: SyntaxNode, expr: string): Labels {
  const [argument] = operands(node);
  const inner = argument && unwrapped(argument);
  const selection = inner?.name === 'MatrixSelector' ? operands(inner)[0] : inner;
  if (selection?.name !== 'VectorSelector') return onlyLabels([]);
  const { matchers } = toSelector(selection, expr);
  return onlyLabels(matchers.filter(({ operator }) => operator === '=').map(({ name }) => name));
}

function textArgument(node: SyntaxNode, index: number, expr: string): string | undefined {
  const argument = operands(node)[index];
  return argument?.name === 'StringLiteral' ? unquoted(textOf(argument, expr)) : undefined;
}

/** A grouping label of an aggregation that none of its samples can have. */
export interface UselessGrouping {
  readonly label: string;
  /** The labels that the samples can have. */
  readonly possible: Labels;
}

/** All useless groupings in an expression. `without` and `ignoring` may name labels that are not there. */
export function uselessGroupings(root: SyntaxNode, expr: string, inputs: LabelInputs): UselessGrouping[] {
  return within(root)
    .filter(({ name }) => name === 'AggregateExpr')
    .flatMap((node) => {
      const modifier = node.getChild('AggregateModifier');
      const possible = firstOf(node, expr, inputs);
      if (!modifier?.getChild('By') || !possible) return [];
      const names = listed(modifier.getChild('GroupingLabels'), expr);
      return names.filter((name) => !canHave(possible, name)).map((label) => ({ label, possible }));
    });
}
