import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import * as data from './data/elasticsearch.json';
import { remembered } from '../text/remembered';
import { misspelt, notOneOf, type FormatProblem } from './problem';
import { readYaml, scalarText } from './yaml-text';

const SETTINGS: Readonly<Record<string, string>> = data.settings;
const NAMES = Object.keys(SETTINGS);
const FAMILIES = NAMES.filter((name) => name.includes('*')).map((name) => ({
  form: new RegExp(`^${name.replaceAll('.', String.raw`\.`).replaceAll('*', '.+')}$`),
  type: SETTINGS[name] ?? 'any',
}));
/** Settings that modules add have other first words, or are below these. */
const COMPLETE = /^(cluster|node|path|network|discovery|bootstrap|gateway|action)\./;
const ADDED =
  /^(cluster\.(deprecation_indexing|lifecycle|snapshot|remote)|node\.(attr|ml)|discovery\.(ec2|gce|azure|type)|path\.shared_data)/;

const KINDS: Readonly<Record<string, { readonly words: string; readonly form: RegExp }>> = {
  int: { words: 'an integer', form: /^-?\d+$/ },
  number: { words: 'a number', form: /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i },
  time: { words: 'a time with a unit, such as 30s', form: /^(-1|0|\d+(nanos|micros|ms|s|m|h|d))$/i },
  // A setting of memory may also be a share of the heap.
  bytes: {
    words: 'a size with a unit or a share, such as 10gb or 85%',
    form: /^(-1|0|\d+(\.\d+)?(b|[kmgtp]b?|%)|0?\.\d+)$/i,
  },
};

/** Why Elasticsearch would not start with an elasticsearch.yml. */
export function elasticsearchProblems(text: string): readonly FormatProblem[] {
  const { documents, problems, lineOf } = readYaml(text);
  if (problems.length > 0) return problems;
  const found: FormatProblem[] = [];
  const seen = new Set<string>();
  const visit = (node: Node | null, path: string): void => {
    if (isMap(node)) {
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        visit(pair.value, path === '' ? (scalarText(pair.key) ?? '') : `${path}.${scalarText(pair.key)}`);
      }
      return;
    }
    if (path === '' || node === null) return;
    const line = lineOf(node);
    if (seen.has(path)) found.push({ line, problem: `'${path}' occurs twice`, fix: 'keep one' });
    seen.add(path);
    const type = SETTINGS[path] ?? FAMILIES.find(({ form }) => form.test(path))?.type;
    if (type === undefined) found.push(...unknown(path, line));
    else if (isScalar(node)) found.push(...wrongValue(path, scalarText(node) ?? '', type, line));
    else if (!isSeq(node)) found.push({ line, problem: `'${path}' must be a value or a list` });
  };
  visit(documents[0]?.contents ?? null, '');
  return found;
}

/** A comparison with all names takes a hundred times as long as the rest. */
const meantBy = remembered((path) => misspelt(path, NAMES));

function unknown(path: string, line: number): FormatProblem[] {
  const meant = meantBy(path);
  const complete = COMPLETE.test(path) && !ADDED.test(path);
  if (meant === undefined && !complete) return [];
  return [
    { line, problem: `unknown setting '${path}'`, ...(meant === undefined ? {} : { fix: `did you mean '${meant}'?` }) },
  ];
}

function wrongValue(path: string, text: string, type: string, line: number): FormatProblem[] {
  if (text.includes('${') || text === '' || text === 'null') return [];
  if (type === 'boolean' && !/^(true|false)$/.test(text)) return [notOneOf(line, `'${path}'`, text, ['true', 'false'])];
  const kind = KINDS[type];
  return kind && !kind.form.test(text) ? [{ line, problem: `'${path}' is '${text}'; must be ${kind.words}` }] : [];
}
