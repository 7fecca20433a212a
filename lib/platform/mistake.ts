import { InputFileError, type Mistake, type ValuePath } from '../text/input-file';

export type { Mistake };

/** Path of a value in the platform file. */
export type ConfigPath = ValuePath;

/** A platform file that cannot be used, with all mistakes in it. */
export class PlatformFileError extends InputFileError {
  public override readonly name = 'PlatformFileError';

  constructor(file: string, mistakes: readonly Mistake[]) {
    super(file, mistakes, 'nothing was written');
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: unknown, path: ConfigPath): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], root);
}
