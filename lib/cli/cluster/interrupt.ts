import { setMaxListeners } from 'node:events';

/** Runs a task that the first interrupt asks to end; the second one ends the program. */
export async function interruptible<T>(
  task: (signal: AbortSignal) => Promise<T>,
  say: (line: string) => void,
): Promise<T> {
  const controller = new AbortController();
  // Each object that is waited for listens.
  setMaxListeners(0, controller.signal);
  const interrupt = (): void => {
    say('interrupted: no further object is sent; requests under way end first');
    controller.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, interrupt);
  try {
    return await task(controller.signal);
  } finally {
    for (const signal of signals) process.removeListener(signal, interrupt);
  }
}

/** Exit code of an interrupted program, as shells have it. */
export const INTERRUPTED = 130;
