import type { ImageName } from '../../catalogue/images';
import { parseFamilies, type MetricFamily } from './parse';
import type { SharedFamilies } from './shared';

/** The program whose metrics were read. */
interface Program {
  readonly program: string;
  /** Its version, or the leading parts that all versions in question share. */
  readonly version: string;
  /** The image that runs the program in a platform; a test compares the versions. @default - the cluster or the user runs it. */
  readonly image?: ImageName;
}

/** Metric families of one source. */
export interface SourceMetrics extends Program {
  /** Sets of families that many sources have in common. */
  readonly shares: readonly SharedFamilies[];
  /** The source's own families. */
  readonly families: readonly MetricFamily[];
}

/** A source's families in their text form: one per line, `<name> <type>[/<stability>] [<label>,<label>…]`. */
interface WrittenSource extends Program {
  /** @default - none. */
  readonly shares?: readonly SharedFamilies[];
  /** Families that the program served in a test. @default - the program did not run in a test. */
  readonly captured?: string;
  /** Families known from source code and documentation only. @default - none. */
  readonly documented?: string;
  /** Families that are derived and not written down. @default - none. */
  readonly derived?: readonly MetricFamily[];
}

/**
 * Reads a source's families.
 *
 * @throws for a line that is not a family, and for a duplicate family
 */
export function source({
  shares = [],
  captured = '',
  documented = '',
  derived = [],
  ...program
}: WrittenSource): SourceMetrics {
  const families = [...parseFamilies(captured, true), ...parseFamilies(documented, false), ...derived];
  const names = new Set<string>();
  for (const { name } of families) {
    if (names.has(name)) throw new Error(`${program.program}: the family ${name} is listed twice; keep one line`);
    names.add(name);
  }
  return { ...program, shares, families };
}
