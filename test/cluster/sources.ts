import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of these sources. What is not TypeScript stays there, while the code runs from `build/test/cluster`. */
export const SOURCES = join(packageRoot(__dirname), 'test', 'cluster');

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
