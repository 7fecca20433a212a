import { isMap, isScalar, isSeq, type Document, type Node } from 'yaml';
import * as adapter from './data/prometheus-adapter.json';
import * as blackbox from './data/blackbox.json';
import * as data from './data/prometheus.json';
import type { FormatProblem } from './problem';
import { structureProblems, type Types } from './structure';
import { entry, readYaml, scalarText, type YamlText } from './yaml-text';
import { parse } from '../promql/expression';
import { regexProblem } from '../promql/regex';
import { prometheusMilliseconds } from '../text/prometheus-duration';

const TYPES = data.types as Types;
const DEFAULT_INTERVAL = '1m';
const DEFAULT_TIMEOUT = '10s';
const LABEL = /^[A-Za-z_]\w*$/;

/** A file that has to be one document of a type. */
export function typedProblems(
  text: string,
  root: string,
  types: Types,
  further: (document: Document.Parsed, yaml: YamlText) => FormatProblem[] = () => [],
): readonly FormatProblem[] {
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return yaml.problems;
  const [document] = yaml.documents;
  if (!document || document.contents === null) return [];
  const problems = structureProblems(yaml, document, root, types, { scalars: 'yaml' });
  return problems.length > 0 ? problems : further(document, yaml);
}

/** Why Prometheus would not start with a prometheus.yml. */
export function prometheusProblems(text: string): readonly FormatProblem[] {
  return typedProblems(text, data.roots.prometheus, TYPES, (document, { lineOf }) => {
    const root = document.contents;
    const problems: FormatProblem[] = [];
    const global = entry(root, 'global');
    const jobs = new Set<string>();
    for (const job of listOf(root, 'scrape_configs')) {
      const nameNode = entry(job, 'job_name');
      const name = scalarText(nameNode) ?? '';
      const line = lineOf(nameNode ?? job);
      if (name === '') problems.push({ line, problem: 'a scrape config has no job_name', fix: 'add job_name' });
      else if (jobs.has(name)) problems.push({ line, problem: `job_name '${name}' occurs twice`, fix: 'rename one' });
      jobs.add(name);
      const interval = scalarText(entry(job, 'scrape_interval')) ?? scalarText(entry(global, 'scrape_interval'));
      const timeout = scalarText(entry(job, 'scrape_timeout'));
      if (timeout !== undefined && millisecondsOf(timeout) > millisecondsOf(interval ?? DEFAULT_INTERVAL)) {
        const problem = `scrape_timeout ${timeout} of job '${name}' is longer than its interval ${interval ?? DEFAULT_INTERVAL}`;
        problems.push({ line: lineOf(entry(job, 'scrape_timeout')), problem, fix: 'shorten the timeout' });
      }
    }
    const timeout = scalarText(entry(global, 'scrape_timeout'));
    const interval = scalarText(entry(global, 'scrape_interval'));
    if (timeout !== undefined && millisecondsOf(timeout) > millisecondsOf(interval ?? DEFAULT_INTERVAL)) {
      const problem = `global scrape_timeout ${timeout} is longer than scrape_interval ${interval ?? DEFAULT_INTERVAL}`;
      problems.push({ line: lineOf(entry(global, 'scrape_timeout')), problem, fix: 'shorten the timeout' });
    }
    for (const write of [...listOf(root, 'remote_write'), ...listOf(root, 'remote_read')]) {
      if (!entry(write, 'url')) problems.push({ line: lineOf(write), problem: 'no url', fix: 'add url' });
    }
    visitMaps(root, (node) => problems.push(...relabelingProblems(node, lineOf)));
    return problems;
  });
}

