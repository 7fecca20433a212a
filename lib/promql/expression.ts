import type { SyntaxNode } from './syntax-node';
import type { ValueType } from './functions';
import { ANY_LABELS, labelsIn, onlyLabels, type LabelInputs, type Labels } from './labels';
import { matchesRegex, regexProblem } from './regex';
import { selectorsIn, toSelector, type Selector } from './selectors';
import { remembered } from '../text/remembered';
import { stringProblem, unquoted } from './strings';
import { parseSyntax } from './syntax';
import { textOf, within, type Problem } from './tree';
import { checkTypes } from './types';

/** A PromQL expression that was read. */
export interface Expression {
  readonly text: string;
  /** Type of the result. @default - the expression cannot be parsed */
  readonly type?: ValueType;
  /** All that is wrong with it, in the order of the text. */
  readonly problems: readonly Problem[];
  /** Syntax tree, and the source text of its positions. @default - the expression cannot be parsed */
  readonly tree?: { readonly root: SyntaxNode; readonly source: string };
}

/** Expressions that this program or an earlier one has read, by their text. */
const known = new Map<string, Expression>();
let restored: (text: string) => Expression | undefined = () => undefined;

/** Reads an expression as Prometheus 3.13 does without feature flags: grammar, texts, regular expressions and types. */
export function parse(text: string): Expression {
  const found = known.get(text) ?? restored(text) ?? read(text);
  known.set(text, found);
  return found;
}

/** Makes {@link parse} look for an expression elsewhere before it reads it. */
export function restoreFrom(source: (text: string) => Expression | undefined): void {
  restored = source;
}

/** All expressions that were read. */
export function readExpressions(): Expression[] {
  return [...known.values()];
}

function read(text: string): Expression {
  const syntax = parseSyntax(text);
  if ('problem' in syntax) return { text, problems: [syntax.problem] };
  const { root, source, original } = syntax;
  const located = (problems: readonly Problem[]): Problem[] =>
    problems
      .map(({ from, to, message }) => ({ from: original(from), to: original(to), message }))
      .sort((a, b) => a.from - b.from);
  const strings = stringProblems(root, source);
  if (strings.length > 0) return { text, problems: located(strings) };
  const { type, problems } = checkTypes(root, source);
  const all = [...problems, ...selectorProblems(root, source), ...targetProblems(root, source)];
  return { text, type, tree: { root, source }, problems: located(all) };
}

/** The selectors of an expression; none where it cannot be parsed. */
export function selectorsOf(text: string): Selector[] {
  const { tree } = parse(text);
  return tree ? selectorsIn(tree.root, tree.source) : [];
}

/**
 * The labels that the samples of an expression can have, as far as its text determines them: none for a scalar, and any
 * if it cannot be parsed.
 */
export function outputLabels(text: string, inputs?: LabelInputs): Labels {
  return inputs ? labelsOf(text, inputs) : labelsOfText(text);
}

function labelsOf(text: string, inputs: LabelInputs): Labels {
  const { tree } = parse(text);
  return tree ? (labelsIn(tree.root, tree.source, inputs) ?? onlyLabels([])) : ANY_LABELS;
}

const labelsOfText = remembered((text) => labelsOf(text, {}));

/** A problem as a message shows it, with its place where the expression has more than one line or part. */
export function describeProblem({ from, to, message }: Problem, text: string): string {
  const part = text.slice(from, to).replace(/\s+/g, ' ');
  const shown = part.length > 60 ? `${part.slice(0, 57)}...` : part;
  return `${message} (at character ${from + 1}${shown === '' ? '' : `, ${shown}`})`;
}

function stringProblems(root: SyntaxNode, text: string): Problem[] {
  return within(root)
    .filter(({ name }) => name === 'StringLiteral')
    .flatMap(({ from, to }) => {
      const message = stringProblem(text.slice(from, to));
      return message ? [{ from, to, message }] : [];
    });
}

function selectorProblems(root: SyntaxNode, text: string): Problem[] {
  return within(root)
    .filter(({ name }) => name === 'VectorSelector')
    .flatMap((node) => {
      const { from, to } = node;
      const selector = toSelector(node, text);
      const regexes = selector.matchers.flatMap(({ name, operator, value }) => {
        const why = operator.includes('~') ? regexProblem(value) : undefined;
        return why ? [{ from, to, message: `the regular expression '${value}' of ${name} is not valid: ${why}` }] : [];
      });
      const named = selector.matchers.some(({ name }) => name === '__name__');
      if (node.getChild('Identifier') && named) regexes.push({ from, to, message: 'it names the metric twice' });
      const chooses = selector.metric !== undefined || selector.matchers.some(isNarrow) || isInfo(node, text);
      const all = 'it would select every series; name the metric, or a label that must not be empty';
      return chooses ? regexes : [...regexes, { from, to, message: all }];
    });
}

/** Whether a matcher does not match a label that is not there. */
function isNarrow({ operator, value }: Selector['matchers'][number]): boolean {
  const matchesNothing = operator.endsWith('~') ? matchesRegex(value, '') : value === '';
  return matchesNothing === operator.startsWith('!');
}

/** The second argument of `info` selects labels, not series. */
function isInfo(node: SyntaxNode, text: string): boolean {
  const call = node.parent?.name === 'FunctionCallBody' ? node.parent.parent : undefined;
  const identifier = call?.getChild('FunctionIdentifier');
  return identifier !== undefined && textOf(identifier, text) === 'info';
}

/** Regular expressions and names that are arguments of label functions. */
function targetProblems(root: SyntaxNode, text: string): Problem[] {
  return within(root)
    .filter(({ name }) => name === 'FunctionCall')
    .flatMap((call) => {
      const name = textOf(call.getChild('FunctionIdentifier') ?? call, text);
      if (name !== 'label_replace') return [];
      const texts = call.getChild('FunctionCallBody')?.getChildren('StringLiteral') ?? [];
      const pattern = texts[3];
      if (!pattern) return [];
      const regex = unquoted(textOf(pattern, text));
      const why = regexProblem(regex);
      if (!why) return [];
      const { from, to } = pattern;
      return [{ from, to, message: `the regular expression '${regex}' is not valid: ${why}` }];
    });
}
