import { isScalar, type Node } from 'yaml';
import * as data from './data/alertmanager.json';
import type { FormatProblem } from './problem';
import { listOf, typedProblems, visitMaps } from './prometheus';
import { entry, scalarText } from './yaml-text';
import { nearest } from '../text/nearest';

const TIME = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Matchers of the first kind of parser; Alertmanager takes what one of the two does. */
const CLASSIC = /^\s*[a-zA-Z_:][\w:]*\s*(=~|!=|!~|=)\s*("(\\.|[^"\\])*"|(\\.|[^"\\])*?)\s*$/s;
const NAME_OR_VALUE = String.raw`("(\\.|[^"\\])*"|[^\s"'\x60,{}=!~\\]+)`;
const MATCHER = String.raw`\s*${NAME_OR_VALUE}\s*(=~|!=|!~|=)\s*${NAME_OR_VALUE}\s*`;
const UTF8 = new RegExp(String.raw`^(${MATCHER}(,${MATCHER})*,?\s*|\s*\{(${MATCHER}(,${MATCHER})*,?)?\s*\}\s*)$`, 's');

/** Why Alertmanager would not start with an alertmanager.yml. */
export function alertmanagerProblems(text: string): readonly FormatProblem[] {
  return typedProblems(text, data.roots.alertmanager, data.types, (document, { lineOf }) => {
    const root = document.contents;
    const problems: FormatProblem[] = [];
    const names = (list: string): string[] => listOf(root, list).map((node) => scalarText(entry(node, 'name')) ?? '');
    const receivers = names('receivers');
    const intervals = [...names('time_intervals'), ...names('mute_time_intervals')];
    for (const [what, list] of [['receiver', receivers] as const, ['time interval', intervals] as const]) {
      list.forEach((name, index) => {
        if (list.indexOf(name) !== index) problems.push({ line: 1, problem: `${what} '${name}' occurs twice` });
      });
    }
    const route = entry(root, 'route');
    if (!route) return [...problems, { line: 1, problem: 'no route', fix: 'add a route with a receiver' }];
    if (!scalarText(entry(route, 'receiver'))) {
      problems.push({ line: lineOf(route), problem: 'the first route has no receiver', fix: 'add receiver' });
    }
    for (const key of ['matchers', 'match', 'match_re', 'mute_time_intervals', 'active_time_intervals']) {
      const there = entry(route, key);
      if (there)
        problems.push({ line: lineOf(there), problem: `the first route must not have ${key}`, fix: 'remove it' });
    }
    const visit = (node: Node): void => {
      const receiver = entry(node, 'receiver');
      const name = scalarText(receiver);
      if (name !== undefined && !receivers.includes(name)) {
        const meant = nearest(name, receivers);
        const fix = meant === undefined ? 'add it to receivers' : `did you mean '${meant}'?`;
        problems.push({ line: lineOf(receiver), problem: `receiver '${name}' does not exist`, fix });
      }
      const group = listOf(node, 'group_by').map((label) => scalarText(label) ?? '');
      if (new Set(group).size < group.length) {
        problems.push({ line: lineOf(entry(node, 'group_by')), problem: 'group_by has a label twice' });
      }
      for (const key of ['mute_time_intervals', 'active_time_intervals']) {
        for (const interval of listOf(node, key)) {
          const used = scalarText(interval) ?? '';
          if (!intervals.includes(used)) {
            problems.push({ line: lineOf(interval), problem: `time interval '${used}' does not exist` });
          }
        }
      }
      for (const key of ['group_interval', 'repeat_interval']) {
        const value = scalarText(entry(node, key));
        if (value !== undefined && /^0[a-z]*$/.test(value)) {
          problems.push({ line: lineOf(entry(node, key)), problem: `${key} must not be 0` });
        }
      }
      listOf(node, 'routes').forEach(visit);
    };
    visit(route);
    visitMaps(root, (node) => {
      for (const key of ['matchers', 'source_matchers', 'target_matchers']) {
        for (const matcher of listOf(node, key)) {
          const written = isScalar(matcher) ? String(matcher.value) : '';
          if (!isMatcher(written)) {
            const problem = `'${written}' is not a matcher`;
            problems.push({ line: lineOf(matcher), problem, fix: 'write it as label="value", or with !=, =~ or !~' });
          }
        }
      }
      for (const range of listOf(node, 'times')) {
        const [start, end] = ['start_time', 'end_time'].map((key) => valueOf(entry(range, key)));
        if (!TIME.test(start ?? '') || !TIME.test(end ?? '') || (start ?? '') >= (end ?? '')) {
          const problem = `the times from '${start}' to '${end}' are not a range`;
          problems.push({ line: lineOf(range), problem, fix: "write '09:00' to '17:00', and at most '24:00'" });
        }
      }
    });
    return problems;
  });
}

function isMatcher(text: string): boolean {
  if (text.includes('{{')) return true;
  // Several matchers are in braces, separated by commas.
  return CLASSIC.test(text) || UTF8.test(text) || /^\s*\{.*\}\s*$/s.test(text);
}

function valueOf(node: unknown): string {
  return isScalar(node) ? String(node.value) : '';
}
