import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../cluster/lock';

describe('the lock of a build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faas-stack-lock-'));
  const file = join(folder, 'lock');
  afterAll(() => rmSync(folder, { recursive: true }));

  test('lets one work at a time, and is released however the work ends', async () => {
    const log: string[] = [];
    const steps: string[] = [];
    const first = withLock(file, log.push.bind(log), async () => {
      steps.push('first begins');
      await new Promise((done) => setTimeout(done, 50));
      steps.push('first fails');
      throw new Error('no');
    });
    const second = withLock(file, log.push.bind(log), async () => Promise.resolve(steps.push('second begins')));
    await expect(first).rejects.toThrow('no');
    await second;
    expect(steps).toEqual(['first begins', 'first fails', 'second begins']);
    expect(log).toEqual([`wait for the process that holds ${file}`]);
    expect(existsSync(file)).toBe(false);
  });

  test('of a process that has died is void', async () => {
    // Process ids end at 2^22.
    writeFileSync(file, String(2 ** 22 + 1));
    expect(
      await withLock(
        file,
        () => undefined,
        async () => Promise.resolve('done'),
      ),
    ).toBe('done');
  });
});
