import { finding, type Check, type Finding } from '../finding';
import { configFiles, type ConfigFile } from '../read/mounted-files';
import { fileProblems, type FileProblem } from './programs';

/**
 * Every configuration file in a ConfigMap is one that its program starts with. The program follows from the name of the file, its
 * place and the image that mounts it; where that is not certain, only the grammar of JSON and YAML is looked at.
 */
export const embeddedConfiguration: Check = (subject) =>
  configFiles(subject).flatMap((file) => fileProblems(file).map((problem) => toFinding(file, problem)));

function toFinding({ object, key }: ConfigFile, { program, line, problem, fix, warning }: FileProblem): Finding {
  const what = warning ? `${program} reads past it` : `${program} refuses it`;
  return finding(
    warning ? 'FS-502' : 'FS-501',
    object,
    `'${key}', line ${line}: ${problem}; ${what}`,
    fix ?? 'correct the line',
    ['data', key],
    line,
  );
}
