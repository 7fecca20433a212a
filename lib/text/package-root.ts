import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of the package that a folder is in, wherever its compiled files are. */
export function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
