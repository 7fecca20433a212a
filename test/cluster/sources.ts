import { join } from 'node:path';
import { packageRoot } from '../../lib/text/package-root';

/** The folder of these sources. What is not TypeScript stays there, while the code runs from `build/test/cluster`. */
export const SOURCES = join(packageRoot(__dirname), 'test', 'cluster');
