/** Path of a value in the platform file, e.g. `['openwhisk', 'kafka', 'replicas']`. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong in a platform file. */
export interface Mistake {
  /** Name of the file, where several are read together. @default - that of the error. */
  readonly file?: string;
  /** Line in the file, from 1. @default - the file as a whole. */
  readonly line?: number;
  /** Path of the value. @default - the file as a whole. */
  readonly path?: ConfigPath;
  /** Where a value comes from that the file does not have, e.g. `from the profile lean`. @default - the value is in the file. */
  readonly origin?: string;
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
function pathText(path: ConfigPath): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], root);
}

function describe(mainFile: string, { file = mainFile, line, path, origin, problem, allowed, fix }: Mistake): string {
  const where = line ? `${file}:${line}` : file;
  const what = path && path.length > 0 ? ` ${pathText(path)}${origin ? ` (${origin})` : ''}` : '';
  return [`  ${where}${what}: ${problem}`, ...(allowed ? [`    allowed: ${allowed}`] : []), `    fix: ${fix}`].join(
    '\n',
  );
}
