import type { SyntaxNode as ParserNode, Tree } from '@lezer/common';

/**
 * A node of a syntax tree. The parser recreates the nodes of its own tree on each access; checks access them often, so
 * they get a copy where each node exists once.
 */
export class SyntaxNode {
  public readonly name: string;
  /** Index of the first character, from 0. */
  public readonly from: number;
  /** Index behind the last character. */
  public readonly to: number;
  /** In the order of the text. */
  public readonly children: readonly SyntaxNode[];

  private constructor(
    node: ParserNode,
    public readonly parent?: SyntaxNode,
  ) {
    this.name = node.name;
    this.from = node.from;
    this.to = node.to;
    const children: SyntaxNode[] = [];
    for (let child = node.firstChild; child; child = child.nextSibling) children.push(new SyntaxNode(child, this));
    this.children = children;
  }

  /** The top of a tree that was parsed. */
  public static topOf(tree: Tree): SyntaxNode {
    return new SyntaxNode(tree.topNode);
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
