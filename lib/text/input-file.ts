import { printable } from './printable';
import { UserError } from './user-error';

/** Mistakes that one message lists. */
const MOST_MISTAKES = 100;

/** Path of a value in a file, e.g. `['openwhisk', 'kafka', 'replicas']`. */
export type ValuePath = readonly (string | number)[];

/** One mistake in a file that a user wrote. */
export interface Mistake {
  /** Name of the file, where several are read together. @default - the file of the error. */
  readonly file?: string;
  /** Line in the file, from 1. @default - the file as a whole. */
  readonly line?: number;
  /** Path of the value. @default - the file as a whole. */
  readonly path?: ValuePath;
  /** Origin of a value that is not in the file, e.g. `from the profile lean`. @default - the value is in the file. */
  readonly origin?: string;
  /** The problem, with the value. */
  readonly problem: string;
  /** The allowed values. */
  readonly allowed?: string;
  /** The fix. */
  readonly fix: string;
}

/** A file that cannot be used, with all mistakes in it. */
export class InputFileError extends UserError {
  public override readonly name: string = 'InputFileError';

  /** @param consequence - what the mistakes prevented, e.g. `nothing was written`. */
  constructor(
    public readonly file: string,
    public readonly mistakes: readonly Mistake[],
    consequence: string,
  ) {
    super(
      [
        `${file}: ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}; ${consequence}`,
        ...mistakes.slice(0, MOST_MISTAKES).map((mistake) => `  ${describeMistake(file, mistake)}`),
        ...(mistakes.length > MOST_MISTAKES ? [`  and ${mistakes.length - MOST_MISTAKES} more`] : []),
      ].join('\n'),
    );
  }
}

/** `openwhisk.kafka.replicas`, `images.pullSecrets[0]`. */
export function pathText(path: ValuePath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** Lines about a mistake, from its place to its fix. */
export function describeMistake(
  mainFile: string,
  { file = mainFile, line, path, origin, problem, allowed, fix }: Mistake,
): string {
  const where = line ? `${file}:${line}` : file;
  const what = path && path.length > 0 ? ` ${printable(pathText(path))}${origin ? ` (${origin})` : ''}` : '';
  return [
    `${where}${what}: ${printable(problem)}`,
    ...(allowed ? [`    allowed: ${printable(allowed, 5000)}`] : []),
    `    fix: ${printable(fix)}`,
  ].join('\n');
}
