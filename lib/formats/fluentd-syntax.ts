import type { FormatProblem } from './problem';
import { jsonProblems } from './yaml-text';

/** A section of Fluentd's configuration, such as `<match>`. */
export interface FluentdSection {
  readonly name: string;
  readonly argument: string;
  readonly line: number;
  readonly parameters: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  readonly sections: readonly FluentdSection[];
}

/** Parameters that every plugin has. */
const RESERVED = new Set(['@type', '@id', '@label', '@log_level', '@include']);
/** Sections without other names that begin with @. */
const SYSTEM = new Set(['match', 'source', 'filter', 'system']);

interface Open {
  readonly name: string;
  readonly argument: string;
  readonly line: number;
  readonly parameters: Map<string, { readonly value: string; readonly line: number }>;
  readonly sections: FluentdSection[];
}

/** Sections of a file, and what keeps Fluentd from reading it (`Fluent::Config::V1Parser`). */
export function readFluentd(text: string): {
  readonly root: FluentdSection;
  readonly problems: readonly FormatProblem[];
} {
  const problems: FormatProblem[] = [];
  const lines = text.split('\n');
  const root: Open = { name: 'ROOT', argument: '', line: 1, parameters: new Map(), sections: [] };
  const open: Open[] = [root];
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let content = (lines[index] ?? '').trim();
    if (content === '' || content.startsWith('#')) continue;
    const here = open.at(-1) ?? root;
    const [, closing, name = '', argument = ''] = /^<(\/)?([\w@.]+)\s*([^>]*?)\s*>\s*(#.*)?$/.exec(content) ?? [];
    if (content.startsWith('<') && name === '') {
      problems.push({ line, problem: `'${content}' is not a section`, fix: 'write it as <name argument>' });
      return { root, problems };
    }
    if (closing) {
      if (here === root || here.name !== name) {
        const fix = here === root ? 'remove it' : `write </${here.name}>, which closes line ${here.line}`;
        problems.push({ line, problem: `unmatched end tag '</${name}>'`, fix });
        return { root, problems };
      }
      open.pop();
      open.at(-1)?.sections.push(here);
    } else if (name !== '') {
      open.push({ name, argument, line, parameters: new Map(), sections: [] });
    } else {
      const [, key = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(content) ?? [];
      if (/^@include\b/.test(content)) continue;
      if (key.startsWith('@') && !RESERVED.has(key) && (here === root || SYSTEM.has(here.name))) {
        const allowed = [...RESERVED].join(', ');
        problems.push({ line, problem: `'${key}': names with @ are Fluentd's own`, fix: `write one of ${allowed}` });
        return { root, problems };
      }
      // A quoted, listed or embedded value may go on in the next lines.
      content = rest;
      while (!isWhole(content) && index + 1 < lines.length) content += `\n${lines[++index] ?? ''}`;
      if (!isWhole(content)) {
        problems.push({ line, problem: `the value of '${key}' has no end`, fix: 'close the quotation or bracket' });
        return { root, problems };
      }
      const [, after = ''] = /^(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*([^#\s].*)$/s.exec(content) ?? [];
      if (after !== '' && !content.includes('#{')) {
        problems.push({
          line,
          problem: `'${after}' after the value of '${key}'`,
          fix: 'remove it, or quote the whole value',
        });
        return { root, problems };
      }
      // Ruby in a value is for Fluentd to run.
      if (/^[{[]/.test(content) && !content.includes('#') && jsonProblems(content).length > 0) {
        problems.push({ line, problem: `the value of '${key}' is not valid JSON` });
        return { root, problems };
      }
      here.parameters.set(key, { value: content.trim(), line });
    }
  }
  const unclosed = open.at(-1);
  if (unclosed && unclosed !== root) {
    const { name, line } = unclosed;
    problems.push({ line, problem: `'<${name}>' has no end`, fix: `add </${name}>` });
  }
  return { root, problems };
}

/** Whether a value ends in this line. */
function isWhole(value: string): boolean {
  if (value.startsWith('"')) return /^"(\\.|[^"\\])*"/s.test(value);
  if (value.startsWith("'")) return /^'(\\.|[^'\\])*'/s.test(value);
  if (value.startsWith('{') || value.startsWith('[')) {
    let depth = 0;
    let quoted = false;
    for (let at = 0; at < value.length; at++) {
      const character = value[at] ?? '';
      if (quoted && character === '\\') at++;
      else if (character === '"') quoted = !quoted;
      else if (!quoted && /[{[]/.test(character)) depth++;
      else if (!quoted && /[}\]]/.test(character)) depth--;
      if (depth === 0 && !quoted) return true;
    }
    return false;
  }
  return true;
}
