import { isMap, isScalar, parseDocument, type Node } from 'yaml';

/** The comments of a value. */
export interface Comment {
  /** Lines before it. */
  readonly before?: string;
  /** Behind it, on its line. */
  readonly behind?: string;
}

/** The comments of a YAML file. */
export interface Comments {
  /** The comment before everything else, such as a licence. */
  readonly head?: string;
  /** The comments of a value, including the comments of its parent sections. */
  readonly at: (path: readonly string[]) => Comment;
}

/** Pattern of a commented-out credential. */
const CREDENTIAL = /(password|secret|token|auth|crt|key|system|guest|username)\w*["']?\s*[:=]\s*\S/i;

/** Reads the comments of a YAML file that parses. */
export function commentsOf(text: string): Comments {
  const { contents, commentBefore } = parseDocument(text, { merge: true });
  const found = new Map<string, Comment>();
  let head = commentBefore ?? undefined;
  let pending: string[] = [];
  const note = (comment: string | null | undefined): void => {
    if (comment) pending.push(comment);
  };
  const walk = (node: Node | null, path: readonly string[]): void => {
    note(node?.commentBefore);
    if (!isMap(node)) {
      found.set(JSON.stringify(path), { before: joined(pending), behind: joined([node?.comment ?? '']) });
      pending = [];
      return;
    }
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      note(key.commentBefore);
      // A licence stands before the first key, a line apart from that key's own comment.
      if (!head && found.size === 0) [head, pending] = split(pending);
      walk(value as Node | null, [...path, String(key.value)]);
    }
    note(node.comment);
  };
  walk(contents, []);
  return { head: joined([head ?? '']), at: (path) => found.get(JSON.stringify(path)) ?? {} };
}

function split(comments: readonly string[]): [string | undefined, string[]] {
  const paragraphs = comments.join('\n\n').split('\n\n');
  return paragraphs.length > 1
    ? [paragraphs.slice(0, -1).join('\n\n'), paragraphs.slice(-1)]
    : [undefined, [...comments]];
}

function joined(comments: readonly string[]): string | undefined {
  const lines = comments.flatMap((comment) => comment.split('\n')).filter((line) => !CREDENTIAL.test(line));
  return lines.join('\n').replace(/^\n+|\n+$/g, '') || undefined;
}
