import { repetitions } from '../text/repeated';
import type { SyntaxNode } from './syntax-node';
import {
  AGGREGATION_PARAMETERS,
  EXPERIMENTAL_AGGREGATIONS,
  FUNCTIONS,
  type Signature,
  type ValueType,
} from './functions';
import { nearest } from '../text/nearest';
import { listed, operands, operationOf, textOf, type Problem } from './tree';

const NAMES: Readonly<Record<ValueType, string>> = {
  instant: 'an instant vector',
  range: 'a range vector',
  scalar: 'a number',
  string: 'a text',
};

const COMPARISONS = ['==', '!=', '>', '<', '>=', '<='];
const SET_OPERATORS = ['and', 'or', 'unless'];
const SELECTIONS = ['VectorSelector', 'MatrixSelector', 'SubqueryExpr'];

/** The type of an expression, and what does not fit together in it. */
export function checkTypes(root: SyntaxNode, expr: string): { type: ValueType; problems: Problem[] } {
  const pass = new TypePass(expr);
  return { type: pass.typeOf(root), problems: pass.problems };
}

/** Goes over an expression from the inside out. */
class TypePass {
  public readonly problems: Problem[] = [];

  constructor(private readonly expr: string) {}

  public typeOf(node: SyntaxNode): ValueType {
    switch (node.name) {
      case 'NumberDurationLiteral':
        return 'scalar';
      case 'StringLiteral':
        return 'string';
      case 'AggregateExpr':
        return this.aggregation(node);
      case 'BinaryExpr':
        return this.binary(node);
      case 'FunctionCall':
        return this.call(node);
      case 'MatrixSelector':
        return this.rangeOf(node);
      case 'SubqueryExpr':
        return this.subquery(node);
      case 'OffsetExpr':
      case 'StepInvariantExpr':
        return this.moved(node);
      case 'UnaryExpr':
        return this.sign(node);
      case 'AnchoredExpr':
      case 'SmoothedExpr':
        this.report(node, `${node.name === 'AnchoredExpr' ? 'anchored' : 'smoothed'} is experimental and not enabled`);
        return this.inner(node);
      case 'ParenExpr':
        return this.inner(node);
      default:
        return 'instant';
    }
  }

  private inner(node: SyntaxNode): ValueType {
    const [inner] = operands(node);
    return inner ? this.typeOf(inner) : 'instant';
  }

  private report(node: SyntaxNode, message: string): void {
    this.problems.push({ from: node.from, to: node.to, message });
  }

  private need(node: SyntaxNode, wanted: ValueType, place: string): void {
    const type = this.typeOf(node);
    if (type === wanted) return;
    const hint =
      wanted === 'range' && type === 'instant' && node.name === 'VectorSelector'
        ? `; write ${textOf(node, this.expr)}[5m]`
        : '';
    this.report(node, `${place} has to be ${NAMES[wanted]}, and this is ${NAMES[type]}${hint}`);
  }

  private aggregation(node: SyntaxNode): ValueType {
    const name = operationOf(node, this.expr);
    const args = operands(node);
    const parameter = AGGREGATION_PARAMETERS[name];
    const wanted: ValueType[] = parameter ? [parameter, 'instant'] : ['instant'];
    if (args.length !== wanted.length) {
      this.report(node, `${name} takes ${amount(wanted.length)}, and there ${areSome(args.length)}`);
    } else args.forEach((arg, index) => this.need(arg, wanted[index] ?? 'instant', `${place(index)} of ${name}`));
    if (EXPERIMENTAL_AGGREGATIONS.includes(name)) this.report(node, `${name} is experimental and not enabled`);
    const modifier = node.getChild('AggregateModifier');
    this.noLabelTwice(modifier?.getChild('GroupingLabels'));
    return 'instant';
  }

  private noLabelTwice(list: SyntaxNode | undefined): void {
    const labels = listed(list, this.expr);
    const isRepeated = repetitions(labels);
    const twice = labels.find((_, index) => isRepeated(index));
    if (list && twice) this.report(list, `the label ${twice} is listed twice`);
  }

  private call(node: SyntaxNode): ValueType {
    const name = operationOf(node, this.expr);
    const args = operands(node);
    const signature = FUNCTIONS.get(name);
    if (!signature) {
      const near = nearest(name, [...FUNCTIONS.keys()]);
      this.report(node, `there is no function ${name}${near ? `; nearest: ${near}` : ''}`);
      return 'instant';
    }
    if (signature.experimental) this.report(node, `${name} is experimental and not enabled`);
    if (args.length < signature.least || args.length > signature.most)
      this.report(node, `${name} takes ${arity(signature)}, and there ${areSome(args.length)}`);
    args.forEach((arg, index) => {
      const wanted = signature.args[index] ?? signature.args.at(-1);
      if (wanted) this.need(arg, wanted, `${place(index)} of ${name}`);
    });
    return signature.returns;
  }

