import { finding, type Check, type Finding } from '../finding';
import { configFiles, type ConfigFile } from '../read/mounted-files';
import { fileProblems, type FileProblem } from './programs';

/**
 * Every configuration file in a ConfigMap, or as a text in a Secret, is one that its program starts with. The program follows from the
 * name of the file, its place and the image that mounts it; where that is not certain, only the grammar of JSON and YAML is looked at.
 */
export const embeddedConfiguration: Check = (subject) =>
  configFiles(subject).flatMap((file) => fileProblems(file).map((problem) => toFinding(file, problem)));

function toFinding(file: ConfigFile, { program, line, problem, fix, warning, effect }: FileProblem): Finding {
  const { object, field, key } = file;
  const what = effect ?? (warning ? `${program} reads past it` : `${program} refuses it`);
  return finding(
    warning ? 'FS-502' : 'FS-501',
    object,
    `'${key}', line ${line}: ${field === 'stringData' ? withoutValues(problem, file.text, line) : problem}; ${what}`,
    fix ?? 'correct the line',
    [field, key],
    line,
  );
}

/** A problem without the values of a Secret: the first word of a line, which names a setting, is all that it may show of it. */
function withoutValues(problem: string, text: string, line: number): string {
  const content = text.split('\n')[line - 1] ?? '';
  const [, name = ''] = /^[\s\-"'[<]*([^\s"'\]:=>]+)/.exec(content) ?? [];
  return problem.replaceAll(/'([^']*)'|(?<=\bis )[\d.]+\b/g, (shown, quoted: string | undefined) => {
    const word = quoted ?? shown;
    return word !== name && content.includes(word) ? 'a value that is not shown' : shown;
  });
}
