import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Registration } from './registration';

/** How much longer than in proportion it may take: the collection of garbage is not. */
const TOLERANCE = 1.6;

/** In a process of its own: a test follows each promise, of which there are a million. */
async function measure(platforms: number): Promise<Registration> {
  const program = join(__dirname, 'registration.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(platforms)]);
  return JSON.parse(stdout) as Registration;
}

describe('plan and registration of the profile standard', () => {
  it('take less than 5 s, and five times as many objects five times as long', async (t) => {
    const one = await measure(1);
    const five = await measure(5);
    for (const { objects, seconds } of [one, five]) t.diagnostic(`${objects} objects in ${seconds.toFixed(1)} s`);
    assert.equal(five.objects, 5 * one.objects);
    assert.ok(one.seconds < 5);
    assert.ok(five.seconds < one.seconds * 5 * TOLERANCE);
  });
});