  private binary(node: SyntaxNode): ValueType {
    const [left, right] = operands(node);
    if (!left || !right) return 'instant';
    const operator = operationOf(node, this.expr);
    const types = [this.typeOf(left), this.typeOf(right)];
    for (const [side, type] of [[left, types[0]] as const, [right, types[1]] as const]) {
      if (type === 'range' || type === 'string')
        this.report(side, `a side of ${operator} has to be an instant vector or a number, and this is ${NAMES[type]}`);
    }
    const returnsBool = node.getChild('BoolModifier') !== undefined;
    const comparison = COMPARISONS.includes(operator);
    const scalars = types.every((type) => type === 'scalar');
    if (returnsBool && !comparison) this.report(node, `bool goes with comparisons only, not with ${operator}`);
    if (comparison && !returnsBool && scalars)
      this.report(node, `two numbers can only be compared with ${operator} bool`);
    if (['</', '>/'].includes(operator)) this.report(node, `${operator} is experimental and not enabled`);
    if (SET_OPERATORS.includes(operator) && types.includes('scalar'))
      this.report(node, `${operator} combines two instant vectors, and one side is a number`);
    this.matching(node, operator, types.includes('scalar'));
    return scalars ? 'scalar' : 'instant';
  }

  private matching(node: SyntaxNode, operator: string, withNumber: boolean): void {
    if (node.getChild('FillModifier') ?? node.children.some(({ name }) => name.startsWith('Fill')))
      this.report(node, 'fill is experimental and not enabled');
    const clause = node.getChild('MatchingModifierClause');
    if (!clause) return;
    const lists = clause.getChildren('GroupingLabels');
    const keyword = clause.getChild('On') ? 'on' : 'ignoring';
    const [matched = [], carried = []] = lists.map((list) => listed(list, this.expr));
    const grouping = clause.getChild('GroupLeft') ? 'group_left' : clause.getChild('GroupRight') ? 'group_right' : '';
    for (const list of lists) this.noLabelTwice(list);
    if (withNumber && matched.length > 0)
      this.report(clause, `${keyword} matches two instant vectors, and one side is a number`);
    if (grouping && SET_OPERATORS.includes(operator)) this.report(clause, `${operator} does not go with ${grouping}`);
    const both = matched.find((label) => carried.includes(label));
    if (keyword === 'on' && both)
      this.report(clause, `${grouping} cannot carry over the label ${both}, which is matched on`);
  }

  private rangeOf(node: SyntaxNode): ValueType {
    const [inner] = operands(node);
    if (inner && inner.name !== 'VectorSelector') {
      const subquery = `${textOf(inner, this.expr)}[…:]`;
      this.report(node, `a range can only be taken of a selector; for an expression it is a subquery, ${subquery}`);
      this.typeOf(inner);
    }
    this.durations(node);
    return 'range';
  }

  private subquery(node: SyntaxNode): ValueType {
    const [inner] = operands(node);
    if (inner) this.need(inner, 'instant', 'what a subquery is taken of');
    this.durations(node);
    return 'range';
  }

  private durations(node: SyntaxNode): void {
    for (const duration of [...node.getChildren('DurationExpr'), ...node.getChildren('OffsetDurationExpr')]) {
      const text = textOf(duration, this.expr);
      if (!/^[-+]?\s*(\d[\w.]*|\.\d+)$/.test(text))
        this.report(duration, `${text} is calculated, which is experimental and not enabled`);
      else if (duration.name === 'DurationExpr' && /^(-|\+?\s*[0.]+(ms|[smhdwy])?$)/.test(text))
        this.report(duration, `a duration has to be more than ${text}`);
    }
  }

  private moved(node: SyntaxNode): ValueType {
    const [inner] = operands(node);
    if (!inner) return 'instant';
    this.durations(node);
    const at = node.getChild('At');
    const time = at && node.children.find(({ from }) => from >= at.to);
    if (time && /inf|nan/i.test(textOf(time, this.expr))) this.report(time, '@ needs a time');
    const modifier = node.name === 'OffsetExpr' ? 'offset' : '@';
    const chain = modifiersOf(inner);
    if (!SELECTIONS.includes(chain.selection.name))
      this.report(node, `${modifier} goes with a selector or a subquery, not with ${textOf(inner, this.expr)}`);
    else if (chain.modifiers.includes(node.name)) this.report(node, `${modifier} is listed twice`);
    return this.typeOf(inner);
  }

  private sign(node: SyntaxNode): ValueType {
    const type = this.inner(node);
    if (type === 'range' || type === 'string')
      this.report(node, `a sign goes with an instant vector or a number, and this is ${NAMES[type]}`);
    return type;
  }
}

/** The expression that a chain of `offset` and `@` applies to. */
function modifiersOf(
  node: SyntaxNode,
  modifiers: readonly string[] = [],
): { selection: SyntaxNode; modifiers: readonly string[] } {
  const [inner] = operands(node);
  const moved = node.name === 'OffsetExpr' || node.name === 'StepInvariantExpr';
  return moved && inner ? modifiersOf(inner, [...modifiers, node.name]) : { selection: node, modifiers };
}

function place(index: number): string {
  return `argument ${index + 1}`;
}

function amount(count: number): string {
  return count === 0 ? 'no argument' : `${count} argument${count === 1 ? '' : 's'}`;
}

function areSome(count: number): string {
  return count === 0 ? 'is none' : `${count === 1 ? 'is' : 'are'} ${count}`;
}

function arity({ least, most }: Signature): string {
  if (least === most) return amount(least);
  return most === Infinity ? `${amount(least)} or more` : `${least} to ${amount(most)}`;
}
