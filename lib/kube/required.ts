/**
 * A value that another part of the stack has promised.
 *
 * @throws when it is not there, which is a mistake of the stack and not of its user.
 */
export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The platform lacks ${what}`);
  return value;
}
