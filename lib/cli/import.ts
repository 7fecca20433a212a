import { convertHelmValues, totals, type Outcome } from '../load/helm/helm-values';
import { STATUSES } from '../load/helm/option';
import { readText } from '../load/load';
import { effectLines } from './import-effects';
import { schemaFrom } from './init';
import { writeFile } from './write-file';
import { UserError } from '../text/user-error';

/** Options of `import`. */
export interface ImportOptions {
  /** The platform file. */
  readonly output: string;
  /** Whether an existing platform file is overwritten. */
  readonly force: boolean;
  /** Whether a key that the chart does not know is an error. */
  readonly strict: boolean;
}

const NAME_ANOTHER = 'name an existing values file of the OpenWhisk Helm chart';

/**
 * Writes a platform file from values files, and says what became of each key.
 *
 * @throws when a file cannot be read or used, when the output exists or, in strict mode, when a key is unknown.
 */
export function importValues(files: readonly string[], { output, force, strict }: ImportOptions): string {
  const values = files.map((file) => ({ file, text: readText(file, NAME_ANOTHER) }));
  const conversion = convertHelmValues(values);
  const { text, outcomes } = conversion;
  const report = [...STATUSES.flatMap((status) => linesOf(status, outcomes)), totals(outcomes)].join('\n');
  if (strict && outcomes.some(({ status }) => status === 'unknown')) {
    throw new UserError(`${report}\nnothing was written; fix: correct the unknown keys, or leave --strict out`);
  }
  writeFile(output, `# yaml-language-server: $schema=${schemaFrom(output)}\n${text}`, {
    force,
    option: '-o',
    remedy: 'add --force',
  });
  const commands = [...new Set(outcomes.flatMap(({ command }) => command ?? []))];
  return [
    report,
    '',
    'Demand on the cluster, and the share of each key that changes the number of pods:',
    ...effectLines(values, conversion),
    ...(commands.length > 0 ? ['', 'Make these Secrets before, with your values in place of <...>:'] : []),
    ...commands.map((command) => `  ${command}`),
    '',
    `${output} written; next: npx faas-stack synth -f ${output}`,
  ].join('\n');
}

function linesOf(status: Outcome['status'], outcomes: readonly Outcome[]): string[] {
  return outcomes
    .filter((outcome) => outcome.status === status)
    .map(({ option, targets, reason, file, line }) => {
      const where = status === 'unknown' ? ` (${file}${line ? `:${line}` : ''})` : '';
      const target = targets.length > 0 ? ` → ${targets.join(', ')}` : '';
      return `${status.padEnd(8)}  ${option}${where}${target}${reason ? `: ${reason}` : ''}`;
    });
}
