import { createInterface } from 'node:readline/promises';
import { UserError } from '../../text/user-error';

/**
 * Asks the user. @returns whether the answer is the expected one
 *
 * @throws UserError without a terminal
 */
export async function confirm(question: string, expected: readonly string[], otherwise: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError(`There is no terminal to ask on; nothing was changed\n  fix: add ${otherwise}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(question);
    return expected.includes(answer.trim());
  } finally {
    terminal.close();
  }
}
