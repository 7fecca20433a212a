import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EXPRESSIONS_FILE } from './precompiled';

/** Changes whenever the compiler has written something. */
const BUILD_INFO = join(__dirname, '..', '.tsbuildinfo');

// Rendering is loaded only where it is needed: this runs before each synth of a checkout.
if (!existsSync(EXPRESSIONS_FILE) || statSync(EXPRESSIONS_FILE).mtimeMs < statSync(BUILD_INFO).mtimeMs) {
  void import('./precompile-expressions.js').then(({ precompileExpressions }) => precompileExpressions());
}
