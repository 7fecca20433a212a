import { fluentdParameterProblems } from './fluentd-parameters';
import { readFluentd, type FluentdSection } from './fluentd-syntax';
import type { FormatProblem } from './problem';

/** Sections outside of others (`Fluent::RootAgent`). */
const ROOTS = new Set(['source', 'match', 'filter', 'label', 'system', 'worker', 'ROOT', 'include']);
/** Sections outside of others that need a plugin. */
const TYPED = new Set(['source', 'match', 'filter']);

/** Why Fluentd would not start with a file; plugins that are not known may have any parameters. */
export function fluentdProblems(text: string): readonly FormatProblem[] {
  const { root, problems } = readFluentd(text);
  if (problems.length > 0) return problems;
  const found: FormatProblem[] = [];
  const visit = (section: FluentdSection, within: string): void => {
    const { name, argument, line, parameters } = section;
    const outside = within === 'ROOT' || within === 'label' || within === 'worker';
    if (outside && TYPED.has(name)) {
      if (!parameters.has('@type') && !parameters.has('type')) {
        found.push({ line, problem: `<${name}> has no @type`, fix: 'add @type' });
      }
      if (name === 'source' && argument !== '') {
        found.push({ line, problem: `<source> has the argument '${argument}'`, fix: 'remove it' });
      }
    }
    if (name === 'label' && outside && argument === '') {
      found.push({ line, problem: '<label> has no name', fix: 'write it as <label @NAME>' });
    }
    if (outside && !ROOTS.has(name))
      found.push({ line, problem: `Fluentd passes over the section <${name}>`, warning: true });
    for (const inner of section.sections) visit(inner, name);
  };
  for (const section of root.sections) visit(section, 'ROOT');
  return [...found, ...fluentdParameterProblems(root)];
}
