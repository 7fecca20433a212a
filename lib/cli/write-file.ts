import { writeFileSync } from 'node:fs';
import { UserError } from '../text/user-error';

/** Where a command writes, and how the user could have said it differently. */
export interface WriteOptions {
  /** Whether a file that exists is overwritten. */
  readonly force: boolean;
  /** Option that names the file, such as `-o`. */
  readonly option: string;
  /** An additional fix if the file exists, such as `remove this one`. */
  readonly remedy: string;
}

/**
 * Writes the output file of a command. @throws if the file exists and must not be overwritten, or cannot be written.
 */
export function writeFile(file: string, text: string, { force, option, remedy }: WriteOptions): void {
  try {
    writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new UserError(
        `${file} exists already; nothing was written; fix: name another file with ${option}, or ${remedy}`,
      );
    }
    const reason = code === 'ENOENT' ? 'the folder does not exist' : code;
    throw new UserError(`${file} cannot be written: ${reason}; fix: name a file in an existing folder with ${option}`);
  }
}
