/** Settings that prevent the start of a function. The message lists every problem. */
export class SettingsError extends Error {}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads environment variables, and reports all problems at once. */
export class Environment {
  private readonly problems: string[] = [];

  constructor(private readonly variables: Variables) {}

  /** A required string, unless it has a default; an empty one counts as not set. */
  text(name: string, byDefault?: string): string {
    const value = this.optional(name) ?? byDefault;
    if (value === undefined) this.problems.push(`${name} is not set`);
    return value ?? '';
  }

  optional(name: string): string | undefined {
    return this.variables[name] || undefined;
  }

  integer(name: string, range: { readonly min: number; readonly max: number; readonly byDefault: number }): number {
    const given = this.optional(name);
    if (given === undefined) return range.byDefault;
    const value = Number(given);
    if (/^\d+$/.test(given) && value >= range.min && value <= range.max) return value;
    this.problems.push(`${name}: ${given} is not an integer from ${range.min} to ${range.max}`);
    return range.byDefault;
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], byDefault?: T): T {
    const given = this.text(name, byDefault);
    const found = allowed.find((value) => value === given);
    if (found === undefined && given !== '')
      this.problems.push(`${name}: ${given} is not one of ${allowed.join(', ')}`);
    return found ?? (allowed[0] as T);
  }

  /** Reports a problem of several variables together. */
  refuse(problem: string): void {
    this.problems.push(problem);
  }

  /** @throws SettingsError if a variable was missing or wrong */
  check(): void {
    if (this.problems.length > 0) throw new SettingsError(this.problems.join('; '));
  }
}
