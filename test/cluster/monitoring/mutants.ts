import { parseSyntax } from '../../../lib/promql/syntax';
import type { SyntaxNode } from '../../../lib/promql/syntax-node';
import { operands, operationOf, textOf, within } from '../../../lib/promql/tree';
import type { Rule } from '../../../lib/mixins/alerts/rule';
import { countsAlike, isRedundant, type Recorded } from './equivalent';
import type { RuleFile } from './rule-tests';

/** A rule file with one small mistake in one rule of an alert. */
export interface Mutant {
  readonly alert: string;
  /** The changed part, and its replacement. */
  readonly change: string;
  /** Index of the group, and of the rule in it. */
  readonly at: readonly [number, number];
  readonly rule: Rule;
  /** Whether the expression still gives the same result for all series, so that no case can notice it. */
  readonly equivalent: boolean;
}

const COMPLEMENT: Readonly<Record<string, string>> = {
  ...{ '>': '<=', '<=': '>', '<': '>=', '>=': '<', '==': '!=', '!=': '==' },
  ...{ '=': '!=', '=~': '!~', '!~': '=~' },
};
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

/** A part of an expression to replace. */
interface Replacement {
  readonly node: { readonly from: number; readonly to: number };
  readonly by: string;
  /** @default - it changes the result */
  readonly equivalent?: boolean;
}

/** All mutants of the alerts in a file: thresholds, comparisons, windows, matchers and `for`. */
export function mutantsOf({ groups }: RuleFile): Mutant[] {
  const records = new Map(
    groups.flatMap(({ rules }) => rules.flatMap(({ record, expr }) => (record ? [[record, expr] as const] : []))),
  );
  return groups.flatMap(({ rules }, group) =>
    rules.flatMap((rule, index) =>
      rule.alert === undefined
        ? []
        : changesOf(rule, (name) => records.get(name)).map(({ change, equivalent, ...changes }) => ({
            alert: rule.alert ?? '',
            change,
            equivalent,
            at: [group, index] as const,
            rule: { ...rule, ...changes },
          })),
    ),
  );
}

/** The file with the mutant in the place of its rule. */
export function mutated({ groups }: RuleFile, { at: [group, index], rule }: Mutant): RuleFile {
  return {
    groups: groups.map((one, g) =>
      g === group ? { ...one, rules: one.rules.map((other, r) => (r === index ? rule : other)) } : one,
    ),
  };
}

type Change = Pick<Mutant, 'change' | 'equivalent'> & Partial<Pick<Rule, 'expr' | 'for'>>;

function changesOf(rule: Rule, recorded: Recorded): Change[] {
  const parsed = parseSyntax(rule.expr);
  if ('problem' in parsed) throw new Error(`${rule.alert ?? ''}: ${parsed.problem.message}`);
  const { root, source } = parsed;
  const changes = within(root)
    .flatMap((node) => replacements(node, source, recorded))
    .map(({ node, by, equivalent = false }) => ({
      equivalent,
      change: `${textOf(node, source)} -> ${by}, at ${node.from}`,
      expr: source.slice(0, node.from) + by + source.slice(node.to),
    }));
  if (!rule.for) return changes;
  const twice = scaled(rule.for, 2);
  return [
    ...changes,
    { equivalent: false, change: `for ${rule.for} -> ${twice}`, for: twice },
    { equivalent: false, change: `for ${rule.for} -> nothing`, for: undefined },
  ];
}

function replacements(node: SyntaxNode, source: string, recorded: Recorded): Replacement[] {
  switch (node.name) {
    case 'BinaryExpr':
      return [...comparison(node, source), ...thresholds(node, source)];
    case 'MatrixSelector':
    case 'SubqueryExpr': {
      const window = node.getChild('DurationExpr');
      return window ? [6, 1 / 5].map((factor) => ({ node: window, by: scaled(textOf(window, source), factor) })) : [];
    }
    case 'UnquotedLabelMatcher': {
      const label = textOf(node.getChild('LabelName') ?? node, source);
      const operator = node.getChild('MatchOp');
      // Which metrics are meant is not a condition on a label, even if several names are written like one.
      if (!operator || label === '__name__') return [];
      return [
        { node: operator, by: COMPLEMENT[textOf(operator, source)] ?? '' },
        { node, by: `${label}=~".*"`, equivalent: isRedundant(node, { source, recorded }) },
      ];
    }
    default:
      return [];
  }
}

const isComparison = (node: SyntaxNode, source: string): boolean =>
  node.name === 'BinaryExpr' && /^(==|!=|[<>]=?)$/.test(operationOf(node, source));

function comparison(node: SyntaxNode, source: string): Replacement[] {
  const [left, right] = operands(node);
  if (!isComparison(node, source) || !left || !right) return [];
  const operator = node.children.find(({ from }) => from >= left.to && from < right.from);
  return operator ? [{ node: operator, by: COMPLEMENT[textOf(operator, source)] ?? '' }] : [];
}

/** Numbers that are compared, and factors of what is compared with another value. 0 is no quantity to scale. */
function thresholds(node: SyntaxNode, source: string): Replacement[] {
  if (!isComparison(node, source)) return [];
  const numbers = operands(node).flatMap((side) =>
    side.name === 'BinaryExpr' && operationOf(side, source) === '*' ? operands(side) : [side],
  );
  return numbers
    .filter(({ name }) => name === 'NumberDurationLiteral')
    .filter((number) => Number(textOf(number, source)) !== 0)
    .flatMap((number) =>
      [1.5, 1 / 1.5].map((factor) => {
        const value = Number(textOf(number, source));
        const by = Number((value * factor).toPrecision(6));
        return { node: number, by: String(by), equivalent: countsAlike(node, value, by, source) };
      }),
    );
}

function scaled(duration: string, factor: number): string {
  const { number = '', unit = '' } = /^(?<number>\d+)(?<unit>[smhd])$/.exec(duration)?.groups ?? {};
  return `${Math.round(Number(number) * (SECONDS[unit] ?? Number.NaN) * factor)}s`;
}

/** Some of them in an order that looks random and is always the same. */
export function sampleOf<T>(all: readonly T[], count: number, seed = 17): T[] {
  let state = seed;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return all
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }) => item);
}
