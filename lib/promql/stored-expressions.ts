import type { ValueType } from './functions';
import { SyntaxNode, type StoredNode } from './syntax-node';

/** An expression without problems. */
export interface ValidExpression {
  readonly text: string;
  readonly type: ValueType;
  readonly tree: { readonly root: SyntaxNode; readonly source: string };
}

/** Expressions that were read before, so that a program need not read them at each start. */
export interface StoredExpressions {
  /** Names of the nodes, by their index. */
  readonly names: readonly string[];
  readonly expressions: Readonly<Record<string, StoredExpression>>;
}

/** Type, tree and, where it differs from the text, the source of the tree's positions. */
type StoredExpression = readonly [type: ValueType, root: StoredNode, source?: string];

/** The form of valid expressions that {@link restore} reads. */
export function store(expressions: readonly ValidExpression[]): StoredExpressions {
  const indices = new Map<string, number>();
  const indexOf = (name: string): number => {
    const known = indices.get(name) ?? indices.size;
    indices.set(name, known);
    return known;
  };
  const stored = expressions.map(({ text, type, tree: { root, source } }): [string, StoredExpression] => {
    const node = root.toStored(indexOf);
    return [text, source === text ? [type, node] : [type, node, source]];
  });
  return { expressions: Object.fromEntries(stored), names: [...indices.keys()] };
}

/** One of stored expressions; nothing if it is not among them. */
export function restore({ names, expressions }: StoredExpressions, text: string): ValidExpression | undefined {
  if (!Object.hasOwn(expressions, text)) return undefined;
  const [type, root, source = text] = expressions[text] as StoredExpression;
  return { text, type, tree: { root: SyntaxNode.restored(root, names), source } };
}
