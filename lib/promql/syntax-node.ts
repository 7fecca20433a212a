import type { SyntaxNode as ParserNode, Tree } from '@lezer/common';

/** A node as it is stored: index of its name, first character, end, children. */
export type StoredNode = readonly [name: number, from: number, to: number, ...children: StoredNode[]];

/**
 * A node of a syntax tree. The parser recreates the nodes of its own tree on each access; checks access them often, so
 * they get a copy where each node exists once.
 */
export class SyntaxNode {
  /** In the order of the text. */
  public readonly children: readonly SyntaxNode[];

  private constructor(
    public readonly name: string,
    /** Index of the first character, from 0. */
    public readonly from: number,
    /** Index behind the last character. */
    public readonly to: number,
    public readonly parent: SyntaxNode | undefined,
    childrenOf: (self: SyntaxNode) => SyntaxNode[],
  ) {
    this.children = childrenOf(this);
  }

  /** The top of a tree that was parsed. */
  public static topOf(tree: Tree): SyntaxNode {
    const copy = (node: ParserNode, parent?: SyntaxNode): SyntaxNode =>
      new SyntaxNode(node.name, node.from, node.to, parent, (self) => {
        const children: SyntaxNode[] = [];
        for (let child = node.firstChild; child; child = child.nextSibling) children.push(copy(child, self));
        return children;
      });
    return copy(tree.topNode);
  }

  /** A node that was stored, given the names by their index. */
  public static restored(stored: StoredNode, names: readonly string[]): SyntaxNode {
    const restore = ([name, from, to, ...children]: StoredNode, parent?: SyntaxNode): SyntaxNode =>
      new SyntaxNode(names[name] ?? '', from, to, parent, (self) => children.map((child) => restore(child, self)));
    return restore(stored);
  }

  /** The node and its children in the form that is stored, given the index of a name. */
  public toStored(indexOf: (name: string) => number): StoredNode {
    return [indexOf(this.name), this.from, this.to, ...this.children.map((child) => child.toStored(indexOf))];
  }

  /** The first child of a name. */
  public getChild(name: string): SyntaxNode | undefined {
    return this.children.find((child) => child.name === name);
  }

  /** All children of a name. */
  public getChildren(name: string): SyntaxNode[] {
    return this.children.filter((child) => child.name === name);
  }
}
