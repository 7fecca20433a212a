import type { SharedFamilies } from './shared';

/** The types of the text format (Prometheus, "Exposition formats"). */
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'] as const;

/** How long Kubernetes keeps a metric's name and labels (Kubernetes, "Metrics stability"); its HELP text begins with it. */
const STABILITIES = ['internal', 'alpha', 'beta', 'stable'] as const;

/** The type of a family. */
export type MetricType = (typeof TYPES)[number];

/** The stability of a family of Kubernetes. */
export type Stability = (typeof STABILITIES)[number];

/** All series that a program serves under one name. */
export interface MetricFamily {
  readonly name: string;
  readonly type: MetricType;
  /** @default - the program does not say. */
  readonly stability?: Stability;
  /** Names of the program's own labels; without `le` and `quantile`, and without those that the scrape adds. */
  readonly labels: readonly string[];
  /** Whether a program that ran here was seen to serve it. Otherwise its source or its documentation says so. */
  readonly captured: boolean;
}

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

/** Reads families, one a line. */
export function parseFamilies(text: string, captured: boolean): MetricFamily[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => parseFamily(line, captured));
}

function parseFamily(line: string, captured: boolean): MetricFamily {
  const [name = '', kind = '', labels, ...rest] = line.split(' ');
  const [typeName, stabilityName] = kind.split('/');
  const type = TYPES.find((known) => known === typeName);
  const stability = STABILITIES.find((known) => known === stabilityName);
  if (!type || (stabilityName !== undefined && !stability) || rest.length > 0)
    throw new Error(
      `a family is written \`<name> <type>[/<stability>] [<label>,<label>…]\`, with the types ${TYPES.join(', ')} and ` +
        `the stabilities ${STABILITIES.join(', ')}; this line is not: ${line}`,
    );
  return { name, type, ...(stability ? { stability } : {}), labels: labels?.split(',') ?? [], captured };
}
