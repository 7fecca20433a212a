import { isAlias, isMap, isScalar, isSeq, visit, type Alias, type Document, type Node } from 'yaml';
import type { Mistake } from '../text/input-file';
import { unusableText } from './unusable-text';

/** Line of an offset in the text of a file. */
export type LineAt = (offset: number) => number;

/**
 * The value of a document with its aliases replaced and its objects merged; `fail` gets everything that prevents it, with
 * the line.
 */
export function valueOf(document: Document.Parsed, lineAt: LineAt, fail: (...mistakes: Mistake[]) => never): unknown {
  const mistakes = [...brokenAliases(document), ...brokenMerges(document), ...unusableText(document)].map(
    ({ node, ...mistake }) => ({
      line: node.range ? lineAt(node.range[0]) : undefined,
      ...mistake,
    }),
  );
  if (mistakes.length > 0) fail(...mistakes);
  try {
    return document.toJS() as unknown;
  } catch (error) {
    // Remaining errors: aliases of aliases, whose values together are too large. The last one is the largest.
    const [last] = aliasesOf(document).reverse();
    const problem = `the YAML cannot be read: ${(error as Error).message}`;
    return fail({ line: last?.range ? lineAt(last.range[0]) : undefined, problem, fix: 'write it without aliases' });
  }
}

interface NodeMistake extends Mistake {
  readonly node: Node;
}

function aliasesOf(document: Document.Parsed): Alias[] {
  const aliases: Alias[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  return aliases;
}

/** The aliases that stand for nothing, or for something that they are a part of. */
function brokenAliases(document: Document.Parsed): NodeMistake[] {
  const broken: NodeMistake[] = [];
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const target = alias.resolve(document);
      const problem = `the alias *${alias.source}`;
      if (!target) {
        const fix = `correct the name, or write &${alias.source} at a value above`;
        broken.push({ node: alias, problem: `${problem} has no anchor`, allowed: 'an anchor further up', fix });
      } else if (ancestors.includes(target)) {
        const fix = 'write the value itself';
        broken.push({
          node: alias,
          problem: `${problem} is within its own anchor`,
          allowed: 'an anchor further up',
          fix,
        });
      }
    },
  });
  return broken;
}

/** The merge keys (`<<`) whose value is neither an object nor a list of objects. */
function brokenMerges(document: Document.Parsed): NodeMistake[] {
  const broken: NodeMistake[] = [];
  const target = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isMergeKey(key.value) || (key.type !== undefined && key.type !== 'PLAIN')) return;
      const merged = target(value);
      const sources = isSeq(merged) ? merged.items : [merged];
      if (sources.every((source) => isMap(target(source)))) return;
      const allowed = 'an object, an alias of one, or a list of these';
      broken.push({ node: key, problem: 'a merge of something that is not an object', allowed, fix: 'remove it' });
    },
  });
  return broken;
}

/** The parser represents a merge key as a symbol where merging is on. */
function isMergeKey(key: unknown): boolean {
  return key === '<<' || (typeof key === 'symbol' && key.description === '<<');
}
