import { remembered } from '../text/remembered';
import { parse } from './expression';
import { toSelector, type Selector } from './selectors';
import type { SyntaxNode } from './syntax-node';
import { listed, within } from './tree';

/** A selector of an expression, with the labels that the result depends on. */
export interface SelectorUse {
  readonly selector: Selector;
  /** Labels in its matchers, and in the groupings and matchings around it that its series reach. */
  readonly labels: readonly string[];
  /** Upper bounds of buckets that its matchers name. */
  readonly buckets: readonly number[];
}

/** The selectors of an expression, each with the labels that it depends on; none where it cannot be parsed. */
export const selectorUses = remembered((expr): readonly SelectorUse[] => {
  const { tree } = parse(expr);
  if (!tree) return [];
  const { root, source } = tree;
  return within(root)
    .filter(({ name }) => name === 'VectorSelector')
    .map((node) => {
      const selector = toSelector(node, source);
      const matched = selector.matchers.map(({ name }) => name).filter((name) => name !== 'le');
      const labels = [...new Set([...matched, ...groupedAround(node, source)])];
      return { selector, labels, buckets: bucketsOf(selector) };
    });
});

/**
 * Labels of the groupings and matchings around a selector. Behind `by (x)` only `x` is left, so that further out no other label can be the
 * series' own. `without` and `ignoring` do not depend on a label: without it, they do nothing.
 */
function groupedAround(node: SyntaxNode, source: string): string[] {
  const found = new Set<string>();
  let left: readonly string[] | undefined;
  const use = (names: readonly string[]): void => {
    for (const name of names) if (name !== 'le' && (!left || left.includes(name))) found.add(name);
  };
  for (let around = node.parent; around; around = around.parent) {
    if (around.name === 'AggregateExpr') {
      const modifier = around.getChild('AggregateModifier');
      const names = listed(modifier?.getChild('GroupingLabels'), source);
      if (modifier?.getChild('Without')) continue;
      use(names);
      left = names;
    }
    if (around.name === 'BinaryExpr') {
      const clause = around.getChild('MatchingModifierClause');
      const [names = [], carried = []] = (clause?.getChildren('GroupingLabels') ?? []).map((list) =>
        listed(list, source),
      );
      if (clause?.getChild('On')) use(names);
      if (carriesFrom(around, node)) use(carried);
    }
  }
  return [...found];
}

/** Whether an operator takes labels over from the side that a node is on: `group_left` from the right one. */
function carriesFrom(binary: SyntaxNode, node: SyntaxNode): boolean {
  const clause = binary.getChild('MatchingModifierClause');
  if (!clause) return false;
  const isRight = node.from >= clause.to;
  return clause.getChild('GroupLeft') ? isRight : clause.getChild('GroupRight') !== undefined && !isRight;
}

/** Bounds in `le="0.5"` and `le=~"0.5|1"`; a pattern names none, and neither does `+Inf`, which every histogram has. */
function bucketsOf({ matchers }: Selector): number[] {
  return matchers
    .filter(({ name, operator }) => name === 'le' && (operator === '=' || operator === '=~'))
    .flatMap(({ value }) => value.replace(/^\((.*)\)$/, '$1').split('|'))
    .map((value) => Number(value.replaceAll('\\', '')))
    .filter((value) => Number.isFinite(value));
}
