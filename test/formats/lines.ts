import type { FormatProblem } from '../../lib/formats/problem';

/** Problems as `line: problem; fix`; a warning has a question mark. */
export function lines(problems: readonly FormatProblem[]): string[] {
  return problems.map(({ line, problem, fix, warning, effect }) =>
    [`${line}${warning ? '?' : ''}: ${problem}`, fix, effect].filter((part) => part !== undefined).join('; '),
  );
}
