import { parseFamilies, type MetricFamily } from './parse';
import type { SharedFamilies } from './shared';

/** Metric families of one source. */
export interface SourceMetrics {
  /** The programs and the versions it was taken from. */
  readonly program: string;
  /** Families that it has like many others. */
  readonly shares: readonly SharedFamilies[];
  /** Families of its own. */
  readonly families: readonly MetricFamily[];
}

/** A source's families in their text form: one per line, `<name> <type>[/<stability>] [<label>,<label>…]`. */
interface WrittenSource {
  readonly program: string;
  /** @default - none. */
  readonly shares?: readonly SharedFamilies[];
  /** Families captured from a running program. @default - none */
  readonly captured?: string;
  /** Families known from source code and documentation only. @default - none */
  readonly documented?: string;
}

/**
 * Reads a source's families.
 *
 * @throws for a line that is not a family, and for a duplicate family
 */
export function source({ program, shares = [], captured = '', documented = '' }: WrittenSource): SourceMetrics {
  const families = [...parseFamilies(captured, true), ...parseFamilies(documented, false)];
  const names = new Set<string>();
  for (const { name } of families) {
    if (names.has(name)) throw new Error(`${program}: the family ${name} is listed twice; keep one line`);
    names.add(name);
  }
  return { program, shares, families };
}
