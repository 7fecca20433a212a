import { resolve } from 'node:path';

/** The folder of these sources. What is not TypeScript stays there, while the code runs from `build/test/cluster`. */
export const SOURCES = resolve(__dirname, '../../../test/cluster');
