import { readFileSync } from 'node:fs';
import Module, { register } from 'node:module';
import { transformSync } from '@swc/core';

/** TypeScript is compiled as it is loaded. Types are checked elsewhere: `npm run typecheck`. */
Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  });
  module._compile(code, filename);
};
process.setSourceMapsEnabled(true);

/** The test runner imports test files, and Node knows no `.ts` among what it imports. */
function load(url, context, next) {
  const isTypeScript = new URL(url).pathname.endsWith('.ts');
  return isTypeScript ? { format: 'commonjs', source: null, shortCircuit: true } : next(url, context);
}

register(`data:text/javascript,export ${encodeURIComponent(load)}`);
