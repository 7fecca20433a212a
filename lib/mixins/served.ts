import { holdsIn, type OpenWhiskVariant } from '../catalogue/openwhisk-variant';
import { matchersOf, METRIC_SOURCES } from '../catalogue/sources';
import { parse } from '../promql/expression';
import { withoutVariables } from '../promql/grafana';
import { toSelector, type Selector } from '../promql/selectors';
import type { SyntaxNode } from '../promql/syntax-node';
import { operands, operationOf } from '../promql/tree';
import { familyOf } from './catalogue';

/**
 * Possible results of an expression: samples of a program; numbers of its own text; only what stands in for missing samples, as in
 * `… or vector(0)`; or never anything.
 */
type Result = 'samples' | 'numbers' | 'substitute' | 'nothing';

/**
 * Whether an expression can ever result in samples of a variant of OpenWhisk, by the catalogue. Families of other programs are
 * taken to be served.
 *
 * @param isAbsent - whether no program of the platform serves a metric.
 */
export function isServed(
  expr: string,
  variant: OpenWhiskVariant,
  isAbsent: (metric: string) => boolean = () => false,
): boolean {
  return canResult(
    expr,
    (selector) => selects(selector, variant) && !(selector.metric !== undefined && isAbsent(selector.metric)),
  );
}

/** Whether an expression results in samples when its selectors do, if `served`. */
export function canResult(expr: string, served: (selector: Selector) => boolean): boolean {
  const { tree } = parse(withoutVariables(expr));
  if (!tree) return true;
  const result = resultOf(tree.root, tree.source, served);
  return result === 'samples' || result === 'numbers';
}

function resultOf(node: SyntaxNode, text: string, served: (selector: Selector) => boolean): Result {
  if (node.name === 'VectorSelector') return served(toSelector(node, text)) ? 'samples' : 'nothing';
  const results = operands(node).map((operand) => resultOf(operand, text, served));
  switch (node.name === 'BinaryExpr' ? operationOf(node, text) : '') {
    case 'or':
      return either(results);
    case 'unless':
      return results[0] ?? 'nothing';
    case '+':
    case '-':
      return strongest(results, ['nothing', 'samples', 'substitute']);
    default:
      return strongest(results, ['nothing', 'substitute', 'samples']);
  }
}

/** The first result of an order that occurs. */
function strongest(results: readonly Result[], order: readonly Result[]): Result {
  return order.find((result) => results.includes(result)) ?? 'numbers';
}

function either(results: readonly Result[]): Result {
  if (results.includes('samples')) return 'samples';
  if (results.every((result) => result === 'nothing')) return 'nothing';
  return results.every((result) => result === 'numbers') ? 'numbers' : 'substitute';
}

const SOURCES = new Map(METRIC_SOURCES.map((source) => [matchersOf(source), source]));

/** Whether a variant serves what a selector names: one family, or a family by the names that it has with tags and without. */
function selects({ metric, matchers }: Selector, variant: OpenWhiskVariant): boolean {
  const job = matchers.find(({ name, operator }) => name === 'job' && operator === '=')?.value;
  const source = SOURCES.get(`job="${job ?? ''}"`);
  const [inBothForms] = matchers.find(({ name }) => name === '__name__')?.value.split('|') ?? [];
  const name = metric ?? inBothForms;
  const only = source && name !== undefined ? familyOf(source, name)?.only : undefined;
  return !only || holdsIn(only, metric === undefined ? { ...variant, tags: 'on' } : variant);
}
