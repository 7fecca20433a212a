import { parseFamilies, type MetricFamily } from './parse';
import type { SharedFamilies } from './shared';

/** What one source serves. */
export interface SourceMetrics {
  /** The programs and the versions it was taken from. */
  readonly program: string;
  /** Families that it has like many others. */
  readonly shares: readonly SharedFamilies[];
  /** Families of its own. */
  readonly families: readonly MetricFamily[];
}

/** A source's families as they are written down: one a line, `<name> <type>[/<stability>] [<label>,<label>…]`. */
interface WrittenSource {
  readonly program: string;
  /** @default - none. */
  readonly shares?: readonly SharedFamilies[];
  /** What a program that ran here served. @default - nothing ran here. */
  readonly captured?: string;
  /** What is known from sources and documentation only. @default - nothing. */
  readonly documented?: string;
}

/**
 * Reads a source's families.
 *
 * @throws for a line that is not a family, and for a family that is there twice
 */
export function source({ program, shares = [], captured = '', documented = '' }: WrittenSource): SourceMetrics {
  const families = [...parseFamilies(captured, true), ...parseFamilies(documented, false)];
  const names = new Set<string>();
  for (const { name } of families) {
    if (names.has(name)) throw new Error(`${program}: the family ${name} is there twice; keep one line`);
    names.add(name);
  }
  return { program, shares, families };
}
