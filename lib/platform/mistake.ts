/** Path of a value in the platform file, e.g. `['openwhisk', 'kafka', 'replicas']`. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong in a platform file. */
export interface Mistake {
  /** Line in the file, from 1. @default - the file as a whole. */
  readonly line?: number;
  /** Path of the value. @default - the file as a whole. */
  readonly path?: ConfigPath;
  /** What is wrong, with the value. */
  readonly problem: string;
  /** What would be right. */
  readonly allowed?: string;
  /** What to do. */
  readonly fix: string;
}

/** A platform file that cannot be used, with everything that is wrong in it. */
export class PlatformFileError extends Error {
  constructor(
    public readonly file: string,
    public readonly mistakes: readonly Mistake[],
  ) {
    super(
      [
        `${file}: ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}; nothing was written`,
        ...mistakes.map((mistake) => describe(file, mistake)),
      ].join('\n'),
    );
    this.name = 'PlatformFileError';
  }
}

/** `openwhisk.kafka.replicas`, `images.pullSecrets[0]`. */
export function pathText(path: ConfigPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

function describe(file: string, { line, path, problem, allowed, fix }: Mistake): string {
  const where = line ? `${file}:${line}` : file;
  const what = path && path.length > 0 ? ` ${pathText(path)}` : '';
  return [`  ${where}${what}: ${problem}`, ...(allowed ? [`    allowed: ${allowed}`] : []), `    fix: ${fix}`].join(
    '\n',
  );
}