/** The rules of one relabeling (`relabel.Config.Validate`). */
function relabelingProblems(node: Node, lineOf: YamlText['lineOf']): FormatProblem[] {
  const lists = ['relabel_configs', 'metric_relabel_configs', 'alert_relabel_configs', 'write_relabel_configs'];
  return lists.flatMap((list) =>
    listOf(node, list).flatMap((step): FormatProblem[] => {
      const action = scalarText(entry(step, 'action')) ?? 'replace';
      const target = scalarText(entry(step, 'target_label'));
      const line = lineOf(step);
      if (/^(replace|hashmod|lowercase|uppercase|keepequal|dropequal)$/i.test(action) && !target) {
        return [{ line, problem: `relabel action '${action}' needs target_label`, fix: 'add target_label' }];
      }
      if (/^(hashmod|lowercase|uppercase)$/i.test(action) && target !== undefined && !LABEL.test(target)) {
        return [{ line, problem: `'${target}' is not a label name` }];
      }
      if (/^hashmod$/i.test(action) && !Number(scalarText(entry(step, 'modulus')) ?? 0)) {
        return [{ line, problem: "relabel action 'hashmod' needs a modulus above 0", fix: 'add modulus' }];
      }
      return [];
    }),
  );
}

/** Why Prometheus would not load a file of rules. */
export function ruleFileProblems(text: string): readonly FormatProblem[] {
  return typedProblems(text, data.roots.rules, TYPES, (document, { lineOf }) => {
    const problems: FormatProblem[] = [];
    const groups = new Set<string>();
    for (const group of listOf(document.contents, 'groups')) {
      const name = scalarText(entry(group, 'name')) ?? '';
      const line = lineOf(entry(group, 'name') ?? group);
      if (name === '') problems.push({ line, problem: 'a group has no name', fix: 'add name' });
      if (groups.has(name)) problems.push({ line, problem: `group '${name}' occurs twice`, fix: 'rename one' });
      groups.add(name);
      for (const rule of listOf(group, 'rules')) problems.push(...ruleProblems(rule, lineOf));
    }
    return problems;
  });
}

function ruleProblems(rule: Node, lineOf: YamlText['lineOf']): FormatProblem[] {
  const [alert, record, expr] = ['alert', 'record', 'expr'].map((key) => scalarText(entry(rule, key)) ?? '');
  const line = lineOf(rule);
  if (alert && record) return [{ line, problem: 'a rule has both alert and record', fix: 'keep one' }];
  if (!alert && !record) return [{ line, problem: 'a rule has neither alert nor record', fix: 'add one' }];
  if (!expr) return [{ line, problem: 'a rule has no expr', fix: 'add expr' }];
  const node = entry(rule, 'expr');
  const [problem] = parse(isScalar(node) ? String(node.value) : '').problems;
  return problem ? [{ line: lineOf(node), problem: `expr of '${alert || record}': ${problem.message}` }] : [];
}

/** Why the blackbox exporter would not start with its file. */
export function blackboxProblems(text: string): readonly FormatProblem[] {
  return typedProblems(text, blackbox.roots.blackbox, blackbox.types);
}

/** Why prometheus-adapter would not start with its file. */
export function adapterProblems(text: string): readonly FormatProblem[] {
  return typedProblems(text, adapter.roots['prometheus-adapter'], adapter.types, (document, { lineOf }) => {
    const problems: FormatProblem[] = [];
    visitMaps(document.contents, (node) => {
      for (const key of ['matches', 'is', 'isNot']) {
        const pattern = scalarText(entry(node, key));
        const problem = pattern ? regexProblem(pattern.replaceAll(/^["']|["']$/g, '')) : undefined;
        if (problem !== undefined) problems.push({ line: lineOf(entry(node, key)), problem: `${key}: ${problem}` });
      }
    });
    return problems;
  });
}

/** Entries of a list of a map. */
export function listOf(node: unknown, key: string): readonly Node[] {
  const list = entry(node, key);
  return isSeq(list) ? (list.items as Node[]) : [];
}

/** Visits every map below a node. */
export function visitMaps(node: unknown, visit: (node: Node) => void): void {
  if (isMap(node)) {
    visit(node);
    for (const { value } of node.items) visitMaps(value, visit);
  } else if (isSeq(node)) {
    for (const item of node.items) visitMaps(item, visit);
  }
}

function millisecondsOf(duration: string): number {
  try {
    return prometheusMilliseconds(duration);
  } catch {
    return prometheusMilliseconds(DEFAULT_TIMEOUT);
  }
}
