import assert from 'node:assert/strict';
import type { ScriptResult } from '../../support/shell';

/** The wait ended well. */
export function assertFound({ code, stdout, stderr }: ScriptResult): void {
  assert.match(stdout, /^found .*\n$/m);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
}

/** The wait gave up, and said what it saw last. */
export function assertMissing({ code, stdout, stderr }: ScriptResult, lastAnswer: RegExp): void {
  const [, last] = /^gave up after .* is missing; last answer: ([^]*)$/.exec(stderr) ?? [];
  assert.match(last ?? `no last answer: ${stderr}`, lastAnswer);
  assert.doesNotMatch(stdout, /^found/m);
  assert.equal(code, 1);
}

/** The wait had to ask again, and then ended well. */
export function assertFoundLater(result: ScriptResult): void {
  assertFound(result);
  assert.match(result.stdout, /^waiting for /m);
}

/** An object has these fields, and may have others. */
export function assertHolds(actual: object, fields: Readonly<Record<string, unknown>>): void {
  const found = Object.fromEntries(Object.keys(fields).map((name) => [name, actual[name as keyof typeof actual]]));
  assert.deepEqual(found, fields);
}
