import { setTimeout as sleep } from 'node:timers/promises';

/** Duration and interval of a wait. */
export interface WaitOptions {
  /** Seconds until the wait fails; a slow machine should not fail a test. @default 120 */
  readonly timeoutSeconds?: number;
  /** The end of the sentence `not within 10 s: …`. */
  readonly what: string;
  /**
   * Milliseconds between two tries.
   * @default 50
   */
  readonly intervalMs?: number;
}

/** Repeats a query until the answer is neither `undefined` nor `false`, and returns it. */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutSeconds = 120, what, intervalMs = 50 }: WaitOptions,
): Promise<T> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`not within ${timeoutSeconds} s: ${what}`);
    await sleep(intervalMs);
  }
}
