import type { InVariants } from '../../catalogue/openwhisk-variant';

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
  /** Names of the program's labels, except `le`, `quantile` and target labels. */
  readonly labels: readonly string[];
  /** Whether a program that ran here was seen to serve it. Otherwise its source or its documentation says so. */
  readonly captured: boolean;
  /** Variants of OpenWhisk whose program serves it. @default - all */
  readonly only?: InVariants;
}

/** Parses families, one per line. */
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
