/** An error in the input or the environment of the program. Its message says what to do, so it is shown without a stack trace. */
export class UserError extends Error {
  public override readonly name: string = 'UserError';
}

/** The text of an error for a terminal: a {@link UserError} is its message, anything else is a bug, with its stack trace. */
export function describeError(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${details}\nThis is a bug in faas-stack; please report it with this output.`;
}
